"""`hearth replay` as it is typed."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.chat import open_chat

ROOT = Path(__file__).parents[2]
EXPORTS = ROOT / "tests" / "exports"
FORMATS = ("telegram.json", "account.json", "discord.json", "lines.jsonl")


def hearth(*arguments: str, cwd: Path, **more: Any) -> "subprocess.CompletedProcess[str]":
    environment = {k: v for k, v in os.environ.items() if not k.startswith("HEARTH__")}
    environment |= {"PYTHONPATH": str(ROOT), "COLUMNS": "100"} | more.pop("env", {})
    command = [sys.executable, "-m", "bot", "replay", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=cwd, env=environment, **more)


async def a_community(folder: Path) -> None:
    """Leave a database behind whose one community minds casinos."""
    async with open_chat(f"sqlite:///{folder}/hearth.db") as chat:
        await chat.play(
            "olga: hi",
            "olga: /blocklist add casino | reason: Без казино",
            "olga: /rule edit blocklist | action: mute 10m",
        )


def test_the_table_has_a_line_for_every_rule(tmp_path: Path) -> None:
    ran = hearth(str(EXPORTS / "lines.jsonl"), cwd=tmp_path)
    assert ran.returncode == 0
    assert "blocklist" in ran.stdout
    assert "all messages" in ran.stdout
    assert ran.stderr.splitlines()[0].startswith("5: no message in JSON")
    assert list(tmp_path.iterdir()) == []  # no database was made


@pytest.mark.parametrize(("name", "count"), [*zip(FORMATS, (4, 3, 4, 7), strict=True)])
def test_every_format_gives_one_json_line_a_message_in_order(name: str, count: int, tmp_path: Path) -> None:
    ran = hearth(str(EXPORTS / name), "--json", cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    lines = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [line["n"] for line in lines] == [*range(1, count + 1)]
    assert all(set(line) == {"n", "action", "verdicts"} for line in lines)


async def test_a_communitys_rules_speak_in_the_configured_language(tmp_path: Path) -> None:
    await a_community(tmp_path)
    before = (tmp_path / "hearth.db").read_bytes()
    for who in ("1", "hearth"):
        ran = hearth(str(EXPORTS / "lines.jsonl"), "--json", "--community", who, cwd=tmp_path)
        assert ran.returncode == 0, ran.stderr
        lines = [json.loads(line) for line in ran.stdout.splitlines()]
        assert [line["action"] for line in lines] == ["mute", "none", "mute", "none", "none", "none", "mute"]
        found = lines[0]["verdicts"][0]
        assert (found["rule"], found["reason"], found["score"]) == ("blocklist", "Без казино", 1.0)
        assert "`" not in found["detail"]
    assert (tmp_path / "hearth.db").read_bytes() == before
    shown = hearth(str(EXPORTS / "telegram.json"), "-v", "--community", "1", cwd=tmp_path).stdout
    assert "mute 10m 1" in shown
    assert "Заходи в наше casino!" in shown


async def test_a_community_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    await a_community(tmp_path)
    ran = hearth(str(EXPORTS / "lines.jsonl"), "--community", "77", cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "there is no '77'" in ran.stderr
    assert "1 (Hearth)" in ran.stderr


def test_what_cannot_be_read_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("dear diary\n")
    for name in ("notes.txt", "missing.json", "."):
        ran = hearth(name, "--json", cwd=tmp_path)
        assert (ran.returncode, ran.stdout) == (2, "")
        assert len(ran.stderr.splitlines()) == 1
    assert "Telegram Desktop" in hearth("notes.txt", cwd=tmp_path).stderr
    ran = hearth(str(EXPORTS / "lines.jsonl"), "--community", "1", cwd=tmp_path)
    assert ran.returncode == 2
    assert "Traceback" not in ran.stderr


def test_whoever_stops_reading_hears_no_complaint(tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    many.write_text('{"text": "a message"}\n' * 20_000)
    command = [sys.executable, "-m", "bot", "replay", str(many), "--json"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=pipe, stderr=pipe) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0
