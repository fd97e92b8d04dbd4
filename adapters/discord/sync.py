"""Tell Discord our commands, only where they differ from what it has: it takes 200 new ones a day and server."""

from collections.abc import Mapping
from typing import Any

import discord
import structlog
from discord.http import Route

from .commands import Payload, for_guild

log = structlog.get_logger()

_KEPT = (
    "name",
    "name_localizations",
    "type",
    "description",
    "description_localizations",
    "required",
    "min_value",
    "max_length",
    "default_member_permissions",
)


async def sync_commands(client: discord.Client, payloads: list[Payload], guild_ids: tuple[int, ...]) -> None:
    """Make the commands known in these servers, or everywhere. A server that refuses is logged and left as it is."""
    for guild_id in guild_ids:
        await _sync(client, for_guild(payloads), guild_id)
    if not guild_ids:
        await _sync(client, payloads, None)


async def _sync(client: discord.Client, payloads: list[Payload], guild_id: int | None) -> None:
    place = "everywhere" if guild_id is None else str(guild_id)
    application = client.application_id
    assert application is not None
    path = "/applications/{application_id}" + ("" if guild_id is None else "/guilds/{guild_id}") + "/commands"
    ids: dict[str, Any] = {"application_id": application, "guild_id": guild_id}
    try:
        # Without this parameter Discord leaves the translations out, and everything would always differ.
        there = await client.http.request(Route("GET", path, **ids), params={"with_localizations": "true"})
        if normalized(there) == normalized(payloads):
            log.debug("discord_commands_unchanged", place=place)
            return
        await client.http.request(Route("PUT", path, **ids), json=payloads)
    except discord.HTTPException as error:
        # The bot still does everything else; a server may have been added without the applications.commands scope.
        log.error("discord_commands_refused", place=place, error=str(error))
        return
    log.info("discord_commands_told", place=place, commands=len(payloads))


def normalized(commands: list[Payload]) -> list[Payload]:
    """Give what matters of commands, whether they come from us or from Discord, which leaves out what is not set."""
    return sorted((_command(c) for c in commands), key=lambda c: str(c["name"]))


def _command(command: Mapping[str, Any]) -> Payload:
    return _node(command) | {"contexts": sorted(command.get("contexts") or ())}


def _node(node: Mapping[str, Any]) -> Payload:
    kept: Payload = {key: node[key] for key in _KEPT if node.get(key)}
    if "default_member_permissions" in kept:
        kept["default_member_permissions"] = str(kept["default_member_permissions"])  # taken as a number, given as text
    kept["options"] = [_node(child) for child in node.get("options") or ()]
    kept["choices"] = [(choice["name"], choice["value"]) for choice in node.get("choices") or ()]
    return kept
