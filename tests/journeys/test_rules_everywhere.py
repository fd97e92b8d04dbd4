"""Rules are changed and tried on the platforms themselves, in their own ways."""

from collections.abc import AsyncIterator

import discord
import pytest

from bot.ids import ChatRef, Platform
from storage.chronicle import SqlChronicle
from tests.journeys.hearth import open_hearth
from tests.journeys.test_discord_day import ADMIN, Server
from tests.journeys.test_telegram_day import Club
from tests.wire.telegram.server import TelegramServer


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with open_hearth(discord=True) as hearth:
        guild = hearth.env.create_guild("Python people")
        general = guild.create_text_channel("general")
        await hearth.settle()
        role = guild.create_role("boss", permissions=discord.Permissions(send_messages=True, **ADMIN))
        boss = guild.add_member(hearth.env.create_user("boss"), roles=[role])
        yield Server(hearth, guild, general, boss, boss)
        await hearth.settle()


async def test_on_discord_a_setting_and_its_value_are_options_of_their_own(server: Server) -> None:
    anna = await server.add("anna")
    await server.told(server.boss, "blocklist add", entry="casino")
    changed = await server.told(server.boss, "rule edit", rule="blocklist", setting="action", value="delete")
    assert "the message is removed" in changed
    changed = await server.told(
        server.boss,
        "rule edit",
        rule="blocklist",
        setting="Exempt Chats",
        value=f"<#{server.general.id}> | action: log",
    )
    assert str(server.general.id) in changed
    assert "noted in the log" in changed
    refused = await server.told(server.boss, "rule edit", rule="blocklist", setting="magic", value="3")
    assert "no setting" in refused
    await server.says(anna, "a casino in the channel")
    found = await server.told(server.boss, "rule replay", rule="blocklist", setting="exempt chats", value="no")
    assert "1 message of" in found
    assert f"https://discord.com/channels/{server.guild.id}/{server.general.id}/" in found
    assert "a casino in the channel" in " ".join(server.written)


async def test_on_telegram_a_replay_quotes_the_words_as_they_were() -> None:
    async with TelegramServer() as telegram, open_hearth(telegram=telegram) as hearth:
        olga, anna = telegram.user("Olga", started=True), telegram.user("Anna")
        chat = telegram.group("Club", olga, anna)
        telegram.owns(olga, chat)
        await hearth.settle()
        club = Club(hearth, chat, olga, olga)
        await club.says(olga, "/blocklist add casino")
        await club.says(olga, "/rule edit blocklist action: log")
        await club.says(anna, "casino <b>tonight</b> @everyone")
        said = await club.told(olga, "/rule replay blocklist | last: 1h")
        assert "casino <b>tonight</b> @everyone" in said
        assert "1 message of" in said


async def test_what_a_moderator_deletes_on_discord_cannot_be_deleted_again(server: Server) -> None:
    anna = await server.add("anna")
    await server.says(anna, "one message")
    await server.says(anna, "and another")
    await server.find("one message").delete()
    await server.hearth.settle()
    app = server.hearth.app
    await app.moderation.flush()
    async with app.database.read() as tx:
        left = await SqlChronicle().recent(tx, ChatRef(Platform.DISCORD, str(server.general.id)), 10)
    assert [r.text for r in left] == ["and another"]
