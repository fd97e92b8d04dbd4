"""Databases for tests."""

from storage.database import Database, sql
from storage.schema import metadata


async def create_tables(database: Database) -> None:
    """Create every table there is."""
    async with database.begin() as tx:
        await sql(tx).run_sync(metadata.create_all)
