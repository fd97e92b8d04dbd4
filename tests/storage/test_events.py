"""Events in the database, on each backend."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.access import Access
from bot.events.model import Event, State
from bot.events.seats import Guest, Rsvp, Standing
from bot.ids import CommunityId, MemberId, Platform
from storage.database import Database
from storage.events import SqlEvents
from tests.fakes_events import HOME, NOON, World

DAY = timedelta(days=1)


def rsvp(member: int, standing: Standing = Standing.GOING, *, at: int = 0, turn: int | None = None) -> Rsvp:
    guest = Guest(MemberId(member), Platform.DISCORD, "ru", "Asia/Almaty")
    return Rsvp(guest, standing, NOON + timedelta(minutes=at), turn, NOON if turn else None)


async def read(database: Database, event: int) -> Event:
    async with database.read() as tx:
        found = await SqlEvents().find(tx, event)
    assert found is not None
    return found


async def test_an_event_is_read_back_as_it_was_written(database: Database) -> None:
    world = World(database)
    event = await world.announce(
        "Встреча", where="Café", limit=3, about="a\nb", link="https://x.example", format="hybrid", remind="2h, 0m"
    )
    found = await read(database, event)
    assert (found.number, found.state, found.zone) == (1, State.OPEN, "Europe/Moscow")
    assert (found.plan.title, found.plan.place, found.plan.about, found.plan.limit) == ("Встреча", "Café", "a\nb", 3)
    assert found.plan.starts == NOON + 3 * DAY
    assert found.plan.duration == timedelta(hours=1)
    assert found.plan.remind == (timedelta(hours=2), timedelta(0))


async def test_rsvps_are_read_back_as_they_were_written(database: Database) -> None:
    event = await World(database).announce()
    store = SqlEvents()
    written = [rsvp(1), rsvp(2, Standing.OFFERED, turn=1)]
    async with database.begin() as tx:
        found = await store.find(tx, event)
        assert found is not None
        await store.save_rsvps(tx, found, [rsvp(1, Standing.MAYBE)])
        await store.save_rsvps(tx, found, written)
    async with database.read() as tx:
        assert await store.load_rsvps(tx, event) == {r.member: r for r in written}
        assert await store.count_taken(tx, [event]) == {event: 2}


async def test_ten_seats_are_given_to_exactly_ten_of_two_hundred_at_once(database: Database) -> None:
    world = World(database)
    event = await world.announce(limit=10)
    answers = await asyncio.gather(*(world.press(event, member) for member in range(1, 201)))
    assert sum("You're going" in a for a in answers) == 10
    places = [int(a.split("number ")[1].split(" ")[0]) for a in answers if "waitlist" in a]
    assert sorted(places) == list(range(1, 191))
    assert "Seats taken: 10 of 10, 190 on the waitlist" in world.card(event)


async def test_seats_given_up_at_once_are_each_offered_to_somebody_else(database: Database) -> None:
    world = World(database)
    event = await world.announce(limit=10)
    for member in range(1, 31):
        await world.press(event, member)
    await asyncio.gather(*(world.press(event, member, "no") for member in range(1, 11)))
    assert len([s for s in world.outbox.take() if "held for you" in s.text]) == 10
    async with database.read() as tx:
        rsvps = (await SqlEvents().load_rsvps(tx, event)).values()
    assert sorted(r.member for r in rsvps if r.standing is Standing.OFFERED) == list(range(11, 21))


async def test_one_person_on_two_platforms_at_once_takes_one_seat(database: Database) -> None:
    world = World(database)
    event = await world.announce(limit=5)
    presses = [world.press(event, 2, platform=p) for p in (Platform.TELEGRAM, Platform.DISCORD) * 5]
    await asyncio.gather(*presses)
    assert "Seats taken: 1 of 5" in world.card(event)


async def test_events_confirmed_at_once_get_numbers_of_their_own(database: Database) -> None:
    world = World(database)
    events = await asyncio.gather(*(world.announce(f"E{n}") for n in range(10)))
    numbers = [(await read(database, e)).number for e in events]
    assert sorted(n for n in numbers if n) == list(range(1, 11))


async def test_one_draft_confirmed_many_times_at_once_is_announced_once(database: Database) -> None:
    world = World(database)
    call = world.call(99, Access.MODERATOR)
    preview = await world.handlers.new(call, "Meetup", NOON + DAY)
    event = int(preview.buttons[0][0].action.split(":")[1])
    await asyncio.gather(*(world.handlers.confirm(call, event) for _ in range(5)))
    assert len(world.outbox.sent) == 2
    assert (await read(database, event)).number == 1


async def test_presses_while_the_event_is_edited_and_offers_end_do_not_block_each_other(database: Database) -> None:
    world = World(database)
    event = await world.announce(limit=2)
    for member in range(1, 9):
        await world.press(event, member)
    await world.press(event, 1, "no")
    world.clock.time += timedelta(hours=12)
    moderator = world.call(99, Access.MODERATOR)
    await asyncio.gather(
        world.jobs.run_due(),
        *(world.handlers.edit(moderator, 1, limit=n) for n in (3, 4, 5)),
        *(world.press(event, member, "maybe") for member in (2, 5, 6)),
    )
    assert world.jobs.faults == 0


async def test_what_is_over_cancelled_or_a_draft_is_not_coming(database: Database) -> None:
    world = World(database)
    await world.announce("Over", after=timedelta(hours=1))
    await world.announce("Cancelled", after=4 * DAY)
    await world.announce("Coming", after=3 * DAY)
    await world.handlers.new(world.call(99, Access.MODERATOR), "Draft", NOON + DAY)
    await world.handlers.cancel(world.call(99, Access.MODERATOR), 2)
    world.clock.time += timedelta(hours=2)
    assert [e.plan.title for e, _ in await world.service.list_coming(HOME.id)] == ["Coming"]


async def test_joined_members_keep_one_rsvp_an_event(database: Database) -> None:
    world = World(database)
    first, second = await world.announce("A"), await world.announce("B")
    store = SqlEvents()
    async with database.begin() as tx:
        a, b = await store.find(tx, first), await store.find(tx, second)
        assert a is not None
        assert b is not None
        await store.save_rsvps(tx, a, [rsvp(1, at=0), rsvp(2, Standing.NO, at=5)])
        await store.save_rsvps(tx, b, [rsvp(2)])
        await store.set_quiet(tx, HOME.id, MemberId(2), quiet=True)
        await store.merge_members(tx, HOME.id, MemberId(1), MemberId(2))
    async with database.read() as tx:
        assert {m: r.standing for m, r in (await store.load_rsvps(tx, first)).items()} == {1: Standing.NO}
        assert {m: r.standing for m, r in (await store.load_rsvps(tx, second)).items()} == {1: Standing.GOING}
        assert await store.load_quiet(tx, HOME.id) == {1}


async def test_an_absorbed_communitys_events_get_the_numbers_after_ours(database: Database) -> None:
    world = World(database)
    ours = [await world.announce(f"Ours {n}") for n in range(2)]
    store, other = SqlEvents(), CommunityId(2)
    async with database.begin() as tx:
        found = await store.find(tx, ours[0])
        assert found is not None
        draft = await store.add(tx, replace(found, community=other, number=None, author=MemberId(5)), NOON)
        theirs = replace(draft, number=await store.next_number(tx, other))
        await store.save(tx, theirs)
        await store.save_rsvps(tx, theirs, [rsvp(5)])
        await store.set_quiet(tx, other, MemberId(5), quiet=True)
        await store.absorb(tx, HOME.id, other)
    moved = await read(database, theirs.id)
    assert (moved.community, moved.number) == (HOME.id, 3)
    async with database.begin() as tx:
        assert await store.next_number(tx, HOME.id) == 4
        assert await store.load_quiet(tx, HOME.id) == {5}
        assert await store.coming_of(tx, HOME.id, MemberId(5), NOON) == [theirs.id]


async def test_a_person_can_ask_for_quiet_twice_and_end_it(database: Database) -> None:
    store = SqlEvents()
    async with database.begin() as tx:
        for quiet in (True, True, False):
            await store.set_quiet(tx, HOME.id, MemberId(1), quiet=quiet)
        assert await store.load_quiet(tx, HOME.id) == frozenset()
