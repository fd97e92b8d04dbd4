"""Say who somebody is, and what Discord's own rights make of them. Reads what is at hand; asks nothing."""

from array import array
from functools import lru_cache

import discord

from bot.access import Access
from bot.ids import AccountRef, ChatRef, MessageRef, Platform, SpaceRef
from bot.updates import Actor

AT_HAND = 10_000  # people, and as many chats and servers, named once and not for each of their messages


@lru_cache(AT_HAND)
def account_ref(user_id: int) -> AccountRef:
    """Name an account."""
    return AccountRef(Platform.DISCORD, str(user_id))


@lru_cache(AT_HAND)
def chat_ref(channel_id: int) -> ChatRef:
    """Name a channel, thread or private conversation."""
    return ChatRef(Platform.DISCORD, str(channel_id))


@lru_cache(AT_HAND)
def server_ref(guild_id: int) -> SpaceRef:
    """Name a server."""
    return SpaceRef(Platform.DISCORD, str(guild_id))


def space_ref(guild_id: int | None) -> SpaceRef | None:
    """Name the server of something; None in a private conversation."""
    return None if guild_id is None else server_ref(guild_id)


def message_ref(channel_id: int, message_id: int) -> MessageRef:
    """Name a message."""
    return MessageRef(chat_ref(channel_id), str(message_id))


def decide_access(permissions: discord.Permissions, *, owner: bool) -> Access:
    """Say what rights amount to."""
    if owner:
        return Access.OWNER
    if permissions.administrator or permissions.manage_guild:
        return Access.ADMIN
    return Access.MODERATOR if permissions.moderate_members else Access.MEMBER


def access_of(member: discord.Member) -> Access:
    """Say what a member's roles amount to. A timeout does not count: it takes the voice, not the office."""
    permissions = discord.Permissions(0)
    for role in member.roles:
        permissions.value |= role.permissions.value
    return decide_access(permissions, owner=member.guild.owner_id == member.id)


def actor_of(
    user: discord.User | discord.Member | discord.ClientUser,
    *,
    access: Access | None = None,
    locale: str | None = None,
    person: bool | None = None,
    ranked: bool = True,
) -> Actor:
    """Describe somebody; a member's access comes from their roles unless it is given.

    `ranked` False leaves it out, for whom it rarely matters: adding roles up costs more than all else here.
    """
    if access is None and ranked and isinstance(user, discord.Member):
        access = access_of(user)
    shown = not user.bot if person is None else person
    # The public `roles` looks each up and sorts them, for which an ordinary message has no time.
    roles = _ids(user._roles.tobytes()) if isinstance(user, discord.Member) else ()
    return Actor(account_ref(user.id), user.display_name, user.name, access, locale, shown, roles)


@lru_cache(AT_HAND)
def _ids(packed: bytes) -> tuple[str, ...]:
    """Write ids, which discord.py keeps packed; hardly any two members of a server have roles of their own."""
    return tuple(map(str, array("Q", packed)))


def unseen_actor(user_id: int) -> Actor:
    """Describe somebody of whom only the id is known."""
    return Actor(account_ref(user_id), str(user_id))
