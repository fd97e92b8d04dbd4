"""Reading a whole phrase about a moment: every way to, with every token used.

A phrase is a bag of parts, at most one of each sort, in any order: «в пятницу», «19:00», «вечером». Reading is a
search over the tokens; each part found takes its slot, so the search is at most six parts deep.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.when.clocks import Adverb, Clock, Part, read_adverb, read_clock
from bot.when.days import (
    CalendarDay,
    Offset,
    RelativeDay,
    Week,
    Weekday,
    Which,
    read_calendar_day,
    read_offset,
    read_relative_day,
    read_week,
    read_weekday,
)
from bot.when.tokens import Token, word_at

_FILLERS = frozenset({"at", "on", "the", "в", "во", "на", ",", ".", ";", "!", "@"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """Hold what a phrase says, part by part."""

    calendar: CalendarDay | None = None
    relative: RelativeDay | None = None
    weekday: Weekday | None = None
    week: Week | None = None
    offset: Offset | None = None
    clock: Clock | None = None
    adverb: Adverb | None = None

    @property
    def has_date(self) -> bool:
        """Tell whether any part says which day."""
        return any((self.calendar, self.relative, self.weekday, self.offset))


_Piece = CalendarDay | RelativeDay | Weekday | Week | Offset | Clock | Adverb
_READERS: tuple[Callable[[Sequence[Token], int], Iterator[tuple[_Piece, int]]], ...] = (
    read_relative_day,
    read_weekday,
    read_week,
    read_offset,
    read_clock,
    read_adverb,
)


def read_phrases(tokens: Sequence[Token], locale: str) -> tuple[Phrase, ...]:
    """Return every way to read the tokens as a moment; none when there is no way."""
    found = dict.fromkeys(phrase for phrase in _read(tokens, 0, Phrase(), locale) if _makes_sense(phrase))
    return tuple(found)


def _read(tokens: Sequence[Token], at: int, so_far: Phrase, locale: str) -> Iterator[Phrase]:
    if at == len(tokens):
        yield so_far
        return
    started = False
    for pieces, after in _pieces(tokens, at, locale):
        started = True
        extended = _add(so_far, pieces)
        if extended is not None:
            yield from _read(tokens, after, extended, locale)
    # A preposition belongs to the part it opens; only a stray one is passed over.
    if not started and word_at(tokens, at) in _FILLERS:
        yield from _read(tokens, at + 1, so_far, locale)


def _pieces(tokens: Sequence[Token], at: int, locale: str) -> Iterator[tuple[tuple[_Piece, ...], int]]:
    yield from (((piece,), after) for piece, after in read_calendar_day(tokens, at, locale))
    for read in _READERS:
        yield from (((piece,), after) for piece, after in read(tokens, at))
    if word_at(tokens, at) == "tonight":
        yield (RelativeDay(0), Adverb(Part.NIGHT)), at + 1
        yield (RelativeDay(0), Adverb(Part.EVENING)), at + 1
    elif word_at(tokens, at) == "this":
        for adverb, after in read_adverb(tokens, at + 1):
            yield (RelativeDay(0), adverb), after


def _add(phrase: Phrase, pieces: Sequence[_Piece]) -> Phrase | None:
    for piece in pieces:
        match piece:
            case CalendarDay() if phrase.calendar is None:
                phrase = replace(phrase, calendar=piece)
            case RelativeDay() if phrase.relative is None:
                phrase = replace(phrase, relative=piece)
            case Weekday() if phrase.weekday is None:
                phrase = replace(phrase, weekday=piece)
            case Week() if phrase.week is None:
                phrase = replace(phrase, week=piece)
            case Offset() if phrase.offset is None:
                phrase = replace(phrase, offset=piece)
            case Clock() if phrase.clock is None:
                phrase = replace(phrase, clock=piece)
            case Adverb() if phrase.adverb is None:
                phrase = replace(phrase, adverb=piece)
            case _:
                return None
    return phrase


def _makes_sense(phrase: Phrase) -> bool:
    if phrase == Phrase():
        return False
    if phrase.offset is not None and any((phrase.calendar, phrase.relative, phrase.weekday, phrase.week)):
        return False
    if phrase.week is not None and any((phrase.calendar, phrase.relative)):
        return False
    if phrase.week is not None and phrase.weekday is not None and phrase.weekday.which is not Which.NEAREST:
        return False
    # «19.00» by itself is no date and «10.12» by itself is no time; beside a date, both are times.
    return not (phrase.clock is not None and phrase.clock.dotted and not (phrase.has_date or phrase.week))
