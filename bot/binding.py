"""Fill a command's parameters: raw values in, what the handler takes out."""

import inspect
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bot.access import Access
from bot.arguments import MAX_MEMBERS, BadArgument, read, typed
from bot.call import Call, Person
from bot.commands import Command, Kind, Option
from bot.content import Attachment
from bot.ids import Platform
from bot.ports import Ports
from bot.reception import Reception
from bot.updates import Actor, Attached, CommandInvoked, Quoted

MAX_FILE = 1_000_000  # bytes of a file that comes with a command


Given: TypeAlias = str | Actor | Attached
Raw: TypeAlias = dict[str, Given]


class Binder:
    """Bind updates' values to commands' parameters."""

    def __init__(self, reception: Reception, ports: Mapping[Platform, Ports] | None = None) -> None:
        self._reception = reception
        self._ports = ports if ports is not None else {}

    def raw(self, command: Command, update: CommandInvoked, rest: str) -> Raw:
        """Collect the raw values of an invocation; the author of the message replied to stands for a missing member."""
        values: Raw
        author = update.reply_to.author if update.reply_to else None
        if update.options is not None:
            values = dict(update.options)
        else:
            values = dict(read(command, rest, mentioned=update.mentioned, replied=author is not None))
        for option in command.options:
            if option.kind in (Kind.WHO, Kind.SEVERAL) and option.name not in values and author and not option.keyword:
                values[option.name] = author
            if option.kind is Kind.FILE and update.files:
                values[option.name] = update.files[0]
        return values

    def answered(self, command: Command, given: Mapping[str, str], asked: str, text: str) -> Raw:
        """Add the answer to a question: a reason may begin with the length of time that could stand before it."""
        rest = [o for o in command.options if o.name not in given and not o.keyword]
        if [o.kind for o in rest] == [Kind.DURATION, Kind.TEXT] and rest[1].name == asked:
            from bot.when import leading_duration

            if found := leading_duration(text):
                length, reason = found
                told: Raw = {**given, rest[0].name: length}
                return {**told, asked: reason} if reason.strip() else told
        return {**given, asked: text}

    async def replying(self, call: Call, quoted: Quoted, *, ranked: bool) -> Call:
        """Give a call that answers a message, as the one it goes on from did."""
        home, author = call.home, quoted.author
        replied = await self._reception.person(home, author, ranked=ranked) if home and author else None
        return replace(call, reply_to=quoted, replied=replied)

    async def bind(self, command: Command, raw: Mapping[str, Given], call: Call) -> dict[str, object]:
        """Type every value. Raises BadArgument naming the first option that is missing or cannot be used."""
        bound: dict[str, object] = {}
        names = _parameter_names(command)
        for option in command.options:
            if option.name not in raw:
                if option.required:
                    raise BadArgument(option, "argument-missing")
                if not option.keyword and names[option.name].default is inspect.Parameter.empty:
                    bound[names[option.name].name] = None
                continue
            bound[names[option.name].name] = await self._value(command, option, raw[option.name], call)
        return bound

    async def _value(self, command: Command, option: Option, raw: Given, call: Call) -> object:
        if option.kind is Kind.FILE:
            return await self._file(option, raw, call)
        if isinstance(raw, Attached):
            raise BadArgument(option, "argument-empty")
        ranked = command.access >= Access.MODERATOR
        if option.kind is Kind.WHO:
            return await self._reception.find(call, option, raw, ranked=ranked)
        if option.kind is Kind.SEVERAL:
            return await self._several(option, raw, call, ranked=ranked)
        if isinstance(raw, Actor):
            raise BadArgument(option, "argument-empty")
        # Dates are meant in the community's zone, whoever writes them: what is planned is planned for everybody.
        zone = ZoneInfo(call.home.zone) if call.home else call.zone
        return typed(option, raw, now=call.now, zone=zone, locale=call.locale)

    async def _file(self, option: Option, raw: Given, call: Call) -> Attachment:
        ports = self._ports.get(call.platform)
        if not isinstance(raw, Attached) or ports is None or ports.files is None:
            raise BadArgument(option, "argument-no-file")  # a reference is never taken from what somebody wrote
        data = await ports.files.fetch(raw.ref, MAX_FILE) if raw.size <= MAX_FILE else b""
        if max(len(data), raw.size) > MAX_FILE:
            raise BadArgument(option, "argument-file-too-large", limit=MAX_FILE // 1000)
        return Attachment(raw.name, data)

    async def _several(self, option: Option, raw: str | Actor, call: Call, *, ranked: bool) -> tuple[Person, ...]:
        names = raw.replace(",", " ").split() if isinstance(raw, str) else [raw]
        if len(names) > MAX_MEMBERS:
            raise BadArgument(option, "argument-too-many-members", limit=MAX_MEMBERS)
        if not names:
            raise BadArgument(option, "argument-missing")
        found: dict[object, Person] = {}
        for name in names:
            person = await self._reception.find(call, option, name, ranked=ranked)
            found.setdefault(person.member or person.accounts, person)
        return tuple(found.values())


def _parameter_names(command: Command) -> dict[str, inspect.Parameter]:
    return {name.rstrip("_"): p for name, p in inspect.signature(command.run).parameters.items()}


def press_values(types: tuple[type[int] | type[str], ...], parts: list[str]) -> list[int | str] | None:
    """Type the parts of a button's action; None when they are not what the button takes (an older version's button)."""
    if len(parts) != len(types):
        return None
    if any(
        kind is int and not (p.isascii() and p.isdecimal() and len(p) < 19)
        for kind, p in zip(types, parts, strict=True)
    ):
        return None
    return [kind(part) for kind, part in zip(types, parts, strict=True)]
