"""Discord goes away and comes back, or takes the token no more."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.errors import Unavailable
from bot.ids import ChatRef, Platform
from tests.journeys.outages import (
    HELLO,
    make_app,
    make_impatient,
    nothing_gets_out,
    ports_of,
    ready,
    running,
    trouble,
    until,
)
from tests.wire.discord.gateway import BAD_TOKEN
from tests.wire.discord.server import DiscordServer


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    make_impatient(monkeypatch)


@pytest.fixture
async def discord() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as server:
        yield server


async def test_discord_is_down_at_the_start_and_comes(discord: DiscordServer) -> None:
    guild = discord.add_guild("Club")
    anna = discord.add_member(guild, "Anna")
    await discord.goes_away()
    async with running(make_app(discord=discord)) as app:
        await until(lambda: "cannot be reached" in (trouble(app, Platform.DISCORD) or ""))
        await nothing_gets_out(ports_of(app, Platform.DISCORD))
        await discord.comes_back()
        await ready(app)
        exchange = await discord.slash(anna, guild.channels[0], "about")
        await discord.until(lambda: exchange.texts)


async def test_discord_goes_away_and_comes_back(discord: DiscordServer, capsys: pytest.CaptureFixture[str]) -> None:
    guild = discord.add_guild("Club")
    anna = discord.add_member(guild, "Anna")
    async with running(make_app(discord=discord)) as app:
        await ready(app)
        await discord.goes_away()
        await until(lambda: trouble(app, Platform.DISCORD))
        await asyncio.sleep(0.2)
        with pytest.raises(Unavailable):
            await ports_of(app, Platform.DISCORD).messenger.send(ChatRef(Platform.DISCORD, "1"), HELLO)
        await discord.comes_back()
        await until(lambda: trouble(app, Platform.DISCORD) is None)
        exchange = await discord.slash(anna, guild.channels[0], "about")
        await discord.until(lambda: exchange.texts)
    assert "Traceback" not in capsys.readouterr().out


async def test_a_discord_token_reset_while_running_is_noticed_and_told_once(
    discord: DiscordServer, capsys: pytest.CaptureFixture[str]
) -> None:
    guild = discord.add_guild("Club")
    anna = discord.add_member(guild, "Anna")
    async with running(make_app(discord=discord)) as app:
        await ready(app)
        token, discord.token = discord.token, "another"
        await discord.gateway.drop(BAD_TOKEN)
        await until(lambda: "discord.token" in (trouble(app, Platform.DISCORD) or ""))
        await nothing_gets_out(ports_of(app, Platform.DISCORD))
        await asyncio.sleep(0.3)
        discord.token = token
        await until(lambda: trouble(app, Platform.DISCORD) is None)
        exchange = await discord.slash(anna, guild.channels[0], "about")
        await discord.until(lambda: exchange.texts)
    assert capsys.readouterr().out.count("critical") == 1
