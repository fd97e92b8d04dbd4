"""Bring a database to the schema of this program, with Alembic; refuse one that a newer program has written."""

from pathlib import Path

from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection

from bot.errors import CannotStart
from storage.database import Database, sql

MIGRATIONS = Path(__file__).parent / "migrations"


class NewerDatabase(CannotStart):
    """The database was written by a newer Hearth; this one would not understand it."""


async def migrate(database: Database) -> None:
    """Apply every migration that the database lacks. Raises NewerDatabase."""
    async with database.begin() as tx:
        if await sql(tx).run_sync(_version) == newest():
            return
        await sql(tx).run_sync(_upgrade)


def newest() -> str:
    """Name the newest migration: the last file, by name, which begins with its revision."""
    return max(p.name.split("_", 1)[0] for p in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def _upgrade(connection: Connection) -> None:
    # Imported here: Alembic takes a third of a second, and most starts have nothing to migrate.
    from alembic import command
    from alembic.config import Config
    from alembic.util.exc import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        if "Can't locate revision" in str(error):
            raise NewerDatabase("the database was written by a newer Hearth; please upgrade this one") from None
        raise
