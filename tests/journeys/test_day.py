"""The day that comes with the project plays as it says, the same each time."""

import subprocess
import sys
from pathlib import Path

from tests.chat import open_chat

ROOT = Path(__file__).parents[2]
DAY = ROOT / "examples" / "day.txt"


def played(*options: str) -> str:
    """Play the day as `make run < examples/day.txt` does."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", *options],
        input=DAY.read_bytes(),
        capture_output=True,
        cwd=ROOT,
        env={"PATH": "", "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    return done.stdout.decode()


def test_the_day_prints_the_same_bytes_each_time() -> None:
    once = played("run")
    assert played("run") == once
    assert played("chat") == once


def test_every_line_of_the_day_is_understood() -> None:
    said = played("run")
    assert [line for line in said.splitlines() if line.startswith("!")] == []
    for expected in (
        "Hello @anna, welcome to Hearth!",
        "Thank you! Welcome to Hearth.",
        "#1 · Python meetup",
        "Seats taken: 2 of 2, 1 on the waitlist",
        "Friday, 4 December 2026, 19:30",
        "@boris, thank you! anna gives you 1 point.",
        "1. max — thanked by 1 person, 1 point",
        "Warnings: 2; at 3: mute for 1 day",
        "* hearth mutes vova until 2026-12-02 18:02",
        "Case #4: mute",
        "Готово: буду говорить с вами по-русски.",
        "Python meetup starts in 1 hour.",
        "Python meetup is starting now!",
        "* hearth unmutes vova",
    ):
        assert expected in said, expected


async def test_the_day_has_no_fault() -> None:
    async with open_chat() as chat:
        await chat.play(*DAY.read_text(encoding="utf-8").splitlines())
        assert chat.app.faults() == 0
