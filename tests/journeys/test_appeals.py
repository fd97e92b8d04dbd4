"""Appeals, and what people are told, in the local chat."""

from typing import Any

import pytest

from bot.ids import CommunityId, MemberId
from bot.ports import Tx
from storage.communities import members
from storage.database import sql
from tests.chat import Chat, open_chat
from tests.journeys.test_moderation import did
from tests.journeys.test_queue import AD, PEOPLE, begun, private, sent


@pytest.mark.parametrize("kind", ["mute", "ban"])
async def test_an_overturned_decision_is_undone_in_the_same_case(kind: str) -> None:
    async with open_chat() as chat:
        await begun(chat, f"max: /{kind} @boris 7d advertising")
        assert "is with the moderators" in await chat.said("boris > /appeal 1 It was a joke")
        assert "You decided this yourself" in await chat.said("max: [Overturn]")
        acts = await chat.play("kim: [Overturn]")
        assert did(acts, f"un{kind}") == [(f"un{kind}", "boris")]
        assert "was granted" in private(acts, "boris")
        case = await chat.said("max: /case 1")
        assert "boris appealed" in case
        assert "overturned on appeal by kim" in case
        assert "Length: 1 week" in case
        assert "Until" not in case
        assert "already" in await chat.said("boris > /appeal 1 thanks")
        assert "1 " in await chat.said("anna: /moderation report")


async def test_what_was_for_good_and_taken_back_is_not_said_to_last() -> None:
    async with open_chat() as chat:
        await begun(chat, "max: /ban @boris spam", "max: /mute @anna spam")
        assert "Until: it is taken back" in await chat.said("max: /case 1")
        await chat.play("boris > /appeal 1 no", "kim: [Overturn]", "max: /unmute @anna")
        for number in (1, 2):
            case = await chat.said(f"max: /case {number}")
            assert "By: max" in case
            assert "taken back\n" not in case


async def test_an_overturned_warning_no_longer_counts_and_an_upheld_one_does() -> None:
    async with open_chat() as chat:
        await begun(chat, "max: /warn @boris one", "max: /warn @boris two")
        await chat.play("boris > /appeal 1 no", "boris > /appeal 2 no")
        await chat.pressed("kim", "appeal:1:overturn")
        await chat.pressed("kim", "appeal:2:uphold")
        await chat.play("# what they were told is another test's matter")
        listed = await chat.said("max: /warnings @boris")
        assert "#2" in listed
        assert "#1" not in listed
        figures = await chat.said("anna: /moderation report")
        assert "Appeals: upheld 1, overturned 1" in figures
        assert "warning: 2" in figures
        assert not any(name in figures for name in ("boris", "max", "kim"))


@pytest.mark.parametrize(("act", "back"), [("warn", "/unwarn 1"), ("mute", "/unmute @boris")])
async def test_an_appeal_is_settled_when_a_moderator_takes_the_case_back_meanwhile(act: str, back: str) -> None:
    async with open_chat() as chat:
        await begun(chat, f"max: /{act} @boris spam", "boris > /appeal 1 no")
        acts = await chat.play(f"max: {back}", "time +1m")
        assert "was granted" in private(acts, "boris")
        assert any("max overturned it" in str(a.get("text")) for a in acts if a["act"] == "edit")
        acts = await chat.play("time +50h")
        assert not any("still waits" in str(a.get("text")) or "in time" in str(a.get("text")) for a in acts)
        assert "max overturned it" in await chat.pressed("kim", "appeal:1:uphold")


async def test_only_ones_own_case_can_be_appealed_and_only_in_private() -> None:
    async with open_chat() as chat:
        await begun(chat, "max: /warn @boris one")
        assert "no case #1 about you" in await chat.said("anna > /appeal 1 he is innocent")
        assert "no case #9 about you" in await chat.said("boris > /appeal 9 me too")
        assert "case" not in sent(await chat.play("boris: /appeal 1 in public")).lower()
        assert "too long" in await chat.said(f"boris > /appeal 1 {'ж' * 2001}")
        assert "30 days to appeal" in await chat.said("time +31d", "boris > /appeal 1 late")
        assert chat.app.faults() == 0


async def test_where_the_owner_is_alone_it_is_said_openly_and_the_owner_may_decide() -> None:
    async with open_chat() as chat:
        await chat.play("max is member", "olga: hi", "boris: hi", "olga: /warn @boris one")
        acts = await chat.play("boris > /appeal 1 no")
        assert "nobody but olga moderates here" in private(acts, "boris")
        assert "Somebody else" not in private(acts, "boris")
        assert "@olga, please decide" in sent(acts)
        assert "What they say" in private(acts, "olga")
        shown = await chat.said("olga > /case 1")
        assert shown.count("appeal") == 1
        assert "What they say" in shown
        assert "overturned it" in await chat.said("olga: [Overturn]")


async def test_with_one_moderator_the_owner_is_asked() -> None:
    async with open_chat() as chat:
        await chat.play("olga: hi", "max: hi", "boris: hi", "max: /warn @boris one")
        acts = await chat.play("boris > /appeal 1 no")
        assert "@olga, please decide" in sent(acts)
        assert "no" in private(acts, "olga")
        assert private(acts, "max") == ""


async def test_an_appeal_is_reminded_of_and_passed_on_also_after_a_restart(tmp_path: Any) -> None:
    url = f"sqlite:///{tmp_path}/hearth.db"
    async with open_chat(url) as chat:
        await begun(chat, "max: /ban @boris 30d advertising", "boris > /appeal 1 It was a joke")
    async with open_chat(url, start="time 2026-12-02 17:00 Europe/Moscow") as chat:
        await chat.play(*PEOPLE)
        acts = await chat.play("time +2h")
        assert sent(acts).count("still waits for an answer") == 1
        assert "@olga, @kim" in sent(acts)
        assert sent(await chat.play("time +20h")) == ""
    async with open_chat(url, start="time 2026-12-03 17:00 Europe/Moscow") as chat:
        await chat.play(*PEOPLE)
        acts = await chat.play("time +2h")
        assert "Nobody has answered the appeal" in sent(acts)
        assert "It was a joke" in private(acts, "olga")
        assert "kim" not in private(acts, "olga")
        assert "Answer by" not in private(acts, "olga")
        assert "Nobody has answered your appeal" in private(acts, "boris")
        acts = await chat.play("kim: [Overturn]")
        assert did(acts, "unban") == [("unban", "boris")]
        assert "Nobody" not in await chat.said("time +9d")
        assert "Somebody was faster" in await chat.pressed("olga", "appeal:1:uphold")


async def test_whoever_was_down_for_the_whole_time_passes_it_on_at_once(tmp_path: Any) -> None:
    url = f"sqlite:///{tmp_path}/hearth.db"
    async with open_chat(url) as chat:
        await begun(chat, "max: /warn @boris one", "boris > /appeal 1 no")
    async with open_chat(url, start="time 2026-12-09 18:00 Europe/Moscow") as chat:
        acts = await chat.play("time +1m")
        assert sent(acts).count("Nobody has answered the appeal") == 1
        assert "still waits" not in sent(acts)


async def test_the_moderator_who_muted_is_demoted_before_the_decision() -> None:
    async with open_chat() as chat:
        await begun(chat, "max: /mute @boris 7d advertising", f"vera re {AD}: /report", "max is member")
        await chat.play("boris > /appeal 1 no", "time +6m")
        assert "This is for moderators" in await chat.said("max: [Overturn]")
        assert "This is for moderators" in await chat.said("max: [Dismiss]")
        assert did(await chat.play("kim: [Overturn]"), "unmute") == [("unmute", "boris")]


async def test_the_person_is_told_before_they_are_removed_and_in_their_language() -> None:
    async with open_chat() as chat:
        await begun(chat, "boris > /language ru")
        acts = await chat.play("max: /kick @boris бывает")
        kinds = [a["act"] for a in acts if a["act"] == "kick" or (a["act"], a["to"]) == ("private", "boris")]
        assert kinds == ["private", "kick"]
        assert "Вас исключили" in private(acts, "boris")
        assert "/appeal 1" in private(acts, "boris")
        assert "Not right?" in sent(acts)


async def test_in_russian_all_of_it_is_russian() -> None:
    async with open_chat() as chat:
        await chat.play("olga: /language ru", *PEOPLE, "boris: купите слона")
        await chat.play("lang ru anna")
        said = await chat.said("anna re 8: /report Реклама")
        assert "На сообщение пожаловались" in said or "Жалоба на сообщение" in said
        said = await chat.said("max: [Предупредить]")
        assert "Автор предупреждён" in said
        assert "Модератор его удалил и предупредил автора" in said
        assert "обжалование" in (await chat.said("boris > /appeal 1 Это шутка")).lower()
        assert "решение отменено" in await chat.said("kim: [Отменить]")
        assert "Модерация" in await chat.said("anna: /moderation report")


async def test_whoever_is_forgotten_has_a_pseudonym_in_their_cases() -> None:
    async with open_chat() as chat:
        await begun(chat, f"vera re {AD}: /report Advertising", "max: [Ban]")
        await chat.play("boris > /appeal 1 please")
        async with chat.app.database.begin() as tx:
            await _forget(chat, tx, "boris")
        case = await chat.said("max: /case 1")
        assert "member " in case
        assert not any(word in case for word in ("boris", "buy my stuff", "please"))
        assert (await chat.said("max: /case 1")).splitlines()[1] == case.splitlines()[1]


async def _forget(chat: Chat, tx: Tx, name: str) -> None:
    """Erase somebody, as far as moderation is asked to."""
    community = CommunityId(1)
    query = members.select().where(members.c.name == name)
    member = MemberId((await sql(tx).execute(query)).one().id)
    await chat.app.moderation.forget(tx, community, member)
    await sql(tx).execute(members.delete().where(members.c.id == member))


async def test_whoever_acts_silently_is_not_told_how_to_appeal() -> None:
    async with open_chat() as chat:
        await begun(chat)
        acts = await chat.play("max: /mute @boris 7d advertising | silent: yes")
        assert sent(acts) == ""
        assert "can't write here" in private(acts, "max")
        assert "/appeal" not in private(acts, "max")
        assert "/appeal 1" in private(acts, "boris")
        assert "/appeal 2" in sent(await chat.play("max: /warn @anna because"))


async def test_nobody_learns_of_a_note_by_appealing() -> None:
    async with open_chat() as chat:
        await begun(chat, "max: /note @boris watch him", "max: /warn @boris one")
        unknown = (await chat.said("boris > /appeal 77 why")).replace("#77", "#1")
        assert await chat.said("boris > /appeal 1 why") == unknown
        assert "is with the moderators" in await chat.said("boris > /appeal 2 why")


async def test_the_figures_count_what_was_done_and_a_burst_once() -> None:
    async with open_chat() as chat:
        await begun(chat, "olga: /rule on blocklist", "olga: /blocklist add casino* | action: warn")
        await chat.play("olga: /blocklist add poker* | action: mute 1h", "anna: casino", "anna: poker")
        await chat.play("max: /approve @vera", "max: /note @vera helpful", "max: /kick @boris")
        figures = await chat.said("vera: /moderation report")
        assert "By hand: 1, by rules: 1" in figures
        assert "mute: 1 (blocklist: 1)" in figures
        assert not any(word in figures for word in ("warning", "approval", "note"))
