"""Know who is who on a Discord server."""

from collections.abc import Callable

import discord

from bot.access import Access
from bot.errors import Gone, Unavailable
from bot.ids import AccountRef, SpaceRef
from bot.updates import Actor

from .errors import translated
from .people import access_of, actor_of


class DiscordRoster:
    """The Roster port."""

    def __init__(self, client: Callable[[], discord.Client]) -> None:
        self._client = client

    async def access(self, space: SpaceRef, account: AccountRef) -> Access:
        """Say what somebody's roles make of them; EVERYONE when they are not on the server."""
        guild = self._client().get_guild(int(space.id))
        if guild is None:
            raise Gone(f"the bot is not on the server {space.id}")
        if guild.unavailable:
            raise Unavailable(f"the server {space.id} has an outage")
        member = guild.get_member(int(account.id))
        if member is None:
            try:
                with translated():
                    member = await guild.fetch_member(int(account.id))
            except Gone:
                return Access.EVERYONE
        return access_of(member)

    async def find(self, space: SpaceRef, username: str) -> Actor | None:
        """Find somebody by user name, as Discord writes it: in lower case."""
        guild = self._client().get_guild(int(space.id))
        member = None if guild is None else discord.utils.get(guild.members, name=username.lower())
        return None if member is None else actor_of(member)
