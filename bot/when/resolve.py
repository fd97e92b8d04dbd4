"""From a phrase as it was said to the instants it may mean, or the reason there are none."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.when.clocks import clock_readings
from bot.when.days import Offset, calendar_dates, weekday_dates
from bot.when.durations import MAX_DURATION, SECONDS
from bot.when.errors import WhenProblem
from bot.when.phrases import Phrase
from bot.when.walls import add_months, around_gap, instants_of
from bot.when.words import Unit

MAX_MONTHS_AHEAD = 24
"""A date further away is more likely a slip of the finger than a plan."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold what one way to read a phrase comes to.

    Without a problem: exactly one instant. With one: the instants that may have been meant, perhaps none.
    """

    instants: tuple[datetime, ...]
    problem: WhenProblem | None = None


@dataclass(frozen=True, slots=True)
class Present:
    """Hold the present in the zone a phrase is read in, and how far ahead a plan may reach."""

    now: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        """Return the date on the wall."""
        return self.now.astimezone(self.zone).date()

    def problem(self, instant: datetime) -> WhenProblem | None:
        """Tell whether an instant is past or too far ahead."""
        # In UTC: two datetimes of one zone compare by their wall time, which is wrong around a fold.
        if instant.astimezone(UTC) <= self.now.astimezone(UTC):
            return WhenProblem.PAST
        last_day, _ = add_months(self.today, MAX_MONTHS_AHEAD)
        wall = instant.astimezone(self.zone).replace(tzinfo=None)
        limit = datetime.combine(last_day, self.now.astimezone(self.zone).time())
        return WhenProblem.TOO_FAR if wall > limit else None


def resolve(phrase: Phrase, present: Present) -> Iterator[Reading]:
    """Yield what each reading of the phrase's time and date comes to."""
    try:
        if phrase.offset is not None:
            yield from _resolve_offset(phrase, phrase.offset, present)
        else:
            yield from _resolve_dates(phrase, _dates(phrase, present.today), present)
    except _NoDateError as none:
        yield Reading((), none.problem)
    except OverflowError:
        yield Reading((), WhenProblem.TOO_FAR)


class _NoDateError(Exception):
    def __init__(self, problem: WhenProblem) -> None:
        super().__init__(problem)
        self.problem = problem


def _dates(phrase: Phrase, today: date) -> tuple[date, ...]:
    relative = None if phrase.relative is None else today + timedelta(days=phrase.relative.days)
    if phrase.calendar is not None:
        dates = tuple(calendar_dates(phrase.calendar, today))
        if not dates or (relative is not None and relative not in dates):
            raise _NoDateError(WhenProblem.IMPOSSIBLE)
        # Years out of reach are answered here, before arithmetic on them can leave the calendar.
        if not -1 <= dates[0].year - today.year <= MAX_MONTHS_AHEAD // 12 + 1:
            raise _NoDateError(WhenProblem.PAST if dates[0] < today else WhenProblem.TOO_FAR)
        return dates if relative is None else (relative,)
    if relative is not None:
        return (relative,)
    if phrase.weekday is not None:
        which = phrase.weekday.which if phrase.week is None else phrase.week.which
        return tuple(weekday_dates(replace(phrase.weekday, which=which), today))
    if phrase.week is not None:
        raise _NoDateError(WhenProblem.NO_DATE)
    return (today, today + timedelta(days=1))


def _resolve_dates(phrase: Phrase, dates: tuple[date, ...], present: Present) -> Iterator[Reading]:
    if phrase.clock is None:
        yield _timeless(phrase, dates, present)
        return
    times, sure = clock_readings(phrase.clock, phrase.adverb, has_date=phrase.has_date)
    if not times:
        yield Reading((), WhenProblem.IMPOSSIBLE)
    for seconds in times:
        walls = [datetime.combine(day, time()) + timedelta(seconds=seconds) for day in dates]
        reading = _next_of(walls, present)
        if reading.instants and phrase.weekday is not None and _is_other_day(phrase, seconds, reading, present):
            reading = Reading(reading.instants, WhenProblem.IMPOSSIBLE)
        elif not sure and reading.problem is None:
            reading = Reading(reading.instants, WhenProblem.AMBIGUOUS)
        yield reading


def _is_other_day(phrase: Phrase, seconds: int, reading: Reading, present: Present) -> bool:
    if phrase.weekday is None or (phrase.calendar is None and phrase.relative is None):
        return False
    wall = reading.instants[0].astimezone(present.zone).replace(tzinfo=None) - timedelta(seconds=seconds)
    # Half a day forgives a time moved by a gap.
    return (wall + timedelta(hours=12)).weekday() != phrase.weekday.weekday


def _timeless(phrase: Phrase, dates: tuple[date, ...], present: Present) -> Reading:
    day = next((day for day in dates if day >= present.today), None)
    if day is None:
        return Reading((), WhenProblem.PAST)
    explicit = phrase.calendar is not None or phrase.relative is not None
    if explicit and phrase.weekday is not None and day.weekday() != phrase.weekday.weekday:
        return Reading((), WhenProblem.IMPOSSIBLE)
    if day > add_months(present.today, MAX_MONTHS_AHEAD)[0]:
        return Reading((), WhenProblem.TOO_FAR)
    return Reading((), WhenProblem.NO_TIME)


def _next_of(walls: list[datetime], present: Present) -> Reading:
    for wall in walls:
        reading = _at_wall(wall, present)
        if reading.problem is not WhenProblem.PAST:
            return reading
    return Reading((), WhenProblem.PAST)


def _at_wall(wall: datetime, present: Present) -> Reading:
    instants = instants_of(wall, present.zone)
    if not instants:
        problem, instants = WhenProblem.GAP, around_gap(wall, present.zone)
    elif len(instants) == 2:
        problem = WhenProblem.FOLD
    else:
        return Reading(instants, present.problem(instants[0]))
    # Past or out of reach as a whole comes first: there is nothing left to ask.
    worse = present.problem(instants[-1])
    return Reading(instants, worse if worse is not None else problem)


def _resolve_offset(phrase: Phrase, offset: Offset, present: Present) -> Iterator[Reading]:
    if offset.back:
        raise _NoDateError(WhenProblem.PAST)
    months, days, seconds = _sum(offset)
    if seconds and (phrase.clock is not None or phrase.adverb is not None):
        raise _NoDateError(WhenProblem.UNREADABLE)
    if not months and not days:
        instant = (present.now.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(present.zone)
        yield Reading((instant,), present.problem(instant))
        return
    day, cut = add_months(present.today, months)
    day += timedelta(days=days)
    if phrase.clock is None and phrase.adverb is None:
        clock_time = present.now.astimezone(present.zone).time()
        readings = [_at_wall(datetime.combine(day, clock_time), present)]
    else:
        readings = list(_resolve_dates(phrase, (day,), present))
    for reading in readings:
        if cut and reading.problem is None:
            # "In a month" from the 31st: the last day of a shorter month, or the day after it?
            following = tuple(instant + timedelta(days=1) for instant in reading.instants)
            yield Reading(reading.instants + following, WhenProblem.AMBIGUOUS)
        elif seconds and reading.problem is None:
            moved = reading.instants[0].astimezone(UTC) + timedelta(seconds=seconds)
            yield Reading((moved,), present.problem(moved))
        else:
            yield reading


def _sum(offset: Offset) -> tuple[int, int, float]:
    months, days, seconds = 0, 0, 0.0
    for amount in offset.amounts:
        if amount.unit in (Unit.MONTH, Unit.YEAR):
            number = amount.number * (12 if amount.unit is Unit.YEAR else 1)
            if number.denominator != 1:
                raise _NoDateError(WhenProblem.UNREADABLE)
            months += int(number)
        elif amount.unit in (Unit.DAY, Unit.WEEK):
            number = amount.number * (7 if amount.unit is Unit.WEEK else 1)
            days += int(number)
            seconds += float(number % 1) * SECONDS[Unit.DAY]
        else:
            seconds += float(amount.number) * SECONDS[amount.unit]
    if max(months * 28, days, seconds / SECONDS[Unit.DAY]) > MAX_DURATION.days:
        raise _NoDateError(WhenProblem.TOO_FAR)
    return months, days, seconds
