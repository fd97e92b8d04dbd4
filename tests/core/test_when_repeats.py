"""Recurrences as people write them, for something that starts on Friday 4 December 2026 at 19:00."""

from datetime import UTC, datetime
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from bot.when import BadRepeat, Repeat, RepeatProblem, calendar_rule, occurrences, parse_repeat, show_repeat

MOSCOW = ZoneInfo("Europe/Moscow")
START = datetime(2026, 12, 4, 19, 0, tzinfo=MOSCOW)

READABLE = {
    "daily": "FREQ=DAILY",
    "every day": "FREQ=DAILY",
    "каждый день": "FREQ=DAILY",
    "ежедневно": "FREQ=DAILY",
    "weekly": "FREQ=WEEKLY",
    "раз в неделю": "FREQ=WEEKLY",
    "every 2 weeks": "FREQ=WEEKLY;INTERVAL=2",
    "Каждые 2 недели": "FREQ=WEEKLY;INTERVAL=2",
    "every tuesday and thursday": "FREQ=WEEKLY;BYDAY=TU,TH",
    "thursdays, tuesdays": "FREQ=WEEKLY;BYDAY=TU,TH",
    "по вторникам и четвергам": "FREQ=WEEKLY;BYDAY=TU,TH",
    "каждый вторник": "FREQ=WEEKLY;BYDAY=TU",
    "каждую пятницу": "FREQ=WEEKLY;BYDAY=FR",
    "every weekday": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "по будням": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "every other tuesday": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
    "каждые 2 недели по вторникам": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
    "first monday of the month": "FREQ=MONTHLY;BYDAY=1MO",
    "первый понедельник месяца": "FREQ=MONTHLY;BYDAY=1MO",
    "last friday of the month": "FREQ=MONTHLY;BYDAY=-1FR",
    "first and third monday of the month": "FREQ=MONTHLY;BYDAY=1MO,3MO",
    "first monday and third friday of the month": "FREQ=MONTHLY;BYDAY=1MO,3FR",
    "monthly": "FREQ=MONTHLY",
    "ежемесячно": "FREQ=MONTHLY",
    "15 числа каждого месяца": "FREQ=MONTHLY;BYMONTHDAY=15",
    "last day of the month": "FREQ=MONTHLY;BYMONTHDAY=-1",
    "every year": "FREQ=YEARLY",
    "every friday until 1 march": "FREQ=WEEKLY;BYDAY=FR;UNTIL=20270301T235959",
    "каждую пятницу до 01.03.2027": "FREQ=WEEKLY;BYDAY=FR;UNTIL=20270301T235959",
    "weekly 5 times": "FREQ=WEEKLY;COUNT=5",
    "weekly, count 5": "FREQ=WEEKLY;COUNT=5",
    "каждую неделю 5 раз": "FREQ=WEEKLY;COUNT=5",
    "RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=TU": "FREQ=WEEKLY;BYDAY=TU",
    "count=3;freq=daily": "FREQ=DAILY;COUNT=3",
    "FREQ=DAILY;UNTIL=20270301T180000Z": "FREQ=DAILY;UNTIL=20270301T210000",
}


@pytest.mark.parametrize(("text", "rule"), READABLE.items())
def test_a_recurrence_is_read(text: str, rule: str) -> None:
    assert parse_repeat(text, start=START) == Repeat(rule)


@pytest.mark.parametrize("rule", sorted(set(READABLE.values())))
def test_a_normalised_rule_reads_as_itself(rule: str) -> None:
    assert parse_repeat(rule, start=START).rule == rule


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", RepeatProblem.UNREADABLE),
        ("sometimes", RepeatProblem.UNREADABLE),
        ("week", RepeatProblem.UNREADABLE),
        ("every", RepeatProblem.UNREADABLE),
        ("FREQ=", RepeatProblem.UNREADABLE),
        ("FREQ=WEEKLY;BYDAY=1MO", RepeatProblem.UNREADABLE),
        ("FREQ=DAILY;COUNT=3;UNTIL=20270301", RepeatProblem.UNREADABLE),
        ("FREQ=DAILY;FREQ=WEEKLY", RepeatProblem.UNREADABLE),
        ("biweekly", RepeatProblem.AMBIGUOUS),
        ("every second tuesday", RepeatProblem.AMBIGUOUS),
        ("every 2 tuesdays", RepeatProblem.AMBIGUOUS),
        ("2 раза в неделю", RepeatProblem.AMBIGUOUS),
        ("every friday until 01/02/2027", RepeatProblem.AMBIGUOUS),
        ("FREQ=DAILY;BYHOUR=9,10", RepeatProblem.UNSUPPORTED),
        ("every hour", RepeatProblem.TOO_OFTEN),
        ("каждые 5 минут", RepeatProblem.TOO_OFTEN),
        ("FREQ=HOURLY", RepeatProblem.TOO_OFTEN),
        ("FREQ=MINUTELY;COUNT=3", RepeatProblem.TOO_OFTEN),
        ("FREQ=SECONDLY", RepeatProblem.TOO_OFTEN),
        ("every 500 weeks", RepeatProblem.OUT_OF_RANGE),
        ("every friday 0 times", RepeatProblem.OUT_OF_RANGE),
        ("FREQ=DAILY;INTERVAL=0", RepeatProblem.OUT_OF_RANGE),
        ("every friday until 2020-01-01", RepeatProblem.NEVER),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", RepeatProblem.NEVER),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31", RepeatProblem.NEVER),
        ("FREQ=MONTHLY;INTERVAL=12;BYMONTH=3", RepeatProblem.NEVER),
    ],
)
def test_a_bad_recurrence_is_refused_with_its_problem(text: str, problem: RepeatProblem) -> None:
    with pytest.raises(BadRepeat) as refused:
        parse_repeat(text, start=START)
    assert refused.value.problem is problem


def test_monthly_from_the_31st_takes_the_last_day_of_a_shorter_month() -> None:
    start = datetime(2027, 1, 31, 19)
    repeat = parse_repeat("monthly", start=start)
    found = islice(occurrences(repeat, start, MOSCOW, datetime(2027, 1, 1, tzinfo=UTC)), 4)
    assert [f"{each:%d.%m}" for each in found] == ["31.01", "28.02", "31.03", "30.04"]


def test_occurrences_come_strictly_after_the_instant_given() -> None:
    wall = START.replace(tzinfo=None)
    found = islice(occurrences(Repeat("FREQ=WEEKLY"), wall, MOSCOW, START), 2)
    assert [f"{each:%d.%m %H:%M}" for each in found] == ["11.12 19:00", "18.12 19:00"]


def test_a_count_is_counted_from_the_start_whatever_came_before() -> None:
    wall = START.replace(tzinfo=None)
    found = list(occurrences(Repeat("FREQ=WEEKLY;COUNT=3"), wall, MOSCOW, START))
    assert [f"{each:%d.%m}" for each in found] == ["11.12", "18.12"]


def test_the_day_an_until_names_is_included() -> None:
    wall = START.replace(tzinfo=None)
    repeat = parse_repeat("every friday until 18.12", start=START)
    found = list(occurrences(repeat, wall, MOSCOW, datetime(2026, 12, 1, tzinfo=UTC)))
    assert [f"{each:%d.%m}" for each in found] == ["04.12", "11.12", "18.12"]


def test_a_calendar_file_gets_until_in_utc() -> None:
    repeat = parse_repeat("daily until 2027-03-01", start=START)
    assert calendar_rule(repeat, MOSCOW) == "FREQ=DAILY;UNTIL=20270301T205959Z"
    assert calendar_rule(Repeat("FREQ=DAILY"), MOSCOW) == "FREQ=DAILY"


@pytest.mark.parametrize(
    ("rule", "english", "russian"),
    [
        ("FREQ=DAILY", "every day", "каждый день"),
        ("FREQ=DAILY;INTERVAL=21", "every 21 days", "каждый 21 день"),
        ("FREQ=WEEKLY;INTERVAL=2", "every 2 weeks", "каждые 2 недели"),
        ("FREQ=WEEKLY;BYDAY=WE", "every Wednesday", "каждую среду"),
        ("FREQ=WEEKLY;BYDAY=TU,TH", "every Tuesday and Thursday", "по вторникам и четвергам"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday", "по будням"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "every 2 weeks on Tuesday", "каждые 2 недели по вторникам"),
        ("FREQ=MONTHLY;BYDAY=1MO", "the first Monday of the month", "первый понедельник месяца"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "the last Friday of the month", "последняя пятница месяца"),
        (
            "FREQ=MONTHLY;INTERVAL=2;BYDAY=2SU",
            "every 2 months, the second Sunday",
            "каждые 2 месяца, второе воскресенье",
        ),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "the last day of the month", "последний день месяца"),
        ("FREQ=YEARLY", "every year", "каждый год"),
        ("FREQ=DAILY;COUNT=3", "every day, 3 times", "каждый день, 3 раза"),
        ("FREQ=DAILY;COUNT=12", "every day, 12 times", "каждый день, 12 раз"),
        (
            "FREQ=WEEKLY;UNTIL=20270301T235959",
            "every week until 1 March 2027",
            "каждую неделю до 1 марта 2027 г. включительно",
        ),
        ("FREQ=YEARLY;BYDAY=20MO", "FREQ=YEARLY;BYDAY=20MO", "FREQ=YEARLY;BYDAY=20MO"),
    ],
)
def test_a_recurrence_is_shown_in_words(rule: str, english: str, russian: str) -> None:
    assert show_repeat(Repeat(rule), "en") == english
    assert show_repeat(Repeat(rule), "ru") == russian
