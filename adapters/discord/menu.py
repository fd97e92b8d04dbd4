"""Declare what can be done about a message to Discord's message menu: commands, given as if in reply to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import discord

from bot import texts
from bot.commands import CommandTable
from bot.ids import MessageRef
from bot.updates import Actor, Quoted

from .commands import GUILD, HINTS, Payload
from .inbound import User, read_mentions
from .people import account_ref, actor_of, chat_ref

MESSAGE = 3  # the type of a command in the message menu
NAME_LIMIT, MENU_LIMIT = 32, 5


@dataclass(frozen=True, slots=True)
class MenuItem:
    """An entry: its label's text, and the command it gives in reply to the message; so the author is whom it is about.
    What else the command needs is asked for in a form."""

    label: str
    command: str


MENU = (
    MenuItem("discord-menu-report", "report"),
    MenuItem("discord-menu-thank", "thanks"),
    MenuItem("discord-menu-warn", "warn"),
    MenuItem("discord-menu-purge", "purge"),
)


def build_menu(table: CommandTable) -> list[Payload]:
    """Write the entries whose commands there are as Discord's API takes them. Raises ValueError past its limits."""
    payloads = []
    for item in MENU:
        if (command := table.commands.get(item.command)) is None:
            continue
        names = {code: texts.say(item.label, code) for code in texts.languages()}
        if max(map(len, names.values())) > NAME_LIMIT:
            raise ValueError(f"{item.label} is longer than {NAME_LIMIT} characters")
        payloads.append(
            {
                "name": names[texts.DEFAULT],
                "name_localizations": {code: name for code, name in names.items() if code != texts.DEFAULT},
                "type": MESSAGE,
                "default_member_permissions": HINTS.get(command.access),
                "contexts": [GUILD],
                "integration_types": [GUILD],
            }
        )
    if len(payloads) > MENU_LIMIT:
        raise ValueError(f"{len(payloads)} entries in the message menu; Discord takes {MENU_LIMIT}")
    return payloads


def find_item(name: str) -> str:
    """Give the command behind an entry; its name itself for one that there is not (any more)."""
    return next((i.command for i in MENU if texts.say(i.label, texts.DEFAULT) == name), name)


def read_target(data: Mapping[str, Any], guild: discord.Guild | None) -> Quoted | None:
    """Read the message that an entry was chosen on."""
    message = ((data.get("resolved") or {}).get("messages") or {}).get(str(data.get("target_id")))
    if message is None:
        return None
    seen: dict[int, User] = {}
    for user in message.get("mentions") or ():
        if guild is not None and (member := guild.get_member(int(user["id"]))):
            seen[member.id] = member
    ref = MessageRef(chat_ref(int(message["channel_id"])), str(message["id"]))
    return Quoted(ref, _author(message, guild), read_mentions(str(message.get("content") or ""), seen.get))


def _author(message: Mapping[str, Any], guild: discord.Guild | None) -> Actor:
    user = message["author"]
    if guild is not None and (member := guild.get_member(int(user["id"]))):
        return actor_of(member)
    person = not user.get("bot", False) and message.get("webhook_id") is None
    name = user.get("global_name") or user["username"]
    return Actor(account_ref(int(user["id"])), name, user["username"], person=person)
