"""Know who is who on a Discord server."""

from collections.abc import Callable, Sequence
from datetime import datetime

import discord

from bot.access import Access
from bot.errors import Forbidden, Gone, Rejected
from bot.ids import AccountRef, SpaceRef
from bot.ports import Clock, Standing
from bot.updates import ActedNatively, Actor, MemberJoined

from .audit import describe
from .errors import translated
from .guilds import find_guild
from .inbound import joined
from .native import sees_log
from .people import access_of, actor_of

MANY_ENTRIES = 500  # of the audit log, looked at after a pause


class DiscordRoster:
    """The Roster port."""

    def __init__(self, client: Callable[[], discord.Client], clock: Clock) -> None:
        self._client = client
        self._clock = clock

    async def access(self, space: SpaceRef, account: AccountRef) -> Access:
        """Say what somebody's roles make of them; EVERYONE when they are not on the server."""
        guild = find_guild(self._client(), space)
        member = guild.get_member(int(account.id))
        if member is None:
            try:
                with translated():
                    member = await guild.fetch_member(int(account.id))
            except Gone:
                return Access.EVERYONE
        return access_of(member)

    async def find(self, space: SpaceRef, name: str) -> Actor | None:
        """Find a member by user name, as Discord writes it: in lower case; by numeric id, anybody there is."""
        guild = self._client().get_guild(int(space.id))
        if guild is None:
            return None
        member = discord.utils.get(guild.members, name=name.lower())
        if member is None and name.isdecimal():
            return await self._find_id(guild, int(name))
        return None if member is None else actor_of(member)

    async def _find_id(self, guild: discord.Guild, user_id: int) -> Actor | None:
        known = guild.get_member(user_id) or self._client().get_user(user_id)
        try:
            with translated():
                return actor_of(known or await self._client().fetch_user(user_id))
        except (Gone, Rejected):
            return None

    async def standing(self, space: SpaceRef, account: AccountRef) -> Standing:
        """Ask how somebody stands on a server."""
        guild = find_guild(self._client(), space)
        try:
            with translated():
                member = await guild.fetch_member(int(account.id))
        except Gone:
            return Standing(present=False, banned=await _is_banned(guild, int(account.id)))
        until = member.timed_out_until
        return Standing(muted=until is not None and until > self._clock.now(), came=member.joined_at)

    async def team(self, space: SpaceRef) -> Sequence[Actor]:
        """List who moderates a server. The owner is there also where members are not told of."""
        guild = find_guild(self._client(), space)
        found = {m.id: m for m in guild.members if not m.bot and access_of(m) >= Access.MODERATOR}
        if guild.owner_id is not None and guild.owner_id not in found:
            try:
                with translated():
                    found[guild.owner_id] = await guild.fetch_member(guild.owner_id)
            except Gone:
                pass
        return [actor_of(m, access=access_of(m)) for m in found.values() if not m.bot]

    async def missed(self, space: SpaceRef, since: datetime) -> Sequence[MemberJoined | ActedNatively]:
        """List who came after a moment, and after the bot did, and what moderators did since then."""
        guild = find_guild(self._client(), space)
        here = guild.me.joined_at
        begin = max(since, here) if here is not None else since
        here_now = [(m.joined_at, m) for m in guild.members if m.joined_at and not m.pending and not m.bot]
        found = sorted(((at, m) for at, m in here_now if at > begin), key=lambda came: came[0])
        return [*(joined(m, at) for at, m in found), *await self._acted(guild, begin)]

    async def _acted(self, guild: discord.Guild, since: datetime) -> list[ActedNatively]:
        if not sees_log(guild):
            return []
        try:
            with translated():
                entries = [e async for e in guild.audit_logs(limit=MANY_ENTRIES, after=since, oldest_first=True)]
        except (Forbidden, Gone, Rejected):
            return []  # who came is told all the same
        return [update for e in entries if (update := await describe(self._client(), e)) is not None]


async def _is_banned(guild: discord.Guild, user_id: int) -> bool:
    try:
        with translated():
            await guild.fetch_ban(discord.Object(user_id))
    except Gone:
        return False
    return True
