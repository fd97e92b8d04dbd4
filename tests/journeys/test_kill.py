"""What was promised survives kill -9 and happens once: the process is really killed, between any two lines."""

import json
import subprocess
import sys
from pathlib import Path

BEFORE = """time 2026-12-01 18:00 Europe/Moscow
olga: hello
olga: /event new Python meetup | tomorrow 19:00 | limit: 5
olga: [Announce]
anna: [Going]
"""


def _play(database: Path, script: str, *, kill: bool) -> list[dict[str, object]]:
    command = [sys.executable, "-m", "bot", "chat", "--json", "--db", f"sqlite:///{database}"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        if not kill:
            written, _ = process.communicate(script, timeout=20)
            return [json.loads(line) for line in written.splitlines()]
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(script)
        process.stdin.flush()
        lines = []
        # The last thing the script leads to has been printed: kill without a chance to tidy up.
        for line in process.stdout:
            lines.append(line)
            if "Going: anna" in line:
                break
        process.kill()
        return [json.loads(line) for line in lines]


def test_a_reminder_comes_once_though_the_bot_was_killed_before_it(tmp_path: Path) -> None:
    database = tmp_path / "hearth.db"
    before = _play(database, BEFORE, kill=True)
    assert not [act for act in before if "starts in" in str(act.get("text"))]

    after = _play(database, "time 2026-12-01 18:30 Europe/Moscow\ntime 2026-12-01 19:30 Europe/Moscow\n", kill=False)
    reminders = [act for act in after if "starts in 1 day" in str(act.get("text"))]
    assert sorted(str(act["to"]) for act in reminders) == ["anna", "group"]

    again = _play(database, "time 2026-12-01 20:00 Europe/Moscow\ntime +1h\n", kill=False)
    assert not [act for act in again if "starts in 1 day" in str(act.get("text"))]


def test_a_reminder_that_fell_due_while_the_bot_was_dead_comes_once_and_says_it_is_late(tmp_path: Path) -> None:
    database = tmp_path / "hearth.db"
    _play(database, BEFORE, kill=True)
    after = _play(database, "time 2026-12-01 22:00 Europe/Moscow\ntime +1h\n", kill=False)
    reminders = [act for act in after if act.get("to") == "group" and "Python meetup" in str(act.get("text"))]
    assert len(reminders) == 1
    assert "late" in str(reminders[0]["text"]).lower()
