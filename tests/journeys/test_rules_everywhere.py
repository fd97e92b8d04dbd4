"""Rules are changed and tried on the platforms themselves, in their own ways."""

from collections.abc import AsyncIterator

import discord
import pytest

from bot import texts
from bot.ids import ChatRef, Platform
from bot.manual import typed_example
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


async def test_on_discord_examples_are_written_as_one_types_them_there(server: Server) -> None:
    vova = await server.add("vova")
    shown = await server.told(server.boss, "rule show", rule="caps")
    assert "/rule edit rule: caps setting: action value: mute 10m | dry run: yes" in shown
    refused = await server.told(server.boss, "rule edit", rule="caps", setting="share", value="10")
    assert "/rule edit rule: caps setting: share value: 70" in refused
    refused = await server.told(server.boss, "mute", who=vova, duration="a while", reason="loud")
    assert "`/mute who: @max duration: 2h reason: Please cool down`" in refused
    help_text = await server.told(server.boss, "help", command="mute")
    assert "`/mute who: reason: [duration:] [silent:]`" in help_text
    assert "with the option `file`" in await server.told(server.boss, "blocklist import")
    await server.boss.user.send_dm("/mute @vova a while")  # written out, it is read as a line
    await server.hearth.settle()
    assert "who:" not in server.boss.user.dm_channel.last_message.content


async def test_every_example_is_a_line_that_options_can_be_read_from(server: Server) -> None:
    prose = {"report", "blocklist import"}
    for command in server.hearth.app.table.commands.values():
        for language in texts.languages():
            line = texts.say(f"{command.key}-example", language)
            assert (typed_example(command, line) is None) == (command.name in prose), line


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
