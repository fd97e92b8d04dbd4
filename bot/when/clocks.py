"""The time-of-day part of a phrase, and which times it may mean.

What each part of a day does to an hour from 1 to 12 is a table, so that an hour it does not go with is refused.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.when.tokens import Kind, Token, word_at, words_at
from bot.when.words import NUMBERS

DAY = 86_400
"""Seconds of a day on the wall; a reading of DAY or more belongs to the day after."""


class Part(StrEnum):
    """Name a part of the day."""

    AM = "am"
    PM = "pm"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


# Hours on a twelve-hour clock → hours on the day. «11 дня» and «2 утра» are said; «12 вечера» is not.
_HOURS: dict[Part, dict[int, int]] = {
    Part.AM: {hour: hour % 12 for hour in range(1, 13)},
    Part.PM: {hour: hour % 12 + 12 for hour in range(1, 13)},
    Part.MORNING: {hour: hour for hour in range(1, 12)},
    Part.AFTERNOON: {11: 11, 12: 12} | {hour: hour + 12 for hour in range(1, 7)},
    Part.EVENING: {hour: hour + 12 for hour in range(4, 12)},
    Part.NIGHT: {12: 0} | {hour: hour for hour in range(1, 6)} | {hour: hour + 12 for hour in range(8, 12)},
}
# Hours that need no part, and the parts they may still be said with («19:00 вечера»).
_LATE: dict[Part, frozenset[int]] = {
    Part.AM: frozenset({0}),
    Part.PM: frozenset(range(13, 24)),
    Part.MORNING: frozenset(),
    Part.AFTERNOON: frozenset(range(13, 19)),
    Part.EVENING: frozenset(range(16, 24)),
    Part.NIGHT: frozenset({0, 20, 21, 22, 23}),
}

_PREPOSITIONS = frozenset({"at", "@", "в", "во", "к", "ко", "с", "на", "from"})
_HOUR_WORDS = frozenset({"ч", "час", "часа", "часов", "h", "o'clock", "oclock"})
_MINUTE_WORDS = frozenset({"мин", "минут", "минуты", "минута", "m", "min"})
_SUFFIXES = {
    "am": Part.AM,
    "pm": Part.PM,
    "утра": Part.MORNING,
    "дня": Part.AFTERNOON,
    "вечера": Part.EVENING,
    "ночи": Part.NIGHT,
}
_AFTER_IN_THE = {"morning": Part.MORNING, "afternoon": Part.AFTERNOON, "evening": Part.EVENING}
_ADVERBS = {
    "morning": Part.MORNING,
    "afternoon": Part.AFTERNOON,
    "evening": Part.EVENING,
    "night": Part.NIGHT,
    "утром": Part.MORNING,
    "днем": Part.AFTERNOON,
    "вечером": Part.EVENING,
    "ночью": Part.NIGHT,
}


@dataclass(frozen=True, slots=True)
class Clock:
    """Hold a time of day as it was said.

    `bare`: an hour without minutes or a part of the day. `sure`: marked as a time of day by a preposition or a form
    of its own. `dotted`: `19.00`, which is a time only where it cannot be a date.
    """

    hour: int
    minute: int = 0
    second: int = 0
    part: Part | None = None
    bare: bool = False
    sure: bool = True
    dotted: bool = False
    midnight: bool = False


@dataclass(frozen=True, slots=True)
class Adverb:
    """Hold a part of the day said apart from the hour, as in «завтра вечером в 8»."""

    part: Part


def clock_readings(clock: Clock, adverb: Adverb | None, *, has_date: bool) -> tuple[tuple[int, ...], bool]:
    """Return the times of day a clock may mean, in seconds from the date's start, and whether it is sure.

    No readings: the hour does not go with the part of the day. More than one, or not sure: it must be asked about.
    """
    rest = clock.minute * 60 + clock.second
    if clock.hour > 24 or clock.minute > 59 or clock.second > 59 or (clock.hour == 24 and rest):
        return (), True
    if clock.midnight:
        # "Friday midnight" is the start of Friday to some and its end to others.
        return _midnight(adverb, has_date=has_date)
    part = clock.part or (adverb.part if adverb is not None else None)
    if part is None:
        if clock.bare and 1 <= clock.hour <= 12:
            return (clock.hour % 12 * 3600, (clock.hour % 12 + 12) * 3600), True
        return (clock.hour * 3600 + rest,), clock.sure
    hour = clock.hour if clock.hour in _LATE[part] else _HOURS[part].get(clock.hour)
    if hour is None:
        return (), True
    if clock.part is not None and adverb is not None and not _goes_with(hour, adverb.part):
        return (), True
    if part is Part.NIGHT and hour < 12 and (adverb is not None or clock.hour == 12) and has_date:
        # The night of a date is the one before its morning or the one after its evening.
        return (hour * 3600 + rest, DAY + hour * 3600 + rest), True
    return (hour * 3600 + rest,), True


def _goes_with(hour: int, part: Part) -> bool:
    return hour in _LATE[part] or hour in _HOURS[part].values()


def _midnight(adverb: Adverb | None, *, has_date: bool) -> tuple[tuple[int, ...], bool]:
    if adverb is not None and adverb.part not in (Part.NIGHT, Part.EVENING):
        return (), True
    return ((0, DAY) if has_date else (0,)), True


def read_clock(tokens: Sequence[Token], at: int) -> Iterator[tuple[Clock, int]]:
    """Read a time of day at a place; yield every way to, with the place after it."""
    marked = word_at(tokens, at) in _PREPOSITIONS
    at += marked
    if at >= len(tokens):
        return
    token, numbers = tokens[at], tokens[at].numbers
    if token.kind is Kind.CLOCK and len(numbers) in (2, 3):
        yield from _with_part(tokens, at + 1, numbers)
    elif token.kind is Kind.DOTTED and len(token.text.rpartition(".")[2]) == 2:
        yield from _with_part(tokens, at + 1, numbers, dotted=not marked)
    elif token.kind is Kind.DASHED and marked:
        yield from _with_part(tokens, at + 1, numbers)
    elif token.kind is Kind.NUMBER and len(token.text) <= 2:
        yield from _hour(tokens, at + 1, numbers[0], marked=marked)
    elif token.text in NUMBERS:
        yield from _hour(tokens, at + 1, NUMBERS[token.text], marked=marked)
    elif token.text == "час" and marked:
        yield from _with_part(tokens, at + 1, (1,), sure=True)
    elif token.text in ("noon", "midday", "полдень"):
        yield Clock(12), at + 1
    elif token.text in ("midnight", "полночь"):
        yield Clock(0, midnight=True), at + 1


def _hour(tokens: Sequence[Token], at: int, hour: int, *, marked: bool) -> Iterator[tuple[Clock, int]]:
    if word_at(tokens, at) in ("noon", "midnight"):
        if hour == 12:
            midnight = word_at(tokens, at) == "midnight"
            yield Clock(0 if midnight else 12, midnight=midnight), at + 1
        return
    named = word_at(tokens, at) in _HOUR_WORDS
    at += named
    if named and at < len(tokens) and tokens[at].kind is Kind.NUMBER and len(tokens[at].text) <= 2:
        minute = tokens[at].numbers[0]
        yield from _with_part(tokens, at + 1 + (word_at(tokens, at + 1) in _MINUTE_WORDS), (hour, minute))
    yield from _with_part(tokens, at, (hour,), sure=marked or named)


def _with_part(
    tokens: Sequence[Token], at: int, numbers: Sequence[int], *, sure: bool = True, dotted: bool = False
) -> Iterator[tuple[Clock, int]]:
    hour, minute, second = (*numbers, 0, 0)[:3]
    # A number that is no hour is no time; 25:00 is one that cannot be, and is told so.
    if hour > 24 and (dotted or len(numbers) == 1):
        return
    part, after = _part_at(tokens, at)
    if part is not None:
        yield Clock(hour, minute, second, part), after
        return
    yield Clock(hour, minute, second, bare=len(numbers) == 1, sure=sure, dotted=dotted), at


def _part_at(tokens: Sequence[Token], at: int) -> tuple[Part | None, int]:
    if word_at(tokens, at) in _SUFFIXES:
        return _SUFFIXES[word_at(tokens, at)], at + 1
    if words_at(tokens, at, "in", "the") and word_at(tokens, at + 2) in _AFTER_IN_THE:
        return _AFTER_IN_THE[word_at(tokens, at + 2)], at + 3
    if words_at(tokens, at, "at", "night"):
        return Part.NIGHT, at + 2
    return None, at


def read_adverb(tokens: Sequence[Token], at: int) -> Iterator[tuple[Adverb, int]]:
    """Read a part of the day that stands alone."""
    if words_at(tokens, at, "in", "the") and word_at(tokens, at + 2) in _AFTER_IN_THE:
        yield Adverb(_AFTER_IN_THE[word_at(tokens, at + 2)]), at + 3
    elif words_at(tokens, at, "at", "night"):
        yield Adverb(Part.NIGHT), at + 2
    elif word_at(tokens, at) in _ADVERBS:
        yield Adverb(_ADVERBS[word_at(tokens, at)]), at + 1
