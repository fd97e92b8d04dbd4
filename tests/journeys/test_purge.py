"""Purges as moderators meet them: in the local chat, and over Telegram's and Discord's own protocols."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import discord
import pytest

from adapters.console.ports import ConsoleMessenger
from tests.chat import Chat, open_chat
from tests.journeys.hearth import Hearth, open_hearth
from tests.wire.telegram.model import Chat as Group
from tests.wire.telegram.model import User
from tests.wire.telegram.server import TelegramServer


async def _here(chat: Chat) -> None:
    await chat.play("olga: hi", "max: hi", "anna: one", "anna: two", "vera: three")


def gone(acts: list[dict[str, Any]]) -> list[int]:
    """List what was deleted."""
    return sorted(a["message"] for a in acts if a["act"] == "delete")


async def test_the_latest_messages_go_and_the_command_with_them() -> None:
    async with open_chat() as chat:
        await _here(chat)
        acts = await chat.play("max: /purge 2")
        assert gone(acts) == [4, 5, 6]
        assert [a["text"] for a in acts if a["act"] == "private"] == ["2 messages were deleted."]
        assert gone(await chat.play("max: /purge 1")) == [3, 8]  # what is gone does not count


async def test_what_notes_and_reports_have_removed_does_not_count() -> None:
    async with open_chat() as chat:
        await _here(chat)
        await chat.play("max: /note @anna one", "max: /note @anna two")
        acts = await chat.play("max: /purge 2")
        assert [a["text"] for a in acts if a["act"] == "private"] == ["2 messages were deleted."]
        assert {4, 5} < set(gone(acts))
        await chat.play("vera: buy this", "olga: why", "anna re 12: /report", "max: [Delete]")
        acts = await chat.play("max: /purge 1")
        assert "Gone before" not in "".join(a.get("text", "") for a in acts)


async def test_a_reply_purges_from_that_message_on() -> None:
    async with open_chat() as chat:
        await _here(chat)
        assert gone(await chat.play("max re 4: /purge")) == [4, 5, 6]


async def test_what_somebody_wrote_goes_as_one_case_with_the_count() -> None:
    async with open_chat() as chat:
        await _here(chat)
        await chat.play("time +2h", "anna: late")
        acts = await chat.play("max: /purge @anna 1h")
        assert gone(acts) == [6, 7]
        assert "deleted 1 message of anna (last 1 hour)" in await chat.said("max: /case 1")
        assert gone(await chat.play("max: /purge @anna 1d")) == [3, 4, 11]


async def test_messages_of_ones_equals_are_left_alone_and_counted() -> None:
    async with open_chat() as chat:
        await _here(chat)
        acts = await chat.play("max: /purge 5")
        assert 1 not in gone(acts)
        assert "as much say here as you, or more: 1" in "".join(a.get("text", "") for a in acts)
        assert "as much say" in await chat.said("max: /purge @olga 1h")
        assert gone(await chat.play("max: hm", "max: /purge @max 1h"))  # one's own may go


async def test_a_purge_of_a_chat_is_one_entry_in_the_log() -> None:
    async with open_chat() as chat:
        await _here(chat)
        await chat.play("olga: /log here")
        acts = await chat.play("max: /purge 3")
        assert [a["text"] for a in acts if a["act"] == "send"] == ["max deleted 2 messages in the chat."]


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("max: /purge", "Say what should go"),
        ("max: /purge @anna", "Say what should go"),
        ("max: /purge 20 @anna", "Say what should go"),
        ("max: /purge 1h", "Say what should go"),
        ("max: /purge 501", "500 messages at once"),
        ("max: /purge 0", "number"),
        ("max: /purge 🎉", ""),
        ("max: /purge <b>", ""),
        (f"max: /purge {'я' * 10_000}", ""),
        ("max > /purge 5", "private conversation"),
        ("anna: /purge 5", "moderator"),
    ],
)
async def test_bad_input_deletes_nothing_and_is_answered(line: str, answer: str) -> None:
    async with open_chat() as chat:
        await _here(chat)
        acts = await chat.play(line)
        assert gone(acts) == []
        assert answer.lower() in "".join(a.get("text", "") for a in acts).lower()
        assert [a for a in acts if a.get("text")]


async def test_a_purge_in_russian() -> None:
    async with open_chat() as chat:
        await _here(chat)
        await chat.play("olga: /language ru")
        acts = await chat.play("max: /purge 3")
        assert "Удалено 2 сообщения." in "".join(a.get("text", "") for a in acts)


async def test_a_purge_that_is_cut_short_is_finished_later(monkeypatch: pytest.MonkeyPatch) -> None:
    async def dies(*_: object) -> None:
        raise RuntimeError("killed")

    async with open_chat() as chat:
        await _here(chat)
        with monkeypatch.context() as patch:
            patch.setattr(ConsoleMessenger, "remove", dies)
            acts = await chat.play("max: /purge 2")
            assert gone(acts) == []
        assert {4, 5} <= set(gone(await chat.play("time +6m")))


@pytest.fixture
async def telegram() -> AsyncIterator[tuple[Hearth, Group, User, User]]:
    async with TelegramServer() as server, open_hearth(telegram=server) as hearth:
        olga, anna = server.user("Olga", started=True), server.user("Anna")
        club = server.group("Club", olga, anna)
        server.owns(olga, club)
        for rule in ("flood", "repeats"):  # these are about what is deleted by hand
            server.says(olga, club, f"/rule off {rule}")
        await hearth.settle()
        yield hearth, club, olga, anna


async def test_telegram_is_asked_for_a_hundred_at_once_and_the_progress_is_one_message(
    telegram: tuple[Hearth, Group, User, User],
) -> None:
    hearth, club, olga, anna = telegram
    for number in range(130):
        hearth.telegram.says(anna, club, f"Anna's message number {number}")
    await hearth.settle()
    hearth.telegram.says(olga, club, "/purge 130")
    await hearth.settle()
    asked = [len(a.given["message_ids"]) for a in hearth.telegram.asked if a.method == "deleteMessages"]
    assert sorted(asked) == [30, 100]
    assert "130 messages were deleted." in hearth.telegram.private(olga).texts[-1]
    assert not [text for text in club.texts if "Anna's" in text or "Deleting" in text]


async def test_what_is_older_than_telegram_allows_is_counted_and_not_tried(
    telegram: tuple[Hearth, Group, User, User],
) -> None:
    hearth, club, olga, anna = telegram
    hearth.telegram.says(anna, club, "an old message")
    await hearth.settle()
    hearth.telegram.advance(timedelta(hours=48, minutes=1))
    fresh = hearth.telegram.says(anna, club, "a new message")
    await hearth.settle()
    hearth.telegram.says(olga, club, "/purge 2")
    await hearth.settle()
    told = hearth.telegram.private(olga).texts[-1]
    assert "1 message was deleted." in told
    assert "Too old for the platform to let me delete them: 1" in told
    assert fresh.id not in club.messages
    assert "an old message" in club.texts


async def test_what_somebody_else_deleted_before_is_told_as_gone(telegram: tuple[Hearth, Group, User, User]) -> None:
    hearth, club, olga, anna = telegram
    message = hearth.telegram.says(anna, club, "a message")
    await hearth.settle()
    hearth.telegram.deletes(message)
    hearth.telegram.says(olga, club, "/purge @anna 1h", entities=[])
    await hearth.settle()
    told = hearth.telegram.private(olga).texts[-1]
    assert "No messages were deleted." in told or "Gone before: 1" in told


async def test_without_the_right_to_delete_telegram_is_not_asked_for_ever(
    telegram: tuple[Hearth, Group, User, User],
) -> None:
    hearth, club, olga, anna = telegram
    for number in range(12):
        hearth.telegram.says(anna, club, f"Anna's message number {number}")
    await hearth.settle()
    rights = frozenset({"can_manage_chat", "can_restrict_members"})
    hearth.telegram.standing(club, hearth.telegram.me, "administrator", rights=rights)
    await hearth.settle()
    hearth.telegram.says(olga, club, "/purge 12")
    await hearth.settle()
    assert "Not allowed: 12" in hearth.telegram.private(olga).texts[-1]
    assert sum(a.method == "deleteMessage" for a in hearth.telegram.asked) <= 8


async def test_discord_deletes_in_bulk_what_is_younger_than_two_weeks_and_the_rest_one_by_one() -> None:
    async with open_hearth(discord=True) as hearth:
        guild = hearth.env.create_guild("Club")
        channel = guild.create_text_channel("general")
        rights = discord.Permissions(moderate_members=True, send_messages=True, view_channel=True)
        boss = guild.add_member(hearth.env.create_user("boss"), roles=[guild.create_role("boss", permissions=rights)])
        anna = guild.add_member(hearth.env.create_user("anna"))
        for number in range(5):
            await anna.send(channel, f"message {number}")
        await hearth.settle()
        before = len(hearth.env.http_requests)
        result = await boss.slash(channel, "purge", count=4)
        await hearth.settle()
        said = "\n".join(m.content for m in (result.response, *result.followups) if m is not None)
        assert "4 messages were deleted." in said
        assert [m.content for m in channel.history() if m.content.startswith("message")] == ["message 0"]
        asked = [r.path for r in hearth.env.http_requests[before:] if "bulk-delete" in r.path]
        assert len(asked) == 1


async def test_discord_is_asked_what_stands_there_also_what_was_written_while_nobody_listened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with open_hearth(discord=True) as hearth:
        backend = hearth.env.backend
        guild = hearth.env.create_guild("Club")
        channel = guild.create_text_channel("general")
        rights = discord.Permissions(moderate_members=True, send_messages=True, view_channel=True)
        boss, max_ = (
            guild.add_member(hearth.env.create_user(name), roles=[guild.create_role(name, permissions=rights)])
            for name in ("boss", "max")
        )
        anna = guild.add_member(hearth.env.create_user("anna"))
        robot = guild.add_member(hearth.env.create_user("robot", bot=True))
        await anna.send(channel, "heard")
        await hearth.settle()
        with monkeypatch.context() as deaf:
            deaf.setattr(backend, "emit", lambda *_, **__: None)
            for who in (anna, robot, max_, anna):
                backend.create_message(channel.id, who.id, f"unheard of {who.name}")
        result = await boss.slash(channel, "purge", count=4)
        await hearth.settle()
        assert "3 messages were deleted." in result.response.content
        assert "as much say here as you, or more: 1" in result.response.content
        assert [m.content for m in channel.history() if "heard" in m.content] == ["heard", "unheard of max"]

        with monkeypatch.context() as deaf:
            deaf.setattr(backend, "emit", lambda *_, **__: None)
            first = backend.create_message(channel.id, anna.id, "unheard again")
        await boss.context_menu(channel, "Delete from here", await _message(hearth, first))
        await hearth.settle()
        assert "unheard again" not in [m.content for m in channel.history()]

        hearth.env.inject_error("GET", "/channels/*/messages", status=403, code=50001)
        await boss.slash(channel, "purge", count=1)  # where it may not look, memory has to do
        await hearth.settle()
        assert "heard" not in [m.content for m in channel.history()]


async def _message(hearth: Hearth, stored: Any) -> discord.Message:
    channel = hearth.env.bot.get_channel(stored.channel_id)
    found: discord.Message = await channel.fetch_message(stored.id)
    return found


async def test_what_channels_and_other_bots_write_can_be_purged_too(telegram: tuple[Hearth, Group, User, User]) -> None:
    hearth, club, olga, _ = telegram
    channel = hearth.telegram.group("News", olga)
    rose = hearth.telegram.user("Rose")
    rose.bot = True
    hearth.telegram.says_as(channel, club, "buy this")
    hearth.telegram.says(rose, club, "buy that")
    await hearth.settle()
    hearth.telegram.says(olga, club, "/purge 2")
    await hearth.settle()
    assert not [text for text in club.texts if text.startswith("buy")]


@pytest.mark.parametrize("command", ["/purge 2", "/purge"])
async def test_an_album_is_purged_whole(telegram: tuple[Hearth, Group, User, User], command: str) -> None:
    hearth, club, olga, anna = telegram
    photo = {"file_id": "p", "file_unique_id": "u", "width": 9, "height": 9}
    parts = [hearth.telegram.says(anna, club, photo=[photo], media_group_id="77") for _ in range(4)]
    await hearth.settle()
    hearth.telegram.says(olga, club, command, reply_to=parts[2])
    await hearth.settle()
    assert not any(part.id in club.messages for part in parts)
