"""Ready is who is connected, answers from the database, keeps up with its loop and has nothing long overdue."""

import asyncio
import time
from datetime import timedelta

import pytest

from bot import health
from bot.connection import Connection
from bot.health import Check, Depths, Health, LoopLag, Queue
from bot.ids import Platform
from bot.meters import Meters
from tests.fakes import NOON, FakeClock

SECOND = timedelta(seconds=1)


class FakeStorage:
    """A database that answers, fails or hangs."""

    def __init__(self) -> None:
        self.waiting = Depths()
        self.error: Exception | None = None
        self.hangs = False
        self.counted = 0

    async def answers(self) -> None:
        if self.hangs:
            await asyncio.Event().wait()
        if self.error is not None:
            raise self.error

    async def depths(self) -> Depths:
        self.counted += 1
        await self.answers()
        return self.waiting


@pytest.fixture
def storage() -> FakeStorage:
    return FakeStorage()


@pytest.fixture
def connection() -> Connection:
    connection = Connection(Platform.TELEGRAM)
    connection.works()
    return connection


@pytest.fixture
def well(storage: FakeStorage, clock: FakeClock, connection: Connection) -> Health:
    made = Health(storage, clock, Meters(), [connection])
    made.open = True
    return made


async def failed(well: Health) -> dict[str, str]:
    return {name: check.why for name, check in (await well.checks()).items() if not check.ok}


async def test_everything_is_looked_at(well: Health) -> None:
    assert await well.checks() == dict.fromkeys(("telegram", "database", "loop", "jobs", "deliveries"), Check())


async def test_a_platform_in_trouble_says_why(well: Health, connection: Connection) -> None:
    connection.lost("cannot be reached")
    assert await failed(well) == {"telegram": "cannot be reached"}
    assert well.connected() == {"telegram": False}


async def test_a_database_that_is_not_open_yet_is_not_asked(well: Health, storage: FakeStorage) -> None:
    well.open = False
    assert await failed(well) == {"database": "is being brought up to date"}
    assert await well.depths() is None
    assert storage.counted == 0


async def test_a_database_that_fails_or_hangs_is_said_to(
    well: Health, storage: FakeStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage.error = OSError("/secret/path: no space left")
    assert await failed(well) == {"database": "does not answer (OSError)"}
    monkeypatch.setattr(health, "DATABASE_SECONDS", 0.01)
    storage.hangs = True
    assert list(await failed(well)) == ["database"]


@pytest.mark.parametrize(("late", "ok"), [(-5, True), (59, True), (61, False)])
async def test_work_may_be_due_for_a_minute(
    well: Health, storage: FakeStorage, clock: FakeClock, late: int, ok: bool
) -> None:
    old = Queue(1, clock.now() - late * SECOND)
    storage.waiting = Depths(jobs=old, deliveries={"telegram": Queue(1, NOON), "discord": old})
    assert await failed(well) == (
        {} if ok else dict.fromkeys(("jobs", "deliveries"), f"the oldest is {late} s overdue")
    )


async def test_what_waits_is_counted_once_in_a_while(
    well: Health, storage: FakeStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await well.depths()
    await well.depths()
    assert storage.counted == 1
    monkeypatch.setattr(health, "DEPTHS_KEPT", -1.0)
    well._depths_until = 0.0
    await well.depths()
    await well.depths()
    assert storage.counted == 3


async def test_a_loop_that_is_held_up_is_seen_at_once_and_for_ten_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "LAG_EVERY", 0.01)
    lag = LoopLag()
    lag.start()
    await asyncio.sleep(0.02)
    time.sleep(0.2)  # noqa: ASYNC251 - what must not happen, and is to be seen
    assert lag.seconds() > 0.15
    await asyncio.sleep(0.05)
    assert lag.seconds() > 0.15
    await lag.stop()
    now = time.monotonic()
    lag.note(now + 30, 0.0)
    assert lag.seconds() < 0.15


async def test_a_lagging_loop_is_not_ready(well: Health) -> None:
    well.lag.note(time.monotonic(), 2.5)
    assert await failed(well) == {"loop": "up to 2.5 s late in the last 10 s"}
