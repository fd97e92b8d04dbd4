"""Act on people on Discord. What Discord would refuse is seen before, so that the reason can be said."""

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import quote

import discord

from bot.errors import Forbidden
from bot.ids import AccountRef, SpaceRef
from bot.ports import Clock

from .errors import UNKNOWN_BAN, translated
from .guilds import find_guild

# Discord ends a timeout after 28 days at most; a day is left for renewing it.
LONGEST_TIMEOUT = timedelta(days=27)
REASON_LIMIT = 512  # of the audit log, once the reason is URL-encoded


def audit_reason(reason: str) -> str | None:
    """Cut a reason to what the audit log takes."""
    line = " ".join(reason.split())
    if len(quote(line, safe="/ ")) <= REASON_LIMIT:
        return line or None
    room, kept = REASON_LIMIT - len(quote("…")), []
    for letter in line:
        room -= len(quote(letter, safe="/ "))
        if room < 0:
            break
        kept.append(letter)
    return "".join(kept) + "…"


class DiscordModerator:
    """The Moderator port."""

    def __init__(self, client: Callable[[], discord.Client], clock: Clock) -> None:
        self._client = client
        self._clock = clock

    async def restrict(self, space: SpaceRef, account: AccountRef, until: datetime | None, reason: str) -> None:
        """Time somebody out until then, at most for 27 days: the core renews what lasts longer."""
        now = self._clock.now()
        longest = now + LONGEST_TIMEOUT
        end = longest if until is None else min(until, longest)
        if end <= now:
            return
        member = await self._member(space, account)
        _check(member, "moderate_members")
        if member.guild_permissions.administrator or _role_administrator(member):
            raise Forbidden("Discord lets nobody time out an administrator")
        with translated():
            await member.timeout(end, reason=audit_reason(reason))

    async def release(self, space: SpaceRef, account: AccountRef, reason: str) -> None:
        """End a timeout."""
        member = await self._member(space, account)
        _check(member, "moderate_members")
        with translated():
            await member.timeout(None, reason=audit_reason(reason))

    async def kick(self, space: SpaceRef, account: AccountRef, reason: str) -> None:
        """Remove somebody who may come back."""
        member = await self._member(space, account)
        _check(member, "kick_members")
        with translated():
            await member.kick(reason=audit_reason(reason))

    async def ban(self, space: SpaceRef, account: AccountRef, until: datetime | None, reason: str) -> None:
        """Keep somebody out, whether they are here or not. Discord knows no end of a ban: the core lifts it."""
        guild = find_guild(self._client(), space)
        member = guild.get_member(int(account.id))
        if member is not None:
            _check(member, "ban_members")
        with translated():
            await guild.ban(discord.Object(int(account.id)), reason=audit_reason(reason), delete_message_seconds=0)

    async def unban(self, space: SpaceRef, account: AccountRef, reason: str) -> None:
        """Let somebody come back; somebody who is not banned may already."""
        guild = find_guild(self._client(), space)
        with translated():
            try:
                await guild.unban(discord.Object(int(account.id)), reason=audit_reason(reason))
            except discord.NotFound as error:
                if error.code != UNKNOWN_BAN:
                    raise

    async def _member(self, space: SpaceRef, account: AccountRef) -> discord.Member:
        guild = find_guild(self._client(), space)
        if member := guild.get_member(int(account.id)):
            return member
        with translated():
            return await guild.fetch_member(int(account.id))


def _role_administrator(member: discord.Member) -> bool:
    # guild_permissions of somebody timed out tell only what the timeout leaves.
    return any(role.permissions.administrator for role in member.roles)


def _check(member: discord.Member, right: str) -> None:
    guild, me = member.guild, member.guild.me
    if not (me.guild_permissions.administrator or getattr(me.guild_permissions, right)):
        raise Forbidden(f"the bot lacks the permission {right}")
    if member.id == guild.owner_id:
        raise Forbidden("nobody can act on the owner of the server")
    if member.id == me.id:
        raise Forbidden("the bot does not act on itself")
    if guild.owner_id != me.id and member.top_role >= me.top_role:
        raise Forbidden(f"the bot's highest role ({me.top_role.name}) must stand above {member.top_role.name}")
