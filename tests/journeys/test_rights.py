"""Everybody is let do what docs/rights.md says, and nothing more: every command and every button is tried."""

import pytest

from bot.access import Access
from bot.commands import Command, Kind, Option, Press
from bot.content import Choice
from bot.texts import say
from tests.chat import Chat, open_chat
from tests.docs.pages import command_table

TABLE = command_table()
PEOPLE = {Access.MEMBER: "anna", Access.MODERATOR: "max", Access.ADMIN: "ada", Access.OWNER: "olga"}
REFUSALS = {level: say("refused-access", "en", access=Choice(level.key)) for level in Access}


def _value(option: Option) -> str:
    match option.kind:
        case Kind.CHOICE:
            return option.choices[0]
        case Kind.WHO | Kind.SEVERAL:
            return "@boris"
        case Kind.COUNT | Kind.NUMBER:
            return "7"
        case Kind.DURATION:
            return "1h"
        case Kind.WHEN:
            return "tomorrow 20:00"
        case _:
            return "something"


def line_of(command: Command) -> str:
    """Write a complete line of a command."""
    required = [o for o in command.options if o.required]
    words = " ".join(_value(o) for o in required if not o.kind.spaced)
    texts = " | ".join(_value(o) for o in required if o.kind.spaced)
    return " ".join(filter(None, [f"/{command.name}", words, texts]))


async def _prepared(chat: Chat) -> None:
    await chat.play("ada is admin", "boris: hello", "anna: hello", "ada: hello", "max: hello", "olga: hello")


@pytest.mark.parametrize("command", TABLE.commands.values(), ids=lambda c: c.name)
async def test_a_command_is_refused_below_its_access_and_not_above(command: Command) -> None:
    async with open_chat() as chat:
        await _prepared(chat)
        for level, name in PEOPLE.items():
            said = await chat.said(f"{name}: {line_of(command)}")
            refused = any(text in said for text in REFUSALS.values())
            own = command.name in ("language", "timezone") and level < Access.ADMIN  # for the chat it takes an admin
            assert refused == (level < command.access or own), f"{name}: {said}"
        assert chat.app.faults() == 0


@pytest.mark.parametrize("press", TABLE.presses.values(), ids=lambda p: p.verb)
async def test_a_button_is_refused_below_its_access(press: Press) -> None:
    async with open_chat() as chat:
        await _prepared(chat)
        for level, name in PEOPLE.items():
            action = ":".join([press.verb, *("7" if kind is int else "x" for kind in press.types)])
            said = await chat.pressed(name, action)
            refused = REFUSALS[press.access] in said if press.access else False
            assert refused == (level < press.access), f"{name}: {said}"
