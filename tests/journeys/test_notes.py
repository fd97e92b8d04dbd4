"""Notes and approvals as moderators meet them, in the local chat."""

import pytest

from tests.chat import Chat, open_chat


async def _here(chat: Chat) -> None:
    await chat.play("olga: hi", "max: hi", "anna: hi", "vera: hi")


async def test_a_note_is_for_moderators_only_and_its_command_disappears() -> None:
    async with open_chat() as chat:
        await _here(chat)
        acts = await chat.play("max: /note @anna <b>Asked</b> to go easy @everyone")
        assert [(a["act"], a.get("to")) for a in acts] == [("private", "max"), ("delete", "group")]
        assert "Asked" not in acts[0]["text"]
        shown = await chat.said("max: /case 1")
        assert "<b>Asked</b> to go easy @everyone" in shown
        assert "note" in await chat.said("olga: /cases @anna")
        assert "note" not in await chat.said("max: /warnings @anna")
        assert "MODERATOR" in (await chat.said("anna: /note @vera hm")).upper()


async def test_a_note_may_be_about_an_equal_but_not_about_nothing_and_not_endless() -> None:
    async with open_chat() as chat:
        await _here(chat)
        assert "case #1" in await chat.said("max: /note @olga on holiday until Monday")
        assert "1,000 fit" in await chat.said(f"max: /note @anna {'я' * 1_001}")
        assert "text" in await chat.said("max: /note @anna")


@pytest.mark.parametrize("line", ["/note", "/note @anna", "/note @nobody rude", f"/note @anna {'x' * 1_001}"])
async def test_a_note_that_cannot_be_taken_is_explained_in_private_and_disappears_too(line: str) -> None:
    async with open_chat() as chat:
        await _here(chat)
        acts = await chat.play(f"max: {line}")
        assert {(a["act"], a.get("to")) for a in acts} == {("private", "max"), ("delete", "group")}
        assert await chat.play("max: good evening") == []
        assert "#1" not in await chat.said("max: /cases @anna")
        asked = await chat.said("max > /note @anna")
        assert "What moderators should know" in asked
        assert "case #1" in await chat.said("max > was rude")


@pytest.mark.parametrize("language", ["en", "ru"])
async def test_whoever_is_approved_is_exempt_at_once_until_it_is_taken_back(language: str) -> None:
    async with open_chat() as chat:
        await _here(chat)
        await chat.play("olga: /blocklist add casino*", f"olga: /language {language}")
        before = await chat.play("anna: casino")
        assert "delete" in [a["act"] for a in before]
        said = await chat.play("max: /approve @anna a regular")
        assert [a["act"] for a in said] == ["private"]
        assert [a["act"] for a in await chat.play("anna: casino again")] == []
        assert "/unapprove" in await chat.said("max: /approve @anna")
        await chat.play("max: /unapprove @anna")
        assert "delete" in [a["act"] for a in await chat.play("anna: casino once more")]
        again = await chat.said("max: /unapprove @anna")
        assert ("nothing to take back" if language == "en" else "возвращать нечего") in again
        listed = await chat.said("max: /cases @anna")
        assert ("approval taken back" if language == "en" else "доверие отозвано") in listed
        assert "a regular" in listed


async def test_nobody_approves_themselves_or_an_equal() -> None:
    async with open_chat() as chat:
        await _here(chat)
        assert "to yourself" in await chat.said("max: /approve @max")
        assert "as much say" in await chat.said("max: /approve @olga")


async def test_approval_is_told_in_the_log_and_survives_a_restart(tmp_path: object) -> None:
    url = f"sqlite:///{tmp_path}/hearth.db"
    async with open_chat(url) as chat:
        await _here(chat)
        await chat.play("olga: /log here", "olga: /blocklist add casino*")
        acts = await chat.play("max: /approve @anna")
        posted = "".join(a["text"] for a in acts if a["act"] == "send")
        assert "approval" in posted
        assert "max" in posted
    async with open_chat(url, start="time 2026-12-01 18:30 Europe/Moscow") as chat:
        assert [a["act"] for a in await chat.play("anna: casino")] == []
