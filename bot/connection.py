"""Whether a platform's connection works at this moment, and the log's lines about it: one per kind of failure."""

import time
from collections.abc import Callable

import structlog

from bot.ids import Platform

AGAIN_SECONDS = 60.0  # a kind of failure that comes and goes is told at most so often

log = structlog.get_logger()


class Connection:
    """What is known of a platform's connection. Its adapter and the supervisor note, health and metrics read.

    `trouble` says why it does not work; None while it does.
    """

    def __init__(self, platform: Platform, seconds: Callable[[], float] = time.monotonic) -> None:
        self.platform = platform
        self.trouble: str | None = "connecting"
        self._seconds = seconds
        self._since: float | None = None
        self.back: Callable[[Platform], None] = lambda _: None  # told each time it begins to work
        self._kinds: set[str] = set()  # told since it last worked
        self._told: dict[str, float] = {}

    def works(self) -> None:
        """Note that the platform answers."""
        was, since, self.trouble, self._since = self.trouble, self._since, None, None
        if self._kinds and since is not None:
            self._kinds.clear()
            log.info(f"{self.platform}: connected again", after_seconds=round(self._seconds() - since))
        if was is not None:
            self.back(self.platform)

    def lost(self, why: str) -> None:
        """Note that the connection is away for now; the log hears of it only when it does not simply come back."""
        self.trouble = why
        if self._since is None:
            self._since = self._seconds()

    def fails(self, kind: str, why: str, *, again: float = AGAIN_SECONDS, fault: Exception | None = None) -> None:
        """Note a failure that will be tried again, and tell it, unless this kind was told already in this outage or
        within `again` seconds. A `fault` is one of ours, and is told whole."""
        if self._is_new(kind, why, again):
            log.warning(f"{self.platform}: {why.rstrip('.')}; trying again", **({"exc_info": fault} if fault else {}))

    def refused(self, kind: str, why: str) -> None:
        """Note a failure that only the operator can mend."""
        if self._is_new(kind, why, AGAIN_SECONDS):
            log.critical(why, platform=self.platform.value)

    def stopped(self) -> None:
        """Note that it was ended on purpose."""
        self.trouble = "stopped"

    def _is_new(self, kind: str, why: str, again: float) -> bool:
        self.lost(why)
        now = self._seconds()
        if kind in self._kinds or now - self._told.get(kind, -again) < again:
            return False
        self._kinds.add(kind)
        self._told[kind] = now
        return True
