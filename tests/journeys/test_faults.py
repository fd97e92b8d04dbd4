"""A tenth of all requests fails, each in its own way: everything arrives, in order, and no limit is exceeded."""

import random
from collections import Counter
from itertools import groupby

import pytest
from pydantic import SecretStr

from adapters.telegram import run
from adapters.telegram.messenger import LIMITS
from adapters.telegram.run import TelegramPlatform
from bot.acts import Act
from bot.commands import CommandTable
from bot.config import TelegramSettings
from bot.content import doc
from bot.courier import Courier
from bot.deliveries import Deliveries
from bot.ids import AccountRef, ChatRef, Platform, SpaceRef
from bot.meters import Meters
from bot.outages import Outages
from bot.outcomes import Outcomes
from bot.ports import Tx
from storage.database import Database
from storage.deliveries import SqlDeliveries
from tests.fakes import FakeClock, nobody_hears
from tests.wire.telegram.model import Chat
from tests.wire.telegram.server import TelegramServer
from tests.wire.telegram.weather import Meter, Trouble, Weather

CHATS, EACH = 50, 10
RATE = 0.1
SEED = 1


class Nobody:
    """Admins who are told nothing: whatever they would be told here is a failure of the test."""

    async def refused(self, tx: Tx, act: Act, key: str) -> None:
        """No act is carried out here."""
        raise AssertionError(key)

    async def taken_back(self, tx: Tx, act: Act, to: AccountRef, locale: str, key: str) -> None:
        """No act is carried out here."""
        raise AssertionError(key)

    async def undelivered(self, tx: Tx, chat: ChatRef, outcome: str, key: str) -> None:
        """Everything arrives."""
        raise AssertionError(key)

    async def astray(self, tx: Tx, topic: ChatRef, key: str) -> None:
        """There are no topics."""
        raise AssertionError(key)


async def test_five_hundred_announcements_reach_fifty_chats_in_bad_weather(
    database: Database, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "ANSWER_SECONDS", 0.3)  # silence is silence after a shorter time, too
    async with TelegramServer() as telegram:
        owner = telegram.user("Olga")
        groups = [telegram.group(f"Group {number}", owner) for number in range(CHATS)]
        telegram.meter = Meter(clock.now)
        platform = make_platform(telegram, clock)
        await platform.bot.initialize()
        telegram.weather = Weather(RATE, random.Random(SEED))
        deliveries, courier = make_outbox(database, clock, platform)
        async with database.begin() as tx:
            for number in range(EACH):
                for group in groups:
                    to, text = ChatRef(Platform.TELEGRAM, str(group.id)), f"{group.id} {number}"
                    await deliveries.send(tx, to, doc(text), locale="en", key=text)
        await empty(clock, courier)
        await platform.bot.shutdown()

        unknown = {text for trouble, text in telegram.weather.seen if trouble in (Trouble.SILENT, Trouble.DROPPED)}
        assert len(telegram.weather.seen) > RATE * CHATS * EACH / 2
        assert {trouble for trouble, _ in telegram.weather.seen} == set(Trouble)
        for group in groups:
            written = texts(telegram, group)
            assert [text for text, _ in groupby(written)] == [f"{group.id} {number}" for number in range(EACH)]
            assert {text for text, times in Counter(written).items() if times > 1} <= unknown
        assert telegram.meter.exceeded == {}


def make_platform(telegram: TelegramServer, clock: FakeClock) -> TelegramPlatform:
    """Make the Telegram side, which nobody writes to here."""
    settings = TelegramSettings(token=SecretStr(telegram.token), api_base_url=telegram.api_base_url)
    return TelegramPlatform(settings, CommandTable(), nobody_hears, clock, LIMITS)


async def nobody_moves(old: SpaceRef, new: SpaceRef) -> None:
    """Never happens here."""
    raise AssertionError(old, new)


def make_outbox(database: Database, clock: FakeClock, platform: TelegramPlatform) -> tuple[Deliveries, Courier]:
    """Put an outbox on a database and a platform together."""
    store, ports = SqlDeliveries(), {Platform.TELEGRAM: platform.ports}
    deliveries = Deliveries(store, ports, clock, lambda: None)
    outcomes = Outcomes(store, clock, Nobody())
    return deliveries, Courier(store, database, ports, clock, lambda: None, outcomes, Outages(), Meters(), nobody_moves)


async def empty(clock: FakeClock, courier: Courier) -> None:
    """Let time pass from one thing due to the next until nothing waits."""
    while True:
        while await courier.send_due():
            await courier.settle()
        due = await courier.next_due()
        if due is None:
            return
        assert due > clock.now(), "the outbox would run hot"
        clock.set(due)


def texts(telegram: TelegramServer, group: Chat) -> list[str]:
    """Read what the bot wrote in a group."""
    return [m.text for m in group.messages.values() if m.sender is telegram.me]
