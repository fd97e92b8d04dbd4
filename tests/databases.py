"""Databases for tests."""

import importlib
import pkgutil

import storage
from storage.database import Database, metadata, sql


async def create_tables(database: Database) -> None:
    """Create the tables of every module of storage."""
    for module in pkgutil.iter_modules(storage.__path__):
        importlib.import_module(f"storage.{module.name}")
    async with database.begin() as tx:
        await sql(tx).run_sync(metadata.create_all)
