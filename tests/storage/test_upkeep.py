"""The operator's commands on a database: what they say, and their exit codes."""

import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

import bot.upkeep
from bot.__main__ import app
from storage.database import Database
from storage.lock import ProcessLock
from storage.migrate import migrate
from tests.backends import Postgres
from tests.storage.conftest import unwritten
from tests.storage.schemas import rows_of

PASSWORD = "opensesame"


@pytest.fixture
def url(history: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Configure a database that holds a history."""
    shutil.copyfile(history, tmp_path / "hearth.db")
    monkeypatch.delenv("HEARTH_CONFIG", raising=False)
    monkeypatch.chdir(tmp_path)
    url = f"sqlite:///{tmp_path / 'hearth.db'}"
    monkeypatch.setenv("HEARTH__STORAGE__URL", url)
    return url


def hearth(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_moving_says_how_many_rows_of_each_table_are_over(url: str, tmp_path: Path) -> None:
    done = hearth("migrate", "--from", url, "--to", f"sqlite:///{tmp_path / 'new.db'}")
    assert done.exit_code == 0, done.stderr
    counted = dict(line.rsplit(maxsplit=1) for line in done.stdout.splitlines())
    assert (counted["events"], counted["sanctions"]) == ("3", "1")
    everything = counted.pop("all")
    del counted["table"]
    assert sum(map(int, counted.values())) == int(everything)
    assert done.stderr.splitlines()[-1].endswith(f"{everything} of {everything}")


def test_the_address_that_is_left_out_is_the_configured_one(url: str, tmp_path: Path) -> None:
    new = f"sqlite:///{tmp_path / 'new.db'}"
    assert hearth("migrate", "--to", new).exit_code == 0
    again = hearth("migrate", "--from", new)
    assert again.exit_code == 2
    assert again.stderr.strip().endswith("hearth.db: is not empty (accounts has rows); move into a fresh database")


def test_an_address_that_is_none_is_named_by_its_option(url: str) -> None:
    for arguments, option in ((("migrate", "--to", "mysql://x"), "--to"), (("chat", "--db", "x.db"), "--db")):
        refused = hearth(*arguments)
        assert refused.exit_code == 2
        assert refused.stderr.startswith(f"{option}: must begin with sqlite:/// or postgresql://")


def test_a_server_that_cannot_be_reached_is_one_line_without_the_password(url: str, unused_tcp_port: int) -> None:
    refused = hearth("migrate", "--to", f"postgresql://ann:{PASSWORD}@127.0.0.1:{unused_tcp_port}/hearth")
    assert (refused.exit_code, len(refused.stderr.splitlines())) == (2, 1)
    assert PASSWORD not in refused.stderr


@pytest.mark.parametrize("command", ["run", "migrate"])
def test_a_second_hearth_on_the_file_ends_with_one_line(
    url: str, tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEARTH__TELEGRAM__TOKEN", "1:token")
    running = ProcessLock(tmp_path / "hearth.db")
    running.take()
    refused = hearth(command)
    assert hearth("backup", "copy.db").exit_code == 0
    running.release()
    assert refused.exit_code == 2
    assert refused.stderr == (
        f"{tmp_path / 'hearth.db'}: in use by another Hearth (process {os.getpid()}); stop that first\n"
    )


def test_a_backup_says_where_it_is_and_is_refused_over_another(url: str, tmp_path: Path) -> None:
    done, again, forced = (
        hearth("backup", "copy.db"),
        hearth("backup", "copy.db"),
        hearth("backup", "copy.db", "--force"),
    )
    assert [r.exit_code for r in (done, again, forced)] == [0, 2, 0]
    assert done.stdout == f"copy.db: {(tmp_path / 'copy.db').stat().st_size:,} bytes, checked\n"
    assert again.stderr == "copy.db: is there already; --force writes over it\n"


def test_a_terminal_is_shown_a_bar(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(bot.upkeep, "Console", lambda stderr: Console(stderr=stderr, force_terminal=True, width=80))
    with bot.upkeep.shown("Moving") as show:
        show("events", 1, 4)
        show("cases", 4, 4)
    shown = capsys.readouterr().err
    assert "Moving cases" in shown
    assert "4/4" in shown


def kill_in_the_middle(target: Database) -> None:
    command = [sys.executable, "-m", "bot", "migrate", "--to", target.url]
    with subprocess.Popen(command, cwd=Path(bot.__file__).parents[1], stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith(b"Moving recognition_hidden: ")
        process.kill()


async def test_killed_in_the_middle_a_move_leaves_the_target_empty(
    url: str, postgres: Postgres, tmp_path: Path
) -> None:
    with closing(connect(tmp_path / "hearth.db", isolation_level=None)) as connection:
        many = "WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 60000) "
        connection.execute(f"INSERT INTO recognition_hidden {many} SELECT 1, i FROM n")
    for target in (await unwritten(postgres, tmp_path), Database(f"sqlite:///{tmp_path / 'new.db'}")):
        kill_in_the_middle(target)
        await migrate(target)
        assert [table for table, rows in (await rows_of(target)).items() if rows] == []
        await target.close()
