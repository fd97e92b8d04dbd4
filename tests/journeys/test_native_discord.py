"""What moderators do in Discord's own menu, over its own protocol: each of it is a case, once."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import discord
import pytest

from tests.journeys.hearth import Hearth, open_hearth

MODERATOR = {"moderate_members": True, "ban_members": True, "kick_members": True, "send_messages": True}


@dataclass
class Server:
    """A Discord server with a moderator and Anna on it."""

    hearth: Hearth
    guild: Any
    channel: Any
    boss: Any
    anna: Any
    user: Any

    @property
    def backend(self) -> Any:
        """Give the pretended Discord's inside."""
        return self.hearth.env.backend

    async def orders(self, name: str, /, **options: Any) -> str:
        """Give a command and read what is answered."""
        result = await self.boss.slash(self.channel, name, **options)
        await self.hearth.settle()
        return "\n".join(m.content for m in (result.response, *result.followups) if m is not None)

    async def logs(self, action: discord.AuditLogAction, *, by: Any = None, reason: str = "", **more: Any) -> None:
        """Write an entry of the audit log about Anna, as Discord does when somebody uses its menu."""
        self.backend.record_audit_log(
            self.guild.id,
            action.value,
            target_id=self.anna.id,
            user_id=(by or self.boss).id,
            reason=reason or None,
            **more,
        )
        await self.hearth.settle()

    async def bans(self, reason: str = "") -> None:
        """Ban Anna by hand."""
        self.backend.apply_ban(self.guild.id, self.anna.id, reason)
        await self.logs(discord.AuditLogAction.ban, reason=reason)

    async def unbans(self) -> None:
        """Lift Anna's ban by hand."""
        self.backend.remove_ban(self.guild.id, self.anna.id)
        await self.logs(discord.AuditLogAction.unban)

    async def times_out(self, until: datetime | None) -> None:
        """Time Anna out by hand, or end that."""
        before = self.backend.guilds[self.guild.id].members[self.anna.id].timed_out_until
        now = until.isoformat() if until else None
        self.backend.edit_member(self.guild.id, self.anna.id, {"timed_out_until": now})
        change = {"key": "communication_disabled_until", "old_value": before, "new_value": now}
        await self.logs(discord.AuditLogAction.member_update, changes=[change])

    @property
    def is_banned(self) -> bool:
        """Tell whether Anna is banned."""
        return self.guild.get_ban(self.anna) is not None


async def _server(hearth: Hearth, rights: discord.Permissions | None = None) -> Server:
    guild = hearth.env.create_guild("Club")
    if rights is not None:
        await hearth.settle()
        mine = hearth.env.bot.get_guild(guild.id).me.roles[-1]
        hearth.env.backend.edit_role(guild.id, mine.id, {"permissions": rights.value})
    channel = guild.create_text_channel("general")
    role = guild.create_role("boss", permissions=discord.Permissions(**MODERATOR, manage_guild=True))
    boss = guild.add_member(hearth.env.create_user("boss"), roles=[role])
    user = hearth.env.create_user("anna")
    anna = guild.add_member(user)
    await hearth.settle()
    return Server(hearth, guild, channel, boss, anna, user)


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with open_hearth(discord=True) as hearth:
        yield await _server(hearth)


async def test_a_timeout_in_discords_menu_is_a_case_and_its_end_by_hand_too(server: Server) -> None:
    await server.times_out(server.hearth.clock.now() + timedelta(hours=1))
    shown = await server.orders("case", id=1)
    assert "mute" in shown
    assert "Discord's own menu by boss" in shown
    await server.times_out(None)
    assert "taken back by" in await server.orders("case", id=1)
    assert "#2" not in await server.orders("cases", who=server.anna)


async def test_a_timeout_outlives_a_change_of_roles(server: Server) -> None:
    await server.orders("mute", who=server.anna, duration="2h", reason="loud")
    role = server.guild.create_role("singer")
    server.backend.edit_member(server.guild.id, server.anna.id, {"role_ids": [role.id]})
    await server.hearth.settle()
    assert server.backend.guilds[server.guild.id].members[server.anna.id].timed_out_until is not None
    assert "#2" not in await server.orders("cases")


async def test_a_ban_with_a_reason_is_a_case_with_it_and_lifted_by_hand_it_is_over(server: Server) -> None:
    await server.bans("selling things")
    assert "selling things" in await server.orders("case", id=1)
    await server.unbans()
    assert "taken back by" in await server.orders("case", id=1)
    assert not server.is_banned


async def test_a_kick_by_hand_is_no_ban(server: Server) -> None:
    server.backend.remove_member(server.guild.id, server.anna.id)
    await server.logs(discord.AuditLogAction.kick, reason="bye")
    assert "kick" in await server.orders("case", id=1)
    assert not server.is_banned


async def test_our_own_entries_in_the_audit_log_are_no_cases(server: Server) -> None:
    await server.orders("mute", who=server.anna, duration="2h", reason="loud")
    await server.orders("unmute", who=server.anna)
    await server.orders("ban", who=server.anna, reason="spam")
    assert "#3" not in await server.orders("cases")


async def test_one_entry_told_twice_is_one_case(server: Server) -> None:
    await server.bans("spam")
    [entry] = [e for e in server.backend.get_guild(server.guild.id).audit_log_entries if e.action_type == 22][:1]
    from simcord.backend import serializers

    payload = dict(serializers.audit_log_entry_payload(entry)) | {"guild_id": str(server.guild.id)}
    server.backend.emit("GUILD_AUDIT_LOG_ENTRY_CREATE", payload)
    await server.hearth.settle()
    assert "#2" not in await server.orders("cases")


async def test_a_ban_that_somebody_had_laid_on_before_is_theirs_and_outlives_ours() -> None:
    async with open_hearth(discord=True) as hearth:
        server = await _server(hearth)
        server.backend.apply_ban(server.guild.id, server.anna.id, "years ago")  # nobody told the bot
        await hearth.settle()
        await server.orders("ban", who=server.user, duration="1h", reason="spam")
        await hearth.wait(timedelta(hours=2))
        assert "its time was over" in await server.orders("case", id=1)
        assert server.is_banned
        await server.orders("unban", who=server.user)  # said on purpose
        assert not server.is_banned


async def test_without_the_right_to_see_the_audit_log_a_ban_is_a_case_of_somebodys_and_ours_are_none() -> None:
    async with open_hearth(discord=True) as hearth:
        rights = discord.Permissions.all()
        rights.update(view_audit_log=False, administrator=False)
        server = await _server(hearth, rights)
        server.backend.apply_ban(server.guild.id, server.anna.id, "spam")
        await hearth.settle()
        assert "somebody, in the platform's own menu" in await server.orders("case", id=1)
        server.backend.remove_ban(server.guild.id, server.anna.id)
        await hearth.settle()
        assert "lifted on the platform itself" in await server.orders("case", id=1)
        await server.orders("ban", who=server.user, reason="spam")
        await server.orders("unban", who=server.user)
        assert "#3" not in await server.orders("cases")
