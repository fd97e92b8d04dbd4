"""Durable work due later. A job is written in the transaction of the fact that needs it, and runs in one of its own:
its effects and its end are committed together, so it happens once. That transaction's lock on the job is its lease:
it ends with the process, whatever becomes of that (docs/decisions/0002-one-transaction-per-job.md)."""

import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeAlias
from uuid import uuid4

import structlog

from bot.errors import StorageError
from bot.ids import CommunityId
from bot.meters import Meters
from bot.ports import Clock, Transactions, Tx
from bot.topics import Topic

MAX_ATTEMPTS = 8
FIRST_RETRY = timedelta(seconds=5)  # doubled with each failure
AT_ONCE = 4  # jobs run before the deliveries they wrote get their turn

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work. `key` names it: scheduling the same key again moves it. `late` is how far past due it runs."""

    id: int
    kind: str
    key: str
    community: CommunityId
    due: datetime
    payload: Mapping[str, Any]
    attempts: int = 0
    late: timedelta = timedelta(0)


class JobStore(Protocol):
    """Keep jobs."""

    async def put(
        self, tx: Tx, kind: str, key: str, community: CommunityId, due: datetime, payload: Mapping[str, Any]
    ) -> None:
        """Write a waiting job, or move and rewrite the one of the same key."""

    async def remove(self, tx: Tx, key: str) -> None:
        """Forget a waiting job; none of that key is no error."""

    async def claim(self, tx: Tx, now: datetime) -> Job | None:
        """Lock the earliest job due, skipping those that other processes hold."""

    async def finish(self, tx: Tx, job: int) -> None:
        """Forget a job that has been done."""

    async def postpone(self, tx: Tx, job: int, due: datetime, attempts: int, parked: bool) -> None:
        """Note a failure; a parked job waits for a human."""

    async def revive(self, tx: Tx, due: datetime) -> None:
        """Give each parked job one more try."""

    async def next_due(self, tx: Tx) -> datetime | None:
        """Say when the earliest waiting job is due."""


Runner: TypeAlias = Callable[[Tx, Job], Awaitable[None]]

Parked: TypeAlias = Callable[[Tx, Job, str], Awaitable[None]]
"""Told of a job that is given up until the next start, with the incident's id."""


class Scheduler(Protocol):
    """What a service needs: later work, in its own transaction."""

    async def schedule(
        self, tx: Tx, kind: str, key: str, community: CommunityId, due: datetime, payload: Mapping[str, Any]
    ) -> None:
        """Plan work; the same key again moves it."""

    async def cancel(self, tx: Tx, key: str) -> None:
        """Drop planned work; none of that key is no error."""


class Jobs:
    """Plan and run work. `wake` is called once something was planned and committed; `parked` is told of what failed
    for good; `jitter` (0 to 1) spreads the retries."""

    def __init__(
        self,
        store: JobStore,
        transactions: Transactions,
        clock: Clock,
        wake: Callable[[], None],
        parked: Parked,
        meters: Meters,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._store = store
        self._transactions = transactions
        self._clock = clock
        self._wake = wake
        self._parked = parked
        self._meters = meters
        self._jitter = jitter
        self._runners: dict[str, Runner] = {}
        self.faults = 0

    def on(self, kind: str, runner: Runner) -> None:
        """Say who does one kind of work. The runner writes through the transaction it is given, and only that."""
        self._runners[kind] = runner

    async def schedule(
        self, tx: Tx, kind: str, key: str, community: CommunityId, due: datetime, payload: Mapping[str, Any]
    ) -> None:
        """Plan work; the same key again moves it."""
        if kind not in self._runners:
            raise ValueError(f"nobody runs jobs of kind {kind}")
        await self._store.put(tx, kind, key, community, due, payload)
        tx.after_commit(self._wake)
        tx.announce(Topic.WORK)

    async def cancel(self, tx: Tx, key: str) -> None:
        """Drop planned work; none of that key is no error."""
        await self._store.remove(tx, key)

    async def next_due(self) -> datetime | None:
        """Say when the earliest waiting job is due."""
        async with self._transactions.read() as tx:
            return await self._store.next_due(tx)

    async def revive(self) -> None:
        """Try once more what had failed for good: the program may have been mended since. Call at the start."""
        async with self._transactions.begin() as tx:
            await self._store.revive(tx, self._clock.now())

    async def run_due(self) -> int:
        """Run what is due, earliest first and at most AT_ONCE, and say how many jobs ran."""
        ran = 0
        while ran < AT_ONCE and await self._run_one():
            ran += 1
        return ran

    async def _run_one(self) -> bool:
        job = None
        try:
            async with self._transactions.begin() as tx:
                now = self._clock.now()
                job = await self._store.claim(tx, now)
                if job is None:
                    return False
                # Forgotten first: the work may plan the same key again. If it fails, nothing was forgotten.
                await self._store.finish(tx, job.id)
                await self._runners[job.kind](tx, job)
        except StorageError:
            raise  # the job did nothing wrong, and stays as it was
        except Exception:
            if job is None:
                raise
            await self._failed(job)
        else:
            self._meters.count_job(job.kind, "done")
        return True

    async def _failed(self, job: Job) -> None:
        incident, attempts = uuid4().hex[:8], job.attempts + 1
        self.faults += 1
        log.exception("job failed", incident=incident, job=job.id, kind=job.kind, attempts=attempts)
        async with self._transactions.begin() as tx:
            due = self._clock.now() + FIRST_RETRY * 2**job.attempts * (0.5 + self._jitter() / 2)
            await self._store.postpone(tx, job.id, due, attempts, attempts >= MAX_ATTEMPTS)
            if attempts == MAX_ATTEMPTS:
                await self._parked(tx, job, incident)
        self._meters.count_job(job.kind, "parked" if attempts >= MAX_ATTEMPTS else "failed")
