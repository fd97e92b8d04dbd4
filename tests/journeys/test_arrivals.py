"""Newcomers whose names rules mind, in the local chat."""

from typing import Any

import pytest

from adapters.console.world import GROUP, SPACE, account_of
from bot.updates import Actor, MemberJoined
from tests.chat import Chat, open_chat
from tests.journeys.test_moderation import did


async def _begun(chat: Chat, *settings: str) -> None:
    rule = " | ".join(("olga: /rule edit names", *settings))
    await chat.play("olga: hi", "max: hi", "anna: hi", "vera: hi", "olga: /rule on names", rule)


def sent(acts: list[dict[str, Any]]) -> str:
    return "\n".join(str(a["text"]) for a in acts if a["act"] == "send")


@pytest.mark.parametrize(("action", "act"), [("kick", "kick"), ("ban", "ban"), ("mute 1d", "mute")])
async def test_whoever_comes_under_a_bad_name_is_dealt_with_and_not_greeted(action: str, act: str) -> None:
    async with open_chat() as chat:
        await _begun(chat, f"action: {action}")
        acts = await chat.play("support joins")
        assert did(acts, "kick", "ban", "mute") == [(act, "support")]
        assert "welcome" not in sent(acts).lower()
        assert "makes you look like an admin" in sent(acts)
        assert "names" in await chat.said("max: /case 1")
        assert "welcome" in sent(await chat.play("boris joins")).lower()


async def test_moderators_are_asked_once_and_can_ban_who_came() -> None:
    async with open_chat() as chat:
        await _begun(chat)
        acts = await chat.play("support joins")
        assert "somebody who came" in sent(acts)
        assert "welcome" in sent(acts).lower()
        assert did(await chat.play("support: hello"), "delete") == []
        acts = await chat.play("max: [Ban]")
        assert did(acts, "ban", "delete") == [("ban", "support")]
        assert "max banned them. Case #1" in "".join(str(a.get("text")) for a in acts)


async def test_where_messages_are_deleted_an_arrival_is_only_noted() -> None:
    async with open_chat() as chat:
        await _begun(chat, "action: delete")
        await chat.play("olga: /log here")
        acts = await chat.play("support joins")
        assert "found something by support" in sent(acts)
        assert "welcome" in sent(acts).lower()
        assert did(acts, "delete", "warn") == []
        assert len(did(await chat.play("support: hello"), "delete")) == 1


async def test_on_trial_it_is_told_and_nothing_is_done() -> None:
    async with open_chat() as chat:
        await _begun(chat, "action: ban", "dry run: yes")
        await chat.play("olga: /log here")
        acts = await chat.play("support joins")
        assert "on trial. For support it would mean: ban" in sent(acts)
        assert "welcome" in sent(acts).lower()
        assert did(acts, "ban") == []


async def test_who_is_approved_may_be_called_what_they_like() -> None:
    async with open_chat() as chat:
        await _begun(chat, "action: ban")
        await chat.play(
            "max: /rule off names", "olga: /rule off names", "support: hello there", "max: /approve @support"
        )
        await chat.play("olga: /rule on names")
        assert did(await chat.play("support leaves", "support joins"), "ban") == []


@pytest.mark.parametrize("action", ["kick", "warn", "review", "log"])
async def test_an_arrival_told_twice_is_judged_once(action: str) -> None:
    async with open_chat() as chat:
        await _begun(chat, f"action: {action}")
        await chat.play("olga: /log here")
        actor = Actor(account_of("support"), "support", "support")
        told = MemberJoined("join-1", chat.app.clock.now(), SPACE, GROUP, actor)
        for expected in (True, False):
            await chat.app.submit(told, _Nobody())
            await chat.app.settle()
            acts = await chat.play("time +1s")
            assert bool([a for a in acts if a["act"] in ("send", "kick")]) is expected


class _Nobody:
    async def answer(self, reply: object, locale: str) -> None:
        """Nobody waits."""

    async def done(self) -> None:
        """Nobody waits."""
