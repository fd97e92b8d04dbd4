"""The ledger of thanks, on each backend."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.ids import ChatRef, CommunityId, MemberId, MessageRef, Platform
from bot.recognition.model import Act, Category, Cause, Entry, taken_back
from storage.database import Database
from storage.recognition import SqlRecognition
from tests.fakes import NOON
from tests.fakes_recognition import GROUP, HOME, World, person

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
OTHER = CommunityId(2)
ANNA, BORIS, VERA = MemberId(1), MemberId(2), MemberId(3)
store = SqlRecognition()


async def give(
    database: Database,
    giver: MemberId,
    *receivers: MemberId,
    community: CommunityId = HOME.id,
    said: MessageRef | None = None,
    days: int = 0,
) -> list[Entry]:
    """Write an act of a point for each receiver, so many days ago."""
    at = NOON - days * DAY
    async with database.begin() as tx:
        act = await store.add_act(tx, Act(0, community, giver, at, "за «доклад»", Category.TALKS, said))
        return await store.append(tx, community, [Entry(0, act.id, r, 1000, at, at) for r in receivers])


async def numbers(database: Database, community: CommunityId, member: MemberId) -> list[tuple[int, int | None]]:
    async with database.read() as tx:
        page = await store.page(tx, community, member, NOON + 1000 * DAY, 0, 100)
    return [(line.entry.number, line.entry.corrects) for line in page.lines]


async def test_an_act_and_its_entries_are_read_back_as_they_were_written(database: Database) -> None:
    said = MessageRef(ChatRef(Platform.TELEGRAM, "-100", topic="7"), "55")
    written = await give(database, ANNA, BORIS, VERA, said=said)
    async with database.read() as tx:
        act = await store.act_of(tx, HOME.id, MessageRef(GROUP, "55"))
        assert act == Act(written[0].act, HOME.id, ANNA, NOON, "за «доклад»", Category.TALKS, MessageRef(GROUP, "55"))
        assert await store.entries_of(tx, act.id) == written
        assert [e.number for e in written] == [1, 2]
        (line,) = (await store.page(tx, HOME.id, BORIS, NOON, 0, 10)).lines
        assert (line.entry, line.act) == (written[0], act)
        assert await store.act_of(tx, OTHER, said) is None
        assert await store.act_of(tx, HOME.id, MessageRef(ChatRef(Platform.DISCORD, "-100"), "55")) is None


async def test_what_was_taken_back_counts_for_no_limit_and_no_rank(database: Database) -> None:
    (entry,) = await give(database, ANNA, BORIS)
    kept = await give(database, ANNA, VERA)
    async with database.begin() as tx:
        await store.append(tx, HOME.id, [taken_back(entry, Cause.DELETED, NOON)])
        assert await store.given(tx, HOME.id, ANNA, NOON - DAY) == [NOON]
        assert await store.between(tx, HOME.id, ANNA, [BORIS, VERA], NOON - DAY) == {VERA: [NOON]}
        assert await store.count_givers(tx, HOME.id, None, NOON, None) == {VERA: 1}
        assert await store.received(tx, HOME.id, [BORIS, VERA], None, NOON, None) == [(VERA, 1000, NOON)]
        assert (await store.score(tx, HOME.id, BORIS, NOON)).points == 0
    assert await numbers(database, HOME.id, BORIS) == [(3, 1), (1, None)]
    assert kept[0].number == 2


async def test_an_entry_is_taken_back_once_only(database: Database) -> None:
    (entry,) = await give(database, ANNA, BORIS)
    with pytest.raises(IntegrityError):
        async with database.begin() as tx:
            await store.append(tx, HOME.id, [taken_back(entry, Cause.DELETED, NOON)] * 2)
    assert await numbers(database, HOME.id, BORIS) == [(1, None)]


async def test_a_pair_is_found_in_either_direction(database: Database) -> None:
    await give(database, ANNA, BORIS, days=2)
    await give(database, BORIS, ANNA, days=1)
    await give(database, BORIS, VERA)
    async with database.read() as tx:
        found = await store.between(tx, HOME.id, ANNA, [BORIS, VERA], NOON - 30 * DAY)
        assert {who: sorted(at) for who, at in found.items()} == {BORIS: [NOON - 2 * DAY, NOON - DAY]}
        assert await store.between(tx, HOME.id, ANNA, [BORIS], NOON - DAY) == {}
        assert await store.between(tx, OTHER, ANNA, [BORIS], NOON - 30 * DAY) == {}


async def test_a_ranking_counts_each_giver_once(database: Database) -> None:
    for giver, days in ((ANNA, 0), (ANNA, 2), (VERA, 20)):
        await give(database, giver, BORIS, days=days)
    async with database.begin() as tx:
        assert await store.count_givers(tx, HOME.id, None, NOON, None) == {BORIS: 2}
        assert await store.count_givers(tx, HOME.id, NOON - 7 * DAY, NOON, Category.TALKS) == {BORIS: 1}
        assert await store.count_givers(tx, HOME.id, None, NOON, Category.CODE) == {}
        assert await store.count_givers(tx, HOME.id, None, NOON - DAY, None) == {BORIS: 2}
        for hidden in (True, True):
            await store.set_hidden(tx, HOME.id, BORIS, hidden)
        assert await store.count_givers(tx, HOME.id, None, NOON, None) == {}
        assert await store.is_hidden(tx, HOME.id, BORIS)
        await store.set_hidden(tx, HOME.id, BORIS, False)
        assert not await store.is_hidden(tx, HOME.id, BORIS)


async def test_of_twenty_thanks_at_once_as_many_are_given_as_a_day_allows(database: Database) -> None:
    world = World(database)
    refusals = await asyncio.gather(*(world.refused(1, receiver) for receiver in range(10, 30)))
    assert [r.key for r in refusals if r] == ["thanks-daily"] * 15
    scores = [await world.score(receiver) for receiver in range(10, 30)]
    assert sorted(scores) == [0] * 15 + [1000] * 5


async def test_of_a_pair_that_thanks_each_other_at_once_one_is_first(database: Database) -> None:
    world = World(database)
    refusals = await asyncio.gather(*(world.refused(*pair) for pair in ((1, 2), (2, 1)) * 5))
    assert [r.key for r in refusals if r] == ["thanks-pair"] * 9
    assert await world.score(1) + await world.score(2) == 1000


async def test_one_message_handled_many_times_at_once_gives_and_takes_once(database: Database) -> None:
    world = World(database)
    call = world.call(1)
    await asyncio.gather(*(world.handlers.thanks(call, (person(2),), "help") for _ in range(5)))
    assert await world.score(2) == 1000
    assert call.message is not None
    await asyncio.gather(*(world.service.on_message_deleted(HOME.id, call.message) for _ in range(5)))
    assert await numbers(database, HOME.id, BORIS) == [(2, 1), (1, None)]


async def test_one_person_with_two_accounts_keeps_what_others_gave_but_not_their_own(database: Database) -> None:
    world = World(database)
    await give(database, ANNA, BORIS, days=3)
    await give(database, BORIS, ANNA, VERA, days=2)
    await give(database, VERA, BORIS, days=1)
    async with database.begin() as tx:
        await store.set_hidden(tx, HOME.id, BORIS, True)
        await world.service.merge_members(tx, HOME.id, ANNA, BORIS)
        assert await store.is_hidden(tx, HOME.id, ANNA)
        assert not await store.is_hidden(tx, HOME.id, BORIS)
        assert await store.self_thanks(tx, HOME.id, ANNA) == []
    assert (await world.score(1), await world.score(2), await world.score(3)) == (1000, 0, 1000)
    taken = [(n, old) for n, old in await numbers(database, HOME.id, ANNA) if old is not None]
    assert sorted(taken) == [(5, 1), (6, 2)]
    assert "both accounts are one person" in await world.why(1)


async def test_an_absorbed_communitys_entries_get_the_numbers_after_ours(database: Database) -> None:
    world = World(database)
    await give(database, ANNA, BORIS)
    await give(database, ANNA, VERA)
    (theirs,) = await give(database, MemberId(5), MemberId(6), community=OTHER)
    async with database.begin() as tx:
        await store.append(tx, OTHER, [taken_back(theirs, Cause.DELETED, NOON)])
        await store.set_hidden(tx, OTHER, MemberId(6), True)
        await world.service.absorb(tx, HOME.id, OTHER)
        assert await store.is_hidden(tx, HOME.id, MemberId(6))
        assert not await store.is_hidden(tx, OTHER, MemberId(6))
    assert await numbers(database, HOME.id, MemberId(6)) == [(4, 3), (3, None)]
    assert await numbers(database, OTHER, MemberId(6)) == []
    assert [e.number for e in await give(database, ANNA, BORIS)] == [5]


async def test_a_community_without_thanks_can_be_absorbed_and_absorb(database: Database) -> None:
    world = World(database)
    async with database.begin() as tx:
        await world.service.absorb(tx, HOME.id, OTHER)
    await give(database, ANNA, BORIS, community=OTHER)
    async with database.begin() as tx:
        await world.service.absorb(tx, HOME.id, OTHER)
    assert await numbers(database, HOME.id, BORIS) == [(1, None)]


async def test_entries_that_wait_are_listed_soonest_first_and_summed_apart(database: Database) -> None:
    async with database.begin() as tx:
        act = await store.add_act(tx, Act(0, HOME.id, ANNA, NOON, "", None, None))
        later = [Entry(0, act.id, BORIS, 500 + n, NOON, NOON + n * HOUR) for n in (3, 0, 1)]
        await store.append(tx, HOME.id, later)
        score = await store.score(tx, HOME.id, BORIS, NOON)
        assert (score.points, score.pending) == (500, 1004)
        pending = await store.pending(tx, HOME.id, BORIS, NOON, 10)
        assert [line.entry.amount for line in pending] == [501, 503]
        assert (await store.page(tx, HOME.id, BORIS, NOON, 0, 10)).total == 500
