"""Recurrence: a checked RFC 5545 rule over local wall time, and the instants it comes to in a zone."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.when.errors import BadRepeat, RepeatProblem
from bot.when.walls import settle

if TYPE_CHECKING:
    from dateutil.rrule import rrule

WEEKDAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MAX_COUNT = 9_999
MAX_INTERVAL = {"DAILY": 366, "WEEKLY": 104, "MONTHLY": 24, "YEARLY": 10}
"""Days, weeks, months and years from one occurrence's period to the next."""

_KEYS = ("FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST", "COUNT", "UNTIL")
_UNSUPPORTED = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND", "BYYEARDAY", "BYWEEKNO", "BYEASTER", "RSCALE", "SKIP"})
_BY_DAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_NUMBER = re.compile(r"[+-]?[0-9]{1,9}")
_UNTIL = re.compile(r"([0-9]{8})(?:T([0-9]{6})(Z?))?")
_UNTIL_FORMAT = "%Y%m%dT%H%M%S"


@dataclass(frozen=True, slots=True)
class Repeat:
    """Hold a recurrence as a normalised RRULE value: keys in a fixed order, UNTIL as local wall time without a zone.

    For a calendar file, which wants UNTIL in UTC, use `calendar_rule`.
    """

    rule: str

    @property
    def fields(self) -> dict[str, str]:
        """Return the rule's parts by key."""
        return dict(part.split("=", 1) for part in self.rule.split(";"))

    @property
    def until(self) -> datetime | None:
        """Return the last wall time at which it may still occur."""
        until = self.fields.get("UNTIL")
        return None if until is None else datetime.strptime(until, _UNTIL_FORMAT)


def occurrences(repeat: Repeat, start_local_wall: datetime, zone: ZoneInfo, after: datetime) -> Iterator[datetime]:
    """Yield the occurrences strictly after an instant, in order, as instants in the zone.

    Expanded by wall time, so 19:00 stays 19:00 across DST. An occurrence inside a gap moves forward by the gap's
    length; one inside a fold takes the first of the two. The start is an occurrence only if it fits the rule
    (python-dateutil's reading, not RFC 5545's), and COUNT counts from the start.
    """
    if start_local_wall.tzinfo is not None or after.tzinfo is None:
        raise TypeError("start_local_wall must be naive and after must be aware")
    threshold = after.astimezone(UTC)
    for wall in _expand(repeat.rule, start_local_wall):
        instant = settle(wall, zone)
        if instant.astimezone(UTC) > threshold:
            yield instant


def calendar_rule(repeat: Repeat, zone: ZoneInfo) -> str:
    """Return the RRULE value for a calendar file whose DTSTART is in the zone: UNTIL in UTC (RFC 5545, 3.3.10)."""
    until = repeat.until
    if until is None:
        return repeat.rule
    fields = repeat.fields | {"UNTIL": settle(until, zone).astimezone(UTC).strftime(_UNTIL_FORMAT) + "Z"}
    return ";".join(f"{key}={value}" for key, value in fields.items())


def read_rule(text: str, start: datetime) -> Repeat:
    """Read an RRULE value, with or without its name.

    UNTIL in UTC is turned to the wall time of `start`'s zone. Raises BadRepeat for a rule that is malformed, occurs
    more than daily, leans on keys Hearth does not keep, or never occurs.
    """
    fields: dict[str, str] = {}
    for part in text.strip().upper().removeprefix("RRULE:").rstrip(";").split(";"):
        key, equals, value = part.strip().partition("=")
        if key in _UNSUPPORTED:
            raise BadRepeat(text, RepeatProblem.UNSUPPORTED)
        if not equals or key not in _KEYS or key in fields:
            raise BadRepeat(text, RepeatProblem.UNREADABLE)
        fields[key] = value.strip()
    return make_repeat(text, fields, start)


def make_repeat(text: str, fields: Mapping[str, str], start: datetime) -> Repeat:
    """Check and normalise the fields of a rule; `text` is what a person wrote, for the error."""
    problem = _problem(fields)
    if problem is not None:
        raise BadRepeat(text, problem)
    checked = {key: fields[key] for key in _KEYS if key in fields}
    if checked.get("INTERVAL", "").lstrip("0") == "1":
        del checked["INTERVAL"]
    if "UNTIL" in checked:
        checked["UNTIL"] = _wall_until(text, checked["UNTIL"], start)
    repeat = Repeat(";".join(f"{key}={value}" for key, value in checked.items()))
    if not _occurs(repeat, start.replace(tzinfo=None, fold=0)):
        raise BadRepeat(text, RepeatProblem.NEVER)
    return repeat


def _problem(fields: Mapping[str, str]) -> RepeatProblem | None:
    frequency = fields.get("FREQ", "")
    if frequency in ("SECONDLY", "MINUTELY", "HOURLY"):
        return RepeatProblem.TOO_OFTEN
    if frequency not in MAX_INTERVAL or {"COUNT", "UNTIL"} <= fields.keys():
        return RepeatProblem.UNREADABLE
    if fields.get("WKST", "MO") not in WEEKDAY_CODES:
        return RepeatProblem.UNREADABLE
    limits = {
        "INTERVAL": (1, MAX_INTERVAL[frequency]),
        "COUNT": (1, MAX_COUNT),
        "BYMONTH": (1, 12),
        "BYMONTHDAY": (-31, 31),
        "BYSETPOS": (-366, 366),
    }
    for key, (low, high) in limits.items():
        for value in fields[key].split(",") if key in fields else ():
            if not _NUMBER.fullmatch(value):
                return RepeatProblem.UNREADABLE
            if not low <= int(value) <= high or int(value) == 0:
                return RepeatProblem.OUT_OF_RANGE
    for key in ("INTERVAL", "COUNT"):
        if "," in fields.get(key, "") or fields.get(key, "1")[0] in "+-":
            return RepeatProblem.UNREADABLE
    return _day_problem(fields, frequency)


def _day_problem(fields: Mapping[str, str], frequency: str) -> RepeatProblem | None:
    # RFC 5545, 3.3.10: a numbered weekday belongs to a month or a year, and a week has no days of the month.
    for value in fields["BYDAY"].split(",") if "BYDAY" in fields else ():
        match = _BY_DAY.fullmatch(value)
        if match is None or (match[1] and frequency not in ("MONTHLY", "YEARLY")):
            return RepeatProblem.UNREADABLE
        if match[1] and not 1 <= abs(int(match[1])) <= (5 if frequency == "MONTHLY" else 53):
            return RepeatProblem.OUT_OF_RANGE
    if "BYMONTHDAY" in fields and frequency == "WEEKLY":
        return RepeatProblem.UNREADABLE
    if "BYSETPOS" in fields and not {"BYDAY", "BYMONTHDAY", "BYMONTH"} & fields.keys():
        return RepeatProblem.UNREADABLE
    return None


def _wall_until(text: str, value: str, start: datetime) -> str:
    match = _UNTIL.fullmatch(value)
    try:
        if match is None:
            raise ValueError
        # A date alone includes its day.
        until = datetime.strptime(f"{match[1]}T{match[2] or '235959'}", _UNTIL_FORMAT)
        if match[3] and start.tzinfo is not None:
            until = until.replace(tzinfo=UTC).astimezone(start.tzinfo).replace(tzinfo=None)
    except (ValueError, OverflowError):
        raise BadRepeat(text, RepeatProblem.UNREADABLE) from None
    if until.year < 1000:
        # strftime drops the zeros before such a year; it is past anyway.
        raise BadRepeat(text, RepeatProblem.NEVER)
    return until.strftime(_UNTIL_FORMAT)


def _expand(rule: str, start: datetime) -> "rrule":
    # Imported late: most starts of the program expand nothing.
    from dateutil.rrule import rrule, rrulestr

    expanded = rrulestr(rule, dtstart=start)
    if not isinstance(expanded, rrule):
        raise TypeError("a single rule expands to a single rule")
    return expanded


def _occurs(repeat: Repeat, start: datetime) -> bool:
    """Tell whether a rule occurs at all.

    python-dateutil looks for an occurrence up to the year 9999, seconds long for a rule that has none. So a rule is
    first tried at the end of the calendar, from a year with the same weekdays and leap years: 12 to 39 years decide.
    """
    endless = ";".join(part for part in repeat.rule.split(";") if not part.startswith(("COUNT=", "UNTIL=")))
    if not any(islice(_expand(endless, start.replace(year=_late_twin(start.year))), 1)):
        return False
    return any(islice(_expand(repeat.rule, start), 1))


def _late_twin(year: int) -> int:
    weekday = date(year, 1, 1).weekday()
    # Twenty-eight years without an odd century hold every combination of first weekday and place in the leap cycle.
    return next(twin for twin in range(9960, 9988) if twin % 4 == year % 4 and date(twin, 1, 1).weekday() == weekday)
