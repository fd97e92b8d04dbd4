"""The date part of a phrase, and which dates it may mean."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.when.amounts import Amount, read_amounts
from bot.when.tokens import Kind, Token, word_at, words_at
from bot.when.words import MONTHS, WEEKDAYS


class Which(StrEnum):
    """Name which of the weekdays to come is meant: the nearest, or the one of a calendar week (Monday first)."""

    NEAREST = "nearest"
    THIS_WEEK = "this week"
    NEXT_WEEK = "next week"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """Hold a date as numbers; without a year, or a month too, the next such date is meant."""

    day: int
    month: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class RelativeDay:
    """Hold a date as days from today."""

    days: int


@dataclass(frozen=True, slots=True)
class Weekday:
    """Hold a day of the week; Monday is 0."""

    weekday: int
    which: Which = Which.NEAREST


@dataclass(frozen=True, slots=True)
class Week:
    """Hold a week said apart from its day, as in «на следующей неделе во вторник»."""

    which: Which


@dataclass(frozen=True, slots=True)
class Offset:
    """Hold a distance from now."""

    amounts: tuple[Amount, ...]
    back: bool = False


_RELATIVE = {
    "today": 0,
    "tomorrow": 1,
    "tmrw": 1,
    "yesterday": -1,
    "сегодня": 0,
    "завтра": 1,
    "послезавтра": 2,
    "вчера": -1,
    "позавчера": -2,
}
_WHICH = {
    **dict.fromkeys(["coming", "ближайший", "ближайшую", "ближайшее", "ближайшей"], Which.NEAREST),
    **dict.fromkeys(["this", "этот", "эту", "это", "этой"], Which.THIS_WEEK),
    **dict.fromkeys(
        [
            "next",
            "следующий",
            "следующую",
            "следующее",
            "следующей",
            "следующего",
            "будущий",
            "будущую",
            "будущее",
            "будущей",
        ],
        Which.NEXT_WEEK,
    ),
    **dict.fromkeys(["last", "прошлый", "прошлую", "прошлое", "прошлой"], Which.LAST),
}
_BEFORE_DAY = frozenset({"on", "в", "во", "на", "the"})
_YEAR_WORDS = frozenset({"г", "год", "года"})


def calendar_dates(day: CalendarDay, today: date) -> Iterator[date]:
    """Yield the dates a calendar day may mean, nearest first, from today on unless the year is given.

    Yields nothing when there is no such date at all.
    """
    if day.year is not None:
        choices = [(day.year, day.month or 1)]
    elif day.month is not None:
        # Eight years hold a 29 February even across 1900 or 2100.
        choices = [(today.year + ahead, day.month) for ahead in range(9)]
    else:
        choices = [divmod(today.year * 12 + today.month - 1 + ahead, 12) for ahead in range(13)]
        choices = [(year, month + 1) for year, month in choices]
    for year, month in choices:
        try:
            found = date(year, month, day.day)
        except ValueError:
            continue
        if day.year is not None or found >= today:
            yield found


def weekday_dates(day: Weekday, today: date) -> Iterator[date]:
    """Yield the dates a weekday may mean, nearest first."""
    monday = today - timedelta(days=today.weekday())
    match day.which:
        case Which.NEAREST:
            nearest = today + timedelta(days=(day.weekday - today.weekday()) % 7)
            yield nearest
            yield nearest + timedelta(days=7)
        case Which.THIS_WEEK:
            yield monday + timedelta(days=day.weekday)
        case Which.NEXT_WEEK:
            yield monday + timedelta(days=7 + day.weekday)
        case Which.LAST:
            yield today - timedelta(days=(today.weekday() - day.weekday - 1) % 7 + 1)


def read_calendar_day(tokens: Sequence[Token], at: int, locale: str) -> Iterator[tuple[CalendarDay, int]]:
    """Read a date written with numbers or a month's name; yield every way to, with the place after it.

    `locale` orders day and month between slashes: `ru` and `en_GB` put the day first, `en_US` the month;
    plain `en` is both of them, so both are yielded.
    """
    while word_at(tokens, at) in _BEFORE_DAY:
        at += 1
    if at >= len(tokens):
        return
    token, numbers = tokens[at], tokens[at].numbers
    if token.kind is Kind.YEAR_FIRST:
        yield CalendarDay(numbers[2], numbers[1], numbers[0]), _after_year(tokens, at + 1)
    elif token.kind is Kind.DAY_FIRST:
        year = numbers[2] if numbers[2] > 99 else 2000 + numbers[2]
        for day, month in _ordered(token.text, numbers, locale):
            yield CalendarDay(day, month, year), _after_year(tokens, at + 1)
    elif token.kind in (Kind.DOTTED, Kind.SLASHED):
        for day, month in _ordered(token.text, numbers, locale):
            if 1 <= month <= 12:
                yield CalendarDay(day, month), at + 1
    elif token.kind in (Kind.NUMBER, Kind.ORDINAL) and len(token.text) <= 6:
        yield from _day_then_month(tokens, at)
    elif word_at(tokens, at) in MONTHS:
        yield from _month_then_day(tokens, at)


def _ordered(text: str, numbers: Sequence[int], locale: str) -> Iterator[tuple[int, int]]:
    first, second = numbers[:2]
    month_first_too = "/" in text and second != first
    if not month_first_too or first > 12 or second > 12:
        yield (second, first) if month_first_too and second > 12 else (first, second)
        return
    language, _, territory = locale.replace("-", "_").lower().partition("_")
    if territory == "us":
        yield second, first
        return
    yield first, second
    if language == "en" and not territory:
        yield second, first


def _day_then_month(tokens: Sequence[Token], at: int) -> Iterator[tuple[CalendarDay, int]]:
    day = tokens[at].numbers[0]
    after = at + 1 + (word_at(tokens, at + 1) == "of")
    month = MONTHS.get(word_at(tokens, after))
    if month is not None:
        yield from _maybe_year(tokens, after + 1 + (word_at(tokens, after + 1) == "."), day, month)
    elif word_at(tokens, at + 1) == "числа":
        yield CalendarDay(day), at + 2
    elif tokens[at].kind is Kind.ORDINAL:
        yield CalendarDay(day), at + 1


def _month_then_day(tokens: Sequence[Token], at: int) -> Iterator[tuple[CalendarDay, int]]:
    month = MONTHS[word_at(tokens, at)]
    after = at + 1 + (word_at(tokens, at + 1) in (".", "the"))
    if after < len(tokens) and tokens[after].kind in (Kind.NUMBER, Kind.ORDINAL) and tokens[after].numbers[0] < 100:
        yield from _maybe_year(tokens, after + 1, tokens[after].numbers[0], month)


def _maybe_year(tokens: Sequence[Token], at: int, day: int, month: int) -> Iterator[tuple[CalendarDay, int]]:
    year_at = at + (word_at(tokens, at) == ",")
    if year_at < len(tokens) and tokens[year_at].kind is Kind.NUMBER and len(tokens[year_at].text) == 4:
        yield CalendarDay(day, month, tokens[year_at].numbers[0]), _after_year(tokens, year_at + 1)
    else:
        yield CalendarDay(day, month), at


def _after_year(tokens: Sequence[Token], at: int) -> int:
    return at + 1 if word_at(tokens, at) in _YEAR_WORDS else at


def read_relative_day(tokens: Sequence[Token], at: int) -> Iterator[tuple[RelativeDay, int]]:
    """Read today, tomorrow and their kin."""
    at += word_at(tokens, at) in ("на", "the")
    if words_at(tokens, at, "day", "after", "tomorrow"):
        yield RelativeDay(2), at + 3
    elif word_at(tokens, at) in _RELATIVE:
        yield RelativeDay(_RELATIVE[word_at(tokens, at)]), at + 1


def read_weekday(tokens: Sequence[Token], at: int) -> Iterator[tuple[Weekday, int]]:
    """Read a day of the week, with which one is meant."""
    while word_at(tokens, at) in _BEFORE_DAY:
        at += 1
    which = _WHICH.get(word_at(tokens, at))
    at += which is not None
    if word_at(tokens, at) in WEEKDAYS:
        after = at + 1 + (word_at(tokens, at + 1) == ".")
        yield Weekday(WEEKDAYS[word_at(tokens, at)], which or Which.NEAREST), after


def read_week(tokens: Sequence[Token], at: int) -> Iterator[tuple[Week, int]]:
    """Read which week is meant, said apart from the day."""
    at += word_at(tokens, at) == "на"
    which = _WHICH.get(word_at(tokens, at))
    if which is not None and word_at(tokens, at + 1) in ("week", "неделе"):
        yield Week(which), at + 2


def read_offset(tokens: Sequence[Token], at: int) -> Iterator[tuple[Offset, int]]:
    """Read a distance from now, ahead or back."""
    ahead = word_at(tokens, at) in ("in", "через")
    amounts, after = read_amounts(tokens, at + ahead)
    if not amounts:
        return
    if ahead:
        yield Offset(amounts), after
    elif words_at(tokens, after, "from", "now"):
        yield Offset(amounts), after + 2
    elif word_at(tokens, after) in ("ago", "назад"):
        yield Offset(amounts, back=True), after + 1
