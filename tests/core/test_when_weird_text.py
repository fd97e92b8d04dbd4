"""Whatever is typed, only a refusal comes out."""

from contextlib import suppress
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.when import (
    BadDuration,
    BadRepeat,
    BadWhen,
    BadZone,
    find_zone,
    looks_like_duration,
    occurrences,
    parse_duration,
    parse_repeat,
    parse_when,
    show_repeat,
)
from bot.when.words import AMOUNTS, MONTHS, NUMBERS, ORDINALS, UNITS, WEEKDAYS

BERLIN = ZoneInfo("Europe/Berlin")
# Four minutes before the second 02:30 of a fold: every hour is close to something.
NOW = datetime(2027, 10, 31, 1, 26, tzinfo=UTC)
START = datetime(2024, 2, 29, 2, 30, tzinfo=BERLIN)

_WORDS = sorted({*UNITS, *WEEKDAYS, *MONTHS, *NUMBERS, *ORDINALS, *AMOUNTS})
_OTHER_TEXT = """
at on in the of next this last every each other week today tomorrow tonight noon midnight am pm now ago until
times count в во на через завтра сегодня вечером ночью утра дня вечера ночи полдень полночь следующую числа
каждый каждые по до раз и and a half utc мск (utc+3) . , : - / + @ 0 1 7 12 19 24 25 29 31 60 99 2027 9999
19:00 02:30 24:00 25:61 31.02 29.02 10.12 1.5 01/02 13/13 2027-03-28 31.10.2027 0000-00-00 1h30m 25th 5-го
"""
_OTHER_WORDS = _OTHER_TEXT.split()
_RULE_VALUES = """
DAILY WEEKLY MONTHLY YEARLY HOURLY MO -1FR,2TU 5MO 31 -31 0 2 12 1,7 20270301 20240229T023000Z 99991231T235959Z
00010101 x
"""
PHRASES = st.lists(st.sampled_from(_WORDS) | st.sampled_from(_OTHER_WORDS), max_size=8).map(" ".join)
RULES = st.lists(
    st.tuples(
        st.sampled_from(["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "WKST"]),
        st.sampled_from(["", *_RULE_VALUES.split()]),
    ),
    max_size=5,
).map(lambda parts: ";".join(["FREQ=MONTHLY", *(f"{key}={value}" for key, value in parts)][-5:]))
TEXTS = st.text() | PHRASES | RULES


@given(TEXTS, st.sampled_from(["en", "ru", "en_US", "de", ""]))
def test_any_text_is_a_moment_ahead_or_a_bad_when(text: str, locale: str) -> None:
    try:
        at = parse_when(text, now=NOW, zone=BERLIN, locale=locale)
    except BadWhen as refused:
        moments = refused.suggestions
    else:
        moments = (at,)
    for moment in moments:
        assert moment.tzinfo is BERLIN
        assert NOW < moment.astimezone(UTC) <= datetime(2029, 11, 1, tzinfo=UTC)


@given(TEXTS)
def test_any_text_is_a_duration_or_a_bad_duration(text: str) -> None:
    shaped = looks_like_duration(text)
    with suppress(BadDuration):
        assert parse_duration(text)
        assert shaped or not text.strip()[0].isdigit()


@given(TEXTS)
def test_any_text_is_a_repeat_that_occurs_or_a_bad_repeat(text: str) -> None:
    with suppress(BadRepeat):
        repeat = parse_repeat(text, start=START)
        assert next(occurrences(repeat, START.replace(tzinfo=None), BERLIN, datetime(2024, 1, 1, tzinfo=UTC)))
        assert show_repeat(repeat, "ru")
        assert parse_repeat(repeat.rule, start=START) == repeat


@given(TEXTS)
def test_any_text_is_a_zone_or_a_bad_zone(text: str) -> None:
    with suppress(BadZone):
        assert find_zone(text).key


@pytest.mark.parametrize(
    "text",
    [
        "9" * 10_000,
        "через " * 5_000,
        "in " + "1h" * 60,
        "in " + "1h" * 47 + " x",
        ", " * 50,
        "в " * 50,
        "25.12 " * 16,
        "\u202e00:91 tomorrow",
        "tomorrow\u200b19:00",
        "завтра в ١٩:٠٠",
        "tomorrow 1⁹:00",
        "\ud800",
        "\0",
        "🙂🕖",
    ],
)
def test_strange_text_is_refused_everywhere(text: str) -> None:
    with pytest.raises(BadWhen):
        parse_when(text, now=NOW, zone=BERLIN, locale="en")
    with pytest.raises(BadDuration):
        parse_duration(text)
    with pytest.raises(BadRepeat):
        parse_repeat(text, start=START)
