"""Find out about whom an entry of the audit log is, and who made it."""

import discord

from bot.errors import PlatformError
from bot.updates import ActedNatively, Actor

from .errors import translated
from .native import entered, read_entry
from .people import actor_of, unseen_actor


async def describe(client: discord.Client, entry: discord.AuditLogEntry) -> ActedNatively | None:
    """Describe what somebody else than the bot did about a person; None for anything else."""
    found = read_entry(entry)
    target_id = getattr(entry.target, "id", None)
    if found is None or target_id is None or entry.user_id in (None, target_id) or _is_me(client, entry.user_id):
        return None
    target = await _actor(client, entry.guild, entry.target, target_id)
    by = await _actor(client, entry.guild, entry.user, entry.user_id or 0)
    return entered(entry, *found, target, by)


def _is_me(client: discord.Client, user_id: int | None) -> bool:
    return client.user is not None and client.user.id == user_id


async def _actor(client: discord.Client, guild: discord.Guild, shown: object, user_id: int) -> Actor:
    # Who was removed is not on the server any more, and the entry itself tells an id only.
    user = shown if isinstance(shown, discord.User | discord.Member) else guild.get_member(user_id)
    user = user or client.get_user(user_id)
    if user is None:
        try:
            with translated():
                user = await client.fetch_user(user_id)
        except PlatformError:
            return unseen_actor(user_id)
    return actor_of(user, ranked=False)
