"""Name the rights the bot asks for when it is invited."""

import discord

# What each is for stands in docs/platforms/discord.md.
NEEDED = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    attach_files=True,
    read_message_history=True,
    add_reactions=True,
    manage_messages=True,
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
