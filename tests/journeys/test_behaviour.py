"""Flood, repeats, reactions and bursts as people meet them, in the local chat."""

from typing import Any

import pytest

from tests.chat import Chat, open_chat

RAID = "Заходите все в мой новый канал, там раздают деньги"


def did(acts: list[dict[str, Any]], *kinds: str) -> list[tuple[str, str]]:
    """Give the acts of some kinds, each with whom or what it concerned."""
    return [(a["act"], str(a.get("who") or a.get("message"))) for a in acts if a["act"] in kinds]


def shown(acts: list[dict[str, Any]]) -> str:
    """Give what was last said or changed in the group."""
    return str([a["text"] for a in acts if a["act"] in ("send", "edit")][-1])


async def _settled(chat: Chat, *extra: str) -> None:
    await chat.play("olga: hi", "max: hi", "anna: hi", "time +1m", *extra)


def lines(who: str, many: int) -> list[str]:
    return [f"{who}: message number {n}" for n in range(many)]


@pytest.mark.parametrize(
    ("language", "reason", "more"),
    [
        ("en", "Too many messages at once.", "9 more messages were removed."),
        ("ru", "Слишком много сообщений подряд.", "Удалено ещё 9 сообщений."),
    ],
)
async def test_a_flood_mutes_for_ten_minutes_and_all_of_it_goes(language: str, reason: str, more: str) -> None:
    async with open_chat() as chat:
        await _settled(chat, f"olga: /language {language}")
        acts = await chat.play(*lines("anna", 15))
        assert did(acts, "mute") == [("mute", "anna")]
        assert len(did(acts, "delete")) == 10
        assert reason in shown(acts)
        assert more in shown(acts)
        assert did(await chat.play("time +11m"), "unmute") == [("unmute", "anna")]
        assert "#2" not in await chat.said("max: /cases")


async def test_ten_messages_in_a_minute_are_a_conversation() -> None:
    async with open_chat() as chat:
        await _settled(chat)
        for line in lines("anna", 20):
            assert did(await chat.play(line, "time +1s"), "delete", "mute") == []


@pytest.mark.parametrize(
    ("language", "reason"), [("en", "The same text again and again."), ("ru", "Один и тот же текст снова и снова.")]
)
async def test_the_third_copy_goes_and_every_following_one_whoever_writes_it(language: str, reason: str) -> None:
    async with open_chat() as chat:
        await _settled(chat, f"olga: /language {language}")
        acts = await chat.play(*(f"{who}: {RAID} {number}!" for number, who in enumerate("abcde")))
        assert len(did(acts, "delete")) == 3
        assert did(acts, "mute") == []
        assert reason in shown(acts)


async def test_thanks_and_congratulations_of_many_stay() -> None:
    async with open_chat() as chat:
        await _settled(chat)
        said = [f"{who}: {text}" for text in ("ok", "+1", "спасибо!", "С днём рождения!", "👍👍👍") for who in "abcd"]
        assert did(await chat.play(*said), "delete") == []


@pytest.mark.parametrize("action", ["delete", "warn", "mute 10m", "ban"])
async def test_a_burst_is_one_case_with_one_notice_that_counts(action: str) -> None:
    async with open_chat() as chat:
        await _settled(chat, f"olga: /blocklist add casino* | action: {action}", "olga: /rule off repeats")
        acts = await chat.play(*(f"anna: casino {n}" for n in range(5)))
        went = len(did(acts, "delete"))
        assert len([a for a in acts if a["act"] == "send"]) == 1
        assert went == (5 if action in ("delete", "warn") else 1)
        cases = await chat.said("max: /cases")
        assert "#1" in cases
        assert "#2" not in cases
        if went > 1:
            assert "4 more messages were removed." in shown(acts)
            assert "4 more messages were removed." in await chat.said("max: /case 1")
        await chat.play("time +11s", "anna: casino again")
        assert ("#2" in await chat.said("max: /cases")) == (went > 1)


async def test_what_is_stricter_in_the_same_burst_escalates_in_the_same_notice() -> None:
    async with open_chat() as chat:
        await _settled(
            chat,
            "olga: /blocklist add casino | action: delete",
            "olga: /blocklist add scam | action: ban",
            "olga: /blocklist add spam | action: warn",
        )
        acts = await chat.play("anna: casino", "anna: spam", "anna: casino", "anna: scam")
        assert did(acts, "ban") == [("ban", "anna")]
        assert len([a for a in acts if a["act"] == "send"]) == 1
        assert "was banned" in shown(acts)
        assert "3 more messages were removed." in shown(acts)
        assert "continued in case #2" in await chat.said("max: /case 1")
        assert "continued in case #3" in await chat.said("max: /case 2")
        assert await chat.said("max: /warnings") == "There are no warnings that count."


async def test_after_a_warning_one_may_say_sorry() -> None:
    async with open_chat() as chat:
        await _settled(chat, "olga: /blocklist add casino")
        assert len(did(await chat.play("anna: casino", "anna: sorry, will not happen again"), "delete")) == 1


async def test_every_rule_that_found_something_is_kept_in_the_case() -> None:
    async with open_chat() as chat:
        await _settled(chat, "olga: /blocklist add канал")
        await chat.play(f"a: {RAID.replace('канал', 'сайт')}", f"b: {RAID.replace('канал', 'сайт')}", f"c: {RAID}")
        case = await chat.said("max: /case 1")
        assert "blocklist: on the blocklist: канал; repeats: 3 copies in 60 seconds, by 3 people" in case
        assert RAID in case


async def test_a_rule_on_trial_does_nothing_and_tells_the_log_chat_once_for_each_person_and_burst() -> None:
    async with open_chat() as chat:
        await _settled(chat, "olga: /log here", "olga: /rule off flood", "olga: /rule off spam")
        async with chat.app.database.begin() as tx:
            [community] = chat.app.directory._communities
            await chat.app.book.change(tx, community, "rule-repeats", {"dry_run": True})
        acts = await chat.play(*(f"anna: {RAID}" for _ in range(12)))
        assert did(acts, "delete", "mute") == []
        assert len([a for a in acts if a["act"] == "send"]) == 1
        assert "is on trial" in shown(acts)
        assert "and 9 more at once" in shown(acts)
        assert await chat.said("max: /cases") == "There are no cases."
        acts = await chat.play("time +11s", f"anna: {RAID}")
        assert len([a for a in acts if a["act"] == "send"]) == 1


@pytest.mark.parametrize(
    ("language", "notice"), [("en", "Reactions by @anna were taken away."), ("ru", "Реакции участника @anna убраны.")]
)
async def test_a_flood_of_reactions_is_taken_away(language: str, notice: str) -> None:
    async with open_chat() as chat:
        await _settled(chat, f"olga: /language {language}", "olga: /rule on reactions")
        await chat.play(*(f"max: thing number {n}" for n in range(16)))
        number = next(m.number for m in chat.console._world.messages.values() if m.text == "thing number 0")
        acts = await chat.play(*(f"anna reacts 👎 {number + n}" for n in range(16)))
        assert len(did(acts, "unreact")) == 16
        assert did(acts, "delete") == []
        assert notice in shown(acts)
        assert "#2" not in await chat.said("max: /cases")


async def test_an_edit_that_brings_the_word_in_goes_and_one_that_changes_nothing_is_left_alone() -> None:
    async with open_chat() as chat:
        await chat.play("anna: a casino for everybody", "olga: /blocklist add casino")
        assert did(await chat.play("anna edits 1: a casino for everybody "), "delete") == []
        assert len(did(await chat.play("anna edits 1: a casino for nobody"), "delete")) == 1


async def test_moderators_may_flood() -> None:
    async with open_chat() as chat:
        await _settled(chat)
        assert did(await chat.play(*lines("max", 30), *lines("olga", 30)), "delete", "mute") == []


async def test_a_restart_in_the_middle_of_a_burst_opens_no_second_case(tmp_path: Any) -> None:
    url = f"sqlite:///{tmp_path}/hearth.db"
    async with open_chat(url) as chat:
        await _settled(chat, "olga: /blocklist add casino | action: delete")
        await chat.play("anna: casino one")
    async with open_chat(url, start="time 2026-12-01 18:01:05 Europe/Moscow") as chat:
        acts = await chat.play("anna: casino two")
        assert len(did(acts, "delete")) == 1
        assert "#2" not in await chat.said("max: /cases")
