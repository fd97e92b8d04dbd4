"""Reports, reviews, appeals and what people are told, in the local chat."""

import asyncio
from typing import Any

import pytest

from adapters.console.world import SPACE
from bot.ids import AccountRef, ChatRef, CommunityId, MemberId, Platform
from bot.ports import Tx
from bot.updates import Actor, ButtonPressed
from storage.communities import members
from storage.database import sql
from tests.backends import Backend
from tests.chat import Chat, _Heard, open_chat
from tests.journeys.test_moderation import did

PEOPLE = ("kim is moderator", "olga: hi", "max: hi", "kim: hi", "anna: hi", "vera: hi")
AD = 6  # the message that is reported


async def _begun(chat: Chat, *more: str) -> None:
    await chat.play(*PEOPLE, "boris: buy my stuff", *more)


def private(acts: list[dict[str, Any]], name: str) -> str:
    """Give what was said to somebody privately."""
    return "\n".join(a["text"] for a in acts if a["act"] == "private" and a["to"] == name)


def sent(acts: list[dict[str, Any]]) -> str:
    """Give what was said in the group."""
    return "\n".join(a["text"] for a in acts if a["act"] == "send")


async def test_several_reports_are_one_ticket_and_one_press_settles_it() -> None:
    async with open_chat() as chat:
        await _begun(chat)
        acts = await chat.play(f"vera re {AD}: /report Advertising")
        assert "Thank you" in private(acts, "vera")
        assert "@olga, @max, @kim, please decide" in sent(acts)
        assert "Advertising" not in sent(acts)  # nobody is exposed before everybody
        acts = await chat.play(f"anna re {AD}: /report")
        assert [a["text"].splitlines()[0] for a in acts if a["act"] == "edit"] == ["A message was reported by 2 people"]
        acts = await chat.play("max: [Mute]")
        assert did(acts, "mute", "delete") == [("mute", "boris"), ("delete", str(AD))]
        assert all("its author can't write for now" in private(acts, name) for name in ("anna", "vera"))
        assert "buy my stuff" in private(acts, "boris")
        edit = next(a for a in acts if a["act"] == "edit")
        assert ("max muted the author" in edit["text"], edit.get("buttons", [])) == (True, [])
        case = await chat.said("kim: /case 1")
        assert "2 people" not in case
        assert all(words in case for words in ("By: max", "vera: Advertising", "• anna", "buy my stuff"))


async def test_in_the_log_chat_moderators_see_who_said_what() -> None:
    async with open_chat() as chat:
        await _begun(chat, "olga: /log here")
        said = sent(await chat.play(f"vera re {AD}: /report Advertising"))
        assert all(words in said for words in ("boris", "buy my stuff", "vera: Advertising"))


async def test_who_may_not_decide_is_told_why_and_nothing_happens() -> None:
    async with open_chat() as chat:
        await _begun(chat, f"kim re {AD}: /report", "vera re 2: /report he is rude")
        assert "You reported this yourself" in await chat.said("kim: [Ban] 9")
        assert "This is about you" in await chat.said("max: [Dismiss] 12")
        assert "as much say here" in await chat.said("kim: [Warn] 12")
        assert "This is for moderators" in await chat.said("anna: [Ban] 9")
        assert "the message may stay" in await chat.said("kim: [Dismiss] 12")
        assert "the message may stay" in await chat.pressed("olga", "ticket:2:warn")


@pytest.mark.parametrize("action", ["ticket:99:ban", "ticket:1:uphold", "ticket:1:explode", "appeal:1:overturn"])
async def test_a_press_on_something_else_answers_kindly(action: str) -> None:
    async with open_chat() as chat:
        await _begun(chat, f"vera re {AD}: /report")
        assert "from an earlier time" in await chat.pressed("max", action)
        assert chat.app.faults() == 0


async def test_what_cannot_be_reported_is_explained() -> None:
    async with open_chat() as chat:
        await _begun(chat, f"vera re {AD}: /report")
        assert "Reply to the message" in await chat.said("anna: /report spam!")
        assert "Reply to the message" in await chat.said("anna > /report spam!")
        assert "your own message" in await chat.said(f"boris re {AD}: /report")
        assert "reported this message already" in await chat.said(f"vera re {AD}: /report again")
        assert "there is nobody to report" in await chat.said("anna re 9: /report")
        assert "too long" in await chat.said(f"anna re {AD}: /report {'ж' * 501}")
        weird = "<b>@everyone</b> \u202e مرحبا 😀"
        assert "Thank you" in await chat.said(f"anna re {AD}: /report {weird}")
        await chat.play("max: [Dismiss]")
        assert "let it stay" not in await chat.said(f"kim re {AD}: /report")  # it is told who decided
        assert chat.app.faults() == 0


async def test_false_reports_cost_the_right_to_report_and_it_comes_back_by_itself() -> None:
    async with open_chat() as chat:
        await _begun(chat)
        for number in (1, 2, AD):
            await chat.play(f"vera re {number}: /report", "kim: [Dismiss]")
        said = await chat.said("vera re 3: /report")
        assert "Of your last 3 reports 3 came to nothing" in said
        assert "5 December 2026" in said
        assert "Thank you" in await chat.said("anna re 3: /report")
        assert "Thank you" in await chat.said("time +4d", "vera re 3: /report")


async def test_a_rule_can_ask_a_moderator() -> None:
    async with open_chat() as chat:
        await _begun(chat, "olga: /blocklist add casino* | action: review")
        acts = await chat.play("anna: the casino is open")
        assert did(acts, "delete", "warn") == []
        assert "A rule asks what to do" in sent(acts)
        assert sent(await chat.play("anna edits 9: the casino is open today")) == ""
        acts = await chat.play("max: [Delete]")
        assert did(acts, "delete") == [("delete", "9")]
        assert "not wanted here" in private(acts, "anna")
        case = await chat.said("max: /case 1")
        assert "By: max" in case
        assert "on the blocklist: casino*" in case
        assert did(await chat.play("time +31s"), "delete") != []  # the notice has faded


@pytest.mark.parametrize("kind", ["mute", "ban"])
async def test_an_overturned_decision_is_undone_in_the_same_case(kind: str) -> None:
    async with open_chat() as chat:
        await _begun(chat, f"max: /{kind} @boris 7d advertising")
        assert "is with the moderators" in await chat.said("boris > /appeal 1 It was a joke")
        assert "You decided this yourself" in await chat.said("max: [Overturn]")
        acts = await chat.play("kim: [Overturn]")
        assert did(acts, f"un{kind}") == [(f"un{kind}", "boris")]
        assert "was granted" in private(acts, "boris")
        case = await chat.said("max: /case 1")
        assert "boris appealed" in case
        assert "overturned on appeal by kim" in case
        assert "already" in await chat.said("boris > /appeal 1 thanks")
        assert "1 " in await chat.said("anna: /moderation report")


async def test_an_overturned_warning_no_longer_counts_and_an_upheld_one_does() -> None:
    async with open_chat() as chat:
        await _begun(chat, "max: /warn @boris one", "max: /warn @boris two")
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


async def test_only_ones_own_case_can_be_appealed_and_only_in_private() -> None:
    async with open_chat() as chat:
        await _begun(chat, "max: /warn @boris one")
        assert "no case #1 about you" in await chat.said("anna > /appeal 1 he is innocent")
        assert "no case #9 about you" in await chat.said("boris > /appeal 9 me too")
        assert "case" not in sent(await chat.play("boris: /appeal 1 in public")).lower()
        assert "too long" in await chat.said(f"boris > /appeal 1 {'ж' * 2001}")
        assert "30 days to appeal" in await chat.said("time +31d", "boris > /appeal 1 late")
        assert chat.app.faults() == 0


async def test_where_the_owner_is_alone_it_is_said_openly_and_the_owner_may_decide() -> None:
    async with open_chat() as chat:
        await chat.play("max is member", "olga: hi", "boris: hi", "olga: /warn @boris one")
        said = await chat.said("boris > /appeal 1 no")
        assert "nobody but olga moderates here" in said
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
        await _begun(chat, "max: /ban @boris 30d advertising", "boris > /appeal 1 It was a joke")
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
        assert "Nobody has answered your appeal" in private(acts, "boris")
        acts = await chat.play("kim: [Overturn]")
        assert did(acts, "unban") == [("unban", "boris")]
        assert "Nobody" not in await chat.said("time +9d")
        assert "Somebody was faster" in await chat.pressed("olga", "appeal:1:uphold")


async def test_whoever_was_down_for_the_whole_time_passes_it_on_at_once(tmp_path: Any) -> None:
    url = f"sqlite:///{tmp_path}/hearth.db"
    async with open_chat(url) as chat:
        await _begun(chat, "max: /warn @boris one", "boris > /appeal 1 no")
    async with open_chat(url, start="time 2026-12-09 18:00 Europe/Moscow") as chat:
        acts = await chat.play("time +1m")
        assert sent(acts).count("Nobody has answered the appeal") == 1
        assert "still waits" not in sent(acts)


async def test_the_moderator_who_muted_is_demoted_before_the_decision() -> None:
    async with open_chat() as chat:
        await _begun(chat, "max: /mute @boris 7d advertising", f"vera re {AD}: /report", "max is member")
        await chat.play("boris > /appeal 1 no", "time +6m")
        assert "This is for moderators" in await chat.said("max: [Overturn]")
        assert "This is for moderators" in await chat.said("max: [Dismiss]")
        assert did(await chat.play("kim: [Overturn]"), "unmute") == [("unmute", "boris")]


async def test_the_person_is_told_before_they_are_removed_and_in_their_language() -> None:
    async with open_chat() as chat:
        await _begun(chat, "boris > /language ru")
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


async def test_deletions_by_a_rule_are_told_for_a_moment_and_once_in_a_row() -> None:
    async with open_chat() as chat:
        await _begun(chat, "olga: /blocklist add casino* | action: delete")
        acts = await chat.play("anna: casino one", "anna: casino two", "anna: casino three")
        assert len(did(acts, "delete")) == 3
        assert sent(acts).count("was removed") == 1
        assert private(acts, "anna") == ""
        assert len(did(await chat.play("time +31s"), "delete")) == 1
        assert "#3" in await chat.said("max: /cases @anna")


async def test_whoever_is_forgotten_has_a_pseudonym_in_their_cases() -> None:
    async with open_chat() as chat:
        await _begun(chat, f"vera re {AD}: /report Advertising", "max: [Ban]")
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


async def test_a_lesson_that_fails_changes_nothing_and_one_that_works_is_learnt() -> None:
    async with open_chat() as chat:
        await _begun(chat)
        good, bad = _Pupil(), _Pupil(fails=True)
        chat.app.moderation.queue.pupils[:] = [bad, good]
        acts = await chat.play(f"vera re {AD}: /report", "max: [Delete]")
        assert did(acts, "delete") == [("delete", str(AD))]
        assert good.learnt == [("buy my stuff", True)]
        await chat.play("boris > /appeal 1 no", "kim: [Overturn]")
        assert good.learnt[1:] == [("buy my stuff", False)]


class _Pupil:
    """Remember lessons, or fail at them."""

    def __init__(self, *, fails: bool = False) -> None:
        self.fails = fails
        self.learnt: list[tuple[str, bool]] = []

    async def learn(self, tx: Tx, community: CommunityId, key: str, text: str, *, spam: bool) -> None:
        if self.fails:
            raise RuntimeError("no memory left")
        self.learnt.append((text, spam))


async def test_two_moderators_press_two_buttons_in_the_same_moment(backend: Backend) -> None:
    database = await backend.fresh()
    await database.close()
    async with open_chat(database.url) as chat:
        await _begun(chat, f"vera re {AD}: /report")
        heard = {name: _Heard() for name in ("max", "kim")}
        for (name, ear), ruling in zip(heard.items(), ("mute", "ban"), strict=True):
            # Each from a chat of their own: those are not handled one after the other.
            chat_of = ChatRef(Platform.CONSOLE, f"log of {name}")
            actor = Actor(AccountRef(Platform.CONSOLE, name), name, name)
            action = f"ticket:1:{ruling}"
            await chat.app.submit(
                ButtonPressed(f"at once {name}", chat.app.clock.now(), SPACE, chat_of, actor, None, action), ear
            )
        await asyncio.gather(chat.app.settle())
        said = {name: "\n".join(ear.texts) for name, ear in heard.items()}
        slower = [name for name, text in said.items() if "Somebody was faster" in text]
        assert len(slower) == 1
        faster = next(name for name in said if name not in slower)
        assert f"{faster} {'muted' if faster == 'max' else 'banned'} the author" in said[slower[0]]
        cases = await chat.said("olga: /cases @boris")
        assert "#2" not in cases
        assert chat.app.faults() == 0
