"""What the surroundings of a PostgreSQL server do to us is told in one line without the password, and passes."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

import storage.database
from bot.errors import CannotStart, StorageError, StorageKind
from storage.database import Database, sql
from tests.backends import Postgres
from tests.storage.schemas import run

PASSWORD = "opensesame"
CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"


@pytest.fixture
async def served(postgres: Postgres) -> AsyncIterator[Database]:
    """Open an empty database with every table on the server."""
    database = await postgres.fresh()
    yield database
    await database.close()


async def cut(postgres: Postgres, database: Database) -> None:
    """End every connection to a database, as a restart of the server does."""
    await postgres.execute(CUT.format(name=database.address.url.database))


async def write_and_be_cut(postgres: Postgres, database: Database, *then: str) -> None:
    async with database.begin() as tx:
        await sql(tx).execute(text("INSERT INTO event_quiet VALUES (1, 1)"))
        await cut(postgres, database)
        for statement in then:
            await sql(tx).execute(text(statement))


async def test_a_connection_cut_inside_a_transaction_undoes_it_and_the_next_one_works(
    postgres: Postgres, served: Database
) -> None:
    for then in ((), ("SELECT 1",)):  # cut before the commit, and before another statement
        with pytest.raises(StorageError) as told:
            await write_and_be_cut(postgres, served, *then)
        assert told.value.kind is StorageKind.UNREACHABLE
        assert told.value.detail.startswith(f"{served.address.name}: it cannot be reached (")
        assert await run(served, "SELECT count(*) FROM event_quiet") == 0


async def test_a_connection_cut_while_nobody_used_it_is_not_even_noticed(postgres: Postgres, served: Database) -> None:
    for _ in range(2):
        assert await run(served, "SELECT 1") == 1
        await cut(postgres, served)


async def test_a_connection_cut_inside_a_statement_is_told(postgres: Postgres, served: Database) -> None:
    waiting = asyncio.create_task(run(served, "SELECT pg_sleep(60)"))
    asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = '{}' AND query LIKE '%pg_sleep(60)%'"
    other = Database(postgres.database("postgres").url)
    async with asyncio.timeout(10):
        while await run(other, asked.format(served.address.url.database)) == 0:
            pass
    await cut(postgres, served)
    with pytest.raises(StorageError, match="terminating connection"):
        await waiting
    await other.close()


async def freeze(database: Database, other: Database) -> None:
    async with database.begin() as tx:
        await sql(tx).execute(text("LOCK TABLE jobs IN ACCESS EXCLUSIVE MODE"))
        assert await run(other, "SELECT count(*) FROM jobs") == 0  # waits until the lock is gone
        await sql(tx).execute(text("SELECT 1"))


async def test_a_process_frozen_inside_a_transaction_lets_go_of_its_locks(
    served: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await run(served, "SHOW idle_in_transaction_session_timeout") == "1min"
    monkeypatch.setattr(storage.database, "IDLE_IN_TRANSACTION_MS", 50)
    frozen = Database(served.url)
    with pytest.raises(StorageError) as told:
        await freeze(frozen, served)
    assert told.value.kind is StorageKind.UNREACHABLE
    await frozen.close()


async def test_a_server_that_falls_silent_is_given_up_on(postgres: Postgres, served: Database) -> None:
    impatient = Database(served.url, patience=0.1)
    with pytest.raises(StorageError) as told:
        await run(impatient, "SELECT pg_sleep(60)")
    assert told.value.kind is StorageKind.UNREACHABLE
    assert await run(impatient, "SELECT 1") == 1
    await impatient.close()


async def test_when_every_connection_is_in_use_that_is_told(served: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage.database, "POOL_SECONDS", 0.05)
    busy = Database(served.url)
    free, held = asyncio.Event(), asyncio.Semaphore(0)

    async def hold() -> None:
        async with busy.read():
            held.release()
            await free.wait()

    async with asyncio.TaskGroup() as group:
        for _ in range(15):
            group.create_task(hold())
        for _ in range(15):
            await held.acquire()
        with pytest.raises(StorageError) as told:
            await run(busy, "SELECT 1")
        free.set()
    assert (told.value.kind, "no connection is free" in told.value.detail) == (StorageKind.EXHAUSTED, True)
    assert await run(busy, "SELECT 1") == 1
    await busy.close()


async def test_a_server_without_a_free_connection_is_told(postgres: Postgres) -> None:
    await postgres.execute("CREATE ROLE crowd LOGIN CONNECTION LIMIT 0")
    database = Database(f"postgresql://crowd@/postgres?host={postgres.socket}")
    with pytest.raises(StorageError) as told:
        await run(database, "SELECT 1")
    assert told.value.kind is StorageKind.EXHAUSTED
    await database.close()


async def test_a_server_that_takes_no_writes_is_told(served: Database) -> None:
    with pytest.raises(StorageError) as told:
        await run(served, "SET TRANSACTION READ ONLY", "DELETE FROM jobs")
    assert (told.value.kind, "it cannot be written to" in told.value.detail) == (StorageKind.READ_ONLY, True)


async def test_mistakes_of_ours_stay_what_they_are(served: Database) -> None:
    with pytest.raises(ProgrammingError, match="does not exist"):
        await run(served, "SELECT * FROM nowhere")


# Starting


async def cannot_start(url: str) -> str:
    database = Database(url)
    try:
        with pytest.raises(CannotStart) as told:
            await database.open()
    finally:
        await database.close()
    assert PASSWORD not in str(told.value)
    assert "\n" not in str(told.value)
    return str(told.value)


async def test_a_server_that_cannot_be_reached_is_named(unused_tcp_port: int) -> None:
    told = await cannot_start(f"postgresql://ann:{PASSWORD}@127.0.0.1:{unused_tcp_port}/hearth?sslmode=disable")
    assert told.startswith(f"PostgreSQL database hearth at 127.0.0.1:{unused_tcp_port}: it cannot be reached (")
    told = await cannot_start(f"postgresql://ann:{PASSWORD}@/hearth?host=/nowhere")
    assert told.startswith("PostgreSQL database hearth at /nowhere: it cannot be reached (")


async def test_an_unknown_database_or_person_is_named(postgres: Postgres) -> None:
    told = await cannot_start(f"postgresql://postgres:{PASSWORD}@/nowhere?host={postgres.socket}")
    assert 'it does not let us in (database "nowhere" does not exist)' in told
    told = await cannot_start(f"postgresql://nobody:{PASSWORD}@/postgres?host={postgres.socket}")
    assert 'it does not let us in (role "nobody" does not exist)' in told


async def test_a_wrong_password_is_told_without_it(postgres: Postgres) -> None:
    await postgres.execute("CREATE ROLE guarded LOGIN PASSWORD 'the right one'")
    await postgres.ask_passwords_of("guarded")
    told = await cannot_start(f"postgresql://guarded:{PASSWORD}@/postgres?host={postgres.socket}")
    assert 'it does not let us in (password authentication failed for user "guarded")' in told
    right = Database(f"postgresql://guarded:the%20right%20one@/postgres?host={postgres.socket}")
    await right.open()
    await right.close()


async def test_a_missing_right_is_told(postgres: Postgres) -> None:
    await postgres.execute("CREATE ROLE guest LOGIN")
    database = Database(f"postgresql://guest@/postgres?host={postgres.socket}")
    with pytest.raises(StorageError, match=r"it does not let us in \(permission denied"):
        await run(database, "CREATE TABLE public.mine (a int)")
    await database.close()
