"""Connect to SQLite or PostgreSQL and open transactions; nothing above this file knows which of the two it is."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from sqlalchemy import MetaData, Table, event, text
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import StaticPool

from bot.ports import Tx

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

BUSY_TIMEOUT_MS = 10_000  # how long SQLite waits for another process's write before it gives up

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Spread over every Table: STRICT makes SQLite refuse a value of the wrong type, as PostgreSQL does.
STRICT: dict[str, Any] = {"sqlite_strict": True}


class Transaction:
    """An open transaction with what is to happen once it is committed."""

    __slots__ = ("_after", "connection")

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection
        self._after: list[Callable[[], None]] = []

    def after_commit(self, action: Callable[[], None]) -> None:
        """Call `action` once the transaction has been committed."""
        self._after.append(action)

    def committed(self) -> None:
        """Run what waited for the commit, each action once."""
        for action in dict.fromkeys(self._after):
            action()


def sql(tx: Tx) -> AsyncConnection:
    """Look inside a transaction. Only repositories do."""
    assert isinstance(tx, Transaction)
    return tx.connection


async def take_turns(tx: Tx, name: str) -> None:
    """Wait until nobody else holds this name, and hold it until the transaction ends. SQLite has one writer anyway."""
    if sql(tx).dialect.name != "sqlite":
        await sql(tx).execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name})


def upsert(tx: Tx, table: Table) -> "sqlite.Insert | postgresql.Insert":
    """Begin an INSERT … ON CONFLICT, which both databases have and SQLAlchemy keeps in their dialects."""
    # Only the dialect in use is loaded.
    if sql(tx).dialect.name == "sqlite":
        from sqlalchemy.dialects.sqlite import insert as on_sqlite

        return on_sqlite(table)
    from sqlalchemy.dialects.postgresql import insert as on_postgresql

    return on_postgresql(table)


def driver_url(url: str) -> str:
    """Name the asynchronous driver in a database address from the configuration."""
    return url.replace("sqlite://", "sqlite+aiosqlite://", 1).replace("postgresql://", "postgresql+asyncpg://", 1)


_inside: ContextVar[bool] = ContextVar("inside a transaction", default=False)


@contextmanager
def _alone() -> Iterator[None]:
    """Refuse a transaction inside another: it would wait for the outer one for ever, or not see what that wrote."""
    if _inside.get():
        raise RuntimeError("a transaction is already open here; hand it on instead of opening another")
    token = _inside.set(True)
    try:
        yield
    finally:
        _inside.reset(token)


class Database:
    """One database. `url` is as in the configuration: `sqlite:///file`, `sqlite://` (in memory), `postgresql://…`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.sqlite = url.startswith("sqlite")
        self.in_memory = self.sqlite and url.removeprefix("sqlite://").strip("/") in ("", ":memory:")
        options: dict[str, Any] = {"poolclass": StaticPool} if self.in_memory else {}
        # An error that shows its statement's values would show what members wrote.
        self.engine: AsyncEngine = create_async_engine(driver_url(url), hide_parameters=True, **options)
        # SQLite has one writer: waiting here is fair and cheap, waiting inside SQLite polls and may give up.
        self._writing = asyncio.Lock()
        if self.sqlite:
            event.listen(self.engine.sync_engine, "connect", _prepare_sqlite)
            event.listen(self.engine.sync_engine, "begin", _begin_sqlite)

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Transaction]:
        """Open a transaction that writes: committed on leaving, rolled back on an exception."""
        with _alone():
            async with self._writing if self.sqlite else nullcontext(), self.engine.begin() as connection:
                tx = Transaction(connection)
                yield tx
                await connection.commit()
        tx.committed()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Transaction]:
        """Open a transaction that only reads; it never waits for a writer (but in memory there is one connection)."""
        with _alone():
            async with self._writing if self.in_memory else nullcontext(), self.engine.connect() as connection:
                yield Transaction(await connection.execution_options(hearth_reads=True))

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # Transactions are begun by _begin_sqlite; the driver's own implicit ones would begin too late to be IMMEDIATE.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_TIMEOUT_MS}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once: two readers that both want to write later would deadlock.
    reads = connection.get_execution_options().get("hearth_reads", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
