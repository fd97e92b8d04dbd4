"""One time for two processes, faster than the machine's, so that reminders and mutes fall due within a short test."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

SPEED = 10  # seconds that pass in one of the machine's


@dataclass(frozen=True)
class FastClock:
    """Tell the time since `epoch` (Unix), `ahead` by the leaps that the test made."""

    epoch: float
    ahead: float = 0.0

    def now(self) -> datetime:
        """Return the current moment."""
        return datetime.fromtimestamp(self.epoch, UTC) + timedelta(
            seconds=(time.time() - self.epoch) * SPEED + self.ahead
        )
