"""Connect to SQLite or PostgreSQL and open transactions; nothing above this file knows which of the two it is."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, nullcontext
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import MetaData, Table, event, text
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import StaticPool

from bot.errors import CannotStart, StorageError
from bot.ports import Tx
from bot.topics import Topic
from storage.address import Address, read_address
from storage.faults import translated, watch_line
from storage.lock import ProcessLock

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

BUSY_TIMEOUT_MS = 10_000  # how long SQLite waits for another process's write before it gives up
CONNECT_SECONDS = 10  # how long PostgreSQL may take to let us in
ANSWER_SECONDS = 60  # how long PostgreSQL may take over one statement, before the line counts as dead
POOL_SECONDS = 10  # how long we wait for a connection of ours to become free
# A process that was frozen inside a transaction is cut off after this long: it would hold its locks for ever.
IDLE_IN_TRANSACTION_MS = 60_000

CHANNEL = "hearth"  # what processes on one PostgreSQL tell each other

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

    __slots__ = ("_after", "connection", "topics")

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection
        self._after: list[Callable[[], object]] = []
        self.topics: set[Topic] = set()

    def after_commit(self, action: Callable[[], object]) -> None:
        """Call `action` once the transaction has been committed."""
        self._after.append(action)

    def announce(self, topic: Topic) -> None:
        """Tell the other processes on this database, once it is committed, what to look at anew."""
        self.topics.add(topic)

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


_inside: ContextVar[tuple["Database", ...]] = ContextVar("inside a transaction", default=())


class Database:
    """One database. `url` is as in the configuration: `sqlite:///file`, `sqlite://` (in memory), `postgresql://…`.

    Opening a transaction, and whatever is done in it, raises `bot.errors.StorageError` where the database cannot do its
    work: then nothing was changed. `read_only` never writes to a file, not even to tidy up; `busy_timeout` (SQLite) is
    in milliseconds, `patience` (PostgreSQL) in seconds. Raises CannotStart for an address that cannot be read.
    """

    def __init__(
        self,
        url: str,
        *,
        read_only: bool = False,
        busy_timeout: int = BUSY_TIMEOUT_MS,
        patience: float | None = ANSWER_SECONDS,
    ) -> None:
        self.url = url
        self.process = uuid4().hex  # how other processes on the same database know this one
        self.address = read_address(url)
        self.sqlite = self.address.sqlite
        self.in_memory = self.address.in_memory
        self.engine = _engine(self.address, patience, read_only=read_only)
        watch_line(self.engine.sync_engine, self.address)
        file = None if read_only else self.address.file
        self._lock = ProcessLock(file) if file else None
        # SQLite has one writer: waiting here is fair and cheap, waiting inside SQLite polls and may give up.
        self._writing = asyncio.Lock()
        if self.sqlite:
            pragmas = ["foreign_keys=ON", f"busy_timeout={busy_timeout}"]
            pragmas += ["query_only=ON"] if read_only else ["journal_mode=WAL", "synchronous=FULL"]
            event.listen(self.engine.sync_engine, "connect", _prepare_sqlite(pragmas))
            event.listen(self.engine.sync_engine, "begin", _begin_sqlite)

    async def open(self) -> None:
        """Hold the file for this process until `close`, and see that the database answers. Raises CannotStart."""
        if self._lock is not None:
            self._lock.take()
        try:
            async with self.read() as tx:
                # Beginning a transaction does not look into a file yet.
                await tx.connection.execute(text("PRAGMA schema_version" if self.sqlite else "SELECT 1"))
        except StorageError as error:
            raise CannotStart(error.detail) from error

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Transaction]:
        """Open a transaction that writes: committed on leaving, rolled back on an exception."""
        async with self._opened(self._writing if self.sqlite else None) as connection:
            tx = Transaction(connection)
            yield tx
            await self._announce(tx)
            await connection.commit()
        tx.committed()

    async def _announce(self, tx: Transaction) -> None:
        if not self.sqlite:
            for topic in sorted(tx.topics):
                told = {"channel": CHANNEL, "payload": f"{self.process}:{topic}"}
                await tx.connection.execute(text("SELECT pg_notify(:channel, :payload)"), told)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Transaction]:
        """Open a transaction that only reads; it never waits for a writer (but in memory there is one connection)."""
        async with self._opened(self._writing if self.in_memory else None, hearth_reads=True) as connection:
            yield Transaction(connection)

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Transaction]:
        """Open a transaction that only reads, and sees one moment however long it takes."""
        # On SQLite every transaction does.
        moment = {} if self.sqlite else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        async with self._opened(self._writing if self.in_memory else None, hearth_reads=True, **moment) as connection:
            yield Transaction(connection)

    @asynccontextmanager
    async def _opened(self, turn: asyncio.Lock | None, **options: Any) -> AsyncIterator[AsyncConnection]:
        with self._alone(), translated(self.address):
            async with turn or nullcontext(), AsyncExitStack() as stack:
                with translated(self.address, connecting=True):
                    connection = await stack.enter_async_context(self.engine.connect())
                    await connection.execution_options(**options)
                    await connection.begin()
                yield connection

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Refuse a transaction inside another: it would wait for the outer one for ever, or not see what that wrote."""
        if self in _inside.get():
            raise RuntimeError("a transaction is already open here; hand it on instead of opening another")
        token = _inside.set((*_inside.get(), self))
        try:
            yield
        finally:
            _inside.reset(token)

    async def close(self) -> None:
        """Close every connection, and let go of the file."""
        await self.engine.dispose()
        if self._lock is not None:
            self._lock.release()


def _engine(address: Address, patience: float | None, *, read_only: bool) -> AsyncEngine:
    # A statement's values are what people wrote: they are in no message and so in no log.
    options: dict[str, Any] = {"hide_parameters": True}
    if address.in_memory:
        options |= {"poolclass": StaticPool}
    elif not address.sqlite:
        session = {"application_name": "hearth", "idle_in_transaction_session_timeout": str(IDLE_IN_TRANSACTION_MS)}
        options |= {
            "pool_pre_ping": True,  # a connection that a restart of the server has cut is replaced, unnoticed
            "pool_timeout": POOL_SECONDS,
            "connect_args": {"timeout": CONNECT_SECONDS, "command_timeout": patience, "server_settings": session},
        }
    try:
        return create_async_engine(address.driver_url(read_only=read_only), **options)
    except ModuleNotFoundError as error:
        raise CannotStart(f"storage.url: PostgreSQL needs {error.name}; install hearth[postgres]") from None


def _prepare_sqlite(pragmas: list[str]) -> Callable[[Any, object], None]:
    def prepare(connection: Any, _record: object) -> None:
        # Transactions are begun by _begin_sqlite; the driver's own implicit ones would begin too late to be IMMEDIATE.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return prepare


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once: two readers that both want to write later would deadlock.
    reads = connection.get_execution_options().get("hearth_reads", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
