from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from discord.http import Route
from pydantic import SecretStr

from adapters.discord.people import chat_ref
from adapters.discord.run import DiscordPlatform
from bot.config import BadConfig, DiscordSettings
from bot.content import Button, doc, reply
from bot.errors import Unavailable
from bot.ports import Outgoing, Responder, SystemClock
from bot.updates import BotAdded, ButtonPressed, CommandInvoked, MemberJoined, MessagePosted, Update
from tests.adapters.discord.sample import make_table, sample_catalogue

from .server import DiscordServer

MESSAGE_CONTENT, MEMBERS = 1 << 15, 1 << 1
CONTENT_IS_ON = 1 << 18  # an application's flag


class Listener:
    """Record updates; answer commands."""

    def __init__(self, server: DiscordServer) -> None:
        self.server = server
        self.updates: list[Update] = []

    async def __call__(self, update: Update, responder: Responder) -> None:
        self.updates.append(update)
        if isinstance(update, CommandInvoked):
            await responder.answer(reply(f"You said {update.line}", private=update.line != "event show"), "en")
        if isinstance(update, ButtonPressed):
            await responder.answer(reply(f"You pressed {update.action}"), "en")
        await responder.done()
        await self.server.notify()


@pytest.fixture(autouse=True)
def catalogue(tmp_path: Path) -> Iterator[None]:
    with sample_catalogue(tmp_path):
        yield


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as running:
        yield running


@pytest.fixture
def listener(server: DiscordServer) -> Listener:
    return Listener(server)


SLASH = 1  # a command that is typed; https://docs.discord.com/developers/interactions/application-commands

Start = Callable[..., Awaitable[DiscordPlatform]]


@pytest.fixture
async def start(server: DiscordServer, listener: Listener) -> AsyncIterator[Start]:
    started: list[DiscordPlatform] = []

    async def run(token: str = "wire-token", **more: object) -> DiscordPlatform:
        settings = DiscordSettings(
            token=SecretStr(token), api_base_url=server.api_base_url, gateway_url=server.gateway_url, **more
        )
        platform = DiscordPlatform(settings, make_table(), listener, SystemClock())
        started.append(platform)
        await platform.start()
        return platform

    yield run
    for platform in started:
        await platform.stop()


async def test_it_connects_to_the_configured_addresses_and_answers(
    server: DiscordServer, start: Start, listener: Listener
) -> None:
    guild = server.add_guild("Club")
    anna = server.add_member(guild, "Anna")
    await start()
    exchange = await server.slash(anna, guild.channels[0], "rules show")
    await server.until(lambda: exchange.texts)
    assert exchange.texts == ["You said rules"]
    assert exchange.private
    assert [u.title for u in listener.updates if isinstance(u, BotAdded)] == ["Club"]
    assert server.unknown_routes == []


async def test_a_public_answer_is_public(server: DiscordServer, start: Start) -> None:
    guild = server.add_guild("Club")
    anna = server.add_member(guild, "Anna")
    await start()
    exchange = await server.slash(anna, guild.channels[0], "event show", id=3)
    await server.until(lambda: exchange.followups)
    assert exchange.texts == ["Done, see below.", "You said event show"]
    assert guild.channels[0].texts == ["You said event show"]


async def test_commands_are_told_to_discord_once(server: DiscordServer, start: Start) -> None:
    server.add_guild("Club")
    first = await start()
    await first.stop()
    await start()
    slash = [c["name"] for c in server.commands[None] if c["type"] == SLASH]
    assert slash == make_table().groups
    assert sum(method == "PUT" for method, _, _ in server.requests) == 1


async def test_commands_are_told_to_the_named_servers_only(server: DiscordServer, start: Start) -> None:
    guild = server.add_guild("Club")
    await start(guild_ids=(guild.id,))
    assert list(server.commands) == [guild.id]


async def test_a_broken_connection_is_resumed_at_the_configured_gateway(
    server: DiscordServer, start: Start, listener: Listener
) -> None:
    guild = server.add_guild("Club")
    anna = server.add_member(guild, "Anna")
    await start()
    await server.gateway.drop()
    await server.say(anna, guild.channels[0], "are you there?")
    await server.until(lambda: [u for u in listener.updates if isinstance(u, MessagePosted)])
    assert (server.gateway.connections, server.gateway.resumes) == (2, 1)


async def test_a_bad_token_is_said_to_be(start: Start) -> None:
    with pytest.raises(BadConfig, match=r"discord\.token"):
        await start("wrong")


async def test_without_a_token_nothing_starts(server: DiscordServer, listener: Listener) -> None:
    platform = DiscordPlatform(DiscordSettings(), make_table(), listener, SystemClock())
    with pytest.raises(BadConfig, match=r"discord\.token"):
        await platform.start()


async def test_a_server_that_does_not_answer_is_unavailable(server: DiscordServer, listener: Listener) -> None:
    nowhere = DiscordSettings(token=SecretStr("wire-token"), api_base_url="http://127.0.0.1:1/api/v10")
    with pytest.raises(Unavailable):
        await DiscordPlatform(nowhere, make_table(), listener, SystemClock()).start()


async def test_without_the_message_content_intent_it_runs_and_says_so(
    server: DiscordServer, start: Start, capsys: pytest.CaptureFixture[str]
) -> None:
    server.allowed_intents &= ~MESSAGE_CONTENT
    guild = server.add_guild("Club")
    anna = server.add_member(guild, "Anna")
    platform = await start()
    assert "Message Content Intent" in capsys.readouterr().out
    exchange = await server.slash(anna, guild.channels[0], "rules show")
    await server.until(lambda: exchange.texts)
    ref = await platform.ports.messenger.send(
        chat_ref(guild.channels[0].id), Outgoing(doc("The ports follow the new client"), "en")
    )
    assert int(ref.id) in guild.channels[0].messages


@pytest.mark.parametrize("flags", [0, CONTENT_IS_ON])
async def test_without_the_members_intent_it_names_the_switch(server: DiscordServer, start: Start, flags: int) -> None:
    server.flags = flags
    server.allowed_intents &= ~MEMBERS
    with pytest.raises(BadConfig, match="Server Members Intent"):
        await start()


async def test_a_press_and_a_form_are_answered(server: DiscordServer, start: Start, listener: Listener) -> None:
    guild = server.add_guild("Club")
    boss = server.add_member(guild, "Boss", permissions=1 << 5)
    platform = await start()
    buttons = ((Button("Going", "rsvp:7:going"),),)
    ref = await platform.ports.messenger.send(chat_ref(guild.channels[0].id), Outgoing(doc("Tea"), "en", buttons))
    pressed = await server.press(boss, guild.channels[0].messages[int(ref.id)], "Going", locale="ru")
    await server.until(lambda: pressed.texts)
    assert pressed.texts == ["You pressed rsvp:7:going"]

    shown = await server.slash(boss, guild.channels[0], "rules set")
    await server.until(lambda: shown.modal)
    sent = await server.fill_in(boss, shown, text="Be kind")
    await server.until(lambda: sent.texts)
    [command] = [u for u in listener.updates if isinstance(u, CommandInvoked)]
    assert (command.line, command.options) == ("rules set", {"text": "Be kind"})


async def test_a_newcomer_and_a_private_conversation_reach_the_core(
    server: DiscordServer, start: Start, listener: Listener
) -> None:
    guild = server.add_guild("Club", locale="ru")
    await start()
    newcomer = await server.join(guild, "Ben")
    await server.say(newcomer.user, server.direct(newcomer.user), "hello")
    await server.until(lambda: [u for u in listener.updates if isinstance(u, MessagePosted)])
    assert [u.actor.name for u in listener.updates if isinstance(u, MemberJoined)] == ["Ben"]
    assert [u.space for u in listener.updates if isinstance(u, MessagePosted)] == [None]


async def test_a_bot_on_no_server_says_how_to_invite_it(start: Start, capsys: pytest.CaptureFixture[str]) -> None:
    await start()
    assert "oauth2/authorize" in capsys.readouterr().out


async def test_stopping_points_the_library_back_at_discord(server: DiscordServer, start: Start) -> None:
    before = Route.BASE
    platform = await start()
    assert server.api_base_url == Route.BASE
    await platform.stop()
    assert before == Route.BASE
