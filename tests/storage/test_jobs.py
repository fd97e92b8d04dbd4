"""Jobs in the database, on each backend."""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.ids import CommunityId
from bot.jobs import Job, Jobs
from bot.meters import Meters
from bot.ports import Tx
from storage.database import Database
from storage.jobs import SqlJobs
from tests.fakes import NOON, FakeClock, nobody_hears

HOUR = timedelta(hours=1)
HOME = CommunityId(7)
store = SqlJobs()


async def put(database: Database, key: str, due: datetime = NOON, payload: Mapping[str, Any] | None = None) -> None:
    async with database.begin() as tx:
        await store.put(tx, "kind", key, HOME, due, payload or {})


async def keys_in_order(database: Database, now: datetime = NOON) -> list[str]:
    keys = []
    async with database.begin() as tx:
        while job := await store.claim(tx, now):
            keys.append(job.key)
            await store.finish(tx, job.id)
    return keys


async def test_a_job_is_claimed_as_it_was_written(database: Database) -> None:
    await put(database, "a", NOON - HOUR, {"event": 3, "name": "Встреча 🎉", "list": [1, None, True]})
    async with database.begin() as tx:
        job = await store.claim(tx, NOON)
    assert job is not None
    assert job == Job(
        job.id, "kind", "a", HOME, NOON - HOUR, {"event": 3, "name": "Встреча 🎉", "list": [1, None, True]}, 0, HOUR
    )


async def test_the_same_key_again_moves_the_job_and_rewrites_it(database: Database) -> None:
    await put(database, "a", NOON, {"n": 1})
    await put(database, "a", NOON + HOUR, {"n": 2})
    async with database.begin() as tx:
        assert await store.claim(tx, NOON) is None
        job = await store.claim(tx, NOON + HOUR)
    assert job is not None
    assert (job.due, job.payload) == (NOON + HOUR, {"n": 2})
    assert await keys_in_order(database, NOON + HOUR) == ["a"]


async def test_the_earliest_job_is_claimed_first_and_the_older_of_two_due_at_once(database: Database) -> None:
    for key, due in (("c", NOON), ("a", NOON - HOUR), ("d", NOON), ("late", NOON + HOUR)):
        await put(database, key, due)
    assert await keys_in_order(database) == ["a", "c", "d"]


async def test_a_job_due_in_this_very_microsecond_is_due(database: Database) -> None:
    exact = NOON.replace(microsecond=999_999)
    await put(database, "a", exact)
    async with database.begin() as tx:
        assert await store.claim(tx, exact - timedelta(microseconds=1)) is None
        assert await store.claim(tx, exact) is not None


async def test_a_removed_job_never_runs_and_removing_one_that_is_not_there_is_no_error(database: Database) -> None:
    await put(database, "a")
    async with database.begin() as tx:
        await store.remove(tx, "a")
        await store.remove(tx, "a")
    assert await keys_in_order(database) == []


async def test_a_postponed_job_waits_and_counts_its_attempts(database: Database) -> None:
    await put(database, "a")
    async with database.begin() as tx:
        job = await store.claim(tx, NOON)
        assert job is not None
        await store.postpone(tx, job.id, NOON + HOUR, 1, False)
        assert await store.claim(tx, NOON) is None
        again = await store.claim(tx, NOON + HOUR)
    assert again is not None
    assert again.attempts == 1


async def test_a_parked_job_is_left_alone_until_it_is_planned_again(database: Database) -> None:
    await put(database, "a")
    async with database.begin() as tx:
        job = await store.claim(tx, NOON)
        assert job is not None
        await store.postpone(tx, job.id, NOON, 8, True)
        assert await store.claim(tx, NOON + HOUR) is None
        assert await store.next_due(tx) is None
    await put(database, "a")
    async with database.begin() as tx:
        job = await store.claim(tx, NOON)
    assert job is not None
    assert job.attempts == 0


async def test_next_due_is_the_earliest_of_those_that_wait(database: Database) -> None:
    async with database.read() as tx:
        assert await store.next_due(tx) is None
    await put(database, "b", NOON + 2 * HOUR)
    await put(database, "a", NOON + HOUR)
    async with database.read() as tx:
        assert await store.next_due(tx) == NOON + HOUR


async def test_a_job_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(Exception, match="needs a zone"):
        await put(database, "a", datetime(2026, 12, 1))


async def test_a_job_held_by_another_process_is_passed_over(database: Database) -> None:
    held, other_done = asyncio.Event(), asyncio.Event()

    async def hold() -> str | None:
        async with database.begin() as tx:
            job = await store.claim(tx, NOON)
            held.set()
            # PostgreSQL lets the other go on meanwhile; on SQLite the other waits for us to end.
            if not database.sqlite:
                await other_done.wait()
            assert job is not None
            await store.finish(tx, job.id)
            return job.key

    async def take() -> str | None:
        await held.wait()
        async with database.begin() as tx:
            job = await store.claim(tx, NOON)
        other_done.set()
        return job.key if job else None

    await put(database, "a")
    await put(database, "b")
    first, second = await asyncio.gather(hold(), take())
    assert (first, second) == ("a", "b")


async def test_two_runners_at_once_run_no_job_twice_and_leave_none(database: Database) -> None:
    ran: list[str] = []

    async def run(tx: Tx, job: Job) -> None:
        await asyncio.sleep(0)
        ran.append(job.key)

    keys = [f"k{n:02}" for n in range(30)]
    for key in keys:
        await put(database, key)
    runners = [Jobs(store, database, FakeClock(), lambda: None, nobody_hears, Meters()) for _ in range(3)]
    for jobs in runners:
        jobs.on("kind", run)
    counts = []
    while ran_now := sum(await asyncio.gather(*(jobs.run_due() for jobs in runners))):
        counts.append(ran_now)
    assert sum(counts) == 30
    assert sorted(ran) == keys


async def test_work_that_plans_its_own_key_again_is_run_again_later(database: Database) -> None:
    clock = FakeClock()
    jobs = Jobs(store, database, clock, lambda: None, nobody_hears, Meters())

    async def run(tx: Tx, job: Job) -> None:
        await jobs.schedule(tx, "kind", job.key, HOME, clock.now() + HOUR, {})

    jobs.on("kind", run)
    await put(database, "daily")
    assert await jobs.run_due() == 1
    assert await jobs.next_due() == NOON + HOUR


async def test_what_failed_work_wrote_is_undone_and_the_job_stays(database: Database) -> None:
    jobs = Jobs(store, database, FakeClock(), lambda: None, nobody_hears, Meters())

    async def run(tx: Tx, job: Job) -> None:
        await store.put(tx, "kind", "written", HOME, NOON + HOUR, {})
        raise ValueError("broken")

    jobs.on("kind", run)
    await put(database, "a")
    assert await jobs.run_due() == 1
    assert jobs.faults == 1
    assert await keys_in_order(database, NOON + 24 * HOUR) == ["a"]
