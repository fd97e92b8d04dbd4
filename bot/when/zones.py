"""Finding a time zone by its IANA name, a city, a country, or an offset, in Russian and English."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from difflib import get_close_matches
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from bot.when.errors import BadZone, ZoneProblem
from bot.when.tokens import fold_case

MAX_LENGTH = 64
"""Characters: longer than any zone, city or country."""

_LANGUAGES = ("en", "ru")
_AREAS = frozenset(
    ["Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"]
)
_OFFSET = re.compile(r"(?:utc|gmt)? ?([+-])([0-9]{1,2})(?::?([0-9]{2}))?")

# What people say and neither IANA nor CLDR lists. Abbreviations that name several zones (IST, CST) are left out.
_SAID = {
    "utc": "Etc/UTC",
    "z": "Etc/UTC",
    "gmt": "Etc/GMT",
    "msk": "Europe/Moscow",
    "мск": "Europe/Moscow",
    "москве": "Europe/Moscow",
    "питер": "Europe/Moscow",
    "спб": "Europe/Moscow",
    "санкт-петербург": "Europe/Moscow",
    "saint petersburg": "Europe/Moscow",
    "st petersburg": "Europe/Moscow",
    "казань": "Europe/Moscow",
    "нижний новгород": "Europe/Moscow",
    "екб": "Asia/Yekaterinburg",
    "нск": "Asia/Novosibirsk",
    "киев": "Europe/Kyiv",
    "київ": "Europe/Kyiv",
    "kyiv": "Europe/Kyiv",
    "kiev": "Europe/Kyiv",
    "астана": "Asia/Almaty",
    "astana": "Asia/Almaty",
    "алма-ата": "Asia/Almaty",
    "тель-авив": "Asia/Jerusalem",
    "tel aviv": "Asia/Jerusalem",
    "munich": "Europe/Berlin",
    "мюнхен": "Europe/Berlin",
    "barcelona": "Europe/Madrid",
    "барселона": "Europe/Madrid",
    "milan": "Europe/Rome",
    "милан": "Europe/Rome",
    "nyc": "America/New_York",
    "san francisco": "America/Los_Angeles",
    "сан-франциско": "America/Los_Angeles",
    "england": "Europe/London",
    "англия": "Europe/London",
    "uk": "Europe/London",
    "uae": "Asia/Dubai",
    "оаэ": "Asia/Dubai",
}

_ALSO_CALLED = {"usa": "united states", "us": "united states", "сша": "соединенные штаты"}
# Of a country's zones that keep the same time, and of a country's several times, these are named first.
_MAIN = frozenset(
    [
        "Europe/Moscow",
        "Europe/Kyiv",
        "Europe/Berlin",
        "Europe/Madrid",
        "Europe/Lisbon",
        "Asia/Tashkent",
        "Asia/Almaty",
        "Asia/Shanghai",
        "Asia/Kolkata",
        "Asia/Kathmandu",
        "Asia/Yangon",
        "America/New_York",
        "America/Toronto",
        "America/Mexico_City",
        "America/Sao_Paulo",
        "America/Santiago",
        "America/Argentina/Buenos_Aires",
        "Australia/Sydney",
        "Pacific/Auckland",
        "Asia/Jakarta",
        "Asia/Tokyo",
    ]
)


def find_zone(text: str) -> ZoneInfo:
    """Return the zone named by an IANA name, a city, a country with one time, or a whole offset from UTC.

    Case and spelling of spaces do not matter. Raises BadZone, with IANA names that come close, for a name nobody
    knows, and for one with several times, such as a large country or an offset of hours and minutes.
    """
    name = " ".join(fold_case(text).split()) if len(text) <= MAX_LENGTH else ""
    offset = _OFFSET.fullmatch(name)
    if offset is not None:
        return ZoneInfo(_by_offset(text, offset[1], int(offset[2]), int(offset[3] or 0)))
    key = _by_iana_name().get(name.replace(" ", "_")) or _SAID.get(name)
    if key is not None:
        return ZoneInfo(key)
    keys = _by_word().get(_ALSO_CALLED.get(name, name.replace("_", " ")), ())
    if len(keys) == 1:
        return ZoneInfo(keys[0])
    if keys:
        raise BadZone(text, ZoneProblem.AMBIGUOUS, keys)
    raise BadZone(text, ZoneProblem.UNKNOWN, _close_to(name))


def _by_offset(text: str, sign: str, hours: int, minutes: int) -> str:
    if not minutes and hours == 0:
        return "Etc/UTC"
    # POSIX counts westward: Etc/GMT-3 is three hours ahead of UTC. The list runs from -12 to +14.
    if not minutes and hours <= (14 if sign == "+" else 12):
        return f"Etc/GMT{'-' if sign == '+' else '+'}{hours}"
    seconds = (hours * 3600 + minutes * 60) * (1 if sign == "+" else -1)
    places = (key for key in sorted(_by_iana_name().values()) if key.partition("/")[0] in _AREAS)
    same = _distinct(key for key in places if set(_offsets(key)) == {seconds})
    raise BadZone(text, ZoneProblem.AMBIGUOUS if same else ZoneProblem.UNKNOWN, same)


@cache
def _by_iana_name() -> dict[str, str]:
    return {fold_case(key): key for key in available_timezones() if key not in ("localtime", "Factory")}


@cache
def _by_word() -> dict[str, tuple[str, ...]]:
    """Index cities and countries: IANA's own, and CLDR's names for them (Babel)."""
    # Imported late: loading Babel's locales would slow every start for something asked once per community.
    from babel import Locale
    from babel.core import get_global

    index: dict[str, tuple[str, ...]] = {}
    known = set(_by_iana_name().values())
    for language in _LANGUAGES:
        locale = Locale.parse(language)
        for territory, zones in get_global("territory_zones").items():
            name = locale.territories.get(territory)
            if name:
                index[fold_case(name)] = _distinct(zone for zone in zones if zone in known)
        for key, names in locale.time_zones.items():
            if "city" in names and key in known and key.partition("/")[0] in _AREAS:
                index[fold_case(names["city"])] = (key,)
    for key in sorted(known):
        area, _, city = key.partition("/")
        if area in _AREAS:
            index.setdefault(fold_case(city.rpartition("/")[2]).replace("_", " "), (key,))
    return {name: keys for name, keys in index.items() if keys}


def _distinct(keys: Iterable[str]) -> tuple[str, ...]:
    """Keep one of those zones that show the same time all year, the main ones first."""
    seen: dict[tuple[float, ...], str] = {}
    for key in sorted(keys, key=lambda key: key not in _MAIN):
        seen.setdefault(_offsets(key), key)
    return tuple(seen.values())


def _offsets(key: str) -> tuple[float, ...]:
    # A recent year stands for the rules in force; every month, because the south changes when the north does not.
    moments = (datetime(2026, month, 15, tzinfo=UTC) for month in range(1, 13))
    offsets = (moment.astimezone(ZoneInfo(key)).utcoffset() for moment in moments)
    return tuple(offset.total_seconds() for offset in offsets if offset is not None)


def _close_to(name: str) -> tuple[str, ...]:
    if not name:
        return ()
    words: dict[str, tuple[str, ...]] = {**_by_word(), **{said: (key,) for said, key in _SAID.items()}}
    names = {iana: (key,) for iana, key in _by_iana_name().items() if "/" in iana}
    close = get_close_matches(name, words | names, n=5, cutoff=0.7)
    found = dict.fromkeys(key for match in close for key in (words | names)[match])
    return tuple(found)[:5]


def zone_of(name: str) -> ZoneInfo:
    """Give the zone of a stored IANA name. Raises KeyError for one that this machine's database lacks."""
    return ZoneInfo(name)
