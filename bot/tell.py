"""Answer on the command line what the bot would understand."""

import sys
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.texts import DEFAULT, language_of, say
from bot.when import BadWhen, BadZone, find_zone, parse_when, show_when


def tell_when(phrase: str, at: datetime | None, zone: str, locale: str) -> int:
    """Print the instant a phrase means (ISO 8601 with offset) and the same in words; or why not, and return 2."""
    language = language_of(locale) or DEFAULT
    try:
        place = find_zone(zone)
    except BadZone as error:
        _explain(say(f"zone-{error.problem}", language, zone=zone), error.suggestions)
        return 2
    now = _aware(at, place)
    try:
        found = parse_when(phrase, now=now, zone=place, locale=language)
    except BadWhen as error:
        said = tuple(show_when(s, place, language) for s in error.suggestions)
        _explain(say(f"argument-when-{error.problem}", language, value=phrase[:60]), said)
        return 2
    sys.stdout.write(f"{found.isoformat()}\n{show_when(found, place, language)}\n")
    return 0


def _aware(at: datetime | None, zone: ZoneInfo) -> datetime:
    if at is None:
        return datetime.now(UTC)
    return at if at.tzinfo else at.replace(tzinfo=zone)


def _explain(problem: str, suggestions: tuple[str, ...]) -> None:
    sys.stderr.write("\n".join([problem, *(f"  {s}" for s in suggestions)]) + "\n")
