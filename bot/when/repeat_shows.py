"""Writing a recurrence for people."""

from datetime import datetime

from bot.when.repeats import WEEKDAY_CODES, Repeat
from bot.when.shows import plain_spaces

_WORKDAYS = ["MO", "TU", "WE", "TH", "FR"]
_CLAMPED = {"28,29": 29, "28,29,30": 30, "28,29,30,31": 31}
_PERIODS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}

_RU_EVERY = {"DAILY": "каждый день", "WEEKLY": "каждую неделю", "MONTHLY": "каждый месяц", "YEARLY": "каждый год"}
# Accusative after «каждый» for 21, 31 …, which Babel, writing nominatives, does not know.
_RU_ONE = {"DAILY": ("каждый", "день"), "WEEKLY": ("каждую", "неделю"), "MONTHLY": ("каждый", "месяц")}
_RU_DAYS = {
    "MO": ("каждый понедельник", "понедельникам", "понедельник", "m"),
    "TU": ("каждый вторник", "вторникам", "вторник", "m"),
    "WE": ("каждую среду", "средам", "среда", "f"),
    "TH": ("каждый четверг", "четвергам", "четверг", "m"),
    "FR": ("каждую пятницу", "пятницам", "пятница", "f"),
    "SA": ("каждую субботу", "субботам", "суббота", "f"),
    "SU": ("каждое воскресенье", "воскресеньям", "воскресенье", "n"),
}
_RU_ORDINALS = {
    1: {"m": "первый", "f": "первая", "n": "первое"},
    2: {"m": "второй", "f": "вторая", "n": "второе"},
    3: {"m": "третий", "f": "третья", "n": "третье"},
    4: {"m": "четвёртый", "f": "четвёртая", "n": "четвёртое"},
    5: {"m": "пятый", "f": "пятая", "n": "пятое"},
    -1: {"m": "последний", "f": "последняя", "n": "последнее"},
}
_EN_DAYS = dict(
    zip(WEEKDAY_CODES, ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"], strict=True)
)
_EN_ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}


def show_repeat(repeat: Repeat, locale: str) -> str:
    """Write a recurrence in Russian or, in any other locale, in English.

    A rule that no phrase is kept for is shown as its RRULE.
    """
    fields = repeat.fields
    russian = locale.lower().startswith("ru")
    shape = {key: value for key, value in fields.items() if key not in ("COUNT", "UNTIL", "WKST")}
    text = _shape(shape, russian=russian)
    if text is None:
        return repeat.rule
    return text + _end(repeat, russian=russian)


def _shape(shape: dict[str, str], *, russian: bool) -> str | None:
    frequency, interval = shape.pop("FREQ"), int(shape.pop("INTERVAL", "1"))
    every = _every(frequency, interval, russian=russian)
    match shape:
        case {} if not shape:
            return every
        case {"BYDAY": days, **others} if not others and frequency == "WEEKLY":
            return _weekly(days.split(","), interval, every, russian=russian)
        case {"BYDAY": days, **others} if not others and frequency == "MONTHLY":
            what = _numbered(days.split(","), russian=russian)
        case {"BYMONTHDAY": days, **others} if not others and frequency == "MONTHLY":
            what = _month_days(days.split(","), russian=russian)
        case {"BYMONTHDAY": days, "BYSETPOS": "-1", **others} if not others and frequency == "MONTHLY":
            what = _clamped(days, russian=russian)
        case _:
            what = None
    if what is None:
        return None
    if interval > 1:
        return f"{every}, {what}"
    return f"{what} месяца" if russian else f"{what} of the month"


def _every(frequency: str, interval: int, *, russian: bool) -> str:
    # Imported late, as in shows.py.
    from babel.units import format_unit

    if interval == 1:
        return _RU_EVERY[frequency] if russian else f"every {_PERIODS[frequency]}"
    if russian and interval % 10 == 1 and interval % 100 != 11 and frequency in _RU_ONE:
        word, unit = _RU_ONE[frequency]
        return f"{word} {interval} {unit}"
    periods = format_unit(interval, f"duration-{_PERIODS[frequency]}", length="long", locale="ru" if russian else "en")
    return plain_spaces(f"каждые {periods}" if russian else f"every {periods}")


def _weekly(days: list[str], interval: int, every: str, *, russian: bool) -> str:
    if russian:
        if interval == 1 and len(days) == 1:
            return _RU_DAYS[days[0]][0]
        on = "по будням" if days == _WORKDAYS else "по " + _listed([_RU_DAYS[day][1] for day in days], "и")
        return on if interval == 1 else f"{every} {on}"
    names = "weekday" if days == _WORKDAYS else _listed([_EN_DAYS[day] for day in days], "and")
    return f"every {names}" if interval == 1 else f"{every} on {names}{'s' if days == _WORKDAYS else ''}"


def _numbered(days: list[str], *, russian: bool) -> str | None:
    phrases = []
    for day in days:
        number, code = day[:-2], day[-2:]
        if not number or int(number) not in _EN_ORDINALS:
            return None
        if russian:
            _, _, name, gender = _RU_DAYS[code]
            phrases.append(f"{_RU_ORDINALS[int(number)][gender]} {name}")
        else:
            phrases.append(f"{_EN_ORDINALS[int(number)]} {_EN_DAYS[code]}")
    return _listed(phrases, "и") if russian else "the " + _listed(phrases, "and")


def _month_days(days: list[str], *, russian: bool) -> str | None:
    if days == ["-1"]:
        return "последний день" if russian else "the last day"
    if any(int(day) < 1 for day in days):
        return None
    return f"{_listed(days, 'и')} числа" if russian else f"day {_listed(days, 'and')}"


def _clamped(days: str, *, russian: bool) -> str | None:
    day = _CLAMPED.get(days)
    if day is None:
        return None
    return f"{day} числа или в последний день" if russian else f"day {day} or the last day"


def _listed(words: list[str], joiner: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joiner} {words[-1]}"


def _end(repeat: Repeat, *, russian: bool) -> str:
    count, until = repeat.fields.get("COUNT"), repeat.until
    if count is not None:
        return _times(int(count), russian=russian)
    return "" if until is None else _until(until, russian=russian)


def _times(count: int, *, russian: bool) -> str:
    if russian:
        few = count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14)
        return f", {count} {'раза' if few else 'раз'}"
    return ", once" if count == 1 else f", {count} times"


def _until(until: datetime, *, russian: bool) -> str:
    from babel.dates import format_date

    if russian:
        return f" до {plain_spaces(format_date(until.date(), 'long', locale='ru'))} включительно"
    return f" until {format_date(until.date(), 'd MMMM y', locale='en')}"
