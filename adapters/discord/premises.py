"""Open, close and slow down channels of Discord."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import discord

from bot.errors import Forbidden, Gone
from bot.ids import ChatRef, SpaceRef

from .errors import translated

WRITING = discord.Permissions(
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    create_private_threads=True,
)
Channel = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.ForumChannel
Target = discord.Role | discord.Member


class DiscordPremises:
    """The Premises port. Who moderates, and the bot, keep their say by an entry of their own in the channel."""

    def __init__(self, client: Callable[[], discord.Client]) -> None:
        self._client = client

    async def state(self, space: SpaceRef, chat: ChatRef) -> str | None:
        """Write the entries down that closing the channel changes; None for a thread, which has none."""
        channel = await self._channel(chat)
        if not isinstance(channel, Channel):
            return None
        if not channel.permissions_for(channel.guild.me).manage_roles:
            raise Forbidden("the bot lacks the permission manage_roles in the channel")
        return json.dumps({str(t.id): _entry(channel, t) for t in _targets(channel.guild)}, sort_keys=True)

    async def close(self, space: SpaceRef, chat: ChatRef) -> None:
        """Let nobody write but the bot and who moderates."""
        channel = await self._channel(chat)
        if not isinstance(channel, Channel):
            raise Gone(f"{chat.id} is no channel")
        *keepers, everyone = _targets(channel.guild)
        for target in keepers:
            await _set(channel, target, allowed=True)
        await _set(channel, everyone, allowed=False)

    async def reopen(self, space: SpaceRef, chat: ChatRef, state: str) -> None:
        """Give the channel the entries it had; a role that is no more has none."""
        channel = await self._channel(chat)
        if not isinstance(channel, Channel):
            raise Gone(f"{chat.id} is no channel")
        before: dict[str, list[int] | None] = json.loads(state)
        everyone = str(channel.guild.default_role.id)
        for target_id in sorted(before, key=lambda found: found != everyone):
            target = channel.guild.get_role(int(target_id)) or channel.guild.get_member(int(target_id))
            if target is not None:
                await _restore(channel, target, before[target_id])

    async def slow(self, space: SpaceRef, chat: ChatRef, pause: timedelta) -> None:
        """Set the channel's own slow mode."""
        channel = await self._channel(chat)
        seconds = round(pause.total_seconds())
        with translated():
            if isinstance(channel, discord.Thread) and channel.archived:
                await channel.edit(slowmode_delay=seconds, archived=False)
            elif isinstance(channel, Channel | discord.Thread):
                await channel.edit(slowmode_delay=seconds)

    async def _channel(self, chat: ChatRef) -> Any:
        """Find a channel; archived threads are in no memory."""
        if channel := self._client().get_channel(int(chat.id)):
            return channel
        with translated():
            return await self._client().fetch_channel(int(chat.id))


def _targets(guild: discord.Guild) -> list[Target]:
    """List whose entries matter: the bot, the roles that make a moderator, and everybody, who come last."""
    roles = [r for r in guild.roles if not r.is_default() and r.permissions.moderate_members]
    return [guild.me, *(r for r in roles if not r.permissions.administrator), guild.default_role]


def _entry(channel: Channel, target: Target) -> list[int] | None:
    found = channel.overwrites.get(target)
    return None if found is None else [permissions.value for permissions in found.pair()]


async def _set(channel: Channel, target: Target, *, allowed: bool) -> None:
    allow, deny = _entry(channel, target) or [0, 0]
    mask = WRITING.value if not allowed else WRITING.value & channel.guild.me.guild_permissions.value
    pair = (allow | mask, deny & ~mask) if allowed else (allow & ~mask, deny | mask)
    await _restore(channel, target, list(pair))


async def _restore(channel: Channel, target: Target, entry: list[int] | None) -> None:
    overwrite = None
    if entry is not None:
        overwrite = discord.PermissionOverwrite.from_pair(*map(discord.Permissions, entry))
    if overwrite == channel.overwrites.get(target):
        return
    with translated():
        await channel.set_permissions(target, overwrite=overwrite)
