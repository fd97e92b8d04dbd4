"""Locked chats and slow mode as people meet them: in the local chat."""

from typing import Any

import pytest

from tests.chat import Chat, open_chat

LINK = "look at https://example.com"


async def _here(chat: Chat) -> None:
    await chat.play("olga: hi", "max: hi", "anna: hi", "vera: hi")


def acted(acts: list[dict[str, Any]]) -> list[str]:
    """List what was done."""
    return [a["act"] for a in acts]


async def test_a_locked_kind_goes_silently_with_one_notice_that_goes_by_itself() -> None:
    async with open_chat() as chat:
        await _here(chat)
        await chat.play("max: /lock links")
        acts = await chat.play(f"anna: {LINK}")
        assert acted(acts) == ["delete", "send"]
        assert "Locked here for now: links" in acts[1]["text"]
        assert acted(await chat.play(f"anna: {LINK}")) == ["delete"]
        assert acted(await chat.play("anna: no link")) == []
        assert [a["message"] for a in await chat.play("time +31s")] == [acts[1]["message"]]
        assert "no cases" in await chat.said("max: /cases")


async def test_moderators_and_approved_members_are_exempt_and_an_edit_is_looked_at() -> None:
    async with open_chat() as chat:
        await _here(chat)
        await chat.play("max: /lock links", "max: /approve @vera")
        assert acted(await chat.play(f"max: {LINK}", f"vera: {LINK}")) == []
        assert "delete" in acted(await chat.play(f"anna edits 3: {LINK}"))


async def test_invitations_can_be_locked_alone() -> None:
    async with open_chat() as chat:
        await _here(chat)
        await chat.play("max: /lock invites")
        assert acted(await chat.play(f"anna: {LINK}")) == []
        assert "delete" in acted(await chat.play("anna: https://t.me/+AbCdEf"))
        assert "delete" in acted(await chat.play("anna: https://discord.gg/abc"))
        assert "delete" in acted(await chat.play("vera: https://discord.com/invite/abc"))


async def test_a_lock_with_an_end_ends_and_what_is_locked_is_shown() -> None:
    async with open_chat() as chat:
        await _here(chat)
        await chat.play("max: /lock links | for: 1h", "max: /lock media")
        shown = await chat.said("max: /lock")
        assert "links, until" in shown
        assert "pictures, videos" in shown
        await chat.play("time +61m")
        assert acted(await chat.play(f"anna: {LINK}")) == []
        assert "links" not in await chat.said("max: /lock")


async def test_a_lock_survives_a_restart(tmp_path: Any) -> None:
    url = f"sqlite:///{tmp_path}/hearth.db"
    async with open_chat(url) as chat:
        await _here(chat)
        await chat.play("max: /lock links | for: 2h")
    async with open_chat(url, start="time 2026-12-01 18:30 Europe/Moscow") as chat:
        assert "delete" in acted(await chat.play(f"anna: {LINK}"))
        await chat.play("time +2h")
        assert acted(await chat.play(f"anna: {LINK}")) == []


async def test_slow_mode_removes_what_comes_too_early_and_says_when_one_may_write_again() -> None:
    async with open_chat() as chat:
        await _here(chat)
        await chat.play("max: /slowmode 5m")
        assert acted(await chat.play("anna: one", "vera: one")) == []
        await chat.play("time +1m")
        acts = await chat.play("anna: two")
        assert acted(acts) == ["delete", "send"]
        assert "in 4 minutes" in acts[1]["text"]
        assert acted(await chat.play("max: a", "max: b")) == []
        await chat.play("time +4m")
        assert acted(await chat.play("anna: three")) == []
        assert "one message in 5 minutes" in await chat.said("max: /lock")
        await chat.play("max: /slowmode off")
        assert acted(await chat.play("anna: four", "anna: five")) == []


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("max: /slowmode tea", "no length of time"),
        ("max: /slowmode 7h", "at most"),
        ("max: /slowmode off", "not in slow mode"),
        ("max: /slowmode", "pause"),
        ("max: /slowmode @everyone <b>", "no length of time"),
        ("max: /lock bananas", "links, invites"),
        ("max: /lock 🎉", "links, invites"),
        (f"max: /lock {'я' * 10_000}", "links, invites"),
        ("max: /unlock links", "Not locked here"),
        ("max > /lock links", "private conversation"),
        ("anna: /lock all", "moderator"),
    ],
)
async def test_bad_input_locks_nothing_and_is_answered(line: str, answer: str) -> None:
    async with open_chat() as chat:
        await _here(chat)
        assert answer.lower() in (await chat.said(line)).lower()
        assert acted(await chat.play(f"anna: {LINK}")) == []


async def test_locks_in_russian_and_in_the_log() -> None:
    async with open_chat() as chat:
        await _here(chat)
        await chat.play("olga: /language ru", "olga: /log here")
        said = await chat.said("max: /lock links | for: 1ч")
        assert "Закрыто для всех, кроме модераторов: ссылки. Срок: вторник, 1 декабря" in said
        assert "ссылки; срок: вт" in await chat.said("max: /lock")
        assert "max закрывает: ссылки." in said
        assert "Сейчас здесь закрыто: ссылки." in await chat.said(f"anna: {LINK}")
        assert "Снова открыто: ссылки." in await chat.said("max: /unlock links")
