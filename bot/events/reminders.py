"""When an event's reminders are due, and what one says at the moment it goes out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.events.model import Plan
from bot.when import BadDuration, parse_duration

MAX_REMINDERS = 5
MAX_AHEAD = timedelta(days=30)
LATE = timedelta(minutes=5)  # later than this a reminder says that it is late
_AT_START = re.compile(r"0+ ?[a-zа-я]{0,10}", re.IGNORECASE)
_NONE = frozenset({"no", "off", "none", "нет", "-"})


class OffsetsError(ValueError):
    """Say that a text is no usable list of reminders."""


def parse_offsets(text: str) -> tuple[timedelta, ...]:
    """Read how long before the start to remind, such as `24h, 1h, 0m`, longest first; `no` is no reminders.

    Raises OffsetsError for an unreadable part, more than MAX_REMINDERS of them, or one beyond MAX_AHEAD.
    """
    if text.strip().lower() in _NONE:
        return ()
    found = {_offset(part.strip()) for part in text.split(",", MAX_REMINDERS + 1)}
    if len(found) > MAX_REMINDERS or max(found) > MAX_AHEAD:
        raise OffsetsError(text[:100])
    return tuple(sorted(found, reverse=True))


def _offset(part: str) -> timedelta:
    if _AT_START.fullmatch(part):
        return timedelta(0)
    try:
        return parse_duration(part)
    except BadDuration as error:
        raise OffsetsError(part[:100]) from error


def still_ahead(plan: Plan, now: datetime) -> Iterable[tuple[timedelta, datetime]]:
    """List the reminders that are yet to come, each with the moment it is due."""
    return [(offset, plan.starts - offset) for offset in plan.remind if plan.starts - offset > now]


class Moment(StrEnum):
    """Where the start lies when a reminder goes out."""

    AHEAD = "ahead"
    NOW = "now"
    BEGUN = "begun"


@dataclass(frozen=True, slots=True)
class Reminder:
    """What a reminder says: where the start lies, how far it is (to the minute), and whether it comes late."""

    moment: Moment
    distance: timedelta
    late: bool


def decide_reminder(plan: Plan, offset: timedelta, late_by: timedelta, now: datetime) -> Reminder | None:
    """Decide what the reminder `offset` before the start says when it goes out `late_by` after it was due.

    None when nothing is to be said: the event is over, or a nearer reminder is due as well and says it better.
    """
    if now >= plan.ends or any(other < offset and plan.starts - other <= now for other in plan.remind):
        return None
    if late_by <= LATE:
        return Reminder(Moment.AHEAD if offset else Moment.NOW, offset, late=False)
    distance = _to_the_minute(abs(plan.starts - now))
    return Reminder(Moment.AHEAD if plan.starts > now else Moment.BEGUN, distance, late=True)


def _to_the_minute(length: timedelta) -> timedelta:
    return timedelta(minutes=max(1, round(length.total_seconds() / 60)))
