"""Raids as people meet them, in the local chat."""

from pathlib import Path
from typing import Any

import pytest

from adapters.console.world import SPACE, account_of
from tests.backends import Backend
from tests.chat import open_chat
from tests.journeys.test_moderation import did

KNOWN = ("olga: hi", "max: hi", "anna: hi everybody, how are you", "vera: hi")


def joins(count: int, first: int = 1) -> list[str]:
    return [f"bot{n} joins" for n in range(first, first + count)]


def sent(acts: list[dict[str, Any]]) -> list[str]:
    """Give what was newly written in the group."""
    return [a["text"] for a in acts if a["act"] == "send" and a["to"] == "group"]


def report(acts: list[dict[str, Any]]) -> str:
    """Give how the one message about the raid stands."""
    return [str(a["text"]) for a in acts if a["act"] in ("send", "edit") and "raid" in str(a["text"]).lower()][-1]


async def test_thirty_at_once_are_held_with_one_message_and_let_in_with_another(backend: Backend) -> None:
    database = await backend.fresh()
    await database.close()
    async with open_chat(database.url) as chat:
        await chat.play(*KNOWN)
        acts = await chat.play(*joins(30))
        assert len(did(acts, "mute")) == 30
        welcome, told = sent(acts)
        assert "welcome" in welcome
        [greeted] = [a["message"] for a in acts if a["act"] == "send" and "welcome" in a["text"]]
        assert [a["message"] for a in acts if a["act"] == "delete"] == [greeted]
        assert "newcomers are held" in told
        assert "Held: 30" in report(acts)
        assert "bot1, bot2" in report(acts)
        assert "bot10 and 20 more" in report(acts)

        over = await chat.play("time +11m")
        assert "The raid is over" in report(over)
        assert did(over, "unmute") == []
        later = await chat.play("time +30m")
        assert len(did(later, "unmute")) == 30
        [greeting] = sent(later)
        assert "@bot10, @bot11" in greeting
        assert "@bot1, @bot2" in greeting  # what greeted them when they came, before it was a raid, was taken back
        assert "Let in: 30" in report(later)
        assert sent(await chat.play("time +5d")) == []
        assert did(await chat.play("bot5: hello"), "delete") == []


async def test_nine_newcomers_are_welcome_and_so_are_twenty_who_are_known() -> None:
    async with open_chat() as chat:
        await chat.play(*KNOWN, *(f"old{n}: I have been here for a while" for n in range(20)))
        acts = await chat.play(*joins(9), *(f"old{n} joins" for n in range(20)))
        assert did(acts, "mute") == []
        assert "There is no raid" in await chat.said("max: /raid")


async def test_the_one_message_follows_who_leaves_and_comes_back() -> None:
    async with open_chat() as chat:
        await chat.play(*KNOWN, *joins(12))
        acts = await chat.play("bot3 leaves", "bot4 leaves")
        assert "Came: 12\nHeld: 10\nLeft again: 2" in report(acts)
        acts = await chat.play("bot3 joins")
        assert did(acts, "mute") == [("mute", "bot3")]
        assert "Came: 12\nHeld: 11\nLeft again: 1" in report(acts)
        acts = await chat.play("max: [Let everyone in]")
        assert ("unmute", "bot4") not in did(acts, "unmute")
        acts = await chat.play("time +1h")
        assert "Let in: 12" in report(acts)
        assert did(await chat.play("bot4 joins"), "mute") == []


async def test_a_moderator_lets_everybody_in_and_the_second_press_does_nothing() -> None:
    async with open_chat() as chat:
        await chat.play(*KNOWN, *joins(12))
        refused = await chat.said("anna: [Let everyone in]")
        assert "moderator" in refused.lower()
        acts = await chat.play("max: [Let everyone in]")
        assert len(did(acts, "unmute")) == 12
        assert "12 people are let in." in str([a.get("text") for a in acts])
        assert "Let everyone in: max" in report(acts)
        for action in ("raid:1:in", "raid:1:ban", "raid:1:end", "raid:7:in", "raid:1:x"):
            assert "nobody is held" in await chat.pressed("olga", action)
        assert did(await chat.play("time +1h", *joins(3, 40)), "mute", "ban") == []


async def test_all_who_are_held_are_banned_once_and_the_raid_goes_on() -> None:
    async with open_chat() as chat:
        await chat.play(*KNOWN, *joins(12))
        acts = await chat.play("max: [Ban all who are held]")
        assert len(did(acts, "ban")) == 12
        assert did(acts, "unmute") == []
        assert "decided before" in await chat.pressed("olga", "raid:1:in")
        assert "Banned: 12" in report(acts)
        acts = await chat.play("bot40 joins")
        assert did(acts, "mute") == [("mute", "bot40")]
        assert "#13" in await chat.said("max: /case 13")
        case = await chat.said("max: /case 13")
        assert "ban" in case
        assert "max" in case
        assert "continued in case" in await chat.said("max: /case 1")
        acts = await chat.play("time +1h")
        assert did(acts, "unmute") == [("unmute", "bot40")]
        assert did(await chat.play("max: /unban @bot1", "bot1 joins"), "mute") == []


async def test_ended_by_hand_nobody_new_is_held_and_the_others_can_still_be_decided_about() -> None:
    async with open_chat() as chat:
        await chat.play(*KNOWN, *joins(12))
        await chat.play("max: [End the raid]")
        assert "over before" in await chat.pressed("max", "raid:1:end")
        assert did(await chat.play(*joins(9, 40)), "mute") == []
        assert len(did(await chat.play("max: [Ban all]"), "ban")) == 12


async def test_a_new_burst_while_people_are_still_held_is_the_same_raid() -> None:
    async with open_chat() as chat:
        await chat.play(*KNOWN, *joins(12), "time +15m")
        acts = await chat.play(*joins(12, 40))
        assert len(did(acts, "mute")) == 12
        assert "Came: 24\nHeld: 24" in report(acts)
        assert len(did(await chat.play("time +20m"), "unmute")) == 0
        assert len(did(await chat.play("time +30m"), "unmute")) == 24


async def test_every_case_is_there_and_none_is_posted() -> None:
    async with open_chat() as chat:
        await chat.play(*KNOWN, "olga: /log here")
        acts = await chat.play(*joins(15))
        assert not any("Case #" in text for text in sent(acts))
        assert "They came in a raid" in await chat.said("max: /case 15")


async def test_unmuted_approved_or_muted_by_hand_is_somebodys_word_and_holds() -> None:
    async with open_chat() as chat:
        await chat.play(*KNOWN, *joins(12))
        assert did(await chat.play("max: /unmute @bot1", "bot1: thank you all"), "unmute", "delete") == [
            ("unmute", "bot1")
        ]
        acts = await chat.play("max: /mute @bot2 2h one more look")
        assert "2 hours" in str([a.get("text") for a in acts])
        await chat.play("max: /ban @bot3 a known spammer")
        acts = await chat.play("time +1h")
        assert ("unmute", "bot2") not in did(acts, "unmute")
        assert len(did(acts, "unmute")) == 9
        assert "Banned: 1\nLet in: 11" in report(acts)
        assert did(await chat.play("time +2h"), "unmute") == [("unmute", "bot2")]


async def test_whoever_is_approved_while_they_are_held_is_let_in_at_once() -> None:
    async with open_chat() as chat:
        await chat.play(*KNOWN, *joins(12))
        acts = await chat.play("max: /approve @bot1 a friend", "bot1: thank you all")
        assert did(acts, "unmute", "delete") == [("unmute", "bot1")]
        assert "Held: 11\nLet in: 1" in report(acts)
        assert ("unmute", "bot1") not in did(await chat.play("time +1h"), "unmute")
        assert "nothing to take back" in await chat.said("max: /unapprove @bot2")


async def test_whoever_has_said_something_before_the_raid_is_declared_is_not_held() -> None:
    async with open_chat() as chat:
        await chat.play(*KNOWN, *joins(8))
        await chat.play("bot1: hello, I have come from the lecture about sailing", "bot2: hi")
        acts = await chat.play(*joins(4, 9))
        assert ("mute", "bot1") not in did(acts, "mute")
        assert len(did(acts, "mute")) == 11
        assert did(await chat.play("bot1: thank you for letting me in"), "delete") == []
        assert "Held: 11" in report(acts)


async def test_by_hand_a_raid_needs_no_crowd_and_off_is_never_by_itself() -> None:
    async with open_chat() as chat:
        await chat.play(*KNOWN, "bot1 joins")
        acts = await chat.play("max: /raid on", "bot2 joins")
        assert did(acts, "mute") == [("mute", "bot1"), ("mute", "bot2")]
        assert "max said so" in report(acts)
        assert "already" in await chat.said("max: /raid on")
        assert "1" in await chat.said("max: /raid")
        await chat.play("max: /raid off")
        assert did(await chat.play(*joins(20, 40)), "mute") == []
        assert "No number of arrivals" in await chat.said("max: /raid")
        await chat.play("max: /raid auto", "time +1h")
        assert len(did(await chat.play(*joins(10, 70)), "mute")) == 10


async def test_a_raid_by_hand_ends_when_it_stays_calm() -> None:
    async with open_chat() as chat:
        await chat.play(*KNOWN, "max: /raid on", "bot1 joins", "time +11m")
        assert did(await chat.play("bot2 joins"), "mute") == []


@pytest.mark.parametrize(
    "line",
    [
        "/raid maybe",
        "/raid 🔥",
        "/raid \u202eon",
        "/raid " + "x" * 10_000,
        "/raid <b>on</b>",
    ],
)
async def test_what_is_no_mode_is_answered_with_what_would_be(line: str) -> None:
    async with open_chat() as chat:
        await chat.play(*KNOWN)
        said = await chat.said(f"max: {line}")
        assert "auto" in said
        assert did(await chat.play("bot1 joins"), "mute") == []
        assert chat.app.faults() == 0


async def test_members_do_not_command_raids() -> None:
    async with open_chat() as chat:
        await chat.play(*KNOWN)
        assert "moderator" in (await chat.said("anna: /raid on")).lower()
        assert did(await chat.play("bot1 joins"), "mute") == []


async def test_newcomers_whose_messages_are_punished_are_a_raid_too() -> None:
    async with open_chat() as chat:
        await chat.play(*KNOWN, "olga: /blocklist add casino | action: delete")
        for number in range(1, 6):
            await chat.play(f"bot{number} joins", "time +15s")
        acts = await chat.play(*(f"bot{n}: the best casino {n}" for n in range(1, 6)))
        assert "wrote what the rules punish" in report(acts)
        assert did(await chat.play("bot9 joins"), "mute") == [("mute", "bot9")]


async def test_what_slips_through_goes_without_a_word() -> None:
    async with open_chat() as chat:
        await chat.play(*KNOWN, *joins(12))
        await chat.console.ports.moderator.release(SPACE, account_of("bot2"), "")  # behind Hearth's back
        acts = await chat.play("bot2: hello there, everybody")
        assert [a["act"] for a in acts] == ["unmute", "delete"]


async def test_on_trial_it_only_tells() -> None:
    async with open_chat() as chat:
        await chat.play(*KNOWN)
        async with chat.app.database.begin() as tx:
            [space] = chat.app.directory.spaces()
            await chat.app.book.change(tx, space.community, "rule-raid", {"dry_run": True})
        acts = await chat.play(*joins(12))
        assert did(acts, "mute") == []
        assert "Would have held 12 people" in report(acts)
        assert "welcome" in sent(acts)[0]
        acts = await chat.play("time +11m")
        assert "is over" in report(acts)
        assert sent(await chat.play("time +1h")) == []
        assert did(await chat.play("max: /raid on", "bot40 joins"), "mute") == [("mute", "bot40")]


async def test_in_russian() -> None:
    async with open_chat() as chat:
        await chat.play(*KNOWN, "olga: /language ru", "olga: /rule edit raid | calm: 1m")
        state = await chat.said("max: /raid")
        assert "за 60 секунд придут 10 новичков" in state
        assert "до конца рейда: 1 минута." in state
        shown = str([a.get("text") for a in await chat.play(*joins(21))])
        assert "Рейд: новички придержаны" in shown
        assert "bot10 и ещё 11 человек" in shown
        assert "Придержан 21 человек" in await chat.said("max: /raid")
        acts = await chat.play("max: [Впустить всех]")
        assert "Впускаю 21 человека." in str([a.get("text") for a in acts])
        assert len(did(acts, "unmute")) == 21


async def test_a_restart_in_the_middle_keeps_it_and_its_end(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/hearth.db"
    async with open_chat(url) as chat:
        await chat.play(*KNOWN, *joins(12))
    async with open_chat(url, start="time 2026-12-01 18:05 Europe/Moscow") as chat:
        # The local chat begins anew and has forgotten who is muted; Hearth has not.
        acts = await chat.play("bot1: hi there", "bot40 joins", "time +1m")
        assert [a["act"] for a in acts if a["act"] in ("delete", "mute")] == ["delete", "mute"]
        assert "newcomers are held" not in str(sent(acts))
    async with open_chat(url, start="time 2026-12-01 18:35 Europe/Moscow") as chat:
        acts = await chat.play("time +6m")
        assert len(did(acts, "unmute")) == 13
