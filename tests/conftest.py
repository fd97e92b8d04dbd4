"""Small fixtures for every room."""

from collections.abc import AsyncIterator

import pytest

from storage.database import Database
from tests.databases import create_tables
from tests.fakes import FakeClock


@pytest.fixture
def clock() -> FakeClock:
    """Start a clock that only the test moves."""
    return FakeClock()


@pytest.fixture
async def memory() -> AsyncIterator[Database]:
    """Open an empty database in memory with every table."""
    database = Database("sqlite://")
    await create_tables(database)
    yield database
    await database.close()
