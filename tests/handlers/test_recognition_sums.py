"""Whatever people do, a score is the sum of its entries and no limit is passed."""

import asyncio
from datetime import timedelta
from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.errors import Refused
from bot.ids import MemberId, MessageRef
from bot.recognition.service import PAGE_LENGTH
from storage.database import Database, metadata, sql
from storage.recognition_tables import acts, entries
from tests.fakes_recognition import HOME, World, person

DAY = timedelta(days=1)
PEOPLE = range(1, 9)

members = st.sampled_from(PEOPLE)
thanks = st.tuples(members, st.lists(members, min_size=1, max_size=3, unique=True))
waits = st.integers(1, 40)  # hours
deletions = st.floats(0, 1, exclude_max=True)  # which of the messages so far
steps = st.lists(st.one_of(thanks, thanks, waits, deletions), max_size=40)


async def play(world: World, story: list[tuple[int, list[int]] | int | float]) -> None:
    """Let people thank, wait and delete what they wrote."""
    said: list[MessageRef] = []
    for step in story:
        match step:
            case int():
                world.wait(timedelta(hours=step))
            case float():
                if said:
                    await world.service.on_message_deleted(HOME.id, said[int(step * len(said))])
            case (giver, receivers):
                call = world.call(giver)
                assert call.message is not None
                said.append(call.message)
                try:
                    await world.handlers.thanks(call, tuple(map(person, receivers)), "help")
                except Refused:
                    continue


async def check_sums(world: World) -> None:
    """Turn every page of everybody's score, and add the entries up."""
    for member in PEOPLE:
        score = await world.score(member)
        assert score >= 0
        shown, number = 0, 0
        while True:
            page = (await world.service.explain(HOME.id, MemberId(member), number)).page
            assert page.total == score
            assert len(page.lines) <= PAGE_LENGTH
            assert page.newer == shown
            shown += sum(line.entry.amount for line in page.lines)
            if not page.more:
                break
            number += 1
        assert shown == score


async def check_limits(world: World) -> None:
    """Look at everything that stands."""
    async with world.database.read() as tx:
        query = select(entries, acts.c.giver_id).join(acts, acts.c.id == entries.c.act_id)
        rows = (await sql(tx).execute(query)).all()
    undone = {row.corrects for row in rows}
    standing = [row for row in rows if row.corrects is None and row.number not in undone]
    assert len({row.number for row in rows}) == len(rows)
    assert all(row.giver_id != row.receiver_id for row in standing)
    for one, other in combinations(PEOPLE, 2):
        times = sorted(row.at for row in standing if {row.giver_id, row.receiver_id} == {one, other})
        assert all(later - earlier >= DAY for earlier, later in pairwise(times))
    for giver in PEOPLE:
        given = sorted({(row.at, row.act_id) for row in standing if row.giver_id == giver})
        assert all(given[n + 5][0] - given[n][0] >= DAY for n in range(len(given) - 5))


@settings(max_examples=20, deadline=None)
@given(steps, st.booleans())
def test_a_score_is_the_sum_of_its_entries_on_every_page(
    story: list[tuple[int, list[int]] | int | float], newcomers: bool
) -> None:
    async def tell() -> None:
        world = World(Database("sqlite://"))
        if newcomers:
            world.town.came = {1: world.town.now, 2: world.town.now - DAY}
        async with world.database.begin() as tx:
            await sql(tx).run_sync(metadata.create_all)
        await play(world, story)
        await check_sums(world)
        await check_limits(world)
        world.wait(4 * DAY)
        await check_sums(world)
        async with world.database.begin() as tx:
            await world.service.merge_members(tx, HOME.id, MemberId(1), MemberId(2))
        await check_sums(world)
        assert await world.score(2) == 0
        await world.database.close()

    asyncio.run(tell())
