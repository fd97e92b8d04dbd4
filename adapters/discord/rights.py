"""Name the rights the bot asks for when it is invited."""

from collections.abc import Iterable

import discord

from bot.updates import Right

# What each is for stands in docs/platforms/discord.md.
NEEDED = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    attach_files=True,
    read_message_history=True,
    add_reactions=True,
    manage_messages=True,
    manage_channels=True,
    manage_threads=True,
    moderate_members=True,
    kick_members=True,
    ban_members=True,
    manage_roles=True,
    manage_events=True,
    create_events=True,
    view_audit_log=True,
)


def invite_link(application_id: int) -> str:
    """Write the address that adds the bot, with its commands, to a server."""
    return discord.utils.oauth_url(application_id, permissions=NEEDED, scopes=("bot", "applications.commands"))


def rights_of(permissions: discord.Permissions) -> frozenset[Right]:
    """Read what the bot may do on a server of what it needs."""
    every = permissions.administrator
    needed = {
        Right.WRITE: permissions.view_channel and permissions.send_messages,
        Right.DELETE: permissions.manage_messages,
        Right.MUTE: permissions.moderate_members,
        Right.BAN: permissions.ban_members and permissions.kick_members,
    }
    return frozenset({Right.PRESENCE, *(right for right, given in needed.items() if every or given)})


def rights_with(roles: Iterable[discord.Role]) -> frozenset[Right]:
    """Read what roles amount to for the bot."""
    granted = discord.Permissions(0)
    for role in roles:
        granted.value |= role.permissions.value
    return rights_of(granted)
