"""Wall time in a zone and the instants it names."""

from calendar import monthrange
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def instants_of(wall: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """Return the instants at which clocks in the zone show this naive time: none in a gap, two in a fold."""
    first, second = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    # Compared in UTC: two datetimes of one zone compare by their wall time, which hides a fold.
    instants = (first,) if first == second else (first, second)
    local = (instant.astimezone(zone) for instant in instants)
    return tuple(instant for instant in local if instant.replace(tzinfo=None, fold=0) == wall)


def around_gap(wall: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the times as far before and after a gap as the naive time lies within it, earlier first."""
    after, before = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC).astimezone(zone) for fold in (0, 1))
    return before, after


def settle(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return the one instant for a naive time: shifted forward by a gap's length, the first of a fold's two."""
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC).astimezone(zone)


def add_months(day: date, months: int) -> tuple[date, bool]:
    """Return the same day of a later month, and whether it had to be cut to that month's end.

    Raises OverflowError when that is outside the calendar.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)), day.day > last
