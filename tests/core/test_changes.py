"""Settings of which a command itself knows the names: `name: value` pairs."""

from contextlib import suppress
from datetime import UTC, datetime
from time import process_time
from typing import Annotated
from zoneinfo import ZoneInfo

import pytest

from bot.access import Access
from bot.arguments import BadArgument, read, typed
from bot.call import Call
from bot.commands import Changes, Command, CommandTable, Duration, Kind, OneOf, command
from bot.content import Reply
from bot.manual import typed_example, typed_usage, usage

Tea = Annotated[str, Kind.WORD, OneOf(("green", "black"))]


class TeaHandlers:
    """Make tea."""

    @command("tea make", access=Access.MEMBER)
    async def make(self, call: Call, tea: Tea, *, last: Duration | None = None, changes: Changes = ()) -> Reply | None:
        """Take a word and changes."""

    @command("tea mend", access=Access.MEMBER)
    async def mend(self, call: Call, tea: Tea, *, changes: Changes) -> Reply | None:
        """Need changes."""


def table() -> CommandTable:
    found = CommandTable()
    found.register((TeaHandlers(),))
    return found


def pairs(line: str) -> object:
    given = read(table().commands["tea make"], line)
    return _typed(table().commands["tea make"], given["changes"])


def _typed(made: Command, raw: str) -> object:
    option = next(o for o in made.options if o.kind is Kind.CHANGES)
    return typed(option, raw, now=datetime(2026, 12, 1, tzinfo=UTC), zone=ZoneInfo("UTC"), locale="en")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("green | sugar: 2", (("sugar", "2"),)),
        ("green | sugar: 2 | dry run: yes", (("sugar", "2"), ("dry run", "yes"))),
        ("green sugar: 2 dry_run: yes", (("sugar", "2"), ("dry_run", "yes"))),
        ("green action: mute 10m | dry run: yes", (("action", "mute 10m"), ("dry run", "yes"))),
        ("green | действие: mute 10m", (("действие", "mute 10m"),)),
        ("green | chats: a, b | roles:", (("chats", "a, b"), ("roles", ""))),
        ('green | name: "a | b: c"', (("name", "a | b: c"),)),
        ("green | sugar:   2  |  ", (("sugar", "2"),)),
    ],
)
def test_pairs_are_read_as_people_write_them(line: str, expected: object) -> None:
    assert pairs(line) == expected
    assert read(table().commands["tea make"], line)["tea"] == "green"


def test_an_option_of_the_command_is_no_change() -> None:
    given = read(table().commands["tea make"], "green last: 24h sugar: 2")
    assert given == {"tea": "green", "last": "24h", "changes": "sugar: 2"}
    assert read(table().commands["tea make"], "green | sugar: 2 | LAST: 2 hours")["last"] == "2 hours"


def test_what_is_no_pair_is_refused_and_no_pair_at_all_is_missing() -> None:
    for wrong in ("sugar", "sugar:2", "2: sugar", "://"):
        with pytest.raises(BadArgument) as caught:
            pairs(f"green | {wrong}")
        assert caught.value.problem.key == "argument-bad-changes"
    assert "changes" not in read(table().commands["tea mend"], "green")
    with pytest.raises(BadArgument):
        _typed(table().commands["tea mend"], " | ")


def test_the_manual_shows_where_settings_go() -> None:
    assert usage(table().commands["tea make"]) == "/tea make TEA [| last: DURATION] [| SETTING: VALUE …]"
    assert usage(table().commands["tea mend"]) == "/tea mend TEA | SETTING: VALUE …"


def test_where_options_are_typed_one_by_one_the_manual_names_them() -> None:
    make, mend = table().commands["tea make"], table().commands["tea mend"]
    assert typed_usage(make) == "/tea make tea: [last:] [setting: value:]"
    assert typed_usage(mend) == "/tea mend tea: setting: value:"
    line = "/tea make green | last: 24h | sugar: 2 | milk: no"
    assert typed_example(make, line) == "/tea make tea: green last: 24h setting: sugar value: 2 | milk: no"
    assert typed_example(make, "/tea make, in the caption") is None
    assert typed_example(make, "/tea make") == "/tea make"


def test_a_word_that_is_one_of_a_few_is_still_a_word() -> None:
    option = table().commands["tea make"].options[0]
    assert (option.kind, option.choices) == (Kind.WORD, ("green", "black"))
    assert read(table().commands["tea make"], "purple") == {"tea": "purple"}  # the handler says what is wrong


@pytest.mark.parametrize("hostile", ["a" * 10_000 + ":", ": " * 5_000, "a: " * 3_000, "| " * 5_000, '"' * 3_000])
def test_hostile_lines_take_no_time(hostile: str) -> None:
    begin = process_time()
    with suppress(BadArgument):
        read(table().commands["tea make"], f"green {hostile}")
    assert process_time() - begin < 1
