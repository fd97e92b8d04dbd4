"""What the surroundings of a SQLite file do to it is told as one type, in one line; our mistakes stay what they are."""

import asyncio
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event, insert, text
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.errors import CannotStart, StorageError, StorageKind
from storage.database import Database, sql
from storage.kernel import settings
from storage.migrate import migrate, newest
from tests.storage.released import fill
from tests.storage.schemas import run

SECRET = "what a member wrote"


async def failed(database: Database, *statements: str) -> StorageError:
    """Run statements in one transaction and give what stopped it."""
    with pytest.raises(StorageError) as told:
        await run(database, *statements)
    assert "\n" not in told.value.detail
    assert str(told.value) == told.value.detail
    return told.value


async def threads_end(left: int) -> bool:
    """Wait until no more threads than these are left: every connection to a file has one of its own."""
    for _ in range(1000):
        if threading.active_count() <= left:
            return True
        await asyncio.sleep(0.005)
    return False


async def test_a_full_disk_undoes_the_transaction_and_when_there_is_room_all_is_well(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'hearth.db'}")
    await fill(database, newest())
    grow = "INSERT INTO rules VALUES (1, 3, hex(zeroblob(9000)), 1, '2026-12-01T15:00:00.000000Z')"
    error = await failed(database, "PRAGMA max_page_count=1", "DELETE FROM event_quiet", grow)
    assert error.kind is StorageKind.FULL
    assert error.detail == (
        f"{tmp_path / 'hearth.db'}: the disk is full; nothing can be saved until there is room"
        " (database or disk is full)"
    )
    assert await run(database, "SELECT count(*) FROM event_quiet") == 1
    await run(database, "PRAGMA max_page_count=100000", grow)
    await database.close()


async def test_a_file_that_another_program_locks_is_told_after_a_while(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'hearth.db'}", busy_timeout=20)
    await migrate(database)
    with closing(sqlite3.connect(tmp_path / "hearth.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        error = await failed(database)
        assert error.kind is StorageKind.LOCKED
        assert "it is locked by another program, which has to let go of it" in error.detail
        async with database.read() as tx:  # reading goes on
            await sql(tx).execute(text("SELECT 1"))
    await run(database, "DELETE FROM jobs")
    await database.close()


async def test_a_file_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    writing = Database(f"sqlite:///{tmp_path / 'hearth.db'}")
    await migrate(writing)
    database = Database(writing.url, read_only=True)
    error = await failed(database, "DELETE FROM jobs")
    assert (error.kind, "it cannot be written to" in error.detail) == (StorageKind.READ_ONLY, True)
    await database.close()
    await writing.close()


async def test_what_is_no_database_or_damaged_cannot_be_started_on(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("dear diary " * 500)
    whole = Database(f"sqlite:///{tmp_path / 'damaged.db'}")
    await migrate(whole)
    await whole.close()
    damaged = bytearray((tmp_path / "damaged.db").read_bytes())
    damaged[100:4096] = b"\xff" * 3996  # the page that lists the tables
    (tmp_path / "damaged.db").write_bytes(damaged)
    threads = threading.active_count()
    for name, reason in (("text.db", "file is not a database"), ("damaged.db", "database disk image is malformed")):
        database = Database(f"sqlite:///{tmp_path / name}")
        with pytest.raises(CannotStart) as told:
            await database.open()
        await database.close()
        assert str(told.value) == (
            f"{tmp_path / name}: it is damaged, or no database at all; put a backup in its place ({reason})"
        )
    assert await threads_end(threads)


async def test_a_directory_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    threads = threading.active_count()
    database = Database(f"sqlite:///{tmp_path}")
    error = await failed(database)
    assert (error.kind, "unable to open database file" in error.detail) == (StorageKind.UNREACHABLE, True)
    await database.close()
    assert await threads_end(threads)


async def test_a_line_that_breaks_inside_a_statement_is_told(memory: Database) -> None:
    def breaks(*_given: object) -> None:
        raise ConnectionResetError(104, "Connection reset by peer")

    event.listen(memory.engine.sync_engine, "do_execute", breaks)
    error = await failed(memory, "SELECT 1")
    assert error.kind is StorageKind.UNREACHABLE
    assert error.detail == "the database in memory: it cannot be reached ([Errno 104] Connection reset by peer)"


async def read_template(database: Database) -> None:
    async with database.begin():
        raise FileNotFoundError(2, "a template of ours")


async def test_mistakes_of_ours_stay_what_they_are(memory: Database) -> None:
    with pytest.raises(IntegrityError):
        await run(memory, *["INSERT INTO event_quiet VALUES (1, 1)"] * 2)
    with pytest.raises(OperationalError, match="no such table"):
        await run(memory, "SELECT * FROM nowhere")
    with pytest.raises(FileNotFoundError):
        await read_template(memory)


async def write_settings(database: Database, text: str) -> None:
    async with database.begin() as tx:
        for _ in range(2):
            await sql(tx).execute(insert(settings).values(community_id=1, section="onboarding", values={"text": text}))


async def test_no_error_holds_what_was_to_be_stored(memory: Database) -> None:
    with pytest.raises(IntegrityError) as told:
        await write_settings(memory, SECRET)
    assert SECRET not in str(told.value)


async def test_a_transaction_inside_another_of_the_same_database_is_refused(memory: Database, tmp_path: Path) -> None:
    other = Database(f"sqlite:///{tmp_path / 'other.db'}")
    async with memory.begin(), other.begin():
        with pytest.raises(RuntimeError, match="already open here"):
            async with memory.read():
                pass
    await other.close()
