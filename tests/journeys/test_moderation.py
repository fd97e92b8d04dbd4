"""Moderation as people meet it, in the local chat."""

from typing import Any

import pytest

from tests.chat import Chat, open_chat

FINE = "anna: a message like any other"


def did(acts: list[dict[str, Any]], *kinds: str) -> list[tuple[str, str]]:
    """Give the acts of some kinds, each with whom or what it concerned."""
    return [(a["act"], str(a.get("who") or a.get("message"))) for a in acts if a["act"] in kinds]


async def _settled(chat: Chat, *extra: str) -> None:
    await chat.play("olga: hi", "max: hi", "anna: hi", "vera: hi", "olga: /blocklist add casino*", *extra)


async def test_the_third_word_from_the_blocklist_mutes_for_a_day() -> None:
    async with open_chat() as chat:
        await _settled(chat)
        for count in (1, 2):
            acts = await chat.play(f"anna: Casino number {count}")
            assert [kind for kind, _ in did(acts, "delete", "mute")] == ["delete"]
            assert f"{count}; at 3: mute for 1 day" in acts[-1]["text"]
            await chat.play("time +11s")  # sooner, it would be one burst
        acts = await chat.play("anna: CASINOS again")
        assert did(acts, "mute") == [("mute", "anna")]
        assert [a["until"] for a in acts if a["act"] == "mute"] == ["2026-12-02T15:00:22Z"]
        acts = await chat.play("time +25h")
        assert did(acts, "unmute") == [("unmute", "anna")]
        case = await chat.said("max: /case 4")
        assert "the ladder of warnings" in case
        assert "its time was over" in case


async def test_a_warning_tells_everybody_how_long_it_counts() -> None:
    async with open_chat() as chat:
        await _settled(chat)
        acts = await chat.play("olga: /settings moderation warning_days: 10", "max: /warn @anna really")
        told = [a["text"] for a in acts if a["act"] in ("send", "private") and "really" in a["text"]]
        assert ["Counts for: 10 days" in text for text in told] == [True, True]
        assert "Действует: 10 дней" in await chat.said("olga: /language ru", "max: /warn @anna really")


async def test_what_follows_a_warning_is_a_case_of_its_own_to_the_person_too() -> None:
    async with open_chat() as chat:
        await _settled(chat)
        acts = await chat.play(*("max: /warn @anna really" for _ in range(3)))
        first, second, third = [a["text"] for a in acts if a["act"] == "private" and a["to"] == "anna"]
        assert "Case:" not in first + second
        assert third.index("Case: #3") < third.index("Case: #4") < third.index("/appeal 4")


async def test_a_warning_is_forgotten_after_thirty_days_and_when_it_is_taken_back() -> None:
    async with open_chat() as chat:
        await _settled(chat)
        await chat.play("anna: casino", "time +31d", "anna: casino")
        assert "#1" not in await chat.said("max: /warnings @anna")
        assert "taken back" in await chat.said("max: /unwarn 2")
        assert await chat.said("max: /warnings") == "There are no warnings that count."
        assert "was taken back before" in await chat.said("max: /unwarn 2")
        assert "no case #9" in await chat.said("max: /unwarn 9")


async def test_an_edit_is_looked_at_and_a_command_too() -> None:
    async with open_chat() as chat:
        await _settled(chat)
        await chat.play("anna: a message")
        acts = await chat.play("anna edits 7: now with a casino in it", "anna: /help casino")
        assert [kind for kind, _ in did(acts, "delete")] == ["delete"] * 2


async def test_moderators_are_exempt_and_nobody_acts_on_equals() -> None:
    async with open_chat() as chat:
        await _settled(chat)
        assert did(await chat.play("max: casino", "olga: casino"), "delete", "mute") == []
        assert "as much say" in await chat.said("max: /warn @olga why not")
        assert "to yourself" in await chat.said("max: /ban @max now")
        assert "to yourself" in await chat.said("olga: /kick @olga")


async def test_nobody_takes_back_their_own_warning_or_that_of_an_equal() -> None:
    async with open_chat() as chat:
        await _settled(chat, "kim is moderator", "kim: hi", "olga: /warn @max really", "max: /warn @anna really")
        assert "to yourself" in await chat.said("max: /unwarn 1")
        assert "as much say" in await chat.said("kim: /unwarn 1")
        assert "Warning #1 of max is taken back.\nWhy: My mistake" in await chat.said("olga: /unwarn 1 My mistake")
        assert "taken back" in await chat.said("kim: /unwarn 2")


async def test_what_is_taken_back_without_a_word_in_the_chat_stands_in_the_log() -> None:
    async with open_chat() as chat:
        await _settled(chat, "max: /mute @anna loud", "max: /warn @vera loud", "olga: /log here")
        said = await chat.said("max: /unmute @anna sorry | silent: yes", "max: /unwarn 2 a mix-up | silent: yes")
        assert "Case #1 (mute, anna) was taken back by max. sorry" in said
        assert "Case #2 (warning, vera) was taken back by max. a mix-up" in said


async def test_a_long_reason_is_told_whole_and_listed_short() -> None:
    async with open_chat() as chat:
        await _settled(chat)
        assert "w" * 1_000 in await chat.said(f"max: /warn @anna {'w' * 1_000}")
        listed = await chat.said("max: /cases")
        assert "w" * 119 + "…" in listed
        assert "w" * 120 not in listed


async def test_a_second_mute_prolongs_the_first_and_its_end_is_the_last_one() -> None:
    async with open_chat() as chat:
        await _settled(chat)
        await chat.play("max: /mute @anna 2h loud", "time +1h", "max: /mute @anna 2h still loud")
        assert did(await chat.play("time +90m"), "unmute") == []
        assert did(await chat.play("time +31m"), "unmute") == [("unmute", "anna")]
        assert "continued in case #2" in await chat.said("max: /case 1")


async def test_a_shorter_mute_does_not_shorten_the_first() -> None:
    async with open_chat() as chat:
        await _settled(chat)
        await chat.play("max: /mute @anna 1d loud", "time +1h1s")
        assert "(23 hours)" in await chat.said("max: /mute @anna 1h loud")  # nobody counts seconds of a day
        await chat.play("max: /unmute @anna", "max: /mute @anna 1d loud", "max: /mute @anna 1h loud")
        assert did(await chat.play("time +23h"), "unmute") == []
        assert did(await chat.play("time +2h"), "unmute") == [("unmute", "anna")]


async def test_a_mute_without_a_length_lasts_until_it_is_taken_back() -> None:
    async with open_chat() as chat:
        await _settled(chat)
        acts = await chat.play("max: /mute @anna too loud")
        assert did(acts, "mute") == [("mute", "anna")]
        assert "it is taken back" in acts[0]["text"] + acts[-1].get("text", "")
        assert did(await chat.play("time +400d"), "unmute") == []
        assert did(await chat.play("max: /unmute @anna sorry"), "unmute") == [("unmute", "anna")]
        assert "sorry" in await chat.said("max: /case 1")


async def test_a_ban_ends_by_itself_and_a_kick_is_no_ban() -> None:
    async with open_chat() as chat:
        await _settled(chat)
        assert did(await chat.play("max: /ban @anna 7d insults"), "ban") == [("ban", "anna")]
        assert did(await chat.play("time +8d"), "unban") == [("unban", "anna")]
        acts = await chat.play("max: /kick @vera")
        assert did(acts, "kick", "ban") == [("kick", "vera")]
        assert "vera is not here" in await chat.said("max: /kick @vera once more")
        assert did(await chat.play("vera joins", "vera: hello again"), "ban", "kick") == []


async def test_what_arrives_right_after_a_punishment_goes_silently() -> None:
    async with open_chat() as chat:
        await _settled(chat, "olga: /blocklist add scam | action: kick")
        acts = await chat.play("anna: a scam", "anna joins", "anna: again")
        assert [kind for kind, _ in did(acts, "delete", "kick")] == ["delete", "kick", "delete"]
        assert did(await chat.play("time +11s", FINE), "delete") == []
        assert "1" in (await chat.said("max: /cases @anna"))
        assert "#2" not in await chat.said("max: /cases @anna")


async def test_an_entry_has_its_own_action_reason_and_end() -> None:
    async with open_chat() as chat:
        await _settled(chat, "olga: /blocklist add рефералка | action: mute 10m | reason: Без рефералок | for: 7d")
        acts = await chat.play("anna: моя Рефералка")
        assert did(acts, "mute") == [("mute", "anna")]
        assert "Без рефералок" in acts[-1]["text"] + acts[-2].get("text", "")
        assert did(await chat.play("time +8d", "anna: моя рефералка"), "delete") == []


async def test_the_strictest_of_several_entries_counts() -> None:
    async with open_chat() as chat:
        await _settled(chat, "olga: /blocklist add free money | action: ban")
        assert did(await chat.play("anna: casino with FREE money"), "ban", "mute") == [("ban", "anna")]


async def test_silence_says_nothing_in_the_chat_but_in_the_log() -> None:
    async with open_chat() as chat:
        await _settled(chat)
        acts = await chat.play("max: /warn @anna quietly | silent: yes")
        assert sorted(a["to"] for a in acts if a["act"] == "private") == ["anna", "max"]  # who is warned hears it
        assert [a for a in acts if a["act"] == "send"] == []
        assert len([a for a in acts if a["act"] == "delete"]) == 1, "the command itself says what is to be kept silent"
        refused = await chat.play("max: /warn @olga quietly | silent: yes")
        assert {(a["act"], a.get("to")) for a in refused} == {("private", "max"), ("delete", "group")}
        asked = await chat.play("max: /warn @anna | silent: yes")
        assert {(a["act"], a.get("to")) for a in asked} == {("private", "max"), ("delete", "group")}
        await chat.play("olga: /log here")
        acts = await chat.play("max: /warn @anna quietly again | silent: yes")
        assert "Case #2" in "".join(a["text"] for a in acts if a["act"] == "send")


async def test_words_are_kept_for_as_long_as_the_community_says() -> None:
    async with open_chat() as chat:
        await _settled(chat)
        await chat.play("anna: a casino for my friends")
        assert "for my friends" in await chat.said("max: /case 1")
        await chat.play("time +73h")
        assert "for my friends" not in await chat.said("max: /case 1")
        await chat.play("olga: /settings moderation evidence_hours: 0", "anna: casino for my dog")
        assert "for my dog" not in await chat.said("max: /case 2")


async def test_a_rule_that_is_off_does_nothing_and_check_says_so() -> None:
    async with open_chat() as chat:
        await _settled(chat, "olga: /rule off blocklist")
        assert did(await chat.play("anna: casino"), "delete") == []
        assert "the rule is off" in await chat.said("max: /check casino")
        await chat.play("olga: /rule on blocklist")
        assert len(did(await chat.play("anna: casino"), "delete")) == 1
        assert "There is no rule" in await chat.said("olga: /rule on magic")


@pytest.mark.parametrize("entry", ["*", "?*?", "a*", "  *  "])
async def test_an_entry_that_would_hit_everything_is_refused(entry: str) -> None:
    async with open_chat() as chat:
        await _settled(chat)
        assert "almost every message" in await chat.said(f"olga: /blocklist add {entry}")
        assert did(await chat.play(FINE), "delete") == []


async def test_a_restart_keeps_the_list_the_mute_and_the_warnings(tmp_path: Any) -> None:
    url = f"sqlite:///{tmp_path}/hearth.db"
    async with open_chat(url) as chat:
        await _settled(chat)
        await chat.play("anna: casino", "max: /mute @vera 2h loud")
    async with open_chat(url, start="time 2026-12-01 18:30 Europe/Moscow") as chat:
        acts = await chat.play("anna: casino")
        assert "2; at 3" in acts[-1]["text"]
        assert did(await chat.play("time +2h"), "unmute") == [("unmute", "vera")]


async def test_nothing_is_taken_back_from_who_is_free() -> None:
    async with open_chat() as chat:
        await chat.play("olga: hi", "max is moderator", "max: hi", "anna: hi")
        assert "anna is not muted" in await chat.said("max: /unmute @anna")
        assert "anna is not banned" in await chat.said("max: /unban @anna")
        await chat.play("max: /mute @anna 1h loud", "max: /unmute @anna")
        assert "anna is not muted" in await chat.said("max: /unmute @anna again")
        assert "#2" not in await chat.said("max: /cases")
