"""Reports and reviews, in the local chat."""

import asyncio
from typing import Any

import pytest

from adapters.console.world import SPACE
from bot.ids import AccountRef, ChatRef, CommunityId, Platform
from bot.ports import Tx
from bot.updates import Actor, ButtonPressed
from tests.backends import Backend
from tests.chat import Chat, _Heard, open_chat
from tests.journeys.test_moderation import did
from tests.journeys.test_spam import SPAM

PEOPLE = ("kim is moderator", "olga: hi", "max: hi", "kim: hi", "anna: hi", "vera: hi")
AD = 6  # the message that is reported


async def begun(chat: Chat, *more: str) -> None:
    await chat.play(*PEOPLE, "boris: buy my stuff", *more)


def private(acts: list[dict[str, Any]], name: str) -> str:
    """Give what was said to somebody privately."""
    return "\n".join(a["text"] for a in acts if a["act"] == "private" and a["to"] == name)


def sent(acts: list[dict[str, Any]]) -> str:
    """Give what was said in the group."""
    return "\n".join(a["text"] for a in acts if a["act"] == "send")


async def test_several_reports_are_one_ticket_and_one_press_settles_it() -> None:
    async with open_chat() as chat:
        await begun(chat)
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
        await begun(chat, "olga: /log here")
        said = sent(await chat.play(f"vera re {AD}: /report Advertising"))
        assert all(words in said for words in ("boris", "buy my stuff", "vera: Advertising"))


async def test_who_may_not_decide_is_told_why_and_nothing_happens() -> None:
    async with open_chat() as chat:
        await begun(chat, f"kim re {AD}: /report", "vera re 2: /report he is rude")
        assert "You reported this yourself" in await chat.said("kim: [Ban] 9")
        assert "This is about you" in await chat.said("max: [Dismiss] 12")
        assert "as much say here" in await chat.said("kim: [Warn] 12")
        assert "This is for moderators" in await chat.said("anna: [Ban] 9")
        assert "the message may stay" in await chat.said("kim: [Dismiss] 12")
        assert "the message may stay" in await chat.pressed("olga", "ticket:2:warn")


@pytest.mark.parametrize("action", ["ticket:99:ban", "ticket:1:uphold", "ticket:1:explode", "appeal:1:overturn"])
async def test_a_press_on_something_else_answers_kindly(action: str) -> None:
    async with open_chat() as chat:
        await begun(chat, f"vera re {AD}: /report")
        assert "from an earlier time" in await chat.pressed("max", action)
        assert chat.app.faults() == 0


async def test_what_cannot_be_reported_is_explained() -> None:
    async with open_chat() as chat:
        await begun(chat, f"vera re {AD}: /report")
        assert "Reply to the message" in await chat.said("anna: /report spam!")
        assert "Reply to the message" in await chat.said("anna > /report spam!")
        assert "your own message" in await chat.said(f"boris re {AD}: /report")
        assert "reported this message already" in await chat.said(f"vera re {AD}: /report again")
        assert "there is nobody to report" in await chat.said("anna re 9: /report")
        assert "too long" in await chat.said(f"anna re {AD}: /report {'ж' * 1_001}")
        weird = "<b>@everyone</b> \u202e مرحبا 😀"
        assert "Thank you" in await chat.said(f"anna re {AD}: /report {weird}")
        await chat.play("max: [Dismiss]")
        assert "let it stay" not in await chat.said(f"kim re {AD}: /report")  # it is told who decided
        assert chat.app.faults() == 0


async def test_false_reports_cost_the_right_to_report_and_it_comes_back_by_itself() -> None:
    async with open_chat() as chat:
        await begun(chat)
        for number in (1, 2, AD):
            await chat.play(f"vera re {number}: /report", "kim: [Dismiss]")
        said = await chat.said("vera re 3: /report")
        assert "Of your last 3 reports 3 came to nothing" in said
        assert "5 December 2026" in said
        assert "Thank you" in await chat.said("anna re 3: /report")
        assert "Thank you" in await chat.said("time +4d", "vera re 3: /report")


async def test_a_rule_can_ask_a_moderator() -> None:
    async with open_chat() as chat:
        await begun(chat, "olga: /blocklist add casino* | action: review")
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


async def test_deletions_by_a_rule_are_told_for_a_moment_and_once_in_a_row() -> None:
    async with open_chat() as chat:
        await begun(chat, "olga: /blocklist add casino* | action: delete")
        acts = await chat.play("anna: casino one", "anna: casino two", "anna: casino three")
        assert len(did(acts, "delete")) == 3
        assert sent(acts).count("was removed") == 1
        assert private(acts, "anna") == ""
        assert len(did(await chat.play("time +31s"), "delete")) == 1
        assert "2 more messages were removed" in await chat.said("max: /case 1")


async def test_a_lesson_that_fails_changes_nothing_and_one_that_works_is_learnt() -> None:
    async with open_chat() as chat:
        await begun(chat)
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

    def suspects(self, community: CommunityId, text: str) -> bool:
        return "buy" in text

    async def learn(self, tx: Tx, community: CommunityId, key: str, text: str, *, spam: bool) -> None:
        if self.fails:
            raise RuntimeError("no memory left")
        self.learnt.append((text, spam))


async def test_what_is_dismissed_is_no_spam_where_it_would_be_taken_for_it() -> None:
    async with open_chat() as chat:
        await begun(chat, "boris: a harmless joke")
        pupil = _Pupil()
        chat.app.moderation.queue.pupils[:] = [pupil]
        await chat.play(f"vera re {AD}: /report", "max: [Dismiss]")
        assert pupil.learnt == [("buy my stuff", False)]
        await chat.play(f"vera re {AD + 1}: /report", "max: [Dismiss]")
        assert len(pupil.learnt) == 1


async def test_a_warning_about_what_the_spam_rule_asked_about_is_a_lesson() -> None:
    async with open_chat() as chat:
        await begun(chat, "olga: /rule edit spam | dry run: no | action: review | threshold: 0.01 | first: 10000")
        pupil = _Pupil()
        chat.app.moderation.queue.pupils[:] = [pupil]
        await chat.play(f"anna: {SPAM}", "max: [Warn]")
        assert pupil.learnt == [(SPAM, True)]


@pytest.mark.parametrize(
    ("line", "learnt"),
    [
        ("re {ad}: /ban spam", True),
        ("re {ad}: /ban 2d Опять реклама", True),
        ("re {ad}: /warn scam again", True),
        ("re {ad}: /ban rude", False),
        ("re {ad}: /ban not spam, but insults", False),
        (": /ban @boris spam", False),
        ("re {ad}: /ban @anna spam", False),
    ],
)
async def test_what_is_called_spam_by_hand_in_reply_is_a_lesson(line: str, learnt: bool) -> None:
    async with open_chat() as chat:
        await begun(chat)
        bad, good = _Pupil(fails=True), _Pupil()
        chat.app.moderation.queue.pupils[:] = [bad, good]
        said = line.format(ad=AD)
        acts = await chat.play(f"max{'' if said.startswith(':') else ' '}{said}")
        assert did(acts, "ban") or "/warn" in line
        assert good.learnt == ([("buy my stuff", True)] if learnt else [])


async def test_two_moderators_press_two_buttons_in_the_same_moment(backend: Backend) -> None:
    database = await backend.fresh()
    await database.close()
    async with open_chat(database.url) as chat:
        await begun(chat, f"vera re {AD}: /report")
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


async def test_a_case_that_a_rule_asked_for_is_explained_by_what_it_found() -> None:
    async with open_chat() as chat:
        await begun(chat, "olga: /blocklist add casino*", "olga: /rule edit blocklist | action: review")
        await chat.play("anna: come to my casino", "max: [Warn]")
        why = await chat.said("kim: /rule why 1")
        facts = ("Rule: blocklist", "By: max", "A rule had asked", "on the blocklist: casino*", "action: review")
        assert [fact for fact in (*facts, "come to my casino") if fact not in why] == []
        assert chat.app.faults() == 0
