"""Two processes on one PostgreSQL, one for each platform: what one writes the other sends, and what one changes the
other knows."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from bot.app import App
from bot.communities.model import Space
from bot.config import Settings, StorageSettings
from bot.content import doc
from bot.deliveries import Deliveries
from bot.ids import AccountRef, ChatRef, Platform, SpaceRef
from bot.onboarding.model import OnboardingSettings
from bot.ports import SystemClock
from bot.updates import Actor
from storage.deliveries import SqlDeliveries
from tests.backends import Postgres
from tests.fakes import FakePlatform

GROUP, SPACE = ChatRef(Platform.TELEGRAM, "-100"), SpaceRef(Platform.TELEGRAM, "-100")
CHANNEL, SERVER = ChatRef(Platform.DISCORD, "7"), SpaceRef(Platform.DISCORD, "1")


@asynccontextmanager
async def process(url: str, platform: FakePlatform) -> AsyncIterator[App]:
    app = App(Settings(storage=StorageSettings(url=url)), SystemClock())
    app.add_ports(platform.ports)
    try:
        await app.open()
        await app.start()
        yield app
    finally:
        await app.close()


@pytest.fixture
def telegram() -> FakePlatform:
    return FakePlatform(Platform.TELEGRAM)


@pytest.fixture
def discord() -> FakePlatform:
    return FakePlatform(Platform.DISCORD)


@pytest.fixture
async def both(postgres: Postgres, telegram: FakePlatform, discord: FakePlatform) -> AsyncIterator[tuple[App, App]]:
    database = await postgres.fresh()
    await database.close()
    async with process(database.url, telegram) as one, process(database.url, discord) as other:
        yield one, other


async def until(happened: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not happened():  # noqa: ASYNC110 - what is waited for sets no event
            await asyncio.sleep(0.01)


async def test_what_one_process_writes_is_sent_by_the_one_that_runs_the_platform(
    both: tuple[App, App], telegram: FakePlatform, discord: FakePlatform
) -> None:
    one, _ = both
    outbox = Deliveries(SqlDeliveries(), {Platform.TELEGRAM: telegram.ports}, one.clock, one.pulse.wake)
    async with one.database.begin() as tx:
        for chat in (GROUP, CHANNEL):
            await outbox.send(tx, chat, doc("hello"), locale="en", key=f"hello {chat.platform}")
    await until(lambda: telegram.took and discord.took)
    assert (telegram.took, discord.took) == (["send hello"], ["send hello"])


async def test_a_community_and_a_setting_that_one_process_changes_are_known_to_the_other(
    both: tuple[App, App],
) -> None:
    one, other = both
    community = await one.directory.meet(SPACE, GROUP, "Club")
    await until(lambda: other.directory.community_of(SPACE) == community.id)
    async with one.database.begin() as tx:
        await one.book.change(tx, community.id, "onboarding", {"welcome": False})
    await until(lambda: not other.book.of(community.id, OnboardingSettings).welcome)


async def test_an_announcement_goes_to_the_linked_chats_of_platforms_that_run_elsewhere(both: tuple[App, App]) -> None:
    one, other = both
    community = await one.directory.meet(SPACE, GROUP, "Club")
    await other.directory.meet(SERVER, CHANNEL, "Server")
    await until(lambda: one.directory.community_of(SERVER))
    async with one.database.begin() as tx:
        await one.directory.save_space(tx, Space(SERVER, community.id, CHANNEL, "Server"))
    async with one.database.read() as tx:
        assert {place.chat for place in await one.directory.chats(tx, community.id)} == {GROUP, CHANNEL}


async def test_a_process_that_lost_its_line_to_the_server_hears_again(
    both: tuple[App, App], postgres: Postgres
) -> None:
    one, other = both
    await postgres.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")
    community = await one.directory.meet(SPACE, GROUP, "Club")
    await until(lambda: other.directory.community_of(SPACE) == community.id)


async def test_a_language_that_a_client_told_anew_is_known_to_the_other(both: tuple[App, App]) -> None:
    one, other = both
    community = await one.directory.meet(SPACE, GROUP, "Club")
    await until(lambda: other.directory.community_of(SPACE) == community.id)
    russian = Actor(AccountRef(Platform.TELEGRAM, "5"), "Vova", locale="ru")
    for process_of in both:
        await process_of.directory.member(community.id, russian)
    await one.directory.member(community.id, replace(russian, locale="en"))
    await until(lambda: other.directory.held(community.id, russian.account) is None)
    await other.directory.member(community.id, russian)
    async with one.database.read() as tx:
        member = await other.directory.member(community.id, russian)
        assert (await one.directory.reader(tx, community.id, member.id, russian.account)).locale == "ru"
