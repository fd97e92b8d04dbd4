"""Read what moderators do in Discord's own menu, from the audit log; without the right to see that, from what everybody
is told, which does not say who it was."""

from datetime import datetime

import discord

from bot.updates import ActedNatively, Actor, NativeAct

from .inbound import User, greeting_chat
from .people import actor_of, server_ref

_ACTS = {
    discord.AuditLogAction.kick: NativeAct.KICK,
    discord.AuditLogAction.ban: NativeAct.BAN,
    discord.AuditLogAction.unban: NativeAct.UNBAN,
}


def read_entry(entry: discord.AuditLogEntry) -> tuple[NativeAct, datetime | None] | None:
    """Say what an entry of the audit log means, and until when; None for what is none of ours."""
    if (act := _ACTS.get(entry.action)) is not None:
        return act, None
    if entry.action is discord.AuditLogAction.member_update and hasattr(entry.after, "timed_out_until"):
        until: datetime | None = entry.after.timed_out_until
        return (NativeAct.UNMUTE, None) if until is None else (NativeAct.MUTE, until)
    return None


def entered(
    entry: discord.AuditLogEntry, act: NativeAct, until: datetime | None, target: Actor, by: Actor | None
) -> ActedNatively:
    """Describe an entry of the audit log."""
    space = server_ref(entry.guild.id)
    return ActedNatively(
        f"audit:{entry.id}",
        entry.created_at,
        space,
        greeting_chat(entry.guild),
        target,
        act,
        by,
        until,
        entry.reason or "",
    )


def told(
    guild: discord.Guild, user: User, act: NativeAct, at: datetime, until: datetime | None = None
) -> ActedNatively:
    """Describe what is seen without the audit log."""
    space = server_ref(guild.id)
    return ActedNatively(
        f"{act}:{guild.id}:{user.id}:{at.isoformat()}",
        at,
        space,
        greeting_chat(guild),
        actor_of(user),
        act,
        until=until,
    )


def sees_log(guild: discord.Guild) -> bool:
    """Tell whether the bot may see the audit log."""
    rights = guild.me.guild_permissions
    return rights.view_audit_log or rights.administrator
