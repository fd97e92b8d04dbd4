"""A database in memory that is there at once: nearly every test of the kernel opens one. And no deadlines."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import settings

from storage.database import Database
from tests.databases import create_tables

# A deadline measures how busy the machine is; the first example of a test also loads the catalogue or Babel.
settings.register_profile("hearth", deadline=None)
settings.load_profile("hearth")


@pytest.fixture(scope="session")
def schema(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Write the statements that create every table, as SQLite keeps them."""
    file = tmp_path_factory.mktemp("schema") / "hearth.db"
    asyncio.run(_create(file))
    with closing(sqlite3.connect(file)) as connection:
        rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return ";\n".join(row[0] for row in rows)


async def _create(file: Path) -> None:
    database = Database(f"sqlite:///{file}")
    await create_tables(database)
    await database.close()


@pytest.fixture
async def memory(schema: str) -> AsyncIterator[Database]:
    """Open an empty database in memory with every table, three times as fast as creating them from the metadata."""
    database = Database("sqlite://")
    async with database.engine.connect() as connection:
        raw = await connection.get_raw_connection()
        assert raw.driver_connection is not None
        await raw.driver_connection.executescript(schema)
    yield database
    await database.close()
