"""Thanks, from the call to the reply, on a database in memory."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.commands import CommandTable
from bot.content import Mention, Reply, Row, Time
from bot.errors import Refused
from bot.ids import CommunityId
from bot.recognition.views import show_points
from bot.texts import plain, resolve
from storage.database import Database, metadata, sql
from tests.fakes import NOON
from tests.fakes_events import say
from tests.fakes_recognition import HOME, World, message, person

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.fixture
async def world() -> AsyncIterator[World]:
    database = Database("sqlite://")
    async with database.begin() as tx:
        await sql(tx).run_sync(metadata.create_all)
    yield World(database)
    await database.close()


def actions(reply: Reply) -> list[str]:
    return [b.action for row in reply.buttons for b in row]


async def test_thanks_are_said_before_everybody_with_the_reason_and_the_points(world: World) -> None:
    text = await world.thank(1, 2, reason="for the talk", for_="talks")
    assert text == "@Boris, thank you! Anna gives you 1 point.\n> for the talk\nFor: talks"
    assert await world.score(2) == 1000


async def test_only_those_who_are_thanked_are_notified(world: World) -> None:
    reply = await world.handlers.thanks(world.call(1), (person(2),), "the talk")
    said = resolve(reply.doc, "en").blocks[0].content  # type: ignore[union-attr]
    assert isinstance(said, Row)
    assert {m.name: m.notify for m in said.parts if isinstance(m, Mention)} == {"Boris": True, "Anna": False}


async def test_several_people_share_one_act_and_one_point(world: World) -> None:
    assert "@Boris +0.5, @Vera +0.5" in await world.thank(1, 2, 3)
    for receiver in range(4, 8):
        await world.thank(1, receiver)
    refused = await world.refused(1, 8)
    assert refused is not None
    assert refused.key == "thanks-daily"


async def test_one_receiver_for_whom_it_is_too_early_stops_the_whole_act(world: World) -> None:
    await world.thank(1, 2)
    refused = await world.refused(1, 3, 2)
    assert refused is not None
    assert refused.key == "thanks-pair"
    assert await world.score(3) == 0


async def test_the_pair_has_to_wait_a_day_in_either_direction_and_hears_until_when(world: World) -> None:
    await world.thank(1, 2)
    world.wait(HOUR)
    for giver, receiver in ((1, 2), (2, 1)):
        refused = await world.refused(giver, receiver)
        assert refused is not None
        when = refused.values["when"]
        assert isinstance(when, Time)
        assert (when.at, when.zone) == (NOON + DAY, "Europe/Moscow")
    world.wait(23 * HOUR)
    assert "0.5 points" in await world.thank(2, 1)


async def test_thanks_from_the_second_account_of_the_same_person_are_refused(world: World) -> None:
    refused = await world.refused(2, 2)
    assert refused is not None
    assert refused.key == "thanks-self"


async def test_somebody_who_has_not_written_for_a_month_cannot_be_thanked_yet(world: World) -> None:
    world.town.wrote = {2: NOON - 31 * DAY, 3: None}
    for receiver in (2, 3):
        refused = await world.refused(1, receiver)
        assert refused is not None
        assert refused.key == "thanks-inactive"
    world.town.wrote[2] = NOON
    assert await world.refused(1, 2) is None


async def test_thanks_are_refused_in_private_where_nobody_would_read_them(world: World) -> None:
    with pytest.raises(Refused, match="thanks-in-chat"):
        await world.handlers.thanks(world.call(1, space=None), (person(2),), "the talk")


async def test_the_same_message_told_twice_gives_once(world: World) -> None:
    call = world.call(1)
    replies = [await world.handlers.thanks(call, (person(2),), "the talk") for _ in range(2)]
    assert replies[0] == replies[1]
    assert await world.score(2) == 1000


async def test_a_newcomers_thanks_wait_and_then_count(world: World) -> None:
    world.town.came[1] = NOON - DAY
    assert "It counts from Thu 03 Dec 15:00" in await world.thank(1, 2)
    assert await world.score(2) == 0
    shown = say((await world.handlers.score(world.call(2))).doc)
    assert "Your score: 0 points" in shown
    assert "1 point more will count later" in shown
    why = await world.why(2)
    assert "Not counted yet: 1 point" in why
    assert "#1: +1 — Anna" in why
    assert "counts from Thu 03 Dec 15:00" in why
    assert "Nobody yet" in await world.top("all")
    world.wait(2 * DAY)
    assert await world.score(2) == 1000
    assert "Not counted" not in await world.why(2)


async def test_a_deleted_message_takes_its_thanks_back_once_and_says_so(world: World) -> None:
    call = world.call(1)
    await world.handlers.thanks(call, (person(2), person(3)), "the talk")
    assert call.message is not None
    for _ in range(2):
        await world.service.on_message_deleted(HOME.id, call.message)
    await world.service.on_message_deleted(HOME.id, message(4321))
    assert (await world.score(2), await world.score(3)) == (0, 0)
    why = await world.why(2)
    assert "The score of Boris: 0 points" in why
    assert "#3: −0.5 — takes #1 back, because the message was deleted" in why
    assert await world.refused(1, 2) is None  # it counts for no limit either


async def test_a_message_deleted_elsewhere_takes_nothing_back(world: World) -> None:
    call = world.call(1)
    await world.handlers.thanks(call, (person(2),), "the talk")
    assert call.message is not None
    await world.service.on_message_deleted(CommunityId(2), call.message)
    assert await world.score(2) == 1000


async def test_a_waiting_thanks_that_is_taken_back_never_makes_a_score_negative(world: World) -> None:
    world.town.came[1] = NOON
    call = world.call(1)
    await world.handlers.thanks(call, (person(2),), "the talk")
    assert call.message is not None
    await world.service.on_message_deleted(HOME.id, call.message)
    for _ in range(4):
        assert await world.score(2) == 0
        world.wait(DAY)


async def test_a_long_explanation_has_pages_that_each_add_up(world: World) -> None:
    for number in range(23):
        world.wait(6 * HOUR)
        await world.thank(10 + number, 2, reason=f"help {number}")
    first, second, third = [await world.why(2, page) for page in range(3)]
    assert all("The score of Boris: 23 points" in page for page in (first, second, third))
    assert first.count("+1") == 10
    assert "help 22" in first
    assert "Earlier entries: 13 points" in first
    assert "Newer entries: 10 points" in second
    assert "Earlier entries: 3 points" in second
    assert "Newer entries: 20 points" in third
    assert "help 0" in third
    assert "Earlier" not in third
    page = await world.handlers.turn(world.call(4), 2, 1)
    assert page.replace
    assert actions(page) == ["recognition-why:2:0", "recognition-why:2:2"]
    assert await world.why(2, 10**17) == first


async def test_an_explanation_of_nobody_or_nothing_says_so(world: World) -> None:
    assert "Nothing has been counted yet" in await world.why(2)
    with pytest.raises(Refused, match="recognition-gone"):
        await world.why(999)
    bot = person(0, human=False)
    with pytest.raises(Refused, match="recognition-people-only"):
        await world.handlers.why(world.call(1), bot)


async def test_somebody_forgotten_who_thanked_is_named_as_such(world: World) -> None:
    await world.thank(950, 2)
    assert "#1: +1 — somebody who has left" in await world.why(2)
    assert "Boris" in await world.top("all")


async def test_a_score_is_told_privately_and_leads_to_its_entries(world: World) -> None:
    await world.thank(1, 2)
    own = await world.handlers.score(world.call(2))
    assert own.private
    assert actions(own) == ["recognition-why:2:0", "top-out"]
    other = await world.handlers.score(world.call(1), person(2))
    assert "The score of Boris: 1 point" in say(other.doc)
    assert actions(other) == ["recognition-why:2:0"]
    assert "Your score: 1 point" in say((await world.handlers.why(world.call(2))).doc)


async def test_a_reason_stays_literal_and_is_cut_in_lists(world: World) -> None:
    text = await world.thank(1, 2, reason="**@everyone** { $x }" + "y" * 200)
    assert "> **@everyone** { $x }" in text
    assert "y…" in await world.why(2)


async def test_a_plain_reply_gives_thanks_and_keeps_none_of_its_words(world: World) -> None:
    reply = await world.answer(1, 2, "Спасибо, выручили!")
    assert reply is not None
    assert not reply.private
    assert say(reply.doc) == "@Boris, thank you! Anna gives you 1 point."
    assert "выручили" not in await world.why(2)
    with pytest.raises(Refused, match="thanks-pair"):
        await world.answer(1, 2, "+")


async def test_a_plain_reply_that_cannot_be_thanks_is_passed_over_in_silence(world: World) -> None:
    assert await world.answer(1, 1, "+") is None
    assert await world.answer(1, 2, "hello") is None
    await world.set(plain_thanks=False)
    assert await world.answer(1, 2, "+") is None


async def test_the_settings_of_the_community_are_the_limits(world: World) -> None:
    await world.set(acts_a_day=1, pair_hours=0)
    await world.thank(1, 2)
    assert "0.5 points" in await world.thank(2, 1)
    refused = await world.refused(1, 3)
    assert refused is not None
    assert refused.values["limit"] == 1


async def test_an_anonymous_admin_has_no_score(world: World) -> None:
    call = replace(world.call(1), person=person(0, human=False))
    with pytest.raises(Refused, match="recognition-people-only"):
        await world.handlers.score(call)
    with pytest.raises(Refused, match="recognition-people-only"):
        await world.handlers.leave_top(call)


@pytest.mark.parametrize(
    ("points", "text"), [(1000, "1 балл"), (3000, "3 балла"), (11000, "11 баллов"), (500, "0,5 балла")]
)
def test_points_have_the_right_plural_in_russian(points: int, text: str) -> None:
    assert plain(show_points(points), "ru") == text


async def test_every_refusal_and_reply_is_said_in_russian_too(world: World) -> None:
    world.town.came[1] = NOON
    call = world.call(1)
    given = await world.handlers.thanks(call, (person(2), person(3)), "доклад", for_="talks")
    assert "@Boris +0,5, @Vera +0,5" in say(given.doc, "ru")
    assert call.message is not None
    await world.service.on_message_deleted(HOME.id, call.message)
    assert "отменяет #1: сообщение удалено" in say((await world.handlers.why(world.call(2))).doc, "ru")
    assert say((await world.handlers.top(world.call(2), "week", "code")).doc, "ru")


def test_every_command_and_button_can_be_declared(world: World) -> None:
    table = CommandTable()
    table.register((world.handlers,))
    assert list(table.commands) == ["thanks", "score", "why", "top"]
    assert list(table.presses) == ["recognition-why", "top-out", "top-in"]
