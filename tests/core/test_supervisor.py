"""Each platform is kept connected on its own; the operator's mistakes are said at the start, or once while running."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from functools import partial

import pytest

from bot import supervisor
from bot.config import BadConfig
from bot.connection import Connection
from bot.errors import RateLimited, Unavailable
from bot.ids import Platform
from bot.meters import Meters
from bot.supervisor import Supervisor
from tests.fakes import FakePlatform

DOWN = Unavailable("cannot be reached")
MISTAKE = BadConfig("x.token: is wrong")


class FakeAdapter:
    """A platform whose starts succeed or fail as told, and whose connection the test breaks."""

    def __init__(self, platform: Platform, *starts: Exception | None) -> None:
        self.ports = FakePlatform(platform).ports
        self.connection = Connection(platform)
        self.starts = deque(starts)
        self.done: list[str] = []
        self.hangs = False
        self._why: asyncio.Future[None]

    async def start(self) -> None:
        self.done.append("start")
        self._why = asyncio.get_running_loop().create_future()
        if self.hangs:
            await asyncio.Event().wait()
        if self.starts and (error := self.starts.popleft()) is not None:
            raise error

    async def run_until_broken(self) -> None:
        await self._why

    def breaks(self, why: Exception) -> None:
        self._why.set_exception(why)

    async def stop_receiving(self) -> None:
        self.done.append("stop receiving")

    async def stop(self) -> None:
        self.done.append("stop")


class Pauses:
    """Pauses that end when the test says so, or at once."""

    def __init__(self) -> None:
        self.asked: list[float] = []
        self.long = asyncio.Event()

    async def __call__(self, seconds: float) -> None:
        self.asked.append(seconds)
        if seconds > supervisor.LONGEST_PAUSE:
            await self.long.wait()
        await asyncio.sleep(0)


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


Run = Callable[..., Supervisor]


@pytest.fixture
async def run(pauses: Pauses) -> AsyncIterator[Run]:
    made: list[Supervisor] = []

    def begin(*adapters: FakeAdapter, connected: Callable[[Platform], None] = lambda _: None) -> Supervisor:
        made.append(Supervisor(adapters, Meters(), connected, sleep=pauses))
        made[-1].start()
        return made[-1]

    yield begin
    for one in made:
        await one.stop_receiving()
        await one.stop()


async def until(happened: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while not happened():  # noqa: ASYNC110 - what is waited for sets no event
            await asyncio.sleep(0)


async def within(awaitable: Awaitable[None]) -> None:
    async with asyncio.timeout(5):
        await awaitable


async def test_a_platform_that_is_down_at_the_start_is_tried_until_it_is_there(run: Run, pauses: Pauses) -> None:
    adapter = FakeAdapter(Platform.TELEGRAM, DOWN, DOWN, DOWN)
    await within(run(adapter).all_connected())
    assert adapter.done == ["start", "stop"] * 3 + ["start"]
    assert adapter.connection.trouble is None
    for number, pause in enumerate(pauses.asked):
        assert 0.5 * 2**number <= pause <= 2**number


async def test_pauses_grow_to_a_minute_and_no_further(run: Run, pauses: Pauses) -> None:
    await within(run(FakeAdapter(Platform.TELEGRAM, *[DOWN] * 20)).all_connected())
    assert max(pauses.asked) <= supervisor.LONGEST_PAUSE
    assert min(pauses.asked[8:]) >= supervisor.LONGEST_PAUSE / 2


async def test_a_platform_that_says_when_to_come_back_is_not_asked_before(run: Run, pauses: Pauses) -> None:
    limited = RateLimited(timedelta(seconds=40), "too many logins")
    await within(run(FakeAdapter(Platform.DISCORD, limited)).all_connected())
    assert 40 <= pauses.asked[0] <= 60


async def test_one_platform_works_while_the_other_is_down(run: Run) -> None:
    telegram, discord = FakeAdapter(Platform.TELEGRAM), FakeAdapter(Platform.DISCORD, *[DOWN] * 50)
    connected: list[Platform] = []
    supervisor = run(telegram, discord, connected=connected.append)
    await until(lambda: telegram.connection.trouble is None)
    assert discord.connection.trouble == "cannot be reached"
    await within(supervisor.all_connected())
    assert telegram.done == ["start"]
    assert sorted(connected) == [Platform.DISCORD, Platform.TELEGRAM]


async def test_one_that_breaks_is_started_again_and_the_other_left_alone(run: Run) -> None:
    telegram, discord = FakeAdapter(Platform.TELEGRAM), FakeAdapter(Platform.DISCORD)
    await within(run(telegram, discord).all_connected())
    discord.breaks(Unavailable("the connection was closed"))
    await until(lambda: discord.done == ["start", "stop", "start"])
    assert telegram.done == ["start"]
    assert discord.connection.trouble is None


def _started(adapter: FakeAdapter, times: int) -> bool:
    return adapter.done.count("start") == times


async def test_a_connection_that_breaks_again_and_again_is_not_made_without_a_pause(run: Run, pauses: Pauses) -> None:
    adapter = FakeAdapter(Platform.DISCORD)
    await within(run(adapter).all_connected())
    for number in range(6):
        adapter.breaks(DOWN)
        await until(partial(_started, adapter, number + 2))
    assert pauses.asked[-1] >= 16


@pytest.mark.parametrize("others", [(), (FakeAdapter(Platform.DISCORD),)])
async def test_a_mistake_at_the_start_ends_hearth(run: Run, others: tuple[FakeAdapter, ...]) -> None:
    supervisor = run(FakeAdapter(Platform.TELEGRAM, MISTAKE), *others)
    with pytest.raises(BadConfig, match=r"x\.token"):
        await within(supervisor.all_connected())


async def test_a_mistake_that_shows_once_the_only_platform_can_be_reached_ends_hearth(run: Run) -> None:
    supervisor = run(FakeAdapter(Platform.TELEGRAM, DOWN, MISTAKE))
    with pytest.raises(BadConfig):
        await within(supervisor.all_connected())


async def test_a_mistake_that_shows_late_does_not_end_what_works(
    run: Run, pauses: Pauses, capsys: pytest.CaptureFixture[str]
) -> None:
    telegram, discord = FakeAdapter(Platform.TELEGRAM), FakeAdapter(Platform.DISCORD, DOWN, DOWN, MISTAKE)
    supervisor = run(telegram, discord)
    await until(lambda: pauses.asked[-1:] == [300.0])
    assert "x.token: is wrong; trying again every 5 minutes" in (discord.connection.trouble or "")
    assert telegram.connection.trouble is None
    pauses.long.set()
    await within(supervisor.all_connected())


async def test_a_token_revoked_while_running_is_told_once_and_tried_every_five_minutes(
    run: Run, pauses: Pauses, capsys: pytest.CaptureFixture[str]
) -> None:
    telegram = FakeAdapter(Platform.TELEGRAM, None, *[MISTAKE] * 3)
    supervisor = run(telegram)
    await within(supervisor.all_connected())
    pauses.long.set()
    telegram.breaks(MISTAKE)
    await until(lambda: telegram.done.count("start") == 5)
    assert pauses.asked == [300.0] * 4
    told = [line for line in capsys.readouterr().out.splitlines() if "x.token" in line]
    assert len(told) == 1
    assert "critical" in told[0]


async def test_a_fault_at_the_start_is_not_hidden_and_a_later_one_is_outlasted(run: Run) -> None:
    with pytest.raises(ZeroDivisionError):
        await within(run(FakeAdapter(Platform.DISCORD, ZeroDivisionError())).all_connected())
    later = FakeAdapter(Platform.DISCORD, None, ZeroDivisionError(), None)
    await within(run(later).all_connected())
    later.breaks(ZeroDivisionError())
    await until(lambda: later.done.count("start") == 3)


async def test_failures_are_counted_by_platform_and_kind(pauses: Pauses) -> None:
    meters = Meters()
    supervisor = Supervisor([FakeAdapter(Platform.TELEGRAM, DOWN, DOWN)], meters, lambda _: None, sleep=pauses)
    supervisor.start()
    await within(supervisor.all_connected())
    await supervisor.stop_receiving()
    assert meters.platform_errors == {("telegram", "Unavailable"): 2}


async def test_stopping_does_not_wait_for_a_platform_that_is_still_connecting(run: Run) -> None:
    telegram = FakeAdapter(Platform.TELEGRAM)
    telegram.hangs = True
    supervisor = run(telegram)
    await until(lambda: telegram.done)
    await within(supervisor.stop_receiving())
    await within(supervisor.stop())
    assert telegram.done == ["start", "stop receiving", "stop"]
    assert telegram.connection.trouble == "stopped"


async def test_one_that_cannot_be_taken_down_is_started_again_all_the_same(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hang() -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(supervisor, "STOP_SECONDS", 0.01)
    adapter = FakeAdapter(Platform.DISCORD)
    await within(run(adapter).all_connected())
    monkeypatch.setattr(adapter, "stop", hang)
    adapter.breaks(DOWN)
    await until(lambda: adapter.done.count("start") == 2)
