"""Reminders, edits and cancellations of events: call in, reply and deliveries out."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.access import Access
from bot.content import Button
from bot.errors import Refused
from bot.ids import Platform
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


async def test_reminders_go_to_the_chats_and_to_those_going_in_their_language(world: World) -> None:
    event = await world.announce(link="https://meet.example.org/x")
    await world.press(event, 1, locale="ru")
    await world.press(event, 2, platform=Platform.DISCORD)
    await world.press(event, 3, "maybe")
    said = {s.to: s for s in await world.wait(2 * DAY)}
    assert set(said) == {GROUP, CHANNEL, account(1), account(2, Platform.DISCORD)}
    assert "До начала: 1 день" in said[account(1)].text
    assert "starts in 1 day" in said[CHANNEL].text
    assert "https" in said[account(1)].text
    assert "https" not in said[CHANNEL].text
    said = {s.to: s for s in await world.wait(23 * HOUR)}
    assert "starts in 1 hour" in said[CHANNEL].text
    said = {s.to: s for s in await world.wait(HOUR)}
    assert "Python meetup is starting now!" in said[CHANNEL].text
    assert said[CHANNEL].buttons == ()


async def test_somebody_who_wants_no_reminders_gets_none_until_they_want_them_again(world: World) -> None:
    event = await world.announce()
    await world.press(event, 1)
    reply = await world.handlers.set_reminders(world.call(1), event, "off")
    assert labels(reply.buttons) != []
    assert {s.to for s in await world.wait(2 * DAY)} == {GROUP, CHANNEL}
    await world.handlers.set_reminders(world.call(1), event, "on")
    assert {s.to for s in await world.wait(23 * HOUR)} == {GROUP, CHANNEL, account(1)}


async def test_after_downtime_one_late_reminder_goes_out_and_says_so(world: World) -> None:
    await world.announce()
    said = [s for s in await world.wait(3 * DAY + timedelta(minutes=20)) if s.to == CHANNEL]
    assert len(said) == 1
    assert "late" in said[0].text
    assert "has started, 20 minutes ago" in said[0].text


async def test_after_downtime_past_the_end_nothing_is_said(world: World) -> None:
    await world.announce()
    assert await world.wait(3 * DAY + HOUR) == []


async def test_an_event_with_its_own_reminders_keeps_to_them(world: World) -> None:
    await world.announce(remind="2h")
    assert await world.wait(2 * DAY) == []
    assert [s.to for s in await world.wait(22 * HOUR)] == [GROUP, CHANNEL]
    assert await world.wait(2 * HOUR) == []


async def test_cancelling_tells_everybody_with_an_rsvp_and_stops_the_reminders(world: World) -> None:
    event = await world.announce(limit=1)
    for member, answer in ((1, "going"), (2, "going"), (3, "maybe"), (4, "no")):
        await world.press(event, member, answer)
    await world.handlers.cancel(world.call(99, Access.MODERATOR), 1, "The speaker is ill")
    said = {s.to: s.text for s in world.outbox.take()}
    assert set(said) == {account(1), account(2), account(3)}
    assert "The speaker is ill" in said[account(1)]
    assert "Cancelled. The speaker is ill" in world.card(event)
    assert world.outbox.shown[f"event:{event}"].buttons == ()
    assert await world.wait(3 * DAY) == []
    with pytest.raises(Refused, match="event-is-cancelled"):
        await world.press(event, 5)


async def test_only_the_host_or_a_moderator_may_cancel_or_edit(world: World) -> None:
    await world.announce(host=person(5))
    with pytest.raises(Refused, match="event-not-yours"):
        await world.handlers.cancel(world.call(6), 1)
    with pytest.raises(Refused, match="event-not-yours"):
        await world.handlers.edit(world.call(6), 1, where="Elsewhere")
    await world.handlers.edit(world.call(5), 1, where="Elsewhere")
    await world.handlers.cancel(world.call(5), 1)


async def test_an_edit_tells_everybody_what_changed_and_moves_the_reminders(world: World) -> None:
    event = await world.announce()
    await world.press(event, 1)
    await world.press(event, 3, "no")
    reply = await world.handlers.edit(world.call(99, Access.MODERATOR), 1, when=NOON + 4 * DAY, where="Elsewhere")
    assert "Where: Elsewhere" in say(reply.doc)
    said = {s.to: s.text for s in world.outbox.take()}
    assert set(said) == {account(1), account(3)}
    assert "When: Sat 05 Dec 12:00" in said[account(1)]
    assert "Elsewhere" in world.card(event)
    assert await world.wait(2 * DAY) == []
    assert len(await world.wait(DAY)) == 3


async def test_an_edit_that_changes_nothing_is_refused(world: World) -> None:
    await world.announce()
    with pytest.raises(Refused, match="event-nothing-changed"):
        await world.handlers.edit(world.call(99, Access.MODERATOR), 1, title="Python meetup")


async def test_a_higher_limit_offers_seats_and_a_lower_one_evicts_nobody(world: World) -> None:
    event = await world.announce(limit=2)
    for member in (1, 2, 3, 4, 5):
        await world.press(event, member)
    moderator = world.call(99, Access.MODERATOR)
    await world.handlers.edit(moderator, 1, limit=1)
    assert "Going: P1, P2" in world.card(event)
    world.outbox.take()
    await world.handlers.edit(moderator, 1, limit=4)
    offers = [s.to for s in world.outbox.take() if "held for you" in s.text]
    assert offers == [account(3), account(4)]
