"""Several moderators act on one person in the same moment, on every backend."""

import asyncio
from datetime import UTC, datetime, timedelta

from bot.ids import CommunityId, MemberId
from bot.jobs import Jobs
from bot.meters import Meters
from bot.moderation.model import Case, Kind, Step, extend
from bot.moderation.sanctions import Sanctions
from storage.database import Database
from storage.jobs import SqlJobs
from storage.moderation import SqlModeration
from tests.fakes import FakeClock, nobody_hears

HERE, ANNA, MAX = CommunityId(1), MemberId(10), MemberId(12)
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
STORE = SqlModeration()


class Nowhere:
    """A community without chats, and so without anybody in them."""

    async def chats(self, tx: object, community: CommunityId) -> tuple[()]:
        return ()

    async def load(self, tx: object, community: CommunityId, members: object) -> dict[MemberId, object]:
        return {}


def wired(database: Database, clock: FakeClock) -> tuple[Sanctions, Jobs]:
    """Put sanctions and their jobs together."""
    jobs = Jobs(SqlJobs(), database, clock, lambda: None, nobody_hears, Meters())
    sanctions = Sanctions(STORE, clock, jobs, None, Nowhere(), Nowhere(), {}, None)  # type: ignore[arg-type]
    for kind, runner in sanctions.runners().items():
        jobs.on(kind, runner)
    return sanctions, jobs


async def mute(database: Database, sanctions: Sanctions, hours: int) -> None:
    """Mute Anna as the service does."""
    async with database.begin() as tx:
        old = await sanctions.hold(tx, HERE, ANNA, Kind.MUTE)
        until = extend(old, NOON + timedelta(hours=hours))
        case = await STORE.open(tx, Case(0, HERE, 0, Kind.MUTE, ANNA, MAX, None, "", "", NOON, until))
        await sanctions.begin(tx, case, old, "")


async def test_the_longest_of_many_mutes_at_once_stands_and_ends_once(database: Database) -> None:
    clock = FakeClock(NOON)
    sanctions, jobs = wired(database, clock)
    await asyncio.gather(*(mute(database, sanctions, hours) for hours in (3, 7, 1, 5, 2)))
    async with database.read() as tx:
        held = await STORE.find_sanction(tx, HERE, ANNA, Kind.MUTE)
        cases = await STORE.latest(tx, HERE)
    assert held is not None
    assert held.until == NOON + timedelta(hours=7)
    assert sorted(step for c in cases for step in [c.history[-1].step]) == [Step.CONTINUED] * 4 + [Step.OPENED]

    clock.set(NOON + timedelta(hours=8))
    await jobs.run_due()
    async with database.read() as tx:
        assert await STORE.find_sanction(tx, HERE, ANNA, Kind.MUTE) is None
        ended = [c for c in await STORE.latest(tx, HERE) if c.history[-1].step is Step.ENDED]
    assert [c.id for c in ended] == [held.case]
    assert jobs.faults == 0


async def test_a_mute_that_ends_while_another_is_laid_on_leaves_the_other_in_force(database: Database) -> None:
    clock = FakeClock(NOON)
    sanctions, jobs = wired(database, clock)
    await mute(database, sanctions, 1)
    clock.set(NOON + timedelta(hours=1))
    await asyncio.gather(jobs.run_due(), mute(database, sanctions, 6))
    async with database.read() as tx:
        held = await STORE.find_sanction(tx, HERE, ANNA, Kind.MUTE)
    assert held is not None
    assert held.until == NOON + timedelta(hours=6)
    assert jobs.faults == 0
