"""A whole history moves from one database to another: every row of one moment, or none."""

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, UniqueConstraint, func, literal, select, text

import storage.transfer
from bot.errors import CannotStart
from storage.database import Database, sql
from storage.lock import ProcessLock
from storage.migrate import migrate, newest
from storage.schema import metadata
from storage.transfer import transfer
from tests.backends import Postgres
from tests.storage.conftest import unwritten
from tests.storage.released import fill
from tests.storage.schemas import rows_of

SWALLOW = {  # rows that are taken and are not there afterwards
    True: "CREATE TRIGGER swallow BEFORE INSERT ON jobs BEGIN SELECT RAISE(IGNORE); END",
    False: "CREATE RULE swallow AS ON INSERT TO jobs DO INSTEAD NOTHING",
}


def unheard(_table: str, _done: int, _total: int) -> None:
    """Show nothing."""


@pytest.fixture
async def source(history: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """Open a SQLite file that holds a history."""
    shutil.copyfile(history, tmp_path / "source.db")
    database = Database(f"sqlite:///{tmp_path / 'source.db'}", read_only=True)
    yield database
    await database.close()


async def typed_rows(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    async with database.read() as tx:
        return {
            t.name: [tuple(r) for r in await sql(tx).execute(select(t).order_by(*t.primary_key))]
            for t in metadata.sorted_tables
        }


async def is_empty(database: Database) -> bool:
    return not any((await rows_of(database)).values())


async def test_every_row_arrives_and_means_the_same(source: Database, empty: Database) -> None:
    moved = await transfer(source, empty, unheard)
    there = await typed_rows(source)
    assert await typed_rows(empty) == there
    assert {m.table: m.rows for m in moved} == {name: len(rows) for name, rows in there.items()}


async def test_there_and_back_again_every_value_is_kept_as_it_was(
    source: Database, postgres: Postgres, tmp_path: Path
) -> None:
    there = await unwritten(postgres, tmp_path)
    back = Database(f"sqlite:///{tmp_path / 'back.db'}")
    try:
        await transfer(source, there, unheard)
        await transfer(there, back, unheard)
        assert await rows_of(back) == await rows_of(source)
    finally:
        await back.close()
        await there.close()


def _last_unique(table: Table) -> set[str]:
    """Name the last column of everything that is unique only together: another value there is another row."""
    constraints = [c for c in table.constraints if isinstance(c, UniqueConstraint) and len(c.columns) > 1]
    return {constraint.columns.keys()[-1] for constraint in constraints}


async def test_the_next_row_gets_a_number_of_its_own(source: Database, database: Database) -> None:
    await transfer(source, database, unheard)
    async with database.begin() as tx:
        for table in metadata.sorted_tables:
            identity = table.autoincrement_column
            if identity is None:
                continue
            highest = (await sql(tx).execute(select(func.max(identity)))).scalar_one()
            keys = {"key", "number", "corrects", *_last_unique(table)} & {*table.columns.keys()}
            copied_once = {c.name for c in table.columns if c.unique and c.nullable}
            others = [c for c in table.columns if c.name not in keys | copied_once and c is not identity]
            strange = [literal(str(highest) if name in ("key", "message_id") else -highest) for name in keys]
            copied = select(*strange, *others).where(identity == highest)
            await sql(tx).execute(table.insert().from_select([*keys, *(c.name for c in others)], copied))
            assert (await sql(tx).execute(select(func.max(identity)))).scalar_one() == highest + 1


async def test_it_goes_in_batches_and_says_how_far_it_is(
    source: Database, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage.transfer, "BATCH_ROWS", 2)
    heard: list[tuple[int, int]] = []
    await transfer(source, database, lambda _table, done, total: heard.append((done, total)))
    total = sum(map(len, (await rows_of(source)).values()))
    assert heard[-1] == (total, total)
    assert [done for done, _ in heard] == sorted(done for done, _ in heard)
    assert await typed_rows(database) == await typed_rows(source)


async def test_the_source_is_not_written_to_and_gives_also_what_a_killed_bot_left_behind(
    source: Database, database: Database, tmp_path: Path
) -> None:
    file = tmp_path / "source.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as bot:
        bot.execute("PRAGMA wal_autocheckpoint=0")
        bot.execute("UPDATE communities SET name = 'only in the log'")
        before = file.read_bytes()
        await transfer(source, database, unheard)
        await source.close()
        assert file.read_bytes() == before
    assert (await typed_rows(database))["communities"][0][1] == "only in the log"


async def test_what_is_written_to_the_source_meanwhile_stays_there_altogether(
    source: Database, database: Database, tmp_path: Path
) -> None:
    before = await typed_rows(source)
    with closing(sqlite3.connect(tmp_path / "source.db", isolation_level=None)) as bot:

        def write(table: str, _done: int, _total: int) -> None:
            bot.execute("INSERT INTO event_quiet VALUES (1, (SELECT max(member_id) + 1 FROM event_quiet))")
            bot.execute("UPDATE cases SET silent = 1 - silent")

        await transfer(source, database, write)
    assert await typed_rows(database) == before


async def test_a_snapshot_sees_one_moment(empty: Database) -> None:
    await fill(empty, newest())
    other = Database(empty.url)
    count = select(func.count()).select_from(metadata.tables["event_quiet"])
    async with empty.snapshot() as there:
        before = (await sql(there).execute(count)).scalar_one()
        async with other.begin() as tx:
            await sql(tx).execute(text("DELETE FROM event_quiet"))
        assert (await sql(there).execute(count)).scalar_one() == before == 1
    await other.close()


# What is refused


async def refused(source: Database, target: Database) -> str:
    with pytest.raises(CannotStart) as told:
        await transfer(source, target, unheard)
    assert "\n" not in str(told.value)
    return str(told.value)


async def test_a_target_with_rows_is_refused_and_left_as_it_is(source: Database, empty: Database) -> None:
    await fill(empty, "0001")
    before = await rows_of(empty)
    assert "is not empty (accounts has rows); move into a fresh database" in await refused(source, empty)
    assert await rows_of(empty) == before  # at the version it was, too


async def test_a_source_that_is_missing_or_strange_is_refused(database: Database, tmp_path: Path) -> None:
    missing = Database(f"sqlite:///{tmp_path / 'missing.db'}", read_only=True)
    assert "missing.db: there is no such file" in await refused(missing, database)
    assert not (tmp_path / "missing.db").exists()
    (tmp_path / "text.db").write_text("dear diary " * 500)
    strange = Database(f"sqlite:///{tmp_path / 'text.db'}", read_only=True)
    assert "it is damaged, or no database at all" in await refused(strange, database)
    sqlite3.connect(tmp_path / "bare.db").close()
    bare = Database(f"sqlite:///{tmp_path / 'bare.db'}", read_only=True)
    assert "no Hearth has written this database" in await refused(bare, database)
    for opened in (missing, strange, bare):
        await opened.close()


async def test_a_database_is_not_moved_onto_itself_nor_into_memory(
    source: Database, memory: Database, tmp_path: Path
) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "source.db")
    itself = Database(f"sqlite:///{tmp_path}/../{tmp_path.name}/link.db")
    assert await refused(source, itself) == "the two addresses are the same database"
    assert "in memory" in await refused(source, memory)
    assert "in memory" in await refused(memory, source)
    await itself.close()


async def test_an_older_source_is_refused_with_what_to_do_and_not_touched(database: Database, tmp_path: Path) -> None:
    old = Database(f"sqlite:///{tmp_path / 'old.db'}")
    await fill(old, "0001")
    await old.close()
    before = (tmp_path / "old.db").read_bytes()
    reading = Database(old.url, read_only=True)
    told = await refused(reading, database)
    await reading.close()
    assert f"its version is 0001, and only version {newest()} can be moved" in told
    assert "run `hearth migrate`" in told
    assert (tmp_path / "old.db").read_bytes() == before


async def test_a_newer_source_and_a_newer_target_are_refused(
    source: Database, database: Database, tmp_path: Path
) -> None:
    newer = Database(f"sqlite:///{tmp_path / 'newer.db'}")
    await migrate(newer)
    async with newer.begin() as tx:
        await sql(tx).execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for pair in ((newer, database), (source, newer)):
        assert "its version is 9999, written by a newer Hearth" in await refused(*pair)
    await newer.close()


async def test_a_target_on_which_a_hearth_runs_is_refused(source: Database, tmp_path: Path) -> None:
    running = ProcessLock(tmp_path / "target.db")
    running.take()
    target = Database(f"sqlite:///{tmp_path / 'target.db'}")
    assert "in use by another Hearth" in await refused(source, target)
    running.release()
    await target.close()


async def test_a_hearth_that_runs_on_the_source_is_warned_of(
    source: Database, database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    running = ProcessLock(tmp_path / "source.db")
    running.take()
    await transfer(source, database, unheard)
    running.release()
    assert "a Hearth runs on the source; what it writes from now on stays there" in capsys.readouterr().out


# All or nothing


async def test_when_it_is_stopped_in_the_middle_the_target_is_empty_and_can_be_used(
    source: Database, database: Database
) -> None:
    def stop(table: str, _done: int, _total: int) -> None:
        if table == "members":
            moving.cancel()

    moving = asyncio.create_task(transfer(source, database, stop))
    with pytest.raises(asyncio.CancelledError):
        await moving
    assert await is_empty(database)
    await transfer(source, database, unheard)
    assert not await is_empty(database)


async def test_rows_that_do_not_arrive_undo_everything(source: Database, database: Database) -> None:
    await migrate(database)
    async with database.begin() as tx:
        await sql(tx).exec_driver_sql(SWALLOW[database.sqlite])
    assert await refused(source, database) == "jobs: 2 rows there, 0 here; nothing was moved"
    assert await is_empty(database)


async def test_a_row_that_the_target_does_not_take_is_named_and_undoes_everything(
    source: Database, postgres: Postgres, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "source.db", isolation_level=None)) as connection:
        connection.execute("UPDATE rules SET text = 'a' || char(0) WHERE version = 2")
    target = await unwritten(postgres, tmp_path)
    told = await refused(source, target)
    assert told.startswith("rules: PostgreSQL database")
    assert "0x00" in told
    assert await is_empty(target)
    await target.close()
