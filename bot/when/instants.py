"""Reading a moment: from a text, the present and a zone to one instant, or to a reason why not.

The grammar is our own, without dateparser as a fallback: it guesses («friday at 7» is a day in July to it,
«tomorrow 25:00» is noon, a time in a DST gap passes) where Hearth must ask.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.when.errors import BadWhen, BadZone, WhenProblem
from bot.when.phrases import read_phrases
from bot.when.resolve import Present, Reading, resolve
from bot.when.tokens import MAX_LENGTH, Unreadable, fold_case, tokenise
from bot.when.zones import find_zone

# When no reading is left to suggest, the first of these is what is worth saying.
_WORTH_SAYING = (
    WhenProblem.FOLD,
    WhenProblem.GAP,
    WhenProblem.TOO_FAR,
    WhenProblem.PAST,
    WhenProblem.NO_TIME,
    WhenProblem.NO_DATE,
    WhenProblem.AMBIGUOUS,
    WhenProblem.IMPOSSIBLE,
    WhenProblem.UNREADABLE,
)
# ISO 8601 with an offset: an instant in itself.
_STAMP = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[t ]([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?) ?(z|[+-][0-9]{2}:?[0-9]{2})"
)
_DATE_T_TIME = re.compile(r"^([0-9]{4}-[0-9]{2}-[0-9]{2})t(?=[0-9])")
_ZONE_IN_BRACKETS = re.compile(r"\(([^(),]+)(?:,[^()]*)?\)$")
_ZONE_WORD = re.compile(r"(?<!\S)(?:по )?((?:utc|gmt)(?:[+-][0-9]{1,2})?|msk|мск|москве)(?![^\s,])")


def parse_when(text: str, *, now: datetime, zone: ZoneInfo, locale: str) -> datetime:
    """Read a moment in Russian or English as an instant in the zone.

    `friday` is the nearest one whose time is ahead; `next friday` is the one of the next calendar week, Monday first;
    a date without a year, and a time without a date, are the next ones ahead. A zone may be named: `19:00 UTC`.
    `locale` only orders 01/02/2027. `now` must be aware. Raises BadWhen for what is ambiguous, past, more than two
    years ahead, in a DST gap or fold, incomplete, or unreadable; no reading is chosen because the others are past.
    """
    if now.tzinfo is None:
        raise TypeError("now must be aware")
    try:
        readings = tuple(_read(text, now, zone, locale))
    except Unreadable:
        readings = ()
    problem, instants = _choose(readings)
    if problem is None:
        return instants[0].astimezone(zone)
    present = Present(now, zone)
    ahead = {instant.astimezone(UTC) for instant in instants if present.problem(instant) is None}
    raise BadWhen(text, problem, tuple(instant.astimezone(zone) for instant in sorted(ahead)))


def _read(text: str, now: datetime, zone: ZoneInfo, locale: str) -> Iterator[Reading]:
    if len(text) > MAX_LENGTH:
        raise Unreadable
    folded = " ".join(fold_case(text).split())
    stamp = _STAMP.fullmatch(folded)
    if stamp is not None:
        yield _at_stamp("".join((stamp[1], "T", stamp[2], stamp[3])), Present(now, zone))
        return
    phrase, spoken = _cut_zone(_DATE_T_TIME.sub(r"\1 ", folded))
    present = Present(now, spoken or zone)
    for reading in read_phrases(tokenise(phrase), locale):
        yield from resolve(reading, present)


def _at_stamp(stamp: str, present: Present) -> Reading:
    try:
        instant = datetime.fromisoformat(stamp.upper())
    except ValueError:
        return Reading((), WhenProblem.IMPOSSIBLE)
    # An offset can push the calendar's first and last days out of it.
    if not 1 < instant.year < 9999:
        return Reading((), WhenProblem.PAST if instant.year == 1 else WhenProblem.TOO_FAR)
    return Reading((instant,), present.problem(instant))


def _cut_zone(phrase: str) -> tuple[str, ZoneInfo | None]:
    for pattern in (_ZONE_IN_BRACKETS, _ZONE_WORD):
        found = pattern.search(phrase)
        if found is not None:
            try:
                return phrase[: found.start()] + phrase[found.end() :], find_zone(found[1])
            except BadZone:
                raise Unreadable from None
    return phrase, None


def _choose(readings: Sequence[Reading]) -> tuple[WhenProblem | None, list[datetime]]:
    # A reading that cannot be is no rival to one that can.
    live = [each for each in readings if each.problem not in (WhenProblem.IMPOSSIBLE, WhenProblem.UNREADABLE)]
    live = live or list(readings)
    instants = [instant for each in live for instant in each.instants]
    problems = {each.problem for each in live}
    if not live:
        return WhenProblem.UNREADABLE, []
    if problems == {None}:
        same = len({instant.astimezone(UTC) for instant in instants}) == 1
        return (None if same else WhenProblem.AMBIGUOUS), instants
    if len(problems) == 1:
        return problems.pop(), instants
    if instants:
        return WhenProblem.AMBIGUOUS, instants
    return next(problem for problem in _WORTH_SAYING if problem in problems), instants
