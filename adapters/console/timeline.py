"""Move the local chat's time; what falls due on the way happens, in order."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.ports import Responder
from bot.updates import Update

from .clock import VirtualClock
from .script import YEARS, BadLine

STUCK = 1000  # settled so often, and the same thing is still due: it never will be done


class Host(Protocol):
    """What the console needs of the running app."""

    async def submit(self, update: Update, responder: Responder) -> None:
        """Take an update in."""

    async def settle(self) -> None:
        """Wait until everything handed in is handled, everything due now has run, and every delivery is out."""

    async def next_due(self) -> datetime | None:
        """Say when the earliest waiting work is due."""

    def faults(self) -> int:
        """Count what went wrong on our side; refusals are none."""


class Timeline:
    """The way from one moment to another. `faults` counts the ways that had no end."""

    def __init__(self, clock: VirtualClock, host: Host, settle: Callable[[], Awaitable[None]]) -> None:
        self._clock = clock
        self._host = host
        self._settle = settle
        self.faults = 0

    async def move(self, by: timedelta) -> None:
        """Go on by a length of time. Raises BadLine where that leaves the calendar."""
        target = self._clock.now() + by
        if target.year not in YEARS:
            raise BadLine("console-bad-year", first=str(YEARS[0]), last=str(YEARS[-1]))
        await self.go(target)

    async def next(self) -> None:
        """Go to the next thing due. Raises BadLine when nothing is."""
        due = await self._host.next_due()
        if due is None:
            raise BadLine("console-nothing-due")
        await self.go(max(due, self._clock.now()))

    async def go(self, target: datetime) -> None:
        """Go to a moment; back, too. The first time is a start, not a way: what was due before it is late."""
        if not self._clock.frozen:
            self._clock.set(target)
            await self._settle()
            return
        last, times = None, 0
        while (due := await self._host.next_due()) is not None and due <= target:
            at = max(due, self._clock.now())
            if at > target:
                break  # on the way back nothing falls due; what was due before is late at once
            last, times = due, times + 1 if due == last else 0
            if times >= STUCK:
                self.faults += 1
                self._clock.set(target)
                raise BadLine("console-time-stuck")
            self._clock.set(at)
            await self._settle()
        self._clock.set(target)
        await self._settle()


def instant_of(wall: datetime, zone: ZoneInfo) -> datetime:
    """Give the moment of a wall time; the earlier where clocks show it twice, BadLine where they skip it."""
    at = wall.replace(tzinfo=zone).astimezone(UTC)
    if at.astimezone(zone).replace(tzinfo=None, fold=0) != wall:
        raise BadLine("console-time-gap", wall=f"{wall:%Y-%m-%d %H:%M}", zone=zone.key)
    return at
