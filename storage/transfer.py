"""Move a whole history from one database to another: all of one moment there, all or nothing here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import structlog
from sqlalchemy import Table, Text, column, func, inspect, select, table, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.expression import TableClause

from bot.errors import CannotStart
from storage.columns import Json
from storage.database import Database, sql
from storage.faults import translated
from storage.lock import ProcessLock
from storage.migrate import migrate, newest, refuse_newer, version_of
from storage.schema import metadata

BATCH_ROWS = 2_000

log = structlog.get_logger()

Progress: TypeAlias = Callable[[str, int, int], None]
"""Told of the table at hand, how many rows are over in all, and of how many."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A table and how many rows of it are on both sides."""

    table: str
    rows: int


async def transfer(source: Database, target: Database, progress: Progress) -> list[Moved]:
    """Copy every row of `source`, which is only read, into `target`, which must hold none. Raises CannotStart for what
    the operator can mend; then, and when it is stopped in any way, the target stays empty."""
    if source.address.same_as(target.address):
        raise CannotStart("the two addresses are the same database")
    for database in (source, target):
        if database.in_memory:
            raise CannotStart("a database in memory ends with the process that made it; name a file or a server")
    if source.address.file is not None:
        _look_at(source.address.file)
    await source.open()
    async with source.snapshot() as there:
        await _refuse_other_version(source, await version_of(there))
        await target.open()
        async with target.read() as here:
            refuse_newer(target, await version_of(here))
            await _refuse_rows(target, sql(here))  # before its schema is touched
        await migrate(target)
        async with target.begin() as here:
            await _keep_others_out(sql(here))
            await _refuse_rows(target, sql(here))
            rows = {t: await _count(sql(there), t) for t in metadata.sorted_tables}
            done, total = 0, sum(rows.values())

            def moving(name: str, more: int) -> None:
                nonlocal done
                done += more
                progress(name, done, total)

            for t in rows:
                await _copy(t, sql(there), target, sql(here), moving)
            for t, there_are in rows.items():
                if (arrived := await _count(sql(here), t)) != there_are:
                    raise CannotStart(f"{t.name}: {there_are} rows there, {arrived} here; nothing was moved")
            await _continue_numbers(sql(here))
    return [Moved(t.name, number) for t, number in rows.items()]


def _look_at(file: Path) -> None:
    if not file.is_file():
        raise CannotStart(f"{file}: there is no such file")
    holder = ProcessLock(file).holder()
    if holder is not None:
        log.warning("a Hearth runs on the source; what it writes from now on stays there", process=holder)


async def _refuse_other_version(source: Database, version: str | None) -> None:
    refuse_newer(source, version)
    if version is None:
        raise CannotStart(f"{source.address.name}: no Hearth has written this database; there is nothing to move")
    if version != newest():
        raise CannotStart(
            f"{source.address.name}: its version is {version}, and only version {newest()} can be moved. Bring it up to"
            " date first: run `hearth migrate` with storage.url (or HEARTH__STORAGE__URL) set to it"
        )


async def _keep_others_out(target: AsyncConnection) -> None:
    if target.dialect.name != "sqlite":  # there a transaction that writes is alone anyway
        names = ", ".join(f'"{name}"' for name in metadata.tables)
        await target.execute(text(f"LOCK TABLE {names} IN EXCLUSIVE MODE"))


async def _refuse_rows(target: Database, connection: AsyncConnection) -> None:
    def has_tables(sync: Connection) -> list[str]:
        return [name for name in inspect(sync).get_table_names() if name in metadata.tables]

    for name in await connection.run_sync(has_tables):
        if (await connection.execute(select(text("1")).select_from(table(name)).limit(1))).first() is not None:
            raise CannotStart(f"{target.address.name}: is not empty ({name} has rows); move into a fresh database")


async def _copy(
    whole: Table, there: AsyncConnection, target: Database, here: AsyncConnection, moving: Callable[[str, int], None]
) -> None:
    carried = _carried(whole)
    moving(whole.name, 0)
    rows = await there.stream(select(carried).order_by(*whole.primary_key.columns))
    async for batch in rows.mappings().partitions(BATCH_ROWS):
        await _insert(target, here, carried, [dict(row) for row in batch])
        moving(whole.name, len(batch))


def _carried(whole: Table) -> TableClause:
    # A document goes over as the text it is kept as: read and written anew, one that is missing would become one that
    # says "nothing".
    columns = [column(c.name, Text() if isinstance(c.type, Json) else c.type) for c in whole.columns]
    return table(whole.name, *columns)


async def _insert(target: Database, here: AsyncConnection, into: TableClause, rows: Sequence[dict[str, Any]]) -> None:
    try:
        with translated(target.address):
            await here.execute(into.insert(), rows)
    except DBAPIError as error:
        said = str(error.orig).partition("\n")[0]
        raise CannotStart(f"{into.name}: {target.address.name} does not take one of its rows: {said}") from error


async def _count(connection: AsyncConnection, whole: Table) -> int:
    return int((await connection.execute(select(func.count()).select_from(whole))).scalar_one())


async def _continue_numbers(target: AsyncConnection) -> None:
    """Let the ids that PostgreSQL gives out go on after those that came with their rows."""
    if target.dialect.name == "sqlite":  # it always goes on after the highest
        return
    for whole in metadata.sorted_tables:
        identity = whole.autoincrement_column
        if identity is not None:
            highest = (await target.execute(select(func.max(identity)))).scalar_one()
            sequence = func.pg_get_serial_sequence(f'"{whole.name}"', identity.name)
            if highest is not None:
                await target.execute(select(func.setval(sequence, highest)))
