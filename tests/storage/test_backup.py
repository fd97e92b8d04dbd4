"""A copy of a database that is in use is complete and of one moment, or it is not there."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

import storage.backup
from bot.errors import CannotStart
from storage.backup import back_up
from storage.database import Database
from storage.lock import ProcessLock
from storage.migrate import migrate
from tests.storage.schemas import rows_of

PASSWORD = "open sesame"


def unheard(_done: int, _total: int) -> None:
    """Show nothing."""


@pytest.fixture
def url(history: Path, tmp_path: Path) -> str:
    """Write a database with a history in a directory of its own."""
    (tmp_path / "live").mkdir()
    shutil.copyfile(history, tmp_path / "live" / "hearth.db")
    return f"sqlite:///{tmp_path / 'live' / 'hearth.db'}"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Name where the copy goes: a directory with nothing else in it."""
    (tmp_path / "copies").mkdir()
    return tmp_path / "copies" / "hearth.backup"


async def test_a_copy_holds_every_row_and_is_a_database_like_any_other(url: str, copy: Path) -> None:
    back_up(url, copy, unheard)
    original, copied = Database(url), Database(f"sqlite:///{copy}")
    await migrate(copied)
    assert await rows_of(copied) == await rows_of(original)
    await original.close()
    await copied.close()


def test_only_its_owner_may_read_a_copy_and_nothing_is_left_beside_it(url: str, copy: Path) -> None:
    before = os.umask(0)
    try:
        back_up(url, copy, unheard)
    finally:
        os.umask(before)
    assert copy.stat().st_mode & 0o777 == 0o600
    assert list(copy.parent.iterdir()) == [copy]


def test_a_copy_taken_while_the_bot_writes_is_of_one_moment(
    url: str, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage.backup, "PAGES_A_STEP", 1)
    file, enough, steps = url.removeprefix("sqlite:///"), threading.Event(), 0
    written = 0

    def write() -> None:
        nonlocal written
        with closing(sqlite3.connect(file, isolation_level=None, timeout=10)) as bot:
            while not enough.is_set():
                # Two tables that are always in step, and grow beyond what a page holds.
                bot.execute("BEGIN IMMEDIATE")
                bot.execute(
                    "INSERT INTO case_entries (case_id, community_id, step, at, text)"
                    " VALUES (1, 1, 'noted', '2026-12-01T15:00:00.000000Z', hex(randomblob(500)))"
                )
                bot.execute("UPDATE case_numbers SET last = (SELECT count(*) FROM case_entries)")
                bot.execute("COMMIT")
                written += 1

    def slowly(_done: int, _total: int) -> None:
        nonlocal steps
        steps += 1
        while written < steps and steps < 100:  # at least one write for each page, for a hundred pages
            enough.wait(0.001)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        back_up(url, copy, slowly)
    finally:
        enough.set()
        writer.join()
    with closing(sqlite3.connect(copy)) as copied:
        (numbered,) = copied.execute("SELECT last FROM case_numbers").fetchone()
        (there,) = copied.execute("SELECT count(*) FROM case_entries").fetchone()
        assert copied.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert steps > 50
    assert numbered == there
    assert written > there - 2  # and it went on after that moment; two were there before


def test_a_running_hearth_does_not_hinder_it(url: str, copy: Path) -> None:
    running = ProcessLock(Path(url.removeprefix("sqlite:///")))
    running.take()
    back_up(url, copy, unheard)
    running.release()
    assert copy.exists()


def test_it_says_how_far_it_is(url: str, copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage.backup, "PAGES_A_STEP", 10)
    heard: list[tuple[int, int]] = []
    size = back_up(url, copy, lambda done, total: heard.append((done, total)))
    assert [done for done, _ in heard] == sorted({done for done, _ in heard})
    assert heard[-1][0] == heard[-1][1] == size // 4096 == copy.stat().st_size // 4096


# What is refused


def refused(url: str, file: Path, *, force: bool = False) -> str:
    with pytest.raises(CannotStart) as told:
        back_up(url, file, unheard, force=force)
    return str(told.value)


def test_a_file_that_is_there_is_written_over_only_when_that_is_asked_for(url: str, copy: Path) -> None:
    copy.write_text("mine")
    assert refused(url, copy) == f"{copy}: is there already; --force writes over it"
    assert copy.read_text() == "mine"
    back_up(url, copy, unheard, force=True)
    assert copy.read_bytes().startswith(b"SQLite format 3")


def test_the_database_itself_is_never_written_over(url: str, copy: Path) -> None:
    file = Path(url.removeprefix("sqlite:///"))
    copy.symlink_to(file)
    before = file.read_bytes()
    for name in (file, copy):
        assert refused(url, name, force=True) == f"{name}: is the database itself"
    assert file.read_bytes() == before


def test_a_place_that_cannot_take_a_file_is_named(url: str, copy: Path) -> None:
    assert refused(url, copy.parent / "none" / "a.db") == f"{copy.parent / 'none'}: there is no such directory"
    assert refused(url, copy.parent) == f"{copy.parent}: is a directory; name a file in it"
    left = copy.with_name(copy.name + "-wal")
    left.write_text("changes of another database")
    assert refused(url, copy, force=True).startswith(f"{left}: belongs to a database that is open or was not closed")


def test_what_is_no_database_file_is_named(copy: Path, tmp_path: Path) -> None:
    missing = tmp_path / "missing.db"
    assert refused(f"sqlite:///{missing}", copy) == f"{missing}: there is no such database"
    assert not missing.exists()
    assert "in memory only" in refused("sqlite://", copy)
    (tmp_path / "text.db").write_text("dear diary " * 500)
    assert refused(f"sqlite:///{tmp_path / 'text.db'}", copy).endswith("cannot be read: file is not a database")
    assert list(copy.parent.iterdir()) == []


def test_a_damaged_database_is_noticed_and_not_copied(url: str, copy: Path) -> None:
    file = Path(url.removeprefix("sqlite:///"))
    with open(file, "r+b") as raw:
        raw.seek(4096 * 8)
        raw.write(b"\xff" * 4096)
    assert "damaged" in refused(url, copy)
    assert list(copy.parent.iterdir()) == []


def test_postgresql_is_left_to_its_own_program_without_the_password(copy: Path) -> None:
    told = refused(f"postgresql://ann:{PASSWORD.replace(' ', '%20')}@db.example:5433/hearth?sslmode=require", copy)
    assert told.splitlines()[1] == (
        f"pg_dump --format=custom --file={copy} 'postgresql://ann@db.example:5433/hearth?sslmode=require'"
    )


def test_a_copy_that_is_stopped_leaves_nothing(url: str, copy: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        back_up(url, copy, stop)
    assert list(copy.parent.iterdir()) == []


def test_a_disk_without_room_is_told_in_one_line(url: str, copy: Path) -> None:
    copy.write_text("the last good copy")
    # What the process may write to one file, in blocks of 1024 bytes: to it, this is the end of the disk.
    command = f'ulimit -f 100; exec "{sys.executable}" -m bot backup --force "{copy}"'
    environment = {**os.environ, "HEARTH__STORAGE__URL": url}
    done = subprocess.run(
        ["bash", "-c", command], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 2
    *progress, told = done.stderr.strip().splitlines()
    assert told.startswith(f"{copy}: the copy could not be made: ")
    assert all(line.startswith("Copying pages") for line in progress)
    assert (copy.read_text(), list(copy.parent.iterdir())) == ("the last good copy", [copy])
