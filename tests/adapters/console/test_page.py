"""The page for users shows lines that can be written."""

import re
from pathlib import Path

import pytest

from adapters.console.script import Comment, Help, read_line

PAGE = (Path(__file__).parents[3] / "docs" / "local-chat.md").read_text(encoding="utf-8")
TABLE = re.findall(r"^\| (`.*?) \|", PAGE.split("## What you can write")[1].split("\n\n**")[0], re.MULTILINE)
LINES = [line for row in TABLE for line in re.findall(r"`([^`]+)`", row)]


@pytest.mark.parametrize("line", LINES)
def test_a_line_of_the_table_can_be_written(line: str) -> None:
    assert read_line(line) != Comment() or line.startswith("#")


def test_the_example_can_be_played() -> None:
    example = PAGE.split("```chat\n")[1].split("```")[0].splitlines()
    steps = [read_line(line) for line in example]
    assert len(steps) == 10
    assert Help() not in steps
