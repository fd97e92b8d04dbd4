"""Moments and recurrences where clocks change.

Berlin: 28 March 2027, 02:00 → 03:00; 31 October 2027, 03:00 → 02:00.
Santiago: 5 September 2027, 00:00 → 01:00; 4 April 2027, 00:00 → 23:00 on the 3rd.
"""

from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from bot.when import BadWhen, WhenProblem, occurrences, parse_repeat, parse_when

BERLIN = ZoneInfo("Europe/Berlin")
SANTIAGO = ZoneInfo("America/Santiago")


@pytest.mark.parametrize(
    ("zone", "text", "problem", "suggestions"),
    [
        (BERLIN, "28.03.2027 02:30", WhenProblem.GAP, ["2027-03-28T01:30:00+01:00", "2027-03-28T03:30:00+02:00"]),
        (BERLIN, "31.10.2027 02:30", WhenProblem.FOLD, ["2027-10-31T02:30:00+02:00", "2027-10-31T02:30:00+01:00"]),
        (SANTIAGO, "05.09.2027 00:30", WhenProblem.GAP, ["2027-09-04T23:30:00-04:00", "2027-09-05T01:30:00-03:00"]),
        (SANTIAGO, "03.04.2027 23:30", WhenProblem.FOLD, ["2027-04-03T23:30:00-03:00", "2027-04-03T23:30:00-04:00"]),
    ],
)
def test_a_time_that_is_skipped_or_shown_twice_is_asked_about(
    zone: ZoneInfo, text: str, problem: WhenProblem, suggestions: list[str]
) -> None:
    with pytest.raises(BadWhen) as refused:
        parse_when(text, now=datetime(2027, 1, 1, tzinfo=UTC), zone=zone, locale="en")
    assert refused.value.problem is problem
    assert [each.isoformat() for each in refused.value.suggestions] == suggestions


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        (BERLIN, "28.03.2027 01:59"),
        (BERLIN, "28.03.2027 03:00"),
        (BERLIN, "31.10.2027 03:00"),
        (SANTIAGO, "05.09.2027 01:00"),
        (SANTIAGO, "04.04.2027 00:00"),
    ],
)
def test_the_edges_of_a_change_are_ordinary_times(zone: ZoneInfo, text: str) -> None:
    at = parse_when(text, now=datetime(2027, 1, 1, tzinfo=UTC), zone=zone, locale="en")
    assert f"{at:%d.%m.%Y %H:%M}" == text


def test_hours_from_now_pass_through_a_gap_as_hours() -> None:
    now = datetime(2027, 3, 28, 1, 30, tzinfo=BERLIN)
    at = parse_when("in 2 hours", now=now, zone=BERLIN, locale="en")
    assert at.isoformat() == "2027-03-28T04:30:00+02:00"


def test_days_from_now_keep_the_time_on_the_wall() -> None:
    now = datetime(2027, 3, 27, 12, 0, tzinfo=BERLIN)
    at = parse_when("через 2 дня", now=now, zone=BERLIN, locale="ru")
    assert at.isoformat() == "2027-03-29T12:00:00+02:00"


def test_days_from_now_that_lead_into_a_gap_are_asked_about() -> None:
    now = datetime(2027, 3, 27, 2, 30, tzinfo=BERLIN)
    with pytest.raises(BadWhen) as refused:
        parse_when("in 1 day", now=now, zone=BERLIN, locale="en")
    assert refused.value.problem is WhenProblem.GAP


def test_an_offset_tells_the_two_times_of_a_fold_apart() -> None:
    now = datetime(2027, 1, 1, tzinfo=UTC)
    for offset in ("+02:00", "+01:00"):
        at = parse_when(f"2027-10-31T02:30{offset}", now=now, zone=BERLIN, locale="en")
        assert at.isoformat() == f"2027-10-31T02:30:00{offset}"


def test_inside_a_fold_the_past_is_told_by_the_instant_not_by_the_wall() -> None:
    second_pass = datetime(2027, 10, 31, 2, 10, tzinfo=BERLIN, fold=1)
    with pytest.raises(BadWhen) as refused:
        parse_when("31.10.2027 02:30", now=second_pass, zone=BERLIN, locale="en")
    assert refused.value.problem is WhenProblem.FOLD
    assert [each.isoformat() for each in refused.value.suggestions] == ["2027-10-31T02:30:00+01:00"]


@pytest.mark.parametrize(
    ("zone", "first"), [(BERLIN, datetime(2027, 3, 22, 19)), (SANTIAGO, datetime(2027, 8, 30, 19))]
)
def test_a_repeat_keeps_its_wall_time_across_the_change(zone: ZoneInfo, first: datetime) -> None:
    repeat = parse_repeat("weekly", start=first)
    found = list(islice(occurrences(repeat, first, zone, first.replace(tzinfo=zone) - timedelta(hours=1)), 3))
    assert [each.replace(tzinfo=None) for each in found] == [first + timedelta(weeks=week) for week in range(3)]
    assert len({each.utcoffset() for each in found}) == 2


@pytest.mark.parametrize(
    ("zone", "first", "expected"),
    [
        (BERLIN, datetime(2027, 3, 27, 2, 30), ["27T02:30+01:00", "28T03:30+02:00", "29T02:30+02:00"]),
        (BERLIN, datetime(2027, 10, 30, 2, 30), ["30T02:30+02:00", "31T02:30+02:00", "01T02:30+01:00"]),
        (SANTIAGO, datetime(2027, 9, 4, 0, 30), ["04T00:30-04:00", "05T01:30-03:00", "06T00:30-03:00"]),
        (SANTIAGO, datetime(2027, 4, 2, 23, 30), ["02T23:30-03:00", "03T23:30-03:00", "04T23:30-04:00"]),
    ],
)
def test_a_repeat_moves_out_of_a_gap_and_happens_once_in_a_fold(
    zone: ZoneInfo, first: datetime, expected: list[str]
) -> None:
    repeat = parse_repeat("daily", start=first)
    found = islice(occurrences(repeat, first, zone, datetime(2027, 1, 1, tzinfo=UTC)), 3)
    assert [each.isoformat(timespec="minutes")[8:] for each in found] == expected
