"""Discord's own measures against raids: invites and private messages between strangers paused for a while."""

from collections.abc import Callable
from datetime import datetime, timedelta

import discord

from bot.errors import Forbidden
from bot.ids import SpaceRef
from bot.ports import Clock

from .errors import translated
from .guilds import find_guild

# https://discord.com/developers/docs/resources/guild#modify-guild-incident-actions: at most 24 hours from now.
LONGEST_PAUSE = timedelta(hours=24)


class DiscordIncidents:
    """The Incidents port."""

    def __init__(self, client: Callable[[], discord.Client], clock: Clock) -> None:
        self._client = client
        self._clock = clock

    async def pause_joins(self, space: SpaceRef, until: datetime | None) -> None:
        """Pause invites and private messages until then, at most for a day; None lets them be again."""
        guild = find_guild(self._client(), space)
        rights = guild.me.guild_permissions
        if not (rights.administrator or rights.manage_guild):
            raise Forbidden("the bot lacks the permission manage_guild")
        now = self._clock.now()
        if until is not None and until <= now:
            return  # it is over
        end = min(until, now + LONGEST_PAUSE) if until is not None else None
        until_then = end.isoformat() if end is not None else None
        with translated():
            # Guild.edit would do the same and then change the server itself, by nothing.
            await self._client().http.edit_incident_actions(
                guild.id, {"invites_disabled_until": until_then, "dms_disabled_until": until_then}
            )
