"""Series: one occurrence at a time, each announced in its turn, by local wall time."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.access import Access
from bot.errors import Refused
from storage.database import Database, metadata, sql
from tests.fakes_events import CHANNEL, GROUP, NOON, World, account, say

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)


@pytest.fixture
async def world() -> AsyncIterator[World]:
    database = Database("sqlite://")
    async with database.begin() as tx:
        await sql(tx).run_sync(metadata.create_all)
    yield World(database)
    await database.close()


async def coming(world: World) -> list[tuple[int | None, datetime]]:
    return [(e.number, e.plan.starts) for e, _ in await world.service.list_coming(world.call().community.id)]


async def test_the_preview_says_in_words_how_it_repeats(world: World) -> None:
    call = world.call(99, Access.MODERATOR)
    text = say((await world.handlers.new(call, "Meetup", NOON + DAY, repeat="every 2 weeks")).doc)
    assert "Repeats: every 2 weeks" in text


async def test_how_it_repeats_is_told_in_the_readers_language(world: World) -> None:
    await world.announce(repeat="every week")
    card = await world.handlers.show(world.call(1), 1)
    assert "Повторяется: каждую неделю" in say(card.doc, "ru")


async def test_when_one_begins_the_next_is_announced_under_a_number_of_its_own(world: World) -> None:
    event = await world.announce(after=DAY, repeat="every week", where="Café", limit=5)
    await world.press(event, 1)
    said = await world.wait(DAY)
    assert [s.to for s in said if "0 of 5" in s.text or "0 из 5" in s.text] == [GROUP, CHANNEL]
    assert await coming(world) == [(1, NOON + DAY), (2, NOON + DAY + WEEK)]
    assert account(1) not in [s.to for s in await world.wait(6 * DAY)]  # an answer is for one occurrence


async def test_occurrences_missed_while_the_bot_was_away_are_left_out(world: World) -> None:
    await world.announce(after=DAY, repeat="every week")
    await world.wait(3 * WEEK)
    assert await coming(world) == [(2, NOON + DAY + 3 * WEEK)]


async def test_a_series_keeps_its_wall_time_across_a_change_of_the_clocks(world: World) -> None:
    # Berlin leaves summer time on 25 October 2026.
    world.clock.time = datetime(2026, 10, 20, 8, 0, tzinfo=UTC)
    world.zone = "Europe/Berlin"
    await world.announce(after=timedelta(hours=9), repeat="every week")
    await world.wait(DAY)
    ((_, starts),) = await coming(world)
    assert starts == datetime(2026, 10, 27, 18, 0, tzinfo=UTC)


async def test_cancelling_one_occurrence_announces_the_next(world: World) -> None:
    await world.announce(after=DAY, repeat="every week")
    reply = await world.handlers.cancel(world.call(99, Access.MODERATOR), 1)
    assert "#2" in say(reply.doc)
    assert await coming(world) == [(2, NOON + DAY + WEEK)]


async def test_moving_one_occurrence_leaves_the_others_where_they_were(world: World) -> None:
    await world.announce(after=DAY, repeat="every week")
    await world.handlers.edit(world.call(99, Access.MODERATOR), 1, when=NOON + 3 * DAY)
    await world.wait(3 * DAY)
    assert await coming(world) == [(1, NOON + 3 * DAY), (2, NOON + DAY + WEEK)]


async def test_a_series_ends_with_its_count(world: World) -> None:
    await world.announce(after=DAY, repeat="RRULE:FREQ=DAILY;COUNT=2")
    await world.wait(DAY)
    await world.wait(DAY)
    assert await coming(world) == [(2, NOON + 2 * DAY)]
    await world.wait(DAY)
    assert await coming(world) == []


async def test_a_stopped_series_ends_with_what_is_announced(world: World) -> None:
    event = await world.announce(after=DAY, repeat="every week")
    with pytest.raises(Refused, match="event-not-yours"):
        await world.handlers.stop(world.call(1), 1)
    await world.handlers.stop(world.call(99, Access.MODERATOR), 1)
    assert "Repeats" not in world.card(event)
    await world.wait(DAY)
    assert await coming(world) == [(1, NOON + DAY)]
    with pytest.raises(Refused, match="event-repeats-not"):
        await world.handlers.stop(world.call(99, Access.MODERATOR), 1)


async def test_a_repetition_nobody_can_read_is_refused_with_examples(world: World) -> None:
    with pytest.raises(Refused, match="event-repeat-bad"):
        await world.handlers.new(world.call(99, Access.MODERATOR), "T", NOON + DAY, repeat="now and then")
