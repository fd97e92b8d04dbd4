"""Count what happens, in memory and cheaply. Who shows the counts reads them; nobody here knows how they are shown."""

from bisect import bisect_left
from typing import TypeAlias

from bot.ids import Platform

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds, each bucket's upper end

Counts: TypeAlias = dict[tuple[str, str], int]


class Histogram:
    """How often something took how long. `counts` has one entry more than BUCKETS: what took longer."""

    __slots__ = ("counts", "total")

    def __init__(self) -> None:
        self.counts = [0] * (len(BUCKETS) + 1)
        self.total = 0.0

    def add(self, seconds: float) -> None:
        """Count one more."""
        self.counts[bisect_left(BUCKETS, seconds)] += 1
        self.total += seconds


class Meters:
    """Everything that is counted. Names must come from a set that is bounded: never a text, never an id."""

    def __init__(self) -> None:
        self.updates: Counts = {}
        self.deliveries: Counts = {}
        self.jobs: Counts = {}
        self.platform_errors: Counts = {}
        self.storage_faults: dict[str, int] = {}
        self.handlers: dict[str, Histogram] = {}

    def count_update(self, platform: Platform, kind: str) -> None:
        """Count an update that came in."""
        _count(self.updates, platform, kind)

    def count_delivery(self, platform: str, outcome: str) -> None:
        """Count a delivery that ended: `sent`, or why not."""
        _count(self.deliveries, platform, outcome)

    def count_job(self, kind: str, outcome: str) -> None:
        """Count a job that was run: `done`, `failed`, `parked`."""
        _count(self.jobs, kind, outcome)

    def count_platform_error(self, platform: str, kind: str) -> None:
        """Count a refusal of a platform by its class in bot.errors."""
        _count(self.platform_errors, platform, kind)

    def count_storage_fault(self, kind: str) -> None:
        """Count a failure of the database by the driver's name for it."""
        self.storage_faults[kind] = self.storage_faults.get(kind, 0) + 1

    def time_handler(self, handler: str, seconds: float) -> None:
        """Note how long a handler took."""
        if (histogram := self.handlers.get(handler)) is None:
            histogram = self.handlers[handler] = Histogram()
        histogram.add(seconds)


def _count(counts: Counts, one: str, other: str) -> None:
    key = (one, other)
    counts[key] = counts.get(key, 0) + 1
