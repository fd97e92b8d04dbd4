"""Cases, sanctions and blocklists in the database, on every backend."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.content import Code, msg
from bot.ids import ChatRef, CommunityId, MemberId, MessageRef, Platform
from bot.moderation.blocklist.entries import Blocked
from bot.moderation.model import Case, Entry, Kind, Sanction, Step
from storage.database import Database
from storage.moderation import SqlModeration

HERE, THERE = CommunityId(1), CommunityId(2)
ANNA, BORIS, MAX = MemberId(10), MemberId(11), MemberId(12)
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
MESSAGE = MessageRef(ChatRef(Platform.TELEGRAM, "-100"), "7")
STORE = SqlModeration()


def a_case(kind: Kind = Kind.WARN, member: MemberId = ANNA, community: CommunityId = HERE, **more: Any) -> Case:
    case = Case(0, community, 0, kind, member, MAX, None, "because", "", NOON)
    return replace(case, **more)


async def test_a_case_is_read_as_it_was_written(database: Database) -> None:
    case = a_case(
        Kind.MUTE,
        rule="blocklist",
        reason=msg("moderation-blocklist-reason"),
        detail=msg("moderation-blocklist-detail", entry=Code("<b>")),
        until=NOON + timedelta(days=1),
        silent=True,
        evidence="слова\u202e",
        message=MESSAGE,
    )
    async with database.begin() as tx:
        opened = await STORE.open(tx, case)
    async with database.read() as tx:
        assert await STORE.find(tx, opened.id) == opened
        assert await STORE.find_numbered(tx, HERE, 1) == opened
        assert await STORE.find_numbered(tx, THERE, 1) is None
        assert await STORE.find_about(tx, HERE, MESSAGE) == opened
        assert await STORE.find_about(tx, HERE, MESSAGE._replace(id="8")) is None
    assert (opened.number, opened.history) == (1, (Entry(Step.OPENED, NOON, MAX),))


async def test_a_case_by_hand_is_not_the_one_a_rule_opened(database: Database) -> None:
    async with database.begin() as tx:
        await STORE.open(tx, a_case(message=MESSAGE))
        assert await STORE.find_about(tx, HERE, MESSAGE) is None


async def test_numbers_are_each_communitys_own_and_never_given_twice(database: Database) -> None:
    async def one(community: CommunityId) -> int:
        async with database.begin() as tx:
            return (await STORE.open(tx, a_case(community=community))).number

    numbers = await asyncio.gather(*(one(HERE) for _ in range(8)), *(one(THERE) for _ in range(3)))
    assert sorted(numbers[:8]) == list(range(1, 9))
    assert sorted(numbers[8:]) == [1, 2, 3]


async def test_history_only_grows(database: Database) -> None:
    async with database.begin() as tx:
        case = await STORE.open(tx, a_case())
        await STORE.note(tx, case.id, Entry(Step.LIFTED, NOON + timedelta(hours=1), None, "sorry"))
        found = await STORE.find(tx, case.id)
    assert found is not None
    assert [e.step for e in found.history] == [Step.OPENED, Step.LIFTED]
    assert found.over


async def test_cases_are_listed_newest_first_and_narrowed(database: Database) -> None:
    async with database.begin() as tx:
        for hour, (kind, member) in enumerate([(Kind.WARN, ANNA), (Kind.MUTE, ANNA), (Kind.WARN, BORIS)]):
            await STORE.open(tx, a_case(kind, member, at=NOON + timedelta(hours=hour)))
        await STORE.open(tx, a_case(community=THERE))
        assert [c.number for c in await STORE.latest(tx, HERE)] == [3, 2, 1]
        assert [c.number for c in await STORE.latest(tx, HERE, member=ANNA)] == [2, 1]
        assert [c.number for c in await STORE.latest(tx, HERE, kinds=[Kind.WARN])] == [3, 1]
        assert [c.number for c in await STORE.latest(tx, HERE, since=NOON)] == [3, 2]
        assert [c.number for c in await STORE.latest(tx, HERE, most=1)] == [3]


async def test_evidence_is_forgotten_and_the_case_stays(database: Database) -> None:
    async with database.begin() as tx:
        case = await STORE.open(tx, a_case(evidence="words"))
        await STORE.forget_evidence(tx, case.id)
        assert await STORE.find(tx, case.id) == replace(case, evidence=None)


async def _mute(database: Database, member: MemberId, until: datetime | None) -> Case:
    async with database.begin() as tx:
        case = await STORE.open(tx, a_case(Kind.MUTE, member, until=until))
        await STORE.save_sanction(tx, Sanction(HERE, member, Kind.MUTE, until, case.id))
    return case


async def test_one_mute_a_member_is_in_force(database: Database) -> None:
    await _mute(database, ANNA, NOON)
    second = await _mute(database, ANNA, None)
    async with database.begin() as tx:
        held = await STORE.find_sanction(tx, HERE, ANNA, Kind.MUTE)
        assert held == Sanction(HERE, ANNA, Kind.MUTE, None, second.id)
        assert await STORE.find_sanction(tx, HERE, ANNA, Kind.BAN) is None
        await STORE.remove_sanction(tx, held)
        assert await STORE.find_sanction(tx, HERE, ANNA, Kind.MUTE) is None


async def test_of_two_people_who_are_one_the_longer_mute_stays(database: Database) -> None:
    for kept, gone, expected in (
        (NOON, NOON + timedelta(hours=1), NOON + timedelta(hours=1)),
        (NOON + timedelta(hours=1), NOON, NOON + timedelta(hours=1)),
        (NOON, None, None),
        (None, NOON, None),
    ):
        await _mute(database, ANNA, kept)
        await _mute(database, BORIS, gone)
        async with database.begin() as tx:
            await STORE.merge_members(tx, HERE, ANNA, BORIS)
            held = await STORE.find_sanction(tx, HERE, ANNA, Kind.MUTE)
            assert held is not None
            assert held.until == expected
            assert await STORE.find_sanction(tx, HERE, BORIS, Kind.MUTE) is None
            assert await STORE.latest(tx, HERE, member=BORIS) == []


async def test_a_blocklist_has_each_entry_once(database: Database) -> None:
    entry = Blocked("Казино*", "mute 10m", "нет", NOON)
    async with database.begin() as tx:
        await STORE.block(tx, HERE, [entry, Blocked("спам")], MAX, NOON)
        await STORE.block(tx, HERE, [replace(entry, action="")], MAX, NOON)
        assert await STORE.blocked(tx, HERE) == [Blocked("Казино*", "", "нет", NOON), Blocked("спам")]
        assert (HERE, Blocked("Казино*", "", "нет", NOON)) in await STORE.all_blocked(tx)
        await STORE.unblock(tx, HERE, ["Казино*", "nothing"])
        assert await STORE.blocked(tx, HERE) == [Blocked("спам")]


async def test_a_long_blocklist_is_written_and_removed_at_once(database: Database) -> None:
    entries = [Blocked(f"domain:site{n}.example") for n in range(3_000)]
    async with database.begin() as tx:
        await STORE.block(tx, HERE, entries, MAX, NOON)
        assert len(await STORE.blocked(tx, HERE)) == len(entries)
        await STORE.unblock(tx, HERE, [e.entry for e in entries[1:]])
        assert await STORE.blocked(tx, HERE) == entries[:1]


async def test_two_communities_that_join_keep_every_case_and_entry(database: Database) -> None:
    async with database.begin() as tx:
        await STORE.open(tx, a_case())
        moved = await STORE.open(tx, a_case(Kind.MUTE, BORIS, THERE))
        await STORE.save_sanction(tx, Sanction(THERE, BORIS, Kind.MUTE, None, moved.id))
        await STORE.block(tx, HERE, [Blocked("both", reason="ours")], MAX, NOON)
        await STORE.block(tx, THERE, [Blocked("both", reason="theirs")], MAX, NOON)
        await STORE.block(tx, THERE, [Blocked("new")], MAX, NOON)
        await STORE.absorb(tx, HERE, THERE)
        assert [c.number for c in await STORE.latest(tx, HERE)] == [2, 1]
        held = await STORE.find_sanction(tx, HERE, BORIS, Kind.MUTE)
        assert held is not None
        assert held.case == moved.id
        assert await STORE.blocked(tx, HERE) == [Blocked("both", reason="ours"), Blocked("new")]
        assert (await STORE.open(tx, a_case())).number == 3
        assert await STORE.latest(tx, THERE) == []
