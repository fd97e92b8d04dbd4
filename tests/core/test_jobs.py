"""Work that is due later: once, in order, and again when it failed."""

from contextlib import suppress
from datetime import timedelta

import pytest

from bot.ids import CommunityId
from bot.jobs import AT_ONCE, FIRST_RETRY, MAX_ATTEMPTS, Job, Jobs
from bot.meters import Meters
from bot.ports import Tx
from storage.database import Database
from storage.jobs import SqlJobs
from tests.fakes import NOON, FakeClock

HOME = CommunityId(7)
HOUR = timedelta(hours=1)


class Worker:
    """Plan and run jobs of one kind, which note that they ran and fail as often as they are told to."""

    def __init__(self, database: Database, clock: FakeClock) -> None:
        self.database = database
        self.clock = clock
        self.woken = 0
        self.ran: list[Job] = []
        self.parked: list[str] = []
        self.meters = Meters()
        self.failures = 0
        self.jobs = Jobs(SqlJobs(), database, clock, self.wake, self.hear, self.meters, jitter=lambda: 1.0)
        self.jobs.on("greet", self.run)

    def wake(self) -> None:
        self.woken += 1

    async def hear(self, tx: Tx, job: Job, incident: str) -> None:
        self.parked.append(job.key)

    async def run(self, tx: Tx, job: Job) -> None:
        self.ran.append(job)
        if self.failures:
            self.failures -= 1
            raise RuntimeError("it does not work")

    async def plan(self, key: str, after: timedelta = timedelta(0), **payload: object) -> None:
        async with self.database.begin() as tx:
            await self.jobs.schedule(tx, "greet", key, HOME, self.clock.now() + after, payload)

    @property
    def keys(self) -> list[str]:
        return [job.key for job in self.ran]


@pytest.fixture
def worker(memory: Database, clock: FakeClock) -> Worker:
    return Worker(memory, clock)


async def test_a_job_runs_once_when_it_is_due_and_not_before(worker: Worker) -> None:
    await worker.plan("a", HOUR, name="Анна")
    assert await worker.jobs.run_due() == 0
    assert await worker.jobs.next_due() == NOON + HOUR
    worker.clock.advance(HOUR)
    assert await worker.jobs.run_due() == 1
    assert await worker.jobs.run_due() == 0
    (job,) = worker.ran
    assert (job.key, job.community, job.payload, job.attempts, job.late) == (
        "a",
        HOME,
        {"name": "Анна"},
        0,
        timedelta(0),
    )
    assert await worker.jobs.next_due() is None


async def test_a_job_that_was_due_while_nobody_ran_knows_how_late_it_is(worker: Worker) -> None:
    await worker.plan("a")
    worker.clock.advance(3 * HOUR)
    await worker.jobs.run_due()
    assert worker.ran[0].late == 3 * HOUR


async def test_jobs_run_earliest_first(worker: Worker) -> None:
    for key, after in (("c", 3 * HOUR), ("a", HOUR), ("b", 2 * HOUR)):
        await worker.plan(key, after)
    worker.clock.advance(4 * HOUR)
    assert await worker.jobs.run_due() == 3
    assert worker.keys == ["a", "b", "c"]


async def test_the_same_key_again_moves_the_job(worker: Worker) -> None:
    await worker.plan("a", HOUR, version=1)
    await worker.plan("a", 2 * HOUR, version=2)
    worker.clock.advance(HOUR)
    assert await worker.jobs.run_due() == 0
    worker.clock.advance(HOUR)
    assert await worker.jobs.run_due() == 1
    assert worker.ran[0].payload == {"version": 2}


async def test_a_cancelled_job_never_runs_and_cancelling_again_is_no_error(worker: Worker) -> None:
    await worker.plan("a")
    for _ in range(2):
        async with worker.database.begin() as tx:
            await worker.jobs.cancel(tx, "a")
    assert await worker.jobs.run_due() == 0


async def test_planning_wakes_the_pulse_once_it_is_committed_and_not_when_it_is_undone(worker: Worker) -> None:
    await worker.plan("a")
    assert worker.woken == 1
    with suppress(KeyError):
        async with worker.database.begin() as tx:
            await worker.jobs.schedule(tx, "greet", "b", HOME, NOON, {})
            raise KeyError
    assert worker.woken == 1
    await worker.jobs.run_due()
    assert worker.keys == ["a"]


async def test_work_that_nobody_does_cannot_be_planned(worker: Worker) -> None:
    async with worker.database.begin() as tx:
        with pytest.raises(ValueError, match="nobody runs jobs of kind dance"):
            await worker.jobs.schedule(tx, "dance", "a", HOME, NOON, {})


async def test_a_job_that_failed_is_tried_again_after_twice_the_time_each_time(worker: Worker) -> None:
    worker.failures = 3
    await worker.plan("a")
    waits = []
    for _ in range(3):
        await worker.jobs.run_due()
        due = await worker.jobs.next_due()
        assert due is not None
        waits.append(due - worker.clock.now())
        worker.clock.set(due)
    assert waits == [FIRST_RETRY, FIRST_RETRY * 2, FIRST_RETRY * 4]
    await worker.jobs.run_due()
    assert [job.attempts for job in worker.ran] == [0, 1, 2, 3]
    assert worker.jobs.faults == 3
    assert await worker.jobs.next_due() is None


async def test_a_job_that_fails_for_good_is_parked_and_holds_up_no_other(worker: Worker) -> None:
    worker.failures = MAX_ATTEMPTS
    await worker.plan("a")
    for _ in range(MAX_ATTEMPTS + 3):
        await worker.jobs.run_due()
        worker.clock.advance(HOUR)
    assert worker.keys == ["a"] * MAX_ATTEMPTS
    assert await worker.jobs.next_due() is None
    await worker.plan("b")
    assert await worker.jobs.run_due() == 1
    assert worker.keys[-1] == "b"
    assert worker.parked == ["a"]


async def test_a_parked_job_gets_one_more_try_at_the_next_start_and_is_not_told_of_again(worker: Worker) -> None:
    worker.failures = MAX_ATTEMPTS + 1
    await worker.plan("a")
    for _ in range(MAX_ATTEMPTS):
        await worker.jobs.run_due()
        worker.clock.advance(HOUR)
    for tries in (1, 0):
        await worker.jobs.revive()
        assert await worker.jobs.run_due() == 1
        worker.clock.advance(HOUR)
        assert await worker.jobs.run_due() == 0
        assert worker.failures == 0, tries
    assert worker.parked == ["a"]
    assert len(worker.ran) == MAX_ATTEMPTS + 2


async def test_a_heap_of_jobs_is_run_in_portions_so_that_what_they_write_can_leave(worker: Worker) -> None:
    for number in range(AT_ONCE + 3):
        await worker.plan(str(number))
    assert await worker.jobs.run_due() == AT_ONCE
    assert await worker.jobs.run_due() == 3


async def test_retries_are_spread_so_that_a_thousand_do_not_come_back_in_one_moment(worker: Worker) -> None:
    worker.jobs = Jobs(
        SqlJobs(), worker.database, worker.clock, worker.wake, worker.hear, worker.meters, jitter=lambda: 0.0
    )
    worker.jobs.on("greet", worker.run)
    worker.failures = 1
    await worker.plan("a")
    await worker.jobs.run_due()
    assert await worker.jobs.next_due() == NOON + FIRST_RETRY / 2


async def test_a_parked_job_can_be_planned_anew(worker: Worker) -> None:
    worker.failures = MAX_ATTEMPTS
    await worker.plan("a")
    for _ in range(MAX_ATTEMPTS):
        await worker.jobs.run_due()
        worker.clock.advance(HOUR)
    await worker.plan("a")
    assert await worker.jobs.run_due() == 1
    assert worker.ran[-1].attempts == 0


async def test_a_failing_job_does_not_keep_the_next_one_from_running(worker: Worker) -> None:
    worker.failures = 1
    await worker.plan("a")
    await worker.plan("b", timedelta(seconds=1))
    worker.clock.advance(timedelta(seconds=2))
    assert await worker.jobs.run_due() == 2
    assert worker.keys == ["a", "b"]


async def test_a_job_of_a_kind_that_is_gone_is_a_fault_and_not_the_end(worker: Worker) -> None:
    async with worker.database.begin() as tx:
        await SqlJobs().put(tx, "dance", "old", HOME, NOON, {})
    await worker.plan("a")
    assert await worker.jobs.run_due() == 2
    assert (worker.keys, worker.jobs.faults) == (["a"], 1)


async def test_a_database_that_fails_before_any_job_is_taken_is_told_upwards(worker: Worker) -> None:
    await worker.database.close()
    worker.jobs = Jobs(_Broken(), worker.database, worker.clock, worker.wake, worker.hear, worker.meters)
    with pytest.raises(ConnectionError):
        await worker.jobs.run_due()


class _Broken(SqlJobs):
    async def claim(self, tx: Tx, now: object) -> Job | None:
        raise ConnectionError
