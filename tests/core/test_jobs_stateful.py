"""Whatever is planned, moved, dropped, failed and cut off by a kill: each job runs once, when it is due."""

from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from bot.ids import CommunityId
from bot.jobs import MAX_ATTEMPTS, Job, Jobs
from bot.meters import Meters
from bot.ports import Tx
from storage.jobs import SqlJobs
from tests.core.machine import Machine
from tests.fakes import nobody_hears

HOME = CommunityId(1)
KEYS = st.sampled_from("abcdef")
SECONDS = st.integers(0, 100).map(lambda s: timedelta(seconds=s))


class Killed(BaseException):
    """The process dies here."""


class JobsMachine(Machine):
    """Plan, move and drop jobs, let time pass, let them fail, and kill the process in the middle of one."""

    def __init__(self) -> None:
        super().__init__()
        self.planned: dict[str, datetime] = {}
        self.ran: list[tuple[str, datetime]] = []
        self.failing = 0
        self.killing = False
        self.start()

    def start(self) -> None:
        """Start the process anew; only the database remembers."""
        self.jobs = Jobs(SqlJobs(), self.database, self.clock, lambda: None, nobody_hears, Meters(), jitter=lambda: 1.0)
        self.jobs.on("work", self._work)

    async def _work(self, tx: Tx, job: Job) -> None:
        tx.after_commit(lambda: self._done(job))
        if self.killing:
            self.killing = False
            raise Killed
        if self.failing:
            self.failing -= 1
            raise ValueError

    def _done(self, job: Job) -> None:
        self.ran.append((job.key, self.clock.now()))
        due = self.planned.pop(job.key)
        assert due <= self.clock.now(), "it ran too early"

    @rule(key=KEYS, after=SECONDS)
    def plan(self, key: str, after: timedelta) -> None:
        """Plan a job, or move it."""
        self.planned[key] = self.clock.now() + after

        async def plan() -> None:
            async with self.database.begin() as tx:
                await self.jobs.schedule(tx, "work", key, HOME, self.planned[key], {})

        self.run(plan())

    @rule(key=KEYS)
    def drop(self, key: str) -> None:
        """Drop a job."""
        self.planned.pop(key, None)

        async def drop() -> None:
            async with self.database.begin() as tx:
                await self.jobs.cancel(tx, key)

        self.run(drop())

    @rule(by=SECONDS)
    def wait(self, by: timedelta) -> None:
        """Let time pass and run what is due."""
        self.clock.advance(by)
        self.work()

    @rule(times=st.integers(1, MAX_ATTEMPTS - 1))
    def fail(self, times: int) -> None:
        """Let the next runs fail."""
        self.failing = times

    @precondition(lambda self: self.planned)
    @rule()
    def kill(self) -> None:
        """Let the process die in the middle of the next job."""
        self.killing = True

    def work(self) -> None:
        """Run what is due; a process that dies is started anew."""
        try:
            while self.run(self.jobs.run_due()):
                pass
        except Killed:
            self.start()
            self.work()

    @invariant()
    def nothing_is_forgotten(self) -> None:
        """Whatever is planned is still waiting."""
        if self.planned:
            assert self.run(self.jobs.next_due()) is not None

    def teardown(self) -> None:
        """Let everything come to its end."""
        self.failing, self.killing = 0, False
        while (due := self.run(self.jobs.next_due())) is not None:
            self.clock.set(max(due, self.clock.now()))
            self.work()
        assert self.planned == {}
        super().teardown()


TestJobs = JobsMachine.TestCase
TestJobs.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
