"""Raw values → typed ones."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.arguments import MAX_LONG, MAX_SAMPLE, MAX_TEXT, BadArgument, typed
from bot.commands import Kind, Option
from bot.content import Msg, Span
from bot.texts import say
from bot.when import MAX_DURATION

ZONE = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)  # 12:00 in Moscow, a Tuesday
# What is no string.
TYPES = {
    Kind.WHEN: datetime,
    Kind.DURATION: timedelta,
    Kind.COUNT: int,
    Kind.NUMBER: int,
    Kind.FLAG: bool,
    Kind.CHANGES: tuple,
}


def value(kind: Kind, raw: str, *, choices: tuple[str, ...] = ()) -> object:
    return typed(Option("value", kind, True, False, choices), raw, now=NOW, zone=ZONE, locale="en")


def test_values_become_what_the_handler_takes() -> None:
    assert value(Kind.TEXT, " a\n b ") == "a b"
    assert value(Kind.LONG, " a\n b ") == "a\n b"
    assert value(Kind.WORD, " abc ") == "abc"
    assert value(Kind.DURATION, "1h30m") == timedelta(minutes=90)
    assert value(Kind.DURATION, "2 часа") == timedelta(hours=2)
    assert value(Kind.COUNT, "20") == 20
    assert value(Kind.NUMBER, "#12") == 12
    assert value(Kind.NUMBER, "12") == 12
    assert value(Kind.CHOICE, "Code", choices=("code",)) == "code"
    assert [value(Kind.FLAG, raw) for raw in ("yes", "ДА", "on", "no", "нет")] == [True, True, True, False, False]
    assert value(Kind.WHEN, "tomorrow 19:00") == datetime(2026, 12, 2, 19, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        *((kind, raw) for kind in (Kind.COUNT, Kind.NUMBER) for raw in ("0", "-1", "1.5", "x", "", "#", "1000001")),
        (Kind.COUNT, "٣"),
        (Kind.COUNT, "²"),
        (Kind.COUNT, "9" * 5000),
        (Kind.COUNT, "0" * 11 + "1" + "9" * 5000),
        (Kind.DURATION, "soon"),
        (Kind.DURATION, "0m"),
        (Kind.FLAG, "maybe"),
        (Kind.CHOICE, "other"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_with_its_kind(kind: Kind, raw: str) -> None:
    with pytest.raises(BadArgument) as caught:
        value(kind, raw)
    assert caught.value.problem.key == f"argument-bad-{kind.value}"


def test_a_length_that_is_too_long_is_told_the_most() -> None:
    with pytest.raises(BadArgument) as caught:
        value(Kind.DURATION, "99999w")
    assert caught.value.problem.key == "argument-long-duration"
    assert caught.value.problem.values["most"] == Span(MAX_DURATION)


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.LONG, Kind.WORD])
@pytest.mark.parametrize("raw", ["", "  ", "\u200b", "\x00\x1b", "\ud800", "\u202e"])
def test_a_text_without_anything_to_see_is_empty(kind: Kind, raw: str) -> None:
    with pytest.raises(BadArgument) as caught:
        value(kind, raw)
    assert caught.value.problem == Msg("argument-empty")


def test_a_sample_keeps_what_shows_nothing_and_its_lines() -> None:
    assert value(Kind.SAMPLE, " ка\u200bзино\n\u202etxet \x00\ud83d") == "ка\u200bзино\n\u202etxet"
    assert value(Kind.SAMPLE, "a" * MAX_SAMPLE) == "a" * MAX_SAMPLE


def test_control_characters_and_half_characters_never_get_in() -> None:
    assert value(Kind.TEXT, "a\x00b\x1b[31mc\u202ed\ud83d") == "ab[31mcd"
    assert value(Kind.TEXT, "👩\u200d💻 can\u2019t") == "👩\u200d💻 can\u2019t"


@pytest.mark.parametrize(
    ("kind", "limit"), [(Kind.TEXT, MAX_TEXT), (Kind.LONG, MAX_LONG), (Kind.WORD, MAX_TEXT), (Kind.SAMPLE, MAX_SAMPLE)]
)
def test_a_text_may_be_as_long_as_its_limit_and_no_longer(kind: Kind, limit: int) -> None:
    assert value(kind, "a" * limit) == "a" * limit
    with pytest.raises(BadArgument) as caught:
        value(kind, "a" * (limit + 1))
    assert caught.value.problem.values == {"limit": limit, "length": limit + 1}


def test_a_date_that_cannot_be_used_is_answered_with_the_reason_and_what_would_do() -> None:
    with pytest.raises(BadArgument) as caught:
        value(Kind.WHEN, "yesterday 19:00")
    assert caught.value.problem.key == "argument-when-past"
    with pytest.raises(BadArgument) as caught:
        value(Kind.WHEN, "whenever you like")
    assert say(caught.value.problem.key, "en", **caught.value.problem.values).startswith(
        "I can't read “whenever you like”"
    )


@given(st.text(max_size=60), st.sampled_from([k for k in Kind if k not in (Kind.WHO, Kind.SEVERAL, Kind.FILE)]))
def test_any_raw_value_is_typed_or_refused(raw: str, kind: Kind) -> None:
    with suppress(BadArgument):
        assert type(value(kind, raw, choices=("code",))) is TYPES.get(kind, str)


@given(st.text(max_size=60))
def test_a_typed_text_can_be_stored_and_shown(raw: str) -> None:
    try:
        text = value(Kind.LONG, raw)
    except BadArgument:
        return
    assert isinstance(text, str)
    assert text.encode()
    assert "\x00" not in text
    assert text == text.strip() != ""
