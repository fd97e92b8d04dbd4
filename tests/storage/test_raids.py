"""Raids, and who came in them, in the database, on every backend."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.ids import AccountRef, ChatRef, CommunityId, MemberId, Platform
from bot.moderation.raid.model import OPEN, Cause, Decision, Fate, Newcomer, Raid
from storage.database import Database
from storage.raids import SqlRaids

HERE, THERE = CommunityId(1), CommunityId(2)
ANNA, BORIS, MAX = MemberId(10), MemberId(11), MemberId(12)
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
STORE = SqlRaids()
RAID = Raid(0, HERE, Cause.ARRIVALS, NOON, NOON + 10 * MINUTE)


def came(account: str, member: MemberId = ANNA, community: CommunityId = HERE, **more: Any) -> Newcomer:
    chat = ChatRef(Platform.TELEGRAM, "-100", "7")
    newcomer = Newcomer(community, AccountRef(Platform.TELEGRAM, account), member, NOON, f"u{account}", chat, "ru")
    return replace(newcomer, **more)


async def test_a_raid_is_read_as_it_was_written_until_it_is_finished(database: Database) -> None:
    async with database.begin() as tx:
        raid = await STORE.begin(tx, RAID)
        assert await STORE.current(tx, HERE) == raid
        assert await STORE.current(tx, THERE) is None
        over = replace(raid, ended=NOON, decision=Decision.BAN, decided_by=MAX, by=MAX, cause=Cause.HAND)
        await STORE.save(tx, over)
        assert await STORE.current(tx, HERE) == over
        done = replace(over, finished=NOON + MINUTE, counts={"banned": 3})
        await STORE.save(tx, done)
        assert await STORE.current(tx, HERE) is None
        assert await STORE.find(tx, raid.id) == done
        assert await STORE.find(tx, raid.id + 1) is None


async def test_an_account_that_comes_twice_is_one_row_as_it_was_last(database: Database) -> None:
    async with database.begin() as tx:
        raid = await STORE.begin(tx, RAID)
        await STORE.note(tx, came("1"))
        again = came("1", update="u9", fate=Fate.HELD, raid=raid.id, case=5, greeted=False)
        await STORE.note(tx, again)
        assert await STORE.came(tx, HERE, again.account) == again
        assert await STORE.came(tx, THERE, again.account) is None
        assert await STORE.count(tx, raid.id) == {Fate.HELD: 1}
        assert await STORE.of_member(tx, HERE, ANNA) == [again]


async def test_a_window_holds_both_its_ends_and_no_more_than_asked(database: Database) -> None:
    async with database.begin() as tx:
        for minute in range(5):
            await STORE.note(tx, came(str(minute), at=NOON + minute * MINUTE))
        found = await STORE.between(tx, HERE, NOON + MINUTE, NOON + 3 * MINUTE, 10)
        assert [n.account.id for n in found] == ["3", "2", "1"]
        times = await STORE.times(tx, HERE, NOON + MINUTE, NOON + 3 * MINUTE, 10, alone=True)
        assert times == [n.at for n in found]
        await STORE.note(tx, came("2", at=NOON + 2 * MINUTE, raid=7))
        assert len(await STORE.times(tx, HERE, NOON, NOON + 9 * MINUTE, 10, alone=True)) == 4
        assert len(await STORE.times(tx, HERE, NOON, NOON + 9 * MINUTE, 10, alone=False)) == 5
        assert len(await STORE.between(tx, HERE, NOON, NOON + 9 * MINUTE, 2)) == 2


async def test_who_came_long_ago_is_forgotten_and_who_came_in_a_raid_is_not(database: Database) -> None:
    async with database.begin() as tx:
        await STORE.note(tx, came("1"))
        await STORE.note(tx, came("2", raid=7, fate=Fate.HELD))
        await STORE.note(tx, came("3", at=NOON + MINUTE))
        await STORE.forget_before(tx, HERE, NOON + MINUTE)
        left = await STORE.between(tx, HERE, NOON, NOON + MINUTE, 10)
        assert sorted(n.account.id for n in left) == ["2", "3"]
        await STORE.forget(tx, 7)
        assert len(await STORE.between(tx, HERE, NOON, NOON + MINUTE, 10)) == 1


async def test_two_decisions_at_once_reach_everybody_once(database: Database) -> None:
    async with database.begin() as tx:
        for account in range(4):
            await STORE.note(tx, came(str(account), MemberId(account), raid=1, fate=Fate.HELD))

    async def one(fate: Fate) -> int:
        async with database.begin() as tx:
            return await STORE.decide(tx, 1, (Fate.HELD,), fate)

    counts = await asyncio.gather(one(Fate.BANNING), one(Fate.FREEING))
    assert sorted(counts) == [0, 4]
    async with database.read() as tx:
        assert len(await STORE.of_raid(tx, 1, OPEN, 10)) == 4
        assert len(await STORE.all_held(tx)) == 4


async def test_joined_members_and_communities_take_their_raids_along(database: Database) -> None:
    async with database.begin() as tx:
        raid = await STORE.begin(tx, replace(RAID, community=THERE, by=BORIS))
        await STORE.note(tx, came("1", BORIS, THERE, raid=raid.id, fate=Fate.HELD))
        await STORE.note(tx, came("2", BORIS, THERE))
        await STORE.note(tx, came("2", ANNA, HERE))
        await STORE.merge_members(tx, THERE, MAX, BORIS)
        await STORE.absorb(tx, HERE, THERE)
        assert [n.account.id for n in await STORE.of_member(tx, HERE, MAX)] == ["1"]
        assert [n.account.id for n in await STORE.of_member(tx, HERE, ANNA)] == ["2"]
        assert await STORE.current(tx, HERE) == replace(raid, community=HERE, by=MAX)
        assert await STORE.all_held(tx) == [(HERE, AccountRef(Platform.TELEGRAM, "1"))]
