"""Locked chats and slow mode over both platforms' own protocols: by the platform itself where it can."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import discord
import pytest

from tests.journeys.hearth import Hearth, open_hearth
from tests.wire.telegram.model import Chat as Group
from tests.wire.telegram.model import User
from tests.wire.telegram.server import TelegramServer

LINK = "look at https://example.com"


@pytest.fixture
async def telegram(tmp_path: Any) -> AsyncIterator[tuple[TelegramServer, Group, User, User, str]]:
    async with TelegramServer() as server:
        olga, anna = server.user("Olga", started=True), server.user("Anna")
        club = server.group("Club", olga, anna)
        server.owns(olga, club)
        yield server, club, olga, anna, f"sqlite:///{tmp_path}/hearth.db"


async def _says(hearth: Hearth, who: User, club: Group, text: str, **more: Any) -> None:
    hearth.telegram.says(who, club, text, **more)
    await hearth.settle()


async def test_lock_all_closes_a_telegram_group_and_restores_exactly_what_was_allowed_also_after_a_restart(
    telegram: tuple[TelegramServer, Group, User, User, str],
) -> None:
    server, club, olga, anna, url = telegram
    club.permissions |= {"can_send_polls": False, "can_pin_messages": False, "can_edit_tag": True}
    before = dict(club.permissions)
    async with open_hearth(url, telegram=server) as hearth:
        await _says(hearth, olga, club, "/lock all")
        assert not club.may_write(anna)
        assert club.permissions["can_invite_users"]
    async with open_hearth(url, telegram=server) as hearth:
        await _says(hearth, olga, club, "/unlock all")
        assert club.permissions == before
        assert club.may_write(anna)


async def test_lock_all_for_a_while_opens_the_telegram_group_by_itself(
    telegram: tuple[TelegramServer, Group, User, User, str],
) -> None:
    server, club, olga, anna, url = telegram
    async with open_hearth(url, telegram=server) as hearth:
        await _says(hearth, olga, club, "/lock all | for: 1h")
        assert not club.may_write(anna)
        await hearth.wait(timedelta(minutes=61))
        assert club.may_write(anna)


async def test_without_the_right_to_restrict_the_group_is_locked_by_deleting_and_the_admins_hear_why(
    telegram: tuple[TelegramServer, Group, User, User, str],
) -> None:
    server, club, olga, anna, url = telegram
    rights = frozenset({"can_manage_chat", "can_delete_messages"})
    server.standing(club, server.me, "administrator", rights=rights)
    async with open_hearth(url, telegram=server) as hearth:
        await _says(hearth, olga, club, "/lock all")
        assert any("I could not close Club" in text for text in club.texts)
        await _says(hearth, anna, club, "hello?")
        assert "hello?" not in club.texts


async def test_a_topic_is_locked_alone_by_deleting(
    telegram: tuple[TelegramServer, Group, User, User, str],
) -> None:
    server, club, olga, anna, url = telegram
    club.forum = True
    topic = server.opens_topic(club, "Jobs")
    async with open_hearth(url, telegram=server) as hearth:
        await _says(hearth, olga, club, "/lock all", topic=topic)
        await _says(hearth, anna, club, "in the topic", topic=topic)
        await _says(hearth, anna, club, "in general")
        assert "in the topic" not in club.texts
        assert "in general" in club.texts
        assert club.may_write(anna)


async def test_telegrams_kinds_of_media_are_told_apart(
    telegram: tuple[TelegramServer, Group, User, User, str],
) -> None:
    server, club, olga, anna, url = telegram
    sticker = {
        "file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1,
        "is_animated": False, "is_video": False,
    }  # fmt: skip
    async with open_hearth(url, telegram=server) as hearth:
        await _says(hearth, olga, club, "/lock sticker")
        await _says(hearth, olga, club, "/lock forwards")
        shown = server.says(anna, club, sticker=sticker)
        origin = {"type": "hidden_user", "date": 1_700_000_000, "sender_user_name": "Somebody"}
        forwarded = server.says(anna, club, "read this", forward_origin=origin)
        plain = server.says(anna, club, "my own words")
        await hearth.settle()
        assert shown.id not in club.messages
        assert forwarded.id not in club.messages
        assert plain.id in club.messages


async def test_telegrams_slow_mode_counts_an_album_as_one_message(
    telegram: tuple[TelegramServer, Group, User, User, str],
) -> None:
    server, club, olga, anna, url = telegram
    photo = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
    async with open_hearth(url, telegram=server) as hearth:
        await _says(hearth, olga, club, "/slowmode 5m")
        album = [server.says(anna, club, photo=photo, media_group_id="7") for _ in range(3)]
        late = server.says(anna, club, "and a word")
        await hearth.settle()
        assert all(message.id in club.messages for message in album)
        assert late.id not in club.messages


@pytest.fixture
async def server() -> AsyncIterator[tuple[Hearth, Any, Any, Any, Any]]:
    async with open_hearth(discord=True) as hearth:
        guild = hearth.env.create_guild("Club")
        channel = guild.create_text_channel("general")
        rights = discord.Permissions(moderate_members=True, send_messages=True, view_channel=True)
        boss = guild.add_member(hearth.env.create_user("boss"), roles=[guild.create_role("boss", permissions=rights)])
        anna = guild.add_member(hearth.env.create_user("anna"))
        await hearth.settle()
        yield hearth, guild, channel, boss, anna


def _entries(hearth: Hearth, channel: Any) -> list[tuple[int, int, int]]:
    found = hearth.env.backend.get_channel(channel.id).overwrites
    return sorted((o.target_id, o.allow, o.deny) for o in found)


def _may_write(hearth: Hearth, guild: Any, channel: Any, who: int) -> bool:
    there = hearth.env.bot.get_guild(guild.id)
    return bool(there.get_channel(channel.id).permissions_for(there.get_member(who)).send_messages)


async def test_lock_all_closes_a_discord_channel_but_for_moderators_and_the_bot_and_restores_it_exactly(
    server: tuple[Hearth, Any, Any, Any, Any],
) -> None:
    hearth, guild, channel, boss, anna = server
    before = _entries(hearth, channel)
    await boss.slash(channel, "lock", kind="all")
    await hearth.settle()
    assert not _may_write(hearth, guild, channel, anna.id)
    assert _may_write(hearth, guild, channel, boss.id)
    assert _may_write(hearth, guild, channel, hearth.env.bot.user.id)
    await boss.slash(channel, "unlock", kind="all")
    await hearth.settle()
    assert _entries(hearth, channel) == before
    assert _may_write(hearth, guild, channel, anna.id)


async def test_an_entry_that_a_discord_channel_had_before_is_there_again_afterwards(
    server: tuple[Hearth, Any, Any, Any, Any],
) -> None:
    hearth, guild, channel, boss, anna = server
    there = hearth.env.bot.get_guild(guild.id)
    overwrite = discord.PermissionOverwrite(send_messages=True, attach_files=False)
    await there.get_channel(channel.id).set_permissions(there.default_role, overwrite=overwrite)
    await hearth.settle()
    before = _entries(hearth, channel)
    await boss.slash(channel, "lock", kind="all")
    await hearth.settle()
    assert not _may_write(hearth, guild, channel, anna.id)
    await boss.slash(channel, "unlock", kind="all")
    await hearth.settle()
    assert _entries(hearth, channel) == before


async def test_discords_own_slow_mode_is_used(server: tuple[Hearth, Any, Any, Any, Any]) -> None:
    hearth, _, channel, boss, anna = server
    await boss.slash(channel, "slowmode", duration="5m")
    await hearth.settle()
    assert hearth.env.backend.get_channel(channel.id).rate_limit_per_user == 300
    await anna.send(channel, "one")
    await anna.send(channel, "two")
    await hearth.settle()
    assert [m.content for m in channel.history()][-2:] == ["one", "two"]  # Discord sees to it
    await boss.slash(channel, "slowmode", duration="off")
    await hearth.settle()
    assert hearth.env.backend.get_channel(channel.id).rate_limit_per_user == 0


async def test_an_archived_thread_is_locked_and_slowed_down_as_any_other(
    server: tuple[Hearth, Any, Any, Any, Any],
) -> None:
    hearth, guild, channel, boss, anna = server
    begun = await anna.send(channel, "a topic")
    there = hearth.env.bot.get_guild(guild.id).get_channel(channel.id)
    await there.create_thread(name="topic", message=discord.Object(begun.id))
    [thread] = channel.threads
    hearth.env.backend.edit_channel(thread.id, {}, thread_metadata={"archived": True})
    await hearth.settle()
    locked = await boss.slash(thread, "lock", kind="all")
    hearth.env.backend.edit_channel(thread.id, {}, thread_metadata={"archived": True})
    await hearth.settle()
    assert "Locked" in locked.followups[0].content
    await boss.slash(thread, "slowmode", duration="10s")
    await hearth.settle()
    assert hearth.env.backend.get_channel(thread.id).rate_limit_per_user == 10
