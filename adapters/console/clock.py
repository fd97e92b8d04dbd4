"""The local chat's clock: the machine's time until it is set."""

from datetime import UTC, datetime


class VirtualClock:
    """Tell the machine's time until `set`, then the time that was set, standing still."""

    def __init__(self) -> None:
        self._at: datetime | None = None

    @property
    def frozen(self) -> bool:
        """Tell whether the time was set and stands still."""
        return self._at is not None

    def now(self) -> datetime:
        """Return the current moment, aware, in UTC."""
        return self._at if self._at is not None else datetime.now(UTC)

    def set(self, at: datetime) -> None:
        """Set the time (aware) and stop it there."""
        self._at = at.astimezone(UTC)
