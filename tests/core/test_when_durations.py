"""Lengths of time as people write them."""

from datetime import timedelta

import pytest

from bot.when import MAX_DURATION, BadDuration, DurationProblem, leading_duration, looks_like_duration, parse_duration

READABLE = {
    "30s": timedelta(seconds=30),
    "10m": timedelta(minutes=10),
    "3h": timedelta(hours=3),
    "6d": timedelta(days=6),
    "2w": timedelta(weeks=2),
    "1h30m": timedelta(hours=1, minutes=30),
    "1h 30m": timedelta(hours=1, minutes=30),
    " 1D 2H ": timedelta(days=1, hours=2),
    "30с": timedelta(seconds=30),
    "10м": timedelta(minutes=10),
    "3ч": timedelta(hours=3),
    "6д": timedelta(days=6),
    "2н": timedelta(weeks=2),
    "1ч30м": timedelta(hours=1, minutes=30),
    "2 часа": timedelta(hours=2),
    "3 дня": timedelta(days=3),
    "10 минут": timedelta(minutes=10),
    "10 мин.": timedelta(minutes=10),
    "1 неделя": timedelta(weeks=1),
    "полчаса": timedelta(minutes=30),
    "полтора часа": timedelta(minutes=90),
    "2 hours": timedelta(hours=2),
    "1 day": timedelta(days=1),
    "10 min": timedelta(minutes=10),
    "an hour": timedelta(hours=1),
    "half an hour": timedelta(minutes=30),
    "1 day, 2 hours and 5 minutes": timedelta(days=1, hours=2, minutes=5),
    "1.5h": timedelta(minutes=90),
    "1,5 часа": timedelta(minutes=90),
    "3650d": MAX_DURATION,
    "на 2 часа": timedelta(hours=2),
    "На неделю": timedelta(weeks=1),
    "for an hour": timedelta(hours=1),
}


@pytest.mark.parametrize(("text", "expected"), READABLE.items())
def test_a_duration_is_read(text: str, expected: timedelta) -> None:
    assert parse_duration(text) == expected


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", DurationProblem.UNREADABLE),
        ("10", DurationProblem.UNREADABLE),
        ("h", DurationProblem.UNREADABLE),
        ("10x", DurationProblem.UNREADABLE),
        ("-5m", DurationProblem.UNREADABLE),
        ("2² h", DurationProblem.UNREADABLE),
        ("٣h", DurationProblem.UNREADABLE),
        ("1 month", DurationProblem.UNREADABLE),
        ("10m of spam", DurationProblem.UNREADABLE),
        ("1h" * 5000, DurationProblem.UNREADABLE),
        ("0m", DurationProblem.ZERO),
        ("0h 0m", DurationProblem.ZERO),
        ("3651d", DurationProblem.TOO_LONG),
        ("9" * 90 + "w", DurationProblem.TOO_LONG),
    ],
)
def test_a_bad_duration_is_refused_with_its_problem(text: str, problem: DurationProblem) -> None:
    with pytest.raises(BadDuration) as refused:
        parse_duration(text)
    assert refused.value.problem is problem
    assert refused.value.text == text


@pytest.mark.parametrize(
    "word",
    [
        "10m",
        "1h30m",
        "2н",
        "2 часа",
        "0m",
        "9999w",
        "1 month",
        "2 года",
        "2y",
        "3 mo",
        "-3h",
        "+1d",
        "−2ч",
        "на 2 часа",
        "на неделю",
        "на месяц",
        "for an hour",
        "for 2y",
        "полчаса",
        "полтора часа",
        "1ч 30м",
    ],
)
def test_what_is_shaped_like_a_duration_is_taken_for_one(word: str) -> None:
    assert looks_like_duration(word)


@pytest.mark.parametrize(
    "word",
    [
        "",
        "spam",
        "день",
        "an hour",
        "10",
        "10x",
        "@max",
        "3d-printer",
        "2nd",
        "3rd",
        "2moons",
        "на",
        "for",
        "на месте",
        "for a second",
        "неделю",
        "на день рождения",
    ],
)
def test_other_words_are_not_taken_for_durations(word: str) -> None:
    assert not looks_like_duration(word)


@pytest.mark.parametrize(
    ("text", "length", "rest"),
    [
        ("2ч шум", "2ч", " шум"),
        ("2ч, шум", "2ч", " шум"),
        ("1ч 30м шум", "1ч 30м", " шум"),
        ("1d 12h noise", "1d 12h", " noise"),
        ("1,5 часа шум", "1,5 часа", " шум"),
        ("на 2 часа шум", "на 2 часа", " шум"),
        ("на неделю\nшум", "на неделю", "\nшум"),
        ("for 2 hours of noise", "for 2 hours", " of noise"),
        ("2 часа 3 раза", "2 часа", " 3 раза"),
        ("  for 1 day, 2 hours and 5 minutes noise", "for 1 day, 2 hours and 5 minutes", " noise"),
    ],
)
def test_a_length_is_split_off_what_follows_whole(text: str, length: str, rest: str) -> None:
    assert leading_duration(text) == (length, rest)


@pytest.mark.parametrize("text", ["", "шум", "неделю спамит", "день рождения", "for a second time", "5 раз просили"])
def test_a_reason_is_not_split(text: str) -> None:
    assert leading_duration(text) is None
