"""Moments as people write them, on Wednesday 2 December 2026 at noon in Moscow."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.when import BadWhen, WhenProblem, parse_when

MOSCOW = ZoneInfo("Europe/Moscow")
NOON = datetime(2026, 12, 2, 12, 0, tzinfo=MOSCOW)

READABLE = {
    "today 20:00": "2026-12-02 20:00",
    "tonight at 8": "2026-12-02 20:00",
    "tonight 19:30": "2026-12-02 19:30",
    "this evening at 8": "2026-12-02 20:00",
    "tomorrow 19:00": "2026-12-03 19:00",
    "  TOMORROW,\n19:00 ": "2026-12-03 19:00",
    "19:00 tomorrow": "2026-12-03 19:00",
    "tomorrow at 7pm": "2026-12-03 19:00",
    "tomorrow at 7 p.m.": "2026-12-03 19:00",
    "tomorrow at 7 in the evening": "2026-12-03 19:00",
    "tomorrow morning at 9": "2026-12-03 09:00",
    "tomorrow at noon": "2026-12-03 12:00",
    "tomorrow 12am": "2026-12-03 00:00",
    "tomorrow 24:00": "2026-12-04 00:00",
    "the day after tomorrow 10:00": "2026-12-04 10:00",
    "friday 19:00": "2026-12-04 19:00",
    "this friday 19:00": "2026-12-04 19:00",
    "next friday 7pm": "2026-12-11 19:00",
    "next monday 10:00": "2026-12-07 10:00",
    "next week tuesday 19:00": "2026-12-08 19:00",
    "wednesday 19:00": "2026-12-02 19:00",
    "wednesday 11:00": "2026-12-09 11:00",
    "in 2 hours": "2026-12-02 14:00",
    "in 30 minutes": "2026-12-02 12:30",
    "in an hour and a half": "2026-12-02 13:30",
    "in 1h30m": "2026-12-02 13:30",
    "in 3 days": "2026-12-05 12:00",
    "in 3 days at 19:00": "2026-12-05 19:00",
    "in a month": "2027-01-02 12:00",
    "25.12 19:00": "2026-12-25 19:00",
    "25.12 19.00": "2026-12-25 19:00",
    "25.12.2026 19:00": "2026-12-25 19:00",
    "25.12.26 19:00": "2026-12-25 19:00",
    "25/12 19:00": "2026-12-25 19:00",
    "12/25 19:00": "2026-12-25 19:00",
    "01.12 19:00": "2027-12-01 19:00",
    "29.02 10:00": "2028-02-29 10:00",
    "2026-12-25 19:00": "2026-12-25 19:00",
    "2026-12-25T19:00": "2026-12-25 19:00",
    "2026-12-25T19:00+01:00": "2026-12-25 21:00",
    "2026-12-25T19:00:00Z": "2026-12-25 22:00",
    "25 december 19:00": "2026-12-25 19:00",
    "25th of December 2026, 7:30 PM": "2026-12-25 19:30",
    "dec 25 7pm": "2026-12-25 19:00",
    "the 25th at 7pm": "2026-12-25 19:00",
    "tomorrow 19:00 UTC": "2026-12-03 22:00",
    "19:00": "2026-12-02 19:00",
    "10:00": "2026-12-03 10:00",
    "5pm": "2026-12-02 17:00",
    "noon": "2026-12-03 12:00",
    "midnight": "2026-12-03 00:00",
    "02.12.2028 12:00": "2028-12-02 12:00",
    "сегодня в 20:00": "2026-12-02 20:00",
    "завтра в 19:00": "2026-12-03 19:00",
    "завтра в 19-00": "2026-12-03 19:00",
    "завтра в 19.00": "2026-12-03 19:00",
    "завтра в 19 часов": "2026-12-03 19:00",
    "завтра в 19ч30": "2026-12-03 19:30",
    "завтра в полдень": "2026-12-03 12:00",
    "завтра вечером в 8": "2026-12-03 20:00",
    "завтра в 3 ночи": "2026-12-03 03:00",
    "завтра в 7 утра": "2026-12-03 07:00",
    "завтра в 2 дня": "2026-12-03 14:00",
    "завтра в час дня": "2026-12-03 13:00",
    "завтра, в четверг, в 19:00": "2026-12-03 19:00",
    "послезавтра в 18": "2026-12-04 18:00",
    "в пятницу в 7 вечера": "2026-12-04 19:00",
    "в следующую пятницу в 18:30": "2026-12-11 18:30",
    "на следующей неделе во вторник в 19:00": "2026-12-08 19:00",
    "через полчаса": "2026-12-02 12:30",
    "через 2 часа": "2026-12-02 14:00",
    "через 2 дня": "2026-12-04 12:00",
    "через 2 дня в 19:00": "2026-12-04 19:00",
    "через неделю в 19:00": "2026-12-09 19:00",
    "15 января в 10:00": "2027-01-15 10:00",
    "25-го декабря в 19:00": "2026-12-25 19:00",
    "25 числа в 10:00": "2026-12-25 10:00",
    "завтра в 19:00 мск": "2026-12-03 19:00",
    "Пятница, 25 декабря 2026 г., 19:00 (Europe/Moscow, UTC+3)": "2026-12-25 19:00",
}


@pytest.mark.parametrize("locale", ["en", "ru"])
@pytest.mark.parametrize(("text", "expected"), READABLE.items())
def test_a_moment_is_read_whatever_the_locale(text: str, expected: str, locale: str) -> None:
    at = parse_when(text, now=NOON, zone=MOSCOW, locale=locale)
    assert at.isoformat(" ", "minutes") == f"{expected}+03:00"
    assert at.tzinfo is MOSCOW


REFUSED = {
    "": (WhenProblem.UNREADABLE, []),
    "sometime soon": (WhenProblem.UNREADABLE, []),
    "in 2 hours at 19:00": (WhenProblem.UNREADABLE, []),
    "tomorrow 19:00 or so": (WhenProblem.UNREADABLE, []),
    "завтра 19:00 20:00": (WhenProblem.UNREADABLE, []),
    "через день": (WhenProblem.UNREADABLE, []),
    "on friday at 7": (WhenProblem.AMBIGUOUS, ["2026-12-04 07:00", "2026-12-04 19:00"]),
    "послезавтра в 10": (WhenProblem.AMBIGUOUS, ["2026-12-04 10:00", "2026-12-04 22:00"]),
    "tomorrow 18": (WhenProblem.AMBIGUOUS, ["2026-12-03 18:00"]),
    "today at 7": (WhenProblem.AMBIGUOUS, ["2026-12-02 19:00"]),
    "at 5": (WhenProblem.AMBIGUOUS, ["2026-12-02 17:00", "2026-12-03 05:00"]),
    "friday midnight": (WhenProblem.AMBIGUOUS, ["2026-12-04 00:00", "2026-12-05 00:00"]),
    "завтра в 12 ночи": (WhenProblem.AMBIGUOUS, ["2026-12-03 00:00", "2026-12-04 00:00"]),
    "завтра ночью в 2": (WhenProblem.AMBIGUOUS, ["2026-12-03 02:00", "2026-12-04 02:00"]),
    "10.12 11.12": (WhenProblem.AMBIGUOUS, ["2026-12-10 11:12", "2026-12-11 10:12"]),
    "yesterday 19:00": (WhenProblem.PAST, []),
    "вчера": (WhenProblem.PAST, []),
    "last friday 19:00": (WhenProblem.PAST, []),
    "this monday 10:00": (WhenProblem.PAST, []),
    "2 hours ago": (WhenProblem.PAST, []),
    "today 10:00": (WhenProblem.PAST, []),
    "25.12.2020 10:00": (WhenProblem.PAST, []),
    "in 0 minutes": (WhenProblem.PAST, []),
    "02.12.2028 12:01": (WhenProblem.TOO_FAR, []),
    "1 января 2030 10:00": (WhenProblem.TOO_FAR, []),
    "in 99999999999999999999 days": (WhenProblem.TOO_FAR, []),
    "9999-12-31T23:59+00:00": (WhenProblem.TOO_FAR, []),
    "завтра": (WhenProblem.NO_TIME, []),
    "завтра вечером": (WhenProblem.NO_TIME, []),
    "tonight": (WhenProblem.NO_TIME, []),
    "25.12": (WhenProblem.NO_TIME, []),
    "next week": (WhenProblem.NO_DATE, []),
    "31.02 19:00": (WhenProblem.IMPOSSIBLE, []),
    "31 февраля в 19:00": (WhenProblem.IMPOSSIBLE, []),
    "2027-02-29 19:00": (WhenProblem.IMPOSSIBLE, []),
    "tomorrow 25:00": (WhenProblem.IMPOSSIBLE, []),
    "завтра в 12 вечера": (WhenProblem.IMPOSSIBLE, []),
    "завтра в 7 утра вечером": (WhenProblem.IMPOSSIBLE, []),
    "saturday 25.12 19:00": (WhenProblem.IMPOSSIBLE, ["2026-12-25 19:00"]),
    "завтра 04.12 19:00": (WhenProblem.IMPOSSIBLE, []),
}


@pytest.mark.parametrize("locale", ["en", "ru"])
@pytest.mark.parametrize(("text", "expected"), REFUSED.items())
def test_what_is_not_one_moment_ahead_is_refused_with_what_may_be_meant(
    text: str, expected: tuple[WhenProblem, list[str]], locale: str
) -> None:
    with pytest.raises(BadWhen) as refused:
        parse_when(text, now=NOON, zone=MOSCOW, locale=locale)
    suggested = [f"{each:%Y-%m-%d %H:%M}" for each in refused.value.suggestions]
    assert (refused.value.problem, suggested) == expected


@pytest.mark.parametrize(
    ("locale", "expected"), [("ru", "2027-02-01"), ("en_GB", "2027-02-01"), ("en-US", "2027-01-02")]
)
def test_the_locale_orders_day_and_month_between_slashes(locale: str, expected: str) -> None:
    assert f"{parse_when('01/02/2027 19:00', now=NOON, zone=MOSCOW, locale=locale):%Y-%m-%d}" == expected


def test_english_that_may_be_british_or_american_does_not_order_day_and_month() -> None:
    with pytest.raises(BadWhen) as refused:
        parse_when("01/02/2027 19:00", now=NOON, zone=MOSCOW, locale="en")
    assert [f"{each:%d.%m}" for each in refused.value.suggestions] == ["02.01", "01.02"]


def test_a_month_from_the_31st_is_asked_about_where_the_month_is_shorter() -> None:
    with pytest.raises(BadWhen) as refused:
        parse_when("через месяц", now=datetime(2027, 1, 31, 12, tzinfo=MOSCOW), zone=MOSCOW, locale="ru")
    assert refused.value.problem is WhenProblem.AMBIGUOUS
    assert [f"{each:%d.%m}" for each in refused.value.suggestions] == ["28.02", "01.03"]


def test_a_naive_present_is_a_programming_error() -> None:
    with pytest.raises(TypeError):
        parse_when("19:00", now=datetime(2026, 12, 2, 12), zone=MOSCOW, locale="en")


@given(st.datetimes(NOON.replace(tzinfo=None) + timedelta(minutes=1), datetime(2028, 12, 2, 11, 59)))
def test_a_written_out_moment_reads_as_itself(wall: datetime) -> None:
    written = f"{wall:%Y-%m-%d %H:%M}"
    # The minute that has begun is past once its seconds are cut off.
    at = parse_when(written, now=NOON - timedelta(minutes=1), zone=MOSCOW, locale="en")
    assert f"{at:%Y-%m-%d %H:%M}" == written


@given(st.datetimes(datetime(2026, 12, 3), datetime(2028, 12, 1), timezones=st.just(UTC)))
def test_an_instant_with_an_offset_reads_as_itself(at: datetime) -> None:
    assert parse_when(at.isoformat(), now=NOON, zone=MOSCOW, locale="en") == at
