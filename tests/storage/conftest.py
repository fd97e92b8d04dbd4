"""Databases that nobody has written to yet, and one with a history."""

import asyncio
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path

import pytest

from storage.database import Database
from storage.migrate import newest
from tests.backends import Backend, Postgres
from tests.storage.released import fill

_numbers = count()


async def unwritten(backend: Backend, tmp_path: Path) -> Database:
    """Open a database without any table."""
    if isinstance(backend, Postgres):
        name = f"hearth_empty_{next(_numbers)}"
        await backend.execute(f"CREATE DATABASE {name} STRATEGY FILE_COPY")
        return backend.database(name)
    return Database(f"sqlite:///{tmp_path / f'empty_{next(_numbers)}.db'}")


@pytest.fixture
async def empty(backend: Backend, tmp_path: Path) -> AsyncIterator[Database]:
    """Open a database without any table, on each backend in turn."""
    database = await unwritten(backend, tmp_path)
    yield database
    await database.close()


@pytest.fixture(scope="session")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a SQLite file with a history, to be copied."""

    async def write(database: Database) -> None:
        await fill(database, newest())
        await database.close()

    file = tmp_path_factory.mktemp("history") / "history.db"
    asyncio.run(write(Database(f"sqlite:///{file}")))
    return file
