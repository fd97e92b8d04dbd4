"""What happens to one platform does not touch the other."""

from collections.abc import AsyncIterator

import pytest

from bot.config import BadConfig
from bot.ids import Platform
from tests.journeys.outages import make_app, make_impatient, ready, running, trouble, until
from tests.wire.discord.gateway import DISALLOWED_INTENTS
from tests.wire.discord.server import DiscordServer
from tests.wire.telegram.server import TelegramServer


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    make_impatient(monkeypatch)


class Club:
    """People on both platforms, who ask what the bot is about."""

    def __init__(self, telegram: TelegramServer, discord: DiscordServer) -> None:
        self.telegram, self.discord = telegram, discord
        self.anna = telegram.user("Anna")
        self.chat = telegram.group("Club", self.anna)
        self.guild = discord.add_guild("Club")
        self.ben = discord.add_member(self.guild, "Ben")

    async def is_answered(self, platform: Platform) -> None:
        """Ask on one platform, and wait for the answer."""
        if platform is Platform.TELEGRAM:
            before = len(self.chat.texts)
            self.telegram.says(self.anna, self.chat, "/about")
            await until(lambda: len(self.chat.texts) == before + 2)
        else:
            exchange = await self.discord.slash(self.ben, self.guild.channels[0], "about")
            await until(lambda: exchange.texts)


@pytest.fixture
async def club() -> AsyncIterator[Club]:
    async with TelegramServer() as telegram, DiscordServer() as discord:
        yield Club(telegram, discord)


@pytest.mark.parametrize("flapping", [Platform.TELEGRAM, Platform.DISCORD])
async def test_one_that_flaps_does_not_touch_the_other(club: Club, flapping: Platform) -> None:
    restless = club.telegram if flapping is Platform.TELEGRAM else club.discord
    steady = Platform.DISCORD if flapping is Platform.TELEGRAM else Platform.TELEGRAM
    async with running(make_app(club.telegram, club.discord)) as app:
        await ready(app)
        for _ in range(4):
            await restless.goes_away()
            await until(lambda: trouble(app, flapping))
            await club.is_answered(steady)
            await restless.comes_back()
            await until(lambda: trouble(app, flapping) is None)
            await club.is_answered(steady)
        await club.is_answered(flapping)


@pytest.mark.parametrize("late", [Platform.TELEGRAM, Platform.DISCORD])
async def test_one_that_is_down_at_the_start_does_not_keep_the_other_waiting(club: Club, late: Platform) -> None:
    down = club.telegram if late is Platform.TELEGRAM else club.discord
    other = Platform.DISCORD if late is Platform.TELEGRAM else Platform.TELEGRAM
    await down.goes_away()
    async with running(make_app(club.telegram, club.discord)) as app:
        await until(lambda: trouble(app, other) is None)
        await club.is_answered(other)
        await down.comes_back()
        await ready(app)
        await club.is_answered(late)


async def test_intents_switched_off_while_running_leave_the_other_platform_alone(club: Club) -> None:
    async with running(make_app(club.telegram, club.discord)) as app:
        await ready(app)
        allowed, club.discord.allowed_intents = club.discord.allowed_intents, 0
        await club.discord.gateway.drop(DISALLOWED_INTENTS)
        await until(lambda: "Server Members Intent" in (trouble(app, Platform.DISCORD) or ""))
        await club.is_answered(Platform.TELEGRAM)
        club.discord.allowed_intents = allowed
        await until(lambda: trouble(app, Platform.DISCORD) is None)
        await club.is_answered(Platform.DISCORD)


@pytest.mark.parametrize("wrong", [Platform.TELEGRAM, Platform.DISCORD])
async def test_a_wrong_token_of_either_is_said_at_the_start(club: Club, wrong: Platform) -> None:
    app = make_app(club.telegram, club.discord)
    (club.telegram if wrong is Platform.TELEGRAM else club.discord).token = "another"
    async with running(app):
        with pytest.raises(BadConfig, match=rf"^{wrong}\.token: "):
            await ready(app)
