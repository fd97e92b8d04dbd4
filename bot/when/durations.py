"""Reading a length of time."""

import re
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
    """Tell whether a word, or a few, is meant as a length of time: a digit first, then units, and nothing else.

    True for `0m`, `99999w`, `1 month`, `2y` and `-3h` too: these are bad durations, not other words. Taken for the
    first word of a reason, they would make a ban for a month one for good.
    """
    bare = word.strip().lstrip(_SIGNS)
    return bare[:1].isdigit() and (bool(_amounts(bare)) or _SHORT_YEARS.fullmatch(bare) is not None)


def _read(text: str) -> tuple[Amount, ...]:
    amounts = _amounts(text)
    return () if any(amount.unit not in SECONDS for amount in amounts) else amounts


def _amounts(text: str) -> tuple[Amount, ...]:
    """Read amounts of any unit, if the text is nothing else."""
    try:
        tokens = tokenise(text)
    except Unreadable:
        return ()
    amounts, after = read_amounts(tokens, 0)
    return amounts if after == len(tokens) else ()
