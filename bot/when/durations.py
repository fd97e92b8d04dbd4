"""Reading a length of time."""

import re
from collections.abc import Iterator
from datetime import timedelta

from bot.when.amounts import Amount, read_amounts
from bot.when.errors import BadDuration, DurationProblem
from bot.when.tokens import Unreadable, tokenise
from bot.when.words import Unit

MAX_DURATION = timedelta(days=3650)
"""About ten years: what is meant for longer is meant for good."""

SECONDS = {Unit.SECOND: 1, Unit.MINUTE: 60, Unit.HOUR: 3_600, Unit.DAY: 86_400, Unit.WEEK: 604_800}
"""Months and years are absent: they have no one length."""

_SIGNS = "+-−–"
_PUNCTUATION = ",.;:"  # may part a length of time from what follows
_FOR = re.compile(r"\s*(?:на|for)\s+", re.IGNORECASE)
_NUMERALS = ("полчаса", "полтора", "полторы")  # begin a length of time, and hardly anything else
_WORDS = 8  # of `for 1 day, 2 hours and 5 minutes`
_SHORT_YEARS = re.compile(r"\d{1,6}\s?(?:mo|mos|mth|y|yr|yrs|г)\.?", re.IGNORECASE)  # months and years in short


def parse_duration(text: str) -> timedelta:
    """Read a length of time, such as `1h30m`, `2 часа` or `10 min`.

    Days are 24 hours, weeks 7 days. Raises BadDuration when the text is unreadable, zero, or above MAX_DURATION.
    """
    amounts = _read(text)
    if not amounts:
        raise BadDuration(text, DurationProblem.UNREADABLE)
    seconds = sum(amount.number * SECONDS[amount.unit] for amount in amounts)
    # Compared before it becomes a timedelta, which a long row of digits would overflow.
    if seconds > MAX_DURATION.total_seconds():
        raise BadDuration(text, DurationProblem.TOO_LONG)
    duration = timedelta(seconds=float(seconds))
    if not duration:
        raise BadDuration(text, DurationProblem.ZERO)
    return duration


def looks_like_duration(word: str) -> bool:
    """Tell whether a word, or a few, is meant as a length of time: a number first, then units, and nothing else.

    After “for” and «на» words will do, too: `for an hour`, `на неделю`. True for `0m`, `99999w`, `1 month`, `2y` and
    `-3h` as well: these are bad durations, not other words. Taken for the first word of a reason, they would make a ban
    for a month one for good.
    """
    bare = word.strip().lstrip(_SIGNS)
    meant = _FOR.match(bare)
    bare = bare[meant.end() :] if meant else bare
    if bare[:1].isdigit():
        return bool(_amounts(bare)) or _SHORT_YEARS.fullmatch(bare) is not None
    if not meant and not bare.lower().startswith(_NUMERALS):
        return False
    # “For a second time” is a reason.
    return any(amount.unit is not Unit.SECOND for amount in _amounts(bare))


def leading_duration(text: str) -> tuple[str, str] | None:
    """Split off the length of time that a text begins with, as long as it may be; None where there is none."""
    found = None
    for end in _first_ends(text):
        words = text[:end].strip().rstrip(_PUNCTUATION)
        if looks_like_duration(words):
            found = words, text[end:]
    return found


def _first_ends(text: str) -> Iterator[int]:
    """Give the places where the first words end."""
    words = re.finditer(r"\S+", text)
    return (word.end() for word, _ in zip(words, range(_WORDS), strict=False))


def _read(text: str) -> tuple[Amount, ...]:
    meant = _FOR.match(text)
    amounts = _amounts(text[meant.end() :] if meant else text)
    return () if any(amount.unit not in SECONDS for amount in amounts) else amounts


def _amounts(text: str) -> tuple[Amount, ...]:
    """Read amounts of any unit, if the text is nothing else."""
    try:
        tokens = tokenise(text)
    except Unreadable:
        return ()
    amounts, after = read_amounts(tokens, 0)
    return amounts if after == len(tokens) else ()
