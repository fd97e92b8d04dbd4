"""Moments and lengths of time as Hearth writes them, and zones as people name them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.when import BadZone, ZoneProblem, find_zone, parse_when, show_duration, show_short, show_when

MOSCOW = ZoneInfo("Europe/Moscow")
EVENING = datetime(2026, 12, 25, 19, 0, tzinfo=MOSCOW)


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("en", "Friday, 25 December 2026, 19:00 (Europe/Moscow, UTC+3)"),
        ("ru", "пятница, 25 декабря 2026 г., 19:00 (Europe/Moscow, UTC+3)"),
        ("ru-RU", "пятница, 25 декабря 2026 г., 19:00 (Europe/Moscow, UTC+3)"),
    ],
)
def test_a_moment_is_shown_in_full(locale: str, expected: str) -> None:
    assert show_when(EVENING, MOSCOW, locale) == expected


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("UTC", "Friday, 25 December 2026, 16:00 (UTC)"),
        ("Etc/GMT-3", "Friday, 25 December 2026, 19:00 (UTC+3)"),
        ("Asia/Kolkata", "Friday, 25 December 2026, 21:30 (Asia/Kolkata, UTC+5:30)"),
        ("America/New_York", "Friday, 25 December 2026, 11:00 (America/New_York, UTC-5)"),
    ],
)
def test_a_moment_is_shown_in_the_zone_asked_for(zone: str, expected: str) -> None:
    assert show_when(EVENING, ZoneInfo(zone), "en") == expected


@pytest.mark.parametrize(("locale", "expected"), [("en", "Fri 25 Dec, 19:00"), ("ru", "пт, 25 дек., 19:00")])
def test_a_moment_is_shown_in_brief(locale: str, expected: str) -> None:
    assert show_short(EVENING, MOSCOW, locale) == expected


@given(
    st.datetimes(datetime(2026, 12, 3), datetime(2028, 12, 1)),
    st.sampled_from(["en", "ru"]),
    st.sampled_from(["Europe/Moscow", "Asia/Kolkata", "Etc/GMT-3", "UTC", "Asia/Tokyo"]),
)
def test_what_is_shown_in_full_reads_back_as_the_same_moment(wall: datetime, locale: str, key: str) -> None:
    zone = ZoneInfo(key)
    at = wall.replace(second=0, microsecond=0, tzinfo=zone)
    now = datetime(2026, 12, 2, tzinfo=MOSCOW)
    assert parse_when(show_when(at, zone, locale), now=now, zone=MOSCOW, locale=locale) == at


@pytest.mark.parametrize(
    ("duration", "english", "russian"),
    [
        (timedelta(days=1, hours=2), "1 day 2 hours", "1 день 2 часа"),
        (timedelta(days=5, minutes=21), "5 days 21 minutes", "5 дней 21 минута"),
        (timedelta(weeks=2), "2 weeks", "2 недели"),
        (timedelta(days=10), "10 days", "10 дней"),
        (timedelta(seconds=30), "30 seconds", "30 секунд"),
        (timedelta(), "0 seconds", "0 секунд"),
        (timedelta(hours=-3), "3 hours", "3 часа"),
    ],
)
def test_a_duration_is_shown_with_the_right_plurals(duration: timedelta, english: str, russian: str) -> None:
    assert show_duration(duration, "en") == english
    assert show_duration(duration, "ru") == russian


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Europe/Moscow", "Europe/Moscow"),
        ("america/new_york", "America/New_York"),
        ("new york", "America/New_York"),
        ("Moscow", "Europe/Moscow"),
        ("Москва", "Europe/Moscow"),
        ("МСК", "Europe/Moscow"),
        ("Питер", "Europe/Moscow"),
        ("Berlin", "Europe/Berlin"),
        ("Берлин", "Europe/Berlin"),
        ("Германия", "Europe/Berlin"),
        ("Грузия", "Asia/Tbilisi"),
        ("Казахстан", "Asia/Almaty"),
        ("Нью-Йорк", "America/New_York"),
        ("Сантьяго", "America/Santiago"),
        ("UTC", "UTC"),
        ("UTC+3", "Etc/GMT-3"),
        ("gmt-5", "Etc/GMT+5"),
        ("+03:00", "Etc/GMT-3"),
        ("UTC+0", "Etc/UTC"),
    ],
)
def test_a_zone_is_found_by_what_people_call_it(text: str, key: str) -> None:
    assert find_zone(text).key == key


@pytest.mark.parametrize(
    ("text", "problem", "suggestion"),
    [
        ("Berlim", ZoneProblem.UNKNOWN, "Europe/Berlin"),
        ("Москвва", ZoneProblem.UNKNOWN, "Europe/Moscow"),
        ("Россия", ZoneProblem.AMBIGUOUS, "Europe/Moscow"),
        ("USA", ZoneProblem.AMBIGUOUS, "America/New_York"),
        ("UTC+5:30", ZoneProblem.AMBIGUOUS, "Asia/Kolkata"),
    ],
)
def test_a_zone_that_is_not_one_is_refused_with_the_likeliest_first(
    text: str, problem: ZoneProblem, suggestion: str
) -> None:
    with pytest.raises(BadZone) as refused:
        find_zone(text)
    assert refused.value.problem is problem
    assert refused.value.suggestions[0] == suggestion


@pytest.mark.parametrize("text", ["", "../../etc/passwd", "localtime", "IST", "UTC+15", "x" * 10_000, "\0", "🙂"])
def test_what_is_no_zone_is_refused(text: str) -> None:
    with pytest.raises(BadZone):
        find_zone(text)
