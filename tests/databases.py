"""Tables for tests that do not migrate: as the program defines them."""

import asyncio
import sqlite3
import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path

from storage.database import Database, sql
from storage.migrate import migrate
from storage.schema import metadata


async def create_tables(database: Database) -> None:
    """Create every table there is."""
    async with database.begin() as tx:
        await sql(tx).run_sync(metadata.create_all)


@cache
def schema() -> str:
    """Write the statements that create every table, as SQLite keeps them. Call outside of a running loop."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "hearth.db"
        asyncio.run(_create(file))
        with closing(sqlite3.connect(file)) as connection:
            rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return ";\n".join(row[0] for row in rows)


async def _create(file: Path) -> None:
    database = Database(f"sqlite:///{file}")
    await create_tables(database)
    await database.close()


async def open_in_memory(statements: str) -> Database:
    """Open a database in memory with every table, three times as fast as creating them from the metadata."""
    database = Database("sqlite://")
    async with database.engine.connect() as connection:
        raw = await connection.get_raw_connection()
        assert raw.driver_connection is not None
        await raw.driver_connection.executescript(statements)
    return database


async def prepare_quickly(database: Database, statements: str) -> None:
    """Stand in for migrating: a database in memory is never an old one. Every other is migrated as ever."""
    if not database.address.in_memory:
        await migrate(database)
        return
    async with database.engine.connect() as connection:
        raw = await connection.get_raw_connection()
        assert raw.driver_connection is not None
        async with raw.driver_connection.execute("SELECT count(*) FROM sqlite_master") as cursor:
            row = await cursor.fetchone()
        if row == (0,):
            await raw.driver_connection.executescript(statements)
