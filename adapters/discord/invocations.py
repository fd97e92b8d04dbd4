"""Read what an interaction carries: the command's words, typed options, a form's fields."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import discord

from bot.access import Access
from bot.commands import Command, Kind
from bot.manual import SETTING, VALUE
from bot.updates import Actor, Attached, Quoted

from .commands import SUBCOMMAND
from .inbound import User, mentioned_ids, read_mentions
from .menu import MESSAGE, find_item, read_target
from .people import account_ref, actor_of, decide_access, unseen_actor

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Invocation:
    """What was typed: the words, and the options by name as Discord parsed them. `target` is the message it is about,
    where it was chosen from that one's menu."""

    words: tuple[str, ...]
    values: Mapping[str, Any]
    resolved: Data
    target: Quoted | None = None


def read_invocation(data: Data, guild: discord.Guild | None = None) -> Invocation:
    """Read a slash command, or what was chosen from a message's menu."""
    if data.get("type") == MESSAGE:
        return Invocation((find_item(str(data["name"])),), {}, {}, read_target(data, guild))
    words, options = [str(data["name"])], data.get("options") or []
    while options and options[0]["type"] == SUBCOMMAND:
        words.append(str(options[0]["name"]))
        options = options[0].get("options") or []
    return Invocation(tuple(words), {o["name"]: o["value"] for o in options}, data.get("resolved") or {})


def caller(interaction: discord.Interaction[Any]) -> Actor:
    """Describe who pressed or typed: their rights and language come with every interaction."""
    guild = interaction.guild
    access = None
    if interaction.guild_id is not None:
        owner = guild is not None and guild.owner_id == interaction.user.id
        access = decide_access(interaction.permissions, owner=owner)
    return actor_of(interaction.user, access=access, locale=str(interaction.locale))


def read_options(
    command: Command, call: Invocation, guild: discord.Guild | None
) -> tuple[dict[str, str | Actor], tuple[Actor, ...]]:
    """Give a command's options as a person would type them, members as actors, and everybody mentioned in them."""
    values: dict[str, str | Actor] = {}
    mentioned: dict[int, Actor] = {}
    find = _finder(guild)
    for option in command.options:
        if option.kind is Kind.CHANGES and (SETTING in call.values or VALUE in call.values):
            values[option.name] = f"{call.values.get(SETTING, '')}: {call.values.get(VALUE, '')}"
        if option.name not in call.values or option.kind is Kind.FILE:
            continue
        value = call.values[option.name]
        match option.kind:
            case Kind.WHO:
                values[option.name] = mentioned[int(value)] = _resolved(int(value), call.resolved, guild)
            case Kind.FLAG:
                values[option.name] = "yes" if value else "no"
            case Kind.SEVERAL:
                ids = mentioned_ids(str(value))
                mentioned |= {i: _known(i, guild) for i in ids}
                values[option.name] = _ids_for_mentions(str(value), ids)
            case _:
                values[option.name] = read_mentions(str(value), find)
    return values, tuple(mentioned.values())


def read_files(command: Command, call: Invocation) -> tuple[Attached, ...]:
    """List the files that came with a command."""
    sent = call.resolved.get("attachments") or {}
    names = (option.name for option in command.options if option.kind is Kind.FILE)
    found = (sent.get(str(call.values.get(name))) for name in names)
    return tuple(Attached(str(f["filename"]), str(f["url"]), int(f.get("size") or 0)) for f in found if f)


def _finder(guild: discord.Guild | None) -> Callable[[int], User | None]:
    return guild.get_member if guild is not None else lambda _: None


def _ids_for_mentions(text: str, ids: list[int]) -> str:
    for user_id in ids:
        for form in (f"<@{user_id}>", f"<@!{user_id}>"):
            text = text.replace(form, f" {user_id} ")
    return " ".join(text.split())


def _known(user_id: int, guild: discord.Guild | None) -> Actor:
    member = guild.get_member(user_id) if guild is not None else None
    return unseen_actor(user_id) if member is None else actor_of(member)


def _resolved(user_id: int, resolved: Data, guild: discord.Guild | None) -> Actor:
    if guild is not None and (member := guild.get_member(user_id)):
        return actor_of(member)
    user = (resolved.get("users") or {}).get(str(user_id)) or {}
    here = (resolved.get("members") or {}).get(str(user_id))
    if not user:
        return unseen_actor(user_id)
    access = None
    if guild is not None:
        # Somebody without a member entry is not on the server.
        rights = discord.Permissions(int((here or {}).get("permissions") or 0))
        access = decide_access(rights, owner=guild.owner_id == user_id) if here else Access.EVERYONE
    name = (here or {}).get("nick") or user.get("global_name") or user["username"]
    return Actor(account_ref(user_id), name, user["username"], access, None, not user.get("bot", False))


def read_fields(data: Data) -> dict[str, str]:
    """Read a form's fields by name, from either of the two ways Discord lays them out."""
    fields: dict[str, str] = {}
    for holder in data.get("components") or ():
        for item in (holder.get("component"), *(holder.get("components") or ())):
            if item and item.get("custom_id"):
                fields[str(item["custom_id"])] = str(item.get("value") or "")
    return fields
