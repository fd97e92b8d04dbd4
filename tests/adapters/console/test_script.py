"""Lines of the local chat become steps, or explain what would be right."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.console.script import (
    BadLine,
    Comment,
    Deletes,
    Edits,
    Help,
    IsRole,
    Joins,
    Lang,
    Leaves,
    Presses,
    Reacts,
    Replies,
    Says,
    Step,
    TimeMove,
    TimeNext,
    TimeSet,
    read_line,
)
from bot.access import Access
from bot.texts import say

SIX = datetime(2026, 12, 1, 18, 0)


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("olga is owner", IsRole("olga", Access.OWNER)),
        ("max is moderator", IsRole("max", Access.MODERATOR)),
        ("anna joins", Joins("anna")),
        ("anna leaves", Leaves("anna")),
        ("anna: hello all", Says("anna", "hello all")),
        ("anna: /event new Tea | friday 19:00", Says("anna", "/event new Tea | friday 19:00")),
        ("anna: is moderator", Says("anna", "is moderator")),
        ("anna: see: this", Says("anna", "see: this")),
        ("anna > hello", Says("anna", "hello", private=True)),
        ("anna > a: b", Says("anna", "a: b", private=True)),
        ("anna: [Going]", Presses("anna", "Going")),
        ("anna: [Can't come] 12", Presses("anna", "Can't come", 12)),
        ("anna > [Yes] #12", Presses("anna", "Yes", 12)),
        ("anna: [a](https://b.example)", Says("anna", "[a](https://b.example)")),
        ("anna re 12: thanks", Replies("anna", 12, "thanks")),
        ("anna re 12: /report spam", Replies("anna", 12, "/report spam")),
        ("anna edits 12: hello", Edits("anna", 12, "hello")),
        ("anna deletes 12", Deletes("anna", 12)),
        ("anna reacts ❤ 12", Reacts("anna", "❤", 12)),
        ("time 2026-12-01 18:00 Europe/Moscow", TimeSet(SIX, ZoneInfo("Europe/Moscow"))),
        ("time 2026-12-01 18:00", TimeSet(SIX)),
        ("time 2026-12-01T18:00:00Z", TimeSet(SIX, ZoneInfo("Etc/UTC"))),
        ("time +2h", TimeMove(timedelta(hours=2))),
        ("time +1h30m", TimeMove(timedelta(minutes=90))),
        ("time +2 часа", TimeMove(timedelta(hours=2))),
        ("time next", TimeNext()),
        ("time: is money", Says("time", "is money")),
        ("lang ru anna", Lang("anna", "ru")),
        ("# anna: nothing", Comment()),
        ("   ", Comment()),
        ("?", Help()),
        ("анна: привет", Says("анна", "привет")),
        ("anna-2: hi", Says("anna-2", "hi")),
        ("\ufeffanna: hi\r\n", Says("anna", "hi")),
    ],
)
def test_a_line_becomes_a_step(line: str, step: Step) -> None:
    assert read_line(line) == step


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("anna hello", "console-bad-line"),
        ("anna is happy", "console-bad-role"),
        ("anna:", "console-empty"),
        ("hearth: hello", "console-name-taken"),
        ("-: hello", "console-bad-name"),
        ("an\u202ena: hello", "console-bad-name"),
        (f"{'a' * 33}: hello", "console-bad-name"),
        ("time tomorrow", "console-bad-time"),
        ("time", "console-bad-time"),
        ("time 2026-13-01 18:00", "console-bad-time"),
        ("time 2026-12-01 25:00", "console-bad-time"),
        ("time 9999-12-31 23:59", "console-bad-year"),
        ("time 2026-12-01 18:00 Middle-earth", "console-bad-zone"),
        ("time +0m", "console-bad-duration"),
        ("time +99999999w", "console-bad-duration"),
        ("lang anna", "console-bad-lang"),
        ("anna re thanks", "console-bad-reply"),
        ("anna edits 12", "console-bad-edit"),
        ("anna deletes it", "console-bad-delete"),
        ("anna reacts ❤", "console-bad-react"),
        ("anna reacts aaaaaaaaaaaaaaaaaaaaaaaa 12", "console-bad-emoji"),
    ],
)
def test_a_line_that_cannot_be_read_says_what_would_be_right(line: str, key: str) -> None:
    with pytest.raises(BadLine) as bad:
        read_line(line)
    assert bad.value.key == key
    for locale in ("en", "ru"):
        assert say(key, locale, **bad.value.values)


def test_what_no_platform_delivers_is_taken_out_of_a_line() -> None:
    assert read_line("anna: a\x00b\x1b[2Jc\td\udcff") == Says("anna", "ab[2Jc d\ufffd")


def test_invisible_characters_reach_the_bot_as_they_were_written() -> None:
    assert read_line("anna: fr\u200bee") == Says("anna", "fr\u200bee")


def explained(line: str, locale: str) -> bool:
    """Read a line, and tell whether it was explained where it could not be read."""
    try:
        read_line(line)
    except BadLine as bad:
        return bool(say(bad.key, locale, **bad.values))
    return True


@given(st.text(max_size=80))
def test_no_line_crashes_the_reader(line: str) -> None:
    assert explained(line, "en")


@given(st.sampled_from(["anna: ", "time ", "time +", "anna re 1", "lang ", "anna reacts "]), st.text(max_size=40))
def test_no_half_written_line_crashes_the_reader(start: str, rest: str) -> None:
    assert explained(start + rest, "ru")
