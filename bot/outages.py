"""Tell the operator that the database fails, without filling the log with it."""

import time
from collections.abc import Callable

import structlog

from bot.errors import StorageError, StorageKind
from bot.meters import Meters

QUIET_SECONDS = 60  # one line for each kind in this time

log = structlog.get_logger()


class Outages:
    """Count what the database could not do, and log one line a minute for each kind of it. `seconds` is a clock that
    never goes back."""

    def __init__(self, meters: Meters | None = None, seconds: Callable[[], float] = time.monotonic) -> None:
        self._meters = meters or Meters()
        self._seconds = seconds
        self._told: dict[StorageKind, float] = {}
        self._untold: dict[StorageKind, int] = {}
        self.total = 0

    def note(self, error: StorageError) -> None:
        """Take note of one more failure."""
        self.total += 1
        self._meters.count_storage_fault(error.kind.value)
        now = self._seconds()
        told = self._told.get(error.kind)
        if told is not None and now - told < QUIET_SECONDS:
            self._untold[error.kind] = self._untold.get(error.kind, 0) + 1
            return
        self._told[error.kind] = now
        more = {"failures_since_the_last_line": n} if (n := self._untold.pop(error.kind, 0)) else {}
        log.error("the database cannot do its work", kind=error.kind.value, detail=error.detail, **more)
