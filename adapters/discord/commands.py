"""Declare the command table to Discord: one application command per first word, its options typed, its texts localized.

The limits are those of https://docs.discord.com/developers/interactions/application-commands
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from bot import texts
from bot.access import Access
from bot.commands import Command, CommandTable, Kind, Option
from bot.manual import SETTING, VALUE

Payload = dict[str, Any]

CHAT_INPUT = 1
SUBCOMMAND, STRING, INTEGER, BOOLEAN, USER, ATTACHMENT = 1, 3, 4, 5, 6, 11
NAME = re.compile(r"[-_a-z0-9]{1,32}")
DESCRIPTION_LIMIT, STRING_LIMIT, SIZE_LIMIT = 100, 6000, 8000
CHILDREN_LIMIT, COMMANDS_LIMIT = 25, 100
GUILD, BOT_DM = 0, 1  # where a command shows; 0 is also "installed to a server"
BARE = "show"  # what the bare command of a group is called: Discord has a command or a group, never both

_TYPES = {Kind.WHO: USER, Kind.COUNT: INTEGER, Kind.NUMBER: INTEGER, Kind.FLAG: BOOLEAN, Kind.FILE: ATTACHMENT}
HINTS = {Access.MODERATOR: 1 << 40, Access.ADMIN: 1 << 5, Access.OWNER: 1 << 5}  # Moderate Members, Manage Server


def find_command(table: CommandTable, words: Iterable[str]) -> Command | None:
    """Find the command that an invocation's words mean (`rules show` may mean `rules`)."""
    name = " ".join(words)
    if found := table.commands.get(name):
        return found
    group, _, rest = name.partition(" ")
    return table.commands.get(group) if rest == BARE else None


def build_commands(table: CommandTable) -> list[Payload]:
    """Write every command as Discord's API takes it.

    Raises UnknownText when a description is missing from the catalogue, ValueError when a limit is passed.
    """
    payloads = [_top_level(group, table.in_group(group)) for group in table.groups]
    if len(payloads) > COMMANDS_LIMIT:
        raise ValueError(f"{len(payloads)} commands; Discord takes {COMMANDS_LIMIT}")
    for payload in payloads:
        if (size := _size(payload)) > SIZE_LIMIT:
            raise ValueError(f"/{payload['name']} is described in {size} characters; Discord takes {SIZE_LIMIT}")
    return payloads


def for_guild(payloads: list[Payload]) -> list[Payload]:
    """Leave out what only commands of every server may say."""
    return [{k: v for k, v in p.items() if k not in ("contexts", "integration_types")} for p in payloads]


def _top_level(group: str, commands: list[Command]) -> Payload:
    if len(commands) == 1 and commands[0].name == group:
        payload = _named(group, commands[0].key)
        options = _options(commands[0])
    else:
        payload = _named(group, f"menu-{group.replace('_', '-')}")
        names = {c.name for c in commands}
        options = [
            _named(_subcommand(c, group), c.key) | {"type": SUBCOMMAND, "options": _options(c)}
            for c in commands
            if c.name != group or f"{group} {BARE}" not in names
        ]
        _check_count(group, options)
    hint = HINTS.get(min(c.access for c in commands))
    return payload | {
        "type": CHAT_INPUT,
        "options": options,
        "default_member_permissions": hint,
        "contexts": [BOT_DM] if all(c.private_only for c in commands) else [GUILD, BOT_DM],
        "integration_types": [GUILD],
    }


def _subcommand(command: Command, group: str) -> str:
    return BARE if command.name == group else command.name.split(" ", 1)[1]


def _options(command: Command) -> list[Payload]:
    # An option of Discord's has one line, so lines are left out.
    written = (option for option in command.options if option.kind is not Kind.LINES)
    options = [made for option in written for made in _made(command, option)]
    _check_count(command.name, options)
    return sorted(options, key=lambda option: not option["required"])


def _made(command: Command, option: Option) -> list[Payload]:
    if option.kind is not Kind.CHANGES:
        return [_option(command, option)]
    # Their names are the command's own, so that they cannot be options themselves.
    more: Payload = {"type": STRING, "required": option.required, "max_length": STRING_LIMIT}
    return [_named(SETTING, "argument-setting") | more, _named(VALUE, "argument-value") | more]


def _option(command: Command, option: Option) -> Payload:
    payload = _named(option.name, command.option_key(option)) | {
        "type": _TYPES.get(option.kind, STRING),
        # A long text that is missing is asked for in a form, which has room for it.
        "required": option.required and option.kind is not Kind.LONG,
    }
    if payload["type"] == INTEGER:
        payload["min_value"] = 1
    if payload["type"] == STRING:
        if 0 < len(option.choices) <= CHILDREN_LIMIT:
            payload["choices"] = [{"name": choice, "value": choice} for choice in option.choices]
        else:
            payload["max_length"] = STRING_LIMIT
    return payload


def _named(name: str, key: str) -> Payload:
    if not NAME.fullmatch(name):
        raise ValueError(f"{name!r} cannot be the name of a command or option on Discord")
    localized = {code: _cut(texts.say(key, code)) for code in texts.languages() if code != texts.DEFAULT}
    return {
        "name": name,
        "description": _cut(texts.say(key, texts.DEFAULT)),
        "description_localizations": localized,
    }


def _cut(text: str) -> str:
    return text if len(text) <= DESCRIPTION_LIMIT else text[: DESCRIPTION_LIMIT - 1] + "…"


def _check_count(name: str, options: list[Payload]) -> None:
    if len(options) > CHILDREN_LIMIT:
        raise ValueError(f"/{name} has {len(options)} options or subcommands; Discord takes {CHILDREN_LIMIT}")


def _size(payload: Mapping[str, Any]) -> int:
    descriptions = [payload.get("description", ""), *payload.get("description_localizations", {}).values()]
    own = len(payload["name"]) + max(map(len, descriptions)) + len(str(payload.get("value", "")))
    return own + sum(_size(child) for child in (*payload.get("options", ()), *payload.get("choices", ())))
