"""What holds for every command holds on every platform: rights are kept, and bad input is answered in words."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import discord
import pytest
import simcord

from bot.access import Access
from bot.commands import Command, Kind
from bot.content import Button, Choice, Text, doc
from bot.ids import ChatRef, Platform
from bot.ports import Outgoing
from bot.texts import say
from tests.docs.pages import command_table
from tests.journeys.hearth import Hearth, open_hearth
from tests.journeys.test_rights import line_of
from tests.wire.telegram.model import Chat, User
from tests.wire.telegram.server import TelegramServer

COMMANDS = command_table().commands
# What is special on the way over a wire; test_any_input.py tries many more, without the wire.
NASTY = (
    "",
    "|||",
    "👍🏽👩‍👩‍👧‍👦" * 20,
    "\u202e مرحبا",
    "<b>bold</b> & <script> **bold** `code` [x](https://example.org)",
    "@everyone @here <@1> <@&2>",
    "a" * 4000,
)
RANKED = [c for c in COMMANDS.values() if c.access >= Access.MODERATOR]
PRESSES = [p for p in command_table().presses.values() if p.access >= Access.MODERATOR]


def nasty_for(name: str) -> list[str]:
    """Choose what a command is tried with over a wire: two in turn, so that each is tried with many commands.

    test_any_input.py tries every command with all of them, without the wire.
    """
    turn = list(COMMANDS).index(name)
    return ["", *(NASTY[1 + (turn + step) % (len(NASTY) - 1)] for step in (0, 3))]


def refusal(access: Access) -> str:
    """Say what somebody hears who may not."""
    return say("refused-access", "en", access=Choice(access.key))


@dataclass
class Club:
    """A Telegram group with its owner and a member who may nothing."""

    hearth: Hearth
    chat: Chat
    olga: User
    anna: User

    async def answers(self, who: User, text: str) -> list[str]:
        """Write in the group and read everything that the bot says to that."""
        places = (self.chat, self.hearth.telegram.private(who))
        before = [set(place.messages) for place in places]
        self.hearth.telegram.says(who, self.chat, text)
        await self.hearth.settle()
        return [
            m.text
            for place, known in zip(places, before, strict=True)
            for number, m in place.messages.items()
            if number not in known and m.sender is self.hearth.telegram.me
        ]


@pytest.fixture
async def club() -> AsyncIterator[Club]:
    async with TelegramServer() as telegram, open_hearth(telegram=telegram) as hearth:
        olga, anna = telegram.user("Olga", started=True), telegram.user("Anna", started=True)
        boris = telegram.user("Boris", started=True)
        chat = telegram.group("Club", olga, anna, boris)
        telegram.owns(olga, chat)
        telegram.says(boris, chat, "hello")
        await hearth.settle()
        yield Club(hearth, chat, olga, anna)
        assert telegram.refusals == []


async def test_on_telegram_every_ranked_command_and_button_is_refused_to_a_member(club: Club) -> None:
    for command in RANKED:
        club.hearth.telegram.advance(timedelta(seconds=1))  # nobody types all of it in one moment: that is a flood
        said = await club.answers(club.anna, line_of(command))
        assert said == [refusal(command.access)], command.name
    shown = club.hearth.telegram.write(club.chat, club.hearth.telegram.me, {"text": "an old message"})
    for press in PRESSES:
        action = ":".join([press.verb, *("7" if kind is int else "x" for kind in press.types)])
        shown.payload["reply_markup"] = {"inline_keyboard": [[{"text": "Go", "callback_data": action}]]}
        pressed = club.hearth.telegram.presses_button(club.anna, shown, "Go")
        await club.hearth.settle()
        assert pressed.answer == refusal(press.access), press.verb


@pytest.mark.parametrize("name", COMMANDS)
async def test_on_telegram_bad_input_is_answered_in_words(club: Club, name: str) -> None:
    for nasty in nasty_for(name):
        said = await club.answers(club.olga, f"/{name} {nasty}")
        assert said, f"/{name} {nasty[:40]!r} was met with silence"
        assert "Traceback" not in "".join(said)
        await club.answers(club.olga, "/about")  # a command ends whatever was asked


@dataclass
class Server:
    """A Discord server with its chief and a member who may nothing."""

    hearth: Hearth
    guild: Any
    channel: Any
    chief: Any
    anna: Any


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with open_hearth(discord=True) as hearth:
        guild = hearth.env.create_guild("Club")
        channel = guild.create_text_channel("general")
        role = guild.create_role("chiefs", permissions=discord.Permissions(administrator=True))
        chief = guild.add_member(hearth.env.create_user("chief"), roles=[role])
        anna = guild.add_member(hearth.env.create_user("anna"))
        await hearth.settle()
        yield Server(hearth, guild, channel, chief, anna)


def _options(command: Command, server: Server, text: str) -> dict[str, Any]:
    """Fill a command's required options as Discord's own client would let one fill them."""
    filled: dict[str, Any] = {}
    for option in command.options:
        if option.required and option.kind is Kind.CHANGES:
            filled |= {"setting": text, "value": text}
        elif option.required:
            filled[option.name] = _value(option.kind.value, option.choices, server, text)
    return filled


def _value(kind: str, choices: tuple[str, ...], server: Server, text: str) -> Any:
    match kind:
        case "who":
            return server.anna
        case "count" | "number":
            return 7
        case "flag":
            return True
        case _ if choices:
            return choices[0]
        case _:
            return text


def _name(command: Command) -> str:
    alone = [c for c in COMMANDS.values() if c.group == command.group]
    return command.name if " " in command.name or len(alone) == 1 else f"{command.name} show"


async def _said(server: Server, who: Any, command: Command, text: str) -> str:
    if command.private_only:
        result = await who.user.slash(_name(command), **_options(command, server, text))
    else:
        result = await who.slash(server.channel, _name(command), **_options(command, server, text))
    if result.modal is not None:
        result = await who.submit_modal(result, {"text": text[:4000] or "x"})
    await server.hearth.settle()
    return "\n".join(m.content for m in (result.response, *result.followups) if m is not None)


async def test_on_discord_every_ranked_command_is_refused_to_a_member(server: Server) -> None:
    bot = server.hearth.env.bot
    for told in await bot.http.get_global_commands(bot.application_id):
        # Discord hides these; somebody to whom an admin showed them is refused by us.
        server.guild.set_command_permissions(int(told["id"]), {server.anna: True})
    for command in RANKED:
        assert await _said(server, server.anna, command, "something") == refusal(command.access), command.name


async def test_on_discord_every_ranked_button_is_refused_to_a_member(server: Server) -> None:
    ports = server.hearth.ports[Platform.DISCORD]
    for press in PRESSES:
        action = ":".join([press.verb, *("7" if kind is int else "x" for kind in press.types)])
        old = Outgoing(doc(Text("an old message")), "en", ((Button("Go", action),),))
        sent = await ports.messenger.send(ChatRef(Platform.DISCORD, str(server.channel.id)), old)
        [message] = [m for m in server.channel.history() if str(m.id) == sent.id]
        result = await server.anna.click(message, label="Go")
        await server.hearth.settle()
        assert [m.content for m in result.followups] == [refusal(press.access)], press.verb


@pytest.mark.parametrize("name", COMMANDS)
async def test_on_discord_bad_input_is_answered_in_words(server: Server, name: str) -> None:
    for nasty in nasty_for(name):
        if not nasty:
            continue  # Discord's client does not send it
        server.anna = server.guild.add_member(server.hearth.env.create_user("anna"))  # the last one may be gone
        try:
            said = await _said(server, server.chief, COMMANDS[name], nasty)
        except simcord.OptionError:
            continue  # longer than the option takes: Discord's client does not send it
        assert said, f"/{name} {nasty[:40]!r} was met with silence"
        assert "Traceback" not in said
