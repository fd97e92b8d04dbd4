"""Rights that are taken from Hearth are missed at once, in words and in the chat's language."""

from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest

from bot.ids import ChatRef, Platform
from bot.moderation.casebook import write_chat
from tests.journeys.hearth import Hearth, open_hearth
from tests.wire.telegram.model import MODERATING, Chat
from tests.wire.telegram.server import TelegramServer


@pytest.fixture
async def hearth() -> AsyncIterator[Hearth]:
    async with TelegramServer() as server, open_hearth(telegram=server) as hearth:
        yield hearth


async def _club(hearth: Hearth, *orders: str) -> Chat:
    server = hearth.telegram
    olga = server.user("Olga", started=True)
    chat = server.group("Club", olga)
    server.owns(olga, chat)
    for order in ("hello", *orders):
        server.says(olga, chat, order)
    await hearth.settle()
    return chat


async def _now(hearth: Hearth, chat: Chat, status: str, **more: Any) -> list[str]:
    """Change the bot's standing and read what it says about it in the chat."""
    before = len(chat.texts)
    hearth.telegram.standing(chat, hearth.telegram.me, status, **more)
    await hearth.settle()
    return chat.texts[before:]


async def test_a_right_taken_on_telegram_is_missed_once_and_its_return_says_nothing(hearth: Hearth) -> None:
    chat = await _club(hearth)
    less = MODERATING - {"can_delete_messages"}
    [said] = await _now(hearth, chat, "administrator", rights=less)
    assert "delete messages in Club" in said
    assert "Administrators → me" in said
    assert "mute" not in said
    assert await _now(hearth, chat, "administrator", rights=less) == []
    assert await _now(hearth, chat, "administrator", rights=MODERATING) == []


async def test_an_ordinary_member_again_is_said_in_the_language_of_the_chat(hearth: Hearth) -> None:
    chat = await _club(hearth, "/language ru")
    [said] = await _now(hearth, chat, "member")
    assert all(words in said for words in ("удалять сообщения", "запрещать писать", "блокировать участников"))


async def test_who_may_not_write_is_missed_in_the_log_chat(hearth: Hearth) -> None:
    desk, club = await _club(hearth), await _club(hearth)
    place = hearth.app.directory
    [space] = [s for s in place.spaces() if s.ref.id == str(club.id)]
    async with hearth.app.database.begin() as tx:
        to = write_chat(ChatRef(Platform.TELEGRAM, str(desk.id)))
        await hearth.app.book.change(tx, space.community, "moderation", {"log_chat": to})
    before = len(desk.texts)
    assert await _now(hearth, club, "restricted") == []
    [said] = desk.texts[before:]
    assert "no longer write in Club" in said


async def test_removed_from_the_only_chat_is_one_line_in_the_log(
    hearth: Hearth, capsys: pytest.CaptureFixture[str]
) -> None:
    chat = await _club(hearth)
    capsys.readouterr()
    assert await _now(hearth, chat, "kicked") == []
    assert capsys.readouterr().out.count("nobody can be told that rights were taken away") == 1


async def test_a_right_taken_from_the_role_on_discord_is_missed_once() -> None:
    async with open_hearth(discord=True) as hearth:
        guild = hearth.env.create_guild("Club")
        channel = guild.create_text_channel("general")
        await hearth.settle()
        mine = hearth.env.bot.get_guild(guild.id).me.roles[-1]
        for given in (
            discord.Permissions(send_messages=True, view_channel=True, moderate_members=True, manage_messages=True),
            discord.Permissions(send_messages=True, view_channel=True, manage_messages=True),
            discord.Permissions(send_messages=True, view_channel=True, manage_messages=True),
        ):
            hearth.env.backend.edit_role(guild.id, mine.id, {"permissions": given.value})
            await hearth.settle()
        told = [m.content for m in channel.history() if "I may no longer" in m.content]
        assert len(told) == 2
        assert "remove or ban people in" in told[0]
        assert "mute people in" in told[1]
        assert "Timeout Members" in told[1]
