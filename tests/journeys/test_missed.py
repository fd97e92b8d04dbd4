"""What happened on Discord while the bot was away is made up for."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.config import StorageSettings
from tests.journeys import outages
from tests.journeys.outages import make_app, make_impatient, ready, running, until
from tests.wire.discord import audit
from tests.wire.discord.server import DiscordServer
from tests.wire.discord.world import Channel, Guild, Member


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the database over a restart."""
    make_impatient(monkeypatch)
    url = f"sqlite:///{tmp_path}/hearth.db"
    monkeypatch.setattr(outages, "StorageSettings", lambda **_: StorageSettings(url=url))


def _comes(server: DiscordServer, guild: Guild, name: str) -> None:
    server.add_member(guild, name).joined_at = datetime.now(UTC).isoformat()


def _greeted(server: DiscordServer, channel: Channel, name: str) -> int:
    [user] = [u for u in server.users.values() if u.name == name]
    return sum(f"<@{user.id}>" in text for text in channel.texts)


async def test_who_came_to_discord_while_the_bot_was_down_is_greeted_once(place: None) -> None:
    async with DiscordServer() as server:
        guild = server.add_guild("Club")
        channel = guild.channels[0]
        server.add_member(guild, "Anna")
        async with running(make_app(discord=server)) as app:
            await ready(app)
            exchange = await server.slash(guild.members[guild.owner.id], channel, "about")
            await server.until(lambda: exchange.texts)
        _comes(server, guild, "Boris")
        for _ in range(2):
            async with running(make_app(discord=server)) as app:
                await ready(app)
                await until(lambda: _greeted(server, channel, "Boris"))
        assert _greeted(server, channel, "Boris") == 1
        assert _greeted(server, channel, "Anna") == 0


async def test_a_crowd_that_came_meanwhile_is_noted_and_not_greeted(place: None) -> None:
    async with DiscordServer() as server:
        guild = server.add_guild("Club")
        channel = guild.channels[0]
        async with running(make_app(discord=server)) as app:
            await ready(app)
        for number in range(21):
            _comes(server, guild, f"Guest{number}")
        async with running(make_app(discord=server)) as app:
            await ready(app)
            exchange = await server.slash(guild.members[guild.owner.id], channel, "about")
            await server.until(lambda: exchange.texts)
            await app.settle()
            async with app.database.read() as tx:
                [space] = app.directory.spaces()
                assert await app.directory.count(tx, space.community) == 22
        assert not any("Guest" in text or "<@" in text for text in channel.texts)


async def test_who_came_while_the_connection_was_lost_is_greeted(place: None) -> None:
    async with DiscordServer() as server:
        guild = server.add_guild("Club")
        channel = guild.channels[0]
        async with running(make_app(discord=server)) as app:
            await ready(app)
            await until(lambda: app.catchup.known(app.adapters[0].ports.platform))
            server.gateway.forgetful = True
            await server.goes_away()
            _comes(server, guild, "Boris")
            await server.comes_back()
            await until(lambda: _greeted(server, channel, "Boris"))
            await app.settle()
        assert _greeted(server, channel, "Boris") == 1


async def test_who_was_banned_on_discord_while_the_bot_was_down_has_one_case_that_says_by_whom(place: None) -> None:
    async with DiscordServer() as server:
        guild = server.add_guild("Club")
        channel, owner = guild.channels[0], guild.members[guild.owner.id]
        anna = server.add_member(guild, "Anna").user
        async with running(make_app(discord=server)) as app:
            await ready(app)
            exchange = await server.slash(owner, channel, "about")
            await server.until(lambda: exchange.texts)
        guild.bans[anna.id] = "spam"
        del guild.members[anna.id]
        audit.note(guild, audit.BAN, guild.owner, anna, "spam")
        for _ in range(2):
            async with running(make_app(discord=server)) as app:
                await ready(app)
                await app.settle()
                shown = await _orders(server, owner, channel, "cases")
                assert "#1" in shown
                assert "#2" not in shown
                case = await _orders(server, owner, channel, "case", id="1")
                assert "spam" in case
                assert guild.owner.name in case


async def _orders(server: DiscordServer, who: Member, channel: Channel, name: str, **options: str) -> str:
    exchange = await server.slash(who, channel, name, **options)
    await server.until(lambda: exchange.texts)
    return "".join(exchange.texts)
