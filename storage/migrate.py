"""Bring a database to the schema of this program, with Alembic; refuse one that a newer program has written."""

from pathlib import Path

from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection

from bot.errors import CannotStart
from bot.ports import Tx
from storage.database import Database, sql

MIGRATIONS = Path(__file__).parent / "migrations"


class NewerDatabase(CannotStart):
    """The database was written by a newer Hearth; this one would not understand it."""


async def migrate(database: Database, to: str | None = None) -> None:
    """Apply every migration that the database lacks, up to one named or the newest. Raises NewerDatabase."""
    async with database.begin() as tx:
        found = await version_of(tx)
        if found == newest():
            return
        refuse_newer(database, found)
        await sql(tx).run_sync(_upgrade, to or newest())


def versions() -> list[str]:
    """List every version that this program knows, oldest first: the files' names begin with them."""
    return sorted(p.name.split("_", 1)[0] for p in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def newest() -> str:
    """Name the newest version."""
    return versions()[-1]


async def version_of(tx: Tx) -> str | None:
    """Say which version a database has; None for one that no Hearth has written."""
    return await sql(tx).run_sync(_version)


def refuse_newer(database: Database, version: str | None) -> None:
    """Raise NewerDatabase for a version that this program does not know."""
    if version is not None and version not in versions():
        raise NewerDatabase(
            f"{database.address.name}: its version is {version}, written by a newer Hearth; this one knows versions up"
            f" to {newest()}. Please upgrade this Hearth"
        )


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def _upgrade(connection: Connection, to: str) -> None:
    # Imported here: Alembic takes a third of a second, and most starts have nothing to migrate.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
