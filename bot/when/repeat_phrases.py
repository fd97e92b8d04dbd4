"""Reading a recurrence as people say it: `every 2 weeks on tuesday`, «первый понедельник месяца»."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time

from bot.when.days import calendar_dates, read_calendar_day
from bot.when.errors import BadRepeat, RepeatProblem
from bot.when.repeats import WEEKDAY_CODES, Repeat, make_repeat, read_rule
from bot.when.tokens import Kind, Token, Unreadable, tokenise, word_at
from bot.when.words import NUMBERS, ORDINALS, UNITS, WEEKDAYS, Unit

MAX_LENGTH = 200
"""Characters: an RRULE is longer than a phrase."""

_RULE = re.compile(r"\s*(?:RRULE:)?\s*[A-Z-]+\s*=", re.IGNORECASE)
_FREQUENCIES = {Unit.DAY: "DAILY", Unit.WEEK: "WEEKLY", Unit.MONTH: "MONTHLY", Unit.YEAR: "YEARLY"}
_EVERY = frozenset(["every", "each", "каждый", "каждую", "каждое", "каждые", "каждая", "каждого", "раз", "once"])
_SINGLE_WORDS = {
    **dict.fromkeys(("daily", "ежедневно"), (1, Unit.DAY)),
    **dict.fromkeys(("weekly", "еженедельно"), (1, Unit.WEEK)),
    **dict.fromkeys(("fortnightly",), (2, Unit.WEEK)),
    **dict.fromkeys(("monthly", "ежемесячно"), (1, Unit.MONTH)),
    **dict.fromkeys(("yearly", "annually", "ежегодно"), (1, Unit.YEAR)),
}
# Twice a week to some, every two weeks to others.
_TWO_MEANINGS = frozenset({"biweekly", "bimonthly", "biannually"})
_WORKDAYS = frozenset(["weekday", "weekdays", "workday", "workdays", "будни", "будням", "будним", "рабочим"])
_WEEKENDS = frozenset(["weekend", "weekends", "выходные", "выходным"])
_FILLERS = frozenset(["on", "the", "of", "in", "a", "and", "и", "по", "в", "во", "на", ",", "дням"])
_TIMES = frozenset({"times", "time", "раз", "раза"})


@dataclass(slots=True)
class _Heard:
    """Gather what the words of a recurrence say."""

    every: bool = False
    interval: int | None = None
    other: bool = False
    units: list[Unit] = field(default_factory=list)
    days: list[tuple[int | None, int]] = field(default_factory=list)
    ordinals: list[int] = field(default_factory=list)
    month_days: list[int] = field(default_factory=list)


def parse_repeat(text: str, *, start: datetime) -> Repeat:
    """Read a recurrence in Russian or English, or an RRULE, for something that first happens at `start`.

    An `until`/`до` date is inclusive. `monthly` from the 29th, 30th or 31st takes a shorter month's last day.
    Raises BadRepeat.
    """
    if len(text) > MAX_LENGTH:
        raise BadRepeat(text, RepeatProblem.UNREADABLE)
    if _RULE.match(text):
        return read_rule(text, start)
    try:
        tokens = tokenise(text, MAX_LENGTH)
    except Unreadable:
        raise BadRepeat(text, RepeatProblem.UNREADABLE) from None
    body, end = _cut_end(text, tokens, start)
    heard = _hear(text, body)
    return make_repeat(text, _fields(text, heard, start) | end, start)


def _cut_end(text: str, tokens: Sequence[Token], start: datetime) -> tuple[Sequence[Token], dict[str, str]]:
    for at in range(len(tokens)):
        if word_at(tokens, at) in ("until", "till", "до"):
            ends = {day for day, after in read_calendar_day(tokens, at + 1, "en") if after == len(tokens)}
            dates = {date for day in ends for date in list(calendar_dates(day, start.date()))[:1]}
            if len(dates) != 1:
                raise BadRepeat(text, RepeatProblem.AMBIGUOUS if dates else RepeatProblem.UNREADABLE)
            until = datetime.combine(dates.pop(), time(23, 59, 59))
            if until.date() < start.date():
                raise BadRepeat(text, RepeatProblem.NEVER)
            return tokens[:at], {"UNTIL": until.strftime("%Y%m%dT%H%M%S")}
    count, length = _count_at_end(tokens)
    if not length:
        return tokens, {}
    at = len(tokens) - length
    return tokens[: at - (word_at(tokens, at - 1) == "for")], {"COUNT": str(count)}


def _count_at_end(tokens: Sequence[Token]) -> tuple[int, int]:
    """Return the count at the end of the tokens and how many tokens say so, or zeros."""
    if len(tokens) < 3:
        return 0, 0
    number, word = tokens[-2], tokens[-1]
    if number.text == "count":
        number, word = word, number
    if word.text != "count" and word.text not in _TIMES:
        return 0, 0
    count = number.numbers[0] if number.kind is Kind.NUMBER else NUMBERS.get(number.text)
    return (0, 0) if count is None else (count, 2)


def _hear(text: str, tokens: Sequence[Token]) -> _Heard:
    heard = _Heard()
    for at, token in enumerate(tokens):
        word, following = word_at(tokens, at), word_at(tokens, at + 1)
        if word in _TWO_MEANINGS or (word == "раза" and heard.interval):
            raise BadRepeat(text, RepeatProblem.AMBIGUOUS)
        if word in _EVERY:
            heard.every = True
        elif word in _SINGLE_WORDS:
            heard.every, (interval, unit) = True, _SINGLE_WORDS[word]
            heard.units.append(unit)
            heard.interval = interval if interval > 1 else heard.interval
        elif word == "other" and heard.every:
            heard.other = True
        elif word in _WORKDAYS | _WEEKENDS:
            heard.days += [(None, day) for day in (range(5) if word in _WORKDAYS else (5, 6))]
        elif word in WEEKDAYS:
            heard.days += [(ordinal, WEEKDAYS[word]) for ordinal in heard.ordinals or (None,)]
        elif word in ORDINALS or (token.kind is Kind.ORDINAL and (following in WEEKDAYS or following in UNITS)):
            _hear_ordinal(heard, ORDINALS[word] if word else token.numbers[0], tokens[at - 1] if at else None)
        elif token.kind is Kind.ORDINAL or (token.kind is Kind.NUMBER and following in ("числа", "число")):
            heard.month_days.append(token.numbers[0])
        elif word in UNITS and len(word) > 2:
            heard.units.append(UNITS[word])
        elif (token.kind is Kind.NUMBER or word in NUMBERS) and heard.interval is None:
            heard.interval = token.numbers[0] if token.kind is Kind.NUMBER else NUMBERS[word]
        elif word not in _FILLERS and not (word in ("числа", "число") and heard.month_days):
            raise BadRepeat(text, RepeatProblem.UNREADABLE)
    return heard


def _hear_ordinal(heard: _Heard, ordinal: int, before: Token | None) -> None:
    # "first and third Monday" share a day; in "first Monday and third Friday" a new ordinal starts over.
    if (before is not None and before.text not in ("and", "и", ",")) or (heard.days and heard.days[-1][0] is not None):
        heard.ordinals.clear()
    heard.ordinals.append(ordinal)


def _fields(text: str, heard: _Heard, start: datetime) -> dict[str, str]:
    if any(unit in (Unit.HOUR, Unit.MINUTE, Unit.SECOND) for unit in heard.units):
        raise BadRepeat(text, RepeatProblem.TOO_OFTEN)
    interval = heard.interval
    if heard.other:
        interval = 2 if interval is None else 0
    units = heard.units
    if heard.ordinals and not heard.days:
        if units == [Unit.DAY, Unit.MONTH]:
            return {"FREQ": "MONTHLY", "BYMONTHDAY": ",".join(str(day) for day in heard.ordinals)}
        if heard.every and len(heard.ordinals) == 1 and heard.ordinals[0] > 1 and interval is None:
            interval = heard.ordinals[0]
        else:
            raise BadRepeat(text, RepeatProblem.UNREADABLE)
    if len(units) > 1 or (heard.days and heard.month_days):
        raise BadRepeat(text, RepeatProblem.UNREADABLE)
    unit = units[0] if units else None
    step = {} if interval is None else {"INTERVAL": str(interval)}
    if heard.days:
        return _on_days(text, heard, unit, step)
    if heard.month_days:
        if unit not in (None, Unit.MONTH) or (interval is not None and unit is None):
            raise BadRepeat(text, RepeatProblem.UNREADABLE)
        return {"FREQ": "MONTHLY", **step, **_on_month_days(text, heard.month_days)}
    if unit is None or not heard.every:
        raise BadRepeat(text, RepeatProblem.UNREADABLE)
    if unit is Unit.MONTH and start.day > 28:
        return {"FREQ": "MONTHLY", **step, **_on_month_days(text, [start.day])}
    return {"FREQ": _FREQUENCIES[unit], **step}


def _on_days(text: str, heard: _Heard, unit: Unit | None, step: dict[str, str]) -> dict[str, str]:
    numbered = [ordinal for ordinal, _ in heard.days if ordinal is not None]
    in_order = sorted(heard.days, key=lambda numbered_day: numbered_day[1])
    codes = dict.fromkeys(f"{ordinal or ''}{WEEKDAY_CODES[day]}" for ordinal, day in in_order)
    if not numbered:
        if unit is Unit.MONTH or (heard.interval is not None and unit is None):
            raise BadRepeat(text, RepeatProblem.AMBIGUOUS)
        if unit not in (None, Unit.WEEK):
            raise BadRepeat(text, RepeatProblem.UNREADABLE)
        return {"FREQ": "WEEKLY", **step, "BYDAY": ",".join(codes)}
    if unit is None and heard.every and any(ordinal > 1 for ordinal in numbered):
        # "Every second Tuesday" is every other one to some and the month's second to others.
        raise BadRepeat(text, RepeatProblem.AMBIGUOUS)
    if len(numbered) < len(heard.days) or unit not in (None, Unit.MONTH):
        raise BadRepeat(text, RepeatProblem.UNREADABLE)
    return {"FREQ": "MONTHLY", **step, "BYDAY": ",".join(codes)}


def _on_month_days(text: str, days: list[int]) -> dict[str, str]:
    if max(days) <= 28:
        return {"BYMONTHDAY": ",".join(str(day) for day in sorted(set(days)))}
    if len(days) > 1:
        raise BadRepeat(text, RepeatProblem.AMBIGUOUS)
    # The last existing day up to the one asked for: a plain BYMONTHDAY=31 would skip five months a year.
    return {"BYMONTHDAY": ",".join(str(day) for day in range(28, days[0] + 1)), "BYSETPOS": "-1"}
