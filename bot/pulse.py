"""Keep time: when something becomes due, run it. The database is the truth about what is due; the alarm is only armed
for the earliest of it, so a restart loses nothing."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.courier import Courier
from bot.errors import StorageError
from bot.jobs import AT_ONCE, Jobs
from bot.outages import Outages
from bot.pace import PLENTY
from bot.ports import Clock

FLUSH_SECONDS = 1  # a kill -9 loses at most this much of the activity counts
RENEW_SECONDS = 10  # well within the courier's LEASE
TIDY_HOURS = 1
AGAIN = 1.0  # seconds until another try when the database fails
PAUSE = 0.01  # seconds between two beats: what ends in the meantime is looked at together
SOON = timedelta(seconds=1)  # what is due sooner is waited for without an alarm

log = structlog.get_logger()


class Pulse:
    """Run jobs and deliveries as they become due. `wake` says that something was just committed."""

    def __init__(self, clock: Clock, outages: Outages) -> None:
        self._clock = clock
        self._outages = outages
        self._changed = asyncio.Event()
        self._working = asyncio.Lock()
        self._upkeep = asyncio.Lock()
        self._scheduler: AsyncIOScheduler | None = None
        self._beat: asyncio.Task[None] | None = None
        self._stopping = False
        self.jobs: Jobs
        self.courier: Courier

    def wake(self) -> None:
        """Look again at what is due."""
        self._changed.set()

    async def start(self, flush: Callable[[], Awaitable[None]]) -> None:
        """Begin to beat: what was due while the process was down runs first."""
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._every(flush, seconds=FLUSH_SECONDS)
        self._every(self.courier.renew, seconds=RENEW_SECONDS)
        self._every(self.courier.tidy, hours=TIDY_HOURS)
        self._scheduler.start()
        self._beat = asyncio.create_task(self._run(), name="pulse")
        self.wake()

    def _every(self, work: Callable[[], Awaitable[None]], **interval: int) -> None:
        async def run() -> None:
            async with self._upkeep:
                try:
                    await work()
                except StorageError as error:
                    self._outages.note(error)  # the next time does it

        assert self._scheduler is not None
        self._scheduler.add_job(run, "interval", max_instances=1, coalesce=True, **interval)

    async def stop(self) -> None:
        """Stop beating; what is being sent is finished."""
        # What writes is not cancelled: that would tear a transaction.
        if self._scheduler is not None:
            self._scheduler.pause()
            async with self._upkeep:
                self._scheduler.shutdown(wait=False)
        if self._beat is not None:
            self._stopping = True
            self.wake()
            await self._beat
        await self.courier.settle()

    async def _run(self) -> None:
        while await self._changed.wait() and not self._stopping:
            self._changed.clear()
            try:
                await self.work()
                due = None if self._changed.is_set() else await self.next_due()
            except StorageError as error:
                self._outages.note(error)
                await asyncio.sleep(AGAIN)
                self.wake()
            except Exception:
                log.exception("the pulse missed a beat")
                await asyncio.sleep(AGAIN)
                self.wake()
            else:
                await asyncio.sleep(PAUSE)
                await self._arm(due)

    async def _arm(self, due: datetime | None) -> None:
        """See to it that what is due next is looked at in time."""
        assert self._scheduler is not None
        if due is None:
            return
        left = due - self._clock.now()
        if left > SOON:
            self._scheduler.add_job(
                self.wake, "date", run_date=due, id="due", replace_existing=True, misfire_grace_time=None
            )
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(self._changed.wait(), max(left.total_seconds(), 0))
        self.wake()

    async def work(self) -> int:
        """Run everything due now and say how much that was."""
        done = 0
        async with self._working:
            while True:
                ran, sent = await self.jobs.run_due(), await self.courier.send_due()
                done += ran + sent
                if ran < AT_ONCE and sent < PLENTY:
                    return done

    async def settle(self) -> int:
        """Run everything due now, to the end of each delivery, and say how much that was."""
        self._changed.clear()
        done = await self.work()
        await self.courier.settle()
        return done

    @property
    def quiet(self) -> bool:
        """Tell whether nothing was committed since the last look, and nothing is being sent."""
        return not self._changed.is_set() and not self.courier.busy

    async def next_due(self) -> datetime | None:
        """Say when the earliest waiting work is due."""
        return min(filter(None, (await self.jobs.next_due(), await self.courier.next_due())), default=None)
