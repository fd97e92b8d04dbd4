"""Free text → raw values by option name."""

import time
from contextlib import suppress
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.arguments import BadArgument, fits, read, typed
from bot.commands import Command, Kind
from bot.ids import AccountRef, Platform
from bot.segments import unquote
from bot.texts import languages, say
from bot.updates import Actor
from tests.core.sample_commands import sample, sample_table

ZONE = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)  # 12:00 in Moscow, a Tuesday
ANNA = Actor(AccountRef(Platform.TELEGRAM, "501"), "Anna Maria")  # has no user name: Telegram shows the name itself


def refusal(name: str, line: str, *, replied: bool = False) -> str:
    with pytest.raises(BadArgument) as caught:
        read(sample(name), line, replied=replied)
    return said(caught.value)


def said(bad: BadArgument) -> str:
    return say(bad.problem.key, "en", **bad.problem.values)


# Splitting a line


@pytest.mark.parametrize(
    ("name", "line", "expected"),
    [
        # Two texts are set apart by `|`, options are segments of their own, in any order.
        ("plan new", "Python meetup | tomorrow 19:00", {"title": "Python meetup", "when": "tomorrow 19:00"}),
        (
            "plan new",
            "Python meetup | tomorrow 19:00 | where: Café Lenin | limit: 20",
            {"title": "Python meetup", "when": "tomorrow 19:00", "where": "Café Lenin", "limit": "20"},
        ),
        (
            "plan new",
            "Tea | LIMIT: 20 | tomorrow",
            {"title": "Tea", "when": "tomorrow", "limit": "20"},
        ),
        ("plan new", "Tea", {"title": "Tea"}),
        ("plan new", "", {}),
        ("plan new", "Tea |", {"title": "Tea"}),
        ("plan new", "Tea | | limit: 5", {"title": "Tea", "limit": "5"}),
        # A one-word option may end the line without a `|`.
        ("plan new", "Tea | tomorrow 19:00 limit: 5", {"title": "Tea", "when": "tomorrow 19:00", "limit": "5"}),
        # What is no option of the command is text like any other, while a text is still to come.
        ("plan new", "Tea | Note: tomorrow", {"title": "Tea", "when": "Note: tomorrow"}),
        ("plan new", "See https://x.example | 12:30", {"title": "See https://x.example", "when": "12:30"}),
        # Quotes keep text together, and are taken off.
        ("plan new", '"Tea | coffee" | tomorrow', {"title": "Tea | coffee", "when": "tomorrow"}),
        (
            "plan new",
            "«Чай | кофе» | завтра | where: «Дом | 2»",
            {"title": "Чай | кофе", "when": "завтра", "where": "Дом | 2"},
        ),
        ("plan new", 'A 24" screen | tomorrow', {"title": 'A 24" screen', "when": "tomorrow"}),
        ("plan new", "Lots of « | tomorrow", {"title": "Lots of «", "when": "tomorrow"}),
        # More `|` than texts: the last text had them inside.
        ("plan new", "Tea | tomorrow | or later", {"title": "Tea", "when": "tomorrow | or later"}),
        ("plan new", "Tea | this|that  |other | limit: 5", {"title": "Tea", "when": "this|that  |other", "limit": "5"}),
        ("note", "one | two\nthree: four", {"text": "one | two\nthree: four"}),
        # Single words stand in order.
        ("plan edit", "#12 | title: Tea time", {"number": "#12", "title": "Tea time"}),
        ("plan edit", "12 duration: 2h", {"number": "12", "duration": "2h"}),
        ("plan edit", "12 duration: 2 часа", {"number": "12", "duration": "2 часа"}),
        ("switch", "on", {"on": "on"}),
        ("switch", "off | host: @anna", {"on": "off", "host": "@anna"}),
        ("switch", "да host: @anna", {"on": "да", "host": "@anna"}),
        ("code", "until: 2h", {"until": "2h"}),
        ("code", '"two words"', {"code": "two words"}),
        # What may be left out is left out where the word does not fit.
        ("top", "", {}),
        ("top", "month", {"period": "month"}),
        ("top", "TALKS", {"category": "TALKS"}),
        ("top", "month talks", {"period": "month", "category": "talks"}),
        # A length of time in the middle, in one word or in several.
        ("mute", "@max 2h spam", {"who": "@max", "length": "2h", "reason": "spam"}),
        ("mute", "@max на 2 часа шум", {"who": "@max", "length": "на 2 часа", "reason": "шум"}),
        ("mute", "@max 1ч 30м, шум", {"who": "@max", "length": "1ч 30м", "reason": "шум"}),
        ("mute", "@max 2h | spam | ads", {"who": "@max", "length": "2h", "reason": "spam | ads"}),
        ("mute", "@max: 2h: spam", {"who": "@max", "length": "2h", "reason": "spam"}),
        ("mute", "@max | 2h | spam", {"who": "@max", "length": "2h", "reason": "spam"}),
        ("mute", "@max spam and ads", {"who": "@max", "reason": "spam and ads"}),
        ("mute", "@max 2 часа спам", {"who": "@max", "length": "2 часа", "reason": "спам"}),
        ("mute", "@max 3 дня флуд в чате", {"who": "@max", "length": "3 дня", "reason": "флуд в чате"}),
        ("mute", "@max 2 hours 30 minutes spam", {"who": "@max", "length": "2 hours 30 minutes", "reason": "spam"}),
        ("mute", "@max 2 часа 3 раза ругался", {"who": "@max", "length": "2 часа", "reason": "3 раза ругался"}),
        ("mute", "@max 5 раз просили", {"who": "@max", "reason": "5 раз просили"}),
        ("mute", "@max 1h30m\nspam", {"who": "@max", "length": "1h30m", "reason": "spam"}),
        ("mute", "@max час ругался", {"who": "@max", "reason": "час ругался"}),
        ("mute", "@max 2h spam silent: yes", {"who": "@max", "length": "2h", "reason": "spam", "silent": "yes"}),
        ("mute", "@max 2h spam Silent: да", {"who": "@max", "length": "2h", "reason": "spam", "silent": "да"}),
        ("mute", "@max spam | silent: yes", {"who": "@max", "reason": "spam", "silent": "yes"}),
        ("mute", "@max keeps silent: always", {"who": "@max", "reason": "keeps silent: always"}),
        ("slow", "30 с", {"length": "30 с"}),
        # Members: a user name, a mention, an id.
        ("mute", "<@!123> spam", {"who": "<@!123>", "reason": "spam"}),
        ("mute", "123456 spam", {"who": "123456", "reason": "spam"}),
        ("thank", "@a, @b @c for the talk", {"who": "@a @b @c", "reason": "for the talk"}),
        ("thank", "@a help with the docs for: help", {"who": "@a", "reason": "help with the docs", "for": "help"}),
        ("thank", "@a help | for: code", {"who": "@a", "reason": "help", "for": "code"}),
    ],
)
def test_a_line_is_split_as_the_conventions_say(name: str, line: str, expected: dict[str, str]) -> None:
    assert read(sample(name), line) == expected


@pytest.mark.parametrize(
    ("name", "line", "expected"),
    [
        ("mute", "2h spam", {"length": "2h", "reason": "spam"}),
        ("mute", "2 часа спам", {"length": "2 часа", "reason": "спам"}),
        ("mute", "spam", {"reason": "spam"}),
        ("mute", "@max spam", {"who": "@max", "reason": "spam"}),
        ("thank", "for the talk", {"reason": "for the talk"}),
    ],
)
def test_a_member_need_not_be_named_in_a_reply(name: str, line: str, expected: dict[str, str]) -> None:
    assert read(sample(name), line, replied=True) == expected


def test_a_person_without_a_user_name_is_recognised_by_the_name_the_platform_put_in() -> None:
    found = read(sample("mute"), "Anna Maria 2h spam", mentioned=(ANNA,))
    assert found == {"who": "<@501>", "length": "2h", "reason": "spam"}
    assert read(sample("thank"), "@bob Anna Maria well done", mentioned=(ANNA,)) == {
        "who": "@bob <@501>",
        "reason": "well done",
    }


@pytest.mark.parametrize(
    ("name", "line", "word"),
    [
        ("plan", "tomorrow", "tomorrow"),
        ("plan edit", "12 13", "13"),
        ("slow", "10m please", "please"),
        ("top", "month code more", "more"),
    ],
)
def test_what_is_left_over_is_named(name: str, line: str, word: str) -> None:
    assert refusal(name, line).endswith(f": {word}")


@pytest.mark.parametrize("line", ["@max -3h spam", "@max 60", "@max 0m spam"])
def test_what_is_meant_as_a_length_of_time_never_becomes_a_reason(line: str) -> None:
    assert read(sample("mute"), line)["length"] in ("-3h", "60", "0m")


@pytest.mark.parametrize("word", ["abc", "-5", "<b>"])
def test_what_could_be_meant_for_several_options_is_named_itself(word: str) -> None:
    with pytest.raises(BadArgument) as caught:
        read(sample("sweep"), word)
    assert caught.value.option is None
    assert said(caught.value).endswith(f": {word}")


def test_a_word_that_fits_nothing_is_answered_with_what_would() -> None:
    assert refusal("top", "year") == "“year” is not one of the possibilities: code, talks, help."


def test_an_option_that_does_not_exist_is_answered_with_those_that_do() -> None:
    assert refusal("plan new", "Tea | tomorrow | place: here") == (
        "There is no option “place:” here. The options are: where, limit."
    )


def test_an_optional_length_of_time_that_cannot_be_read_is_not_taken_for_one() -> None:
    assert read(sample("mute"), "@max 2x spam") == {"who": "@max", "reason": "2x spam"}


def test_a_line_of_ten_thousand_quotes_and_bars_is_read_at_once() -> None:
    begin = time.process_time()
    for piece in ('"|', "«", "for: ", "limit: ", "| a: ", "@a ", "1 h "):
        for name in sample_table().commands:
            with suppress(BadArgument):
                read(sample(name), piece * 1500)
    assert time.process_time() - begin < 2.0


def test_only_quotes_around_the_whole_are_taken_off() -> None:
    assert [unquote(t) for t in ('"a b"', " «a» ", '"a" and "b"', '"', "“a”", '""')] == [
        "a b", "a", '"a" and "b"', '"', "a", "",
    ]  # fmt: skip


# Anything at all

WORDS = st.sampled_from(
    [
        "@anna",
        "<@5>",
        "2h",
        "2",
        "часа",
        "|",
        "limit:",
        "for:",
        "silent:",
        "yes",
        "code",
        '"',
        "«",
        "»",
        "#3",
        "завтра",
        "\n",
    ]
)
LINES = st.text(max_size=80) | st.lists(WORDS | st.text(max_size=6), max_size=12).map(" ".join)


def every_value(command: Command, line: str, *, replied: bool) -> BadArgument | None:
    """Read and type a line; give what was refused."""
    options = {o.name: o for o in command.options}
    try:
        for name, raw in read(command, line, mentioned=(ANNA,), replied=replied).items():
            fits(options[name], raw)
            if options[name].kind not in (Kind.WHO, Kind.SEVERAL):
                typed(options[name], raw, now=NOW, zone=ZONE, locale="ru")
    except BadArgument as bad:
        return bad
    return None


@given(LINES, st.booleans())
@example("for:" + "\x1c" + "code", False)
def test_whatever_is_written_is_read_or_refused_in_every_language(line: str, replied: bool) -> None:
    for command in sample_table().commands.values():
        bad = every_value(command, line, replied=replied)
        if bad is not None:
            assert all(say(bad.problem.key, locale, **bad.problem.values) for locale in languages())
