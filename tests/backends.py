"""The databases that tests run on: SQLite, and a real PostgreSQL that comes from a wheel."""

import itertools
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg

from storage.database import Database
from storage.migrate import migrate

TEMPLATE = "hearth_template"
# The data of a test need not outlive a power cut, and waiting for the disk would be most of the time of the tests.
HASTE = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


@dataclass(frozen=True, slots=True)
class Postgres:
    """A running PostgreSQL server with a template database that has every table."""

    socket: Path
    _numbers: Iterator[int] = field(default_factory=itertools.count)
    _made: list[str] = field(default_factory=list)

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

    async def ask_passwords_of(self, role: str) -> None:
        """Let a role in only with its password, from now on; everybody else is trusted."""
        rules = self.socket / "pg_hba.conf"  # the socket is in the server's own directory
        rules.write_text(f"local all {role} scram-sha-256\n{rules.read_text()}")
        await self.execute("SELECT pg_reload_conf()")

    async def prepare(self) -> None:
        """Create the template."""
        settings = [f"ALTER SYSTEM SET {setting}" for setting in HASTE]
        await self.execute(*settings, "SELECT pg_reload_conf()", f"CREATE DATABASE {TEMPLATE}")
        await create_template(self.database(TEMPLATE))

    async def fresh(self) -> Database:
        """Open an empty database of its own."""
        name = f"hearth_{next(self._numbers)}"
        self._made.append(name)
        await self.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY")
        return self.database(name)

    async def drop(self) -> None:
        """Drop what was opened: thousands of files that the disk need never see."""
        made = self._made[:]
        self._made.clear()
        await self.execute(*(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)" for name in made))

    @property
    def used(self) -> bool:
        """Tell whether there is anything to drop."""
        return bool(self._made)


@dataclass(frozen=True, slots=True)
class Sqlite:
    """A file with every table, to be copied to where there is none yet."""

    template: Path
    file: Path

    async def fresh(self) -> Database:
        """Open an empty database of its own."""
        shutil.copyfile(self.template, self.file)
        return Database(f"sqlite:///{self.file}")


Backend = Postgres | Sqlite


async def create_template(database: Database) -> None:
    """Create every table, as the program does."""
    await migrate(database)
    await database.close()
