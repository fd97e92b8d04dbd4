"""Say whether Hearth is well: what health checks and metrics read."""

import asyncio
import time
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import structlog

from bot.connection import Connection
from bot.meters import Meters
from bot.ports import Clock

LAG_EVERY, LAG_KEPT = 0.5, 10.0  # seconds between two looks at the loop, and how long the worst one is remembered
LAG_LIMIT = 1.0  # seconds; Discord waits three for a press to be acknowledged
DATABASE_SECONDS = 1.0  # the database has to answer within this time
OVERDUE_SECONDS = 60.0  # work that is due has to be done within this time
DEPTHS_KEPT = 3.0  # seconds; counting what waits costs the more the more waits

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits in a queue, and since when the earliest of it is (or will be) due."""

    waiting: int = 0
    oldest_due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Depths:
    """What waits in the database. Parked jobs wait for a human; deliveries are kept by platform."""

    jobs: Queue = Queue()
    parked: int = 0
    deliveries: Mapping[str, Queue] = field(default_factory=dict)


class Storage(Protocol):
    """What is asked of the database."""

    async def answers(self) -> None:
        """Return when the database answers."""

    async def depths(self) -> Depths:
        """Count what waits."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that has to be so, and why it is not. `why` is empty where it is."""

    why: str = ""

    @property
    def ok(self) -> bool:
        """Tell whether it is so."""
        return not self.why


class LoopLag:
    """How late the event loop gets to what is due: the worst of the last ten seconds."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, float]] = deque()
        self._expected: float | None = None
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to measure."""
        self._task = asyncio.create_task(self._watch(), name="loop lag")

    async def stop(self) -> None:
        """Stop measuring."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _watch(self) -> None:
        while True:
            self._expected = time.monotonic() + LAG_EVERY
            await asyncio.sleep(LAG_EVERY)
            self.note(time.monotonic(), time.monotonic() - self._expected)

    def note(self, now: float, late: float) -> None:
        """Remember how late a look was, for ten seconds."""
        self._seen.append((now, max(0.0, late)))
        while self._seen[0][0] < now - LAG_KEPT:
            self._seen.popleft()

    def seconds(self) -> float:
        """Give the worst of the last ten seconds; a look that is late at this moment counts."""
        now = time.monotonic()
        running = now - self._expected if self._expected is not None else 0.0
        return max(running, *(late for at, late in self._seen if at >= now - LAG_KEPT), 0.0)


class Health:
    """Look at everything that has to be so. `open` becomes true once the database is up to date and read."""

    def __init__(self, storage: Storage, clock: Clock, meters: Meters, connections: Sequence[Connection]) -> None:
        self._storage = storage
        self._clock = clock
        self._connections = connections
        self._depths: Depths | None = None
        self._depths_until = 0.0
        self.meters = meters
        self.lag = LoopLag()
        self.open = False

    async def checks(self) -> dict[str, Check]:
        """Look at everything, by name."""
        found = {str(c.platform): Check(c.trouble or "") for c in self._connections}
        found["database"] = await self._database()
        lag = self.lag.seconds()
        found["loop"] = Check("" if lag < LAG_LIMIT else f"up to {lag:.1f} s late in the last {LAG_KEPT:.0f} s")
        depths = await self.depths() if found["database"].ok else None
        queues = {"jobs": [depths.jobs], "deliveries": list(depths.deliveries.values())} if depths else {}
        for name, waiting in queues.items():
            overdue = max(map(self.overdue, waiting), default=0.0)
            found[name] = Check("" if overdue <= OVERDUE_SECONDS else f"the oldest is {overdue:.0f} s overdue")
        return found

    async def _database(self) -> Check:
        if not self.open:
            return Check("is being brought up to date")
        try:
            async with asyncio.timeout(DATABASE_SECONDS):
                await self._storage.answers()
        except TimeoutError:
            return Check(f"did not answer within {DATABASE_SECONDS:.0f} s")
        except Exception as error:
            return Check(f"does not answer ({type(error).__name__})")
        return Check()

    async def depths(self) -> Depths | None:
        """Give what waits, as it was some seconds ago at most; None while the database does not answer."""
        now = time.monotonic()
        if self.open and now >= self._depths_until:
            self._depths_until = now + DEPTHS_KEPT
            try:
                async with asyncio.timeout(DATABASE_SECONDS):
                    self._depths = await self._storage.depths()
            except Exception as error:
                self._depths = None
                log.debug("what waits could not be counted", error=type(error).__name__)
        return self._depths

    def overdue(self, queue: Queue) -> float:
        """Say how many seconds ago the earliest of a queue was due; 0 when it is not yet."""
        if queue.oldest_due is None:
            return 0.0
        return max(0.0, (self._clock.now() - queue.oldest_due).total_seconds())

    def connected(self) -> dict[str, bool]:
        """Say of each platform whether it is connected."""
        return {str(c.platform): c.trouble is None for c in self._connections}
