"""Writing moments and lengths of time for people, in the grammar of their language (CLDR, through Babel).

Babel is imported inside the functions: loading it costs more than everything else in this package.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

# CLDR's English is American ("December 25"); Hearth writes the day first. Other languages take CLDR's full date.
_FULL_DATE = {"en": "EEEE, d MMMM y"}
_SHORT_DATE = {"en": "EEE d MMM"}
_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))
_WEEK = 604_800


def show_when(at: datetime, zone: ZoneInfo, locale: str) -> str:
    """Write a moment in full: weekday, date, time, and zone with its offset.

    For example `Friday, 25 December 2026, 19:00 (Europe/Moscow, UTC+3)`.
    """
    local = at.astimezone(zone)
    return f"{show_date(at, zone, locale)}, {local:%H:%M} ({_zone_label(local, zone)})"


def show_short(at: datetime, zone: ZoneInfo, locale: str) -> str:
    """Write a moment in brief, such as `Fri 25 Dec, 19:00`: no year, no zone."""
    from babel.dates import format_date, format_skeleton

    local = at.astimezone(zone)
    pattern = _SHORT_DATE.get(_language(locale))
    if pattern is not None:
        day = format_date(local.date(), pattern, locale=_locale(locale))
    else:
        day = format_skeleton("MMMEd", local.replace(tzinfo=None), locale=_locale(locale))
    return f"{plain_spaces(day)}, {local:%H:%M}"


def show_date(at: datetime, zone: ZoneInfo, locale: str) -> str:
    """Write the date of a moment with its weekday, such as `Friday, 25 December 2026`."""
    from babel.dates import format_date

    pattern = _FULL_DATE.get(_language(locale), "full")
    return plain_spaces(format_date(at.astimezone(zone).date(), pattern, locale=_locale(locale)))


def show_duration(duration: timedelta, locale: str) -> str:
    """Write a length of time to the second, such as `1 day 2 hours`; whole weeks as weeks.

    A negative one is written as its size.
    """
    from babel.units import format_unit

    left = round(abs(duration.total_seconds()))
    if left and left % _WEEK == 0:
        return plain_spaces(format_unit(left // _WEEK, "duration-week", length="long", locale=_locale(locale)))
    words: list[str] = []
    for unit, seconds in _UNITS:
        count, left = divmod(left, seconds)
        if count or (unit == "second" and not words):
            words.append(format_unit(count, f"duration-{unit}", length="long", locale=_locale(locale)))
    return plain_spaces(" ".join(words))


def plain_spaces(text: str) -> str:
    """Return CLDR's text with ordinary spaces: its no-break ones defeat search, comparison and copying."""
    return " ".join(text.split())


def _zone_label(local: datetime, zone: ZoneInfo) -> str:
    offset = local.utcoffset() or timedelta()
    minutes = abs(round(offset.total_seconds() / 60))
    label = "UTC"
    if minutes:
        sign = "-" if offset < timedelta() else "+"
        label += f"{sign}{minutes // 60}" + (f":{minutes % 60:02}" if minutes % 60 else "")
    # Etc/GMT-3 is UTC+3: its name would contradict its offset.
    if zone.key is None or zone.key.startswith("Etc/") or zone.key in ("UTC", "GMT"):
        return label
    return f"{zone.key}, {label}"


def _language(locale: str) -> str:
    return locale.replace("-", "_").partition("_")[0].lower()


def _locale(locale: str) -> str:
    return locale.replace("-", "_")
