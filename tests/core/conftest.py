"""A database in memory that is there at once: nearly every test of the kernel opens one. And no deadlines."""

from collections.abc import AsyncIterator

import pytest
from hypothesis import settings

from storage.database import Database
from tests.databases import open_in_memory

# A deadline measures how busy the machine is; the first example of a test also loads the catalogue or Babel.
settings.register_profile("hearth", deadline=None)
settings.load_profile("hearth")


@pytest.fixture
async def memory(statements: str) -> AsyncIterator[Database]:
    """Open an empty database in memory with every table."""
    database = await open_in_memory(statements)
    yield database
    await database.close()
