"""Events, from the call to the reply, on a database in memory."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.access import Access
from bot.call import Community
from bot.content import Button
from bot.errors import Refused
from bot.ids import CommunityId, Platform
from storage.database import Database, metadata, sql
from tests.fakes_events import CHANNEL, GROUP, NOON, World, account, person, say

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.fixture
async def world() -> AsyncIterator[World]:
    database = Database("sqlite://")
    async with database.begin() as tx:
        await sql(tx).run_sync(metadata.create_all)
    yield World(database)
    await database.close()


def labels(buttons: tuple[tuple[Button, ...], ...]) -> list[str]:
    return [str(b.label) for row in buttons for b in row]


async def test_a_new_event_is_shown_back_in_full_before_anything_is_announced(world: World) -> None:
    call = world.call(99, Access.MODERATOR)
    preview = await world.handlers.new(
        call,
        "Python meetup",
        NOON + DAY,
        where="Café Lenin",
        limit=20,
        about="Talks",
        link="https://meet.example.org/x",
        format="hybrid",
    )
    text = say(preview.doc)
    assert "Python meetup" in text
    assert "Wed 02 Dec 12:00 Europe/Moscow" in text
    assert "Café Lenin" in text
    assert "0 of 20" in text
    assert "https://meet.example.org/x" in text
    assert "in person and online" in text
    assert preview.private
    assert world.outbox.sent == {}


async def test_confirming_announces_in_every_chat_in_its_language_without_the_link(world: World) -> None:
    call = world.call(99, Access.MODERATOR)
    preview = await world.handlers.new(call, "Meetup", NOON + DAY, limit=20, link="https://meet.example.org/x")
    event = int(preview.buttons[0][0].action.split(":")[1])
    reply = await world.handlers.confirm(call, event)
    assert "#1" in say(reply.doc)
    by_chat = {s.to: s for s in world.outbox.sent.values()}
    assert set(by_chat) == {GROUP, CHANNEL}
    assert "Мест занято: 0 из 20" in by_chat[GROUP].text
    assert labels(by_chat[CHANNEL].buttons) == ["Going", "Maybe", "Can't"]
    assert not any("meet.example.org" in s.text for s in by_chat.values())


async def test_confirming_twice_announces_once_under_one_number(world: World) -> None:
    event = await world.announce()
    reply = await world.handlers.confirm(world.call(99, Access.MODERATOR), event)
    assert "#1" in say(reply.doc)
    assert world.outbox.take() == []


async def test_a_dropped_draft_cannot_be_confirmed(world: World) -> None:
    call = world.call(99, Access.MODERATOR)
    preview = await world.handlers.new(call, "Meetup", NOON + DAY)
    event = int(preview.buttons[0][0].action.split(":")[1])
    await world.handlers.drop(call, event)
    with pytest.raises(Refused, match="event-draft-gone"):
        await world.handlers.confirm(call, event)


async def test_a_draft_nobody_confirms_is_forgotten_after_a_day(world: World) -> None:
    call = world.call(99, Access.MODERATOR)
    preview = await world.handlers.new(call, "Meetup", NOON + 3 * DAY)
    event = int(preview.buttons[0][0].action.split(":")[1])
    await world.wait(DAY)
    with pytest.raises(Refused, match="event-draft-gone"):
        await world.handlers.confirm(call, event)


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"where": "x" * 101}, "event-text-too-long"),
        ({"link": "javascript:alert(1)"}, "event-link-bad"),
        ({"limit": 10_001}, "event-limit-bad"),
        ({"duration": timedelta(days=31)}, "event-duration-bad"),
        ({"remind": "soon"}, "event-remind-bad"),
    ],
)
async def test_what_cannot_be_is_refused_with_the_reason(world: World, options: dict[str, object], key: str) -> None:
    with pytest.raises(Refused, match=key):
        await world.handlers.new(world.call(99, Access.MODERATOR), "T", NOON + DAY, **options)  # type: ignore[arg-type]


async def test_going_is_answered_with_the_time_in_the_readers_zone_and_the_link(world: World) -> None:
    event = await world.announce(link="https://meet.example.org/x")
    answer = await world.press(event, 1, zone="Asia/Almaty")
    assert "You're going to Python meetup on Fri 04 Dec 14:00 Asia/Almaty" in answer
    assert "https://meet.example.org/x" in answer
    assert "https" not in await world.press(event, 2, "maybe")
    assert "Going: P1" in world.card(event)
    assert "Maybe: P2" in world.card(event)


async def test_pressing_going_again_changes_nothing(world: World) -> None:
    event = await world.announce(limit=2)
    await world.press(event, 2)
    assert "already going" in await world.press(event, 2, platform=Platform.DISCORD)
    assert "Seats taken: 1 of 2" in world.card(event)


async def test_when_all_seats_are_taken_people_wait_in_order(world: World) -> None:
    event = await world.announce(limit=1)
    await world.press(event, 1)
    assert "number 1 on the waitlist" in await world.press(event, 2)
    assert "number 2 on the waitlist" in await world.press(event, 3)
    assert "number 2 on the waitlist" in await world.press(event, 3)
    assert "Seats taken: 1 of 1, 2 on the waitlist" in world.card(event)


async def test_a_freed_seat_is_offered_to_the_first_in_line_and_held(world: World) -> None:
    event = await world.announce(limit=1)
    for member in (1, 2, 3):
        await world.press(event, member)
    await world.press(event, 1, "no")
    (offer,) = world.outbox.take()
    assert offer.to == account(2)
    assert labels(offer.buttons) == ["Take it", "Pass"]
    assert "held for you until Wed 02 Dec 00:00" in offer.text  # 12 hours
    assert "number 2" in await world.press(event, 4)  # the held seat is not free
    reply = await world.handlers.answer_offer(world.call(2), event, "going")
    assert "The seat is yours" in say(reply.doc)
    assert "Going: P2" in world.card(event)


async def test_a_seat_that_was_passed_or_not_taken_in_time_goes_to_the_next(world: World) -> None:
    event = await world.announce(limit=1)
    for member in (1, 2, 3, 4):
        await world.press(event, member)
    await world.press(event, 1, "maybe")
    assert [s.to for s in world.outbox.take()] == [account(2)]
    await world.handlers.answer_offer(world.call(2), event, "no")
    assert [s.to for s in world.outbox.take()] == [account(3)]
    said = await world.wait(12 * HOUR)
    assert [s.to for s in said] == [account(4), account(3)]
    assert "went to the next in line" in said[1].text
    assert "number 1" in await world.press(event, 3)


async def test_an_offer_near_the_start_holds_for_half_of_the_time_left(world: World) -> None:
    event = await world.announce(limit=1, after=4 * HOUR)
    await world.press(event, 1)
    await world.press(event, 2)
    await world.press(event, 1, "no")
    (offer,) = world.outbox.take()
    assert "until Tue 01 Dec 14:00" in offer.text
    await world.wait(2 * HOUR)
    assert "Seats taken: 0 of 1" in world.card(event)


async def test_an_offer_that_was_taken_is_not_taken_back_at_its_deadline(world: World) -> None:
    event = await world.announce(limit=1)
    for member in (1, 2, 3):
        await world.press(event, member)
    await world.press(event, 1, "no")
    await world.press(event, 2)
    world.outbox.take()
    assert await world.wait(12 * HOUR) == []
    assert "Going: P2" in world.card(event)


async def test_after_the_start_an_answer_is_refused_kindly_and_the_buttons_go(world: World) -> None:
    event = await world.announce()
    await world.wait(3 * DAY)
    with pytest.raises(Refused, match="event-begun"):
        await world.press(event, 1)
    assert world.outbox.shown[f"event:{event}"].buttons == ()


async def test_the_list_shows_what_is_coming_soonest_first_in_the_readers_zone(world: World) -> None:
    await world.announce("Later", after=5 * DAY)
    event = await world.announce("Sooner", after=2 * DAY, limit=5)
    await world.press(event, 1)
    text = say((await world.handlers.list_coming(world.call(3, zone="Asia/Almaty"))).doc)
    assert "#2 Sooner — Thu 03 Dec 14:00 Asia/Almaty (1 of 5)" in text
    assert text.index("Sooner") < text.index("Later")


async def test_an_empty_list_says_how_to_plan_an_event(world: World) -> None:
    assert "/event new" in say((await world.handlers.list_coming(world.call(3))).doc)


async def test_the_full_view_shows_the_link_only_to_those_going(world: World) -> None:
    event = await world.announce(link="https://meet.example.org/x")
    await world.press(event, 1)
    assert "https" in say((await world.handlers.show(world.call(1), 1)).doc)
    shown = await world.handlers.show(world.call(2), 1)
    assert "https" not in say(shown.doc)
    assert labels(shown.buttons) != []
    with pytest.raises(Refused, match="event-unknown"):
        await world.handlers.show(world.call(1), 2)


async def test_long_rosters_name_thirty_and_count_the_rest(world: World) -> None:
    event = await world.announce()
    for member in range(1, 36):
        await world.press(event, member)
    assert "P30 and 5 more" in world.card(event)
    assert "P31" not in world.card(event)


async def test_a_hostile_title_stays_literal(world: World) -> None:
    event = await world.announce("**@everyone** <b>{ $x }")
    await world.press(event, 1)
    assert "**@everyone** <b>{ $x }" in world.card(event)


async def test_a_bot_or_a_channel_is_no_host(world: World) -> None:
    bot = replace(person(8), human=False)
    with pytest.raises(Refused, match="event-people-only"):
        await world.handlers.new(world.call(99, Access.MODERATOR), "T", NOON + DAY, host=bot)


async def test_an_event_of_another_community_cannot_be_answered(world: World) -> None:
    event = await world.announce()
    elsewhere = Community(CommunityId(2), "Others", "en", "UTC")
    with pytest.raises(Refused, match="event-gone"):
        await world.handlers.answer(replace(world.call(1), home=elsewhere), event, "going")


async def test_joining_two_accounts_frees_the_seat_that_was_held_twice(world: World) -> None:
    event = await world.announce(limit=2)
    for member in (1, 2, 3):
        await world.press(event, member)
    world.outbox.take()
    async with world.database.begin() as tx:
        await world.service.merge_members(tx, world.call().community.id, person(1).member, person(2).member)
    assert [s.to for s in world.outbox.take()] == [account(3)]
    assert "Going: P1" in world.card(event)
