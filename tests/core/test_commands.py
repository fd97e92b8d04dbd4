"""One declaration per command."""

from typing import Any

import pytest

from bot.access import Access
from bot.call import Call
from bot.commands import CommandTable, Kind, Option, action, button, command
from bot.content import Reply
from bot.manual import usage
from tests.core.sample_commands import SampleHandlers, sample, sample_table


def test_a_signature_becomes_options() -> None:
    assert sample("plan new").options == (
        Option("title", Kind.TEXT, True, False),
        Option("when", Kind.WHEN, True, False),
        Option("where", Kind.TEXT, False, True),
        Option("limit", Kind.COUNT, False, True),
    )
    assert sample("mute").options == (
        Option("who", Kind.WHO, True, False),
        Option("length", Kind.DURATION, False, False),
        Option("reason", Kind.TEXT, True, False),
        Option("silent", Kind.FLAG, False, True, ("yes", "no")),
    )


def test_an_option_may_be_named_like_a_word_of_python() -> None:
    assert sample("thank").options[-1] == Option("for", Kind.CHOICE, False, True, ("code", "talks", "help"))


def test_access_and_privacy_are_part_of_the_declaration() -> None:
    assert (sample("plan new").access, sample("plan new").private_only) == (Access.MODERATOR, False)
    assert sample("note").private_only


def test_catalogue_keys_follow_from_the_names() -> None:
    edit = sample("plan edit")
    assert (edit.key, edit.group, edit.option_key(edit.options[0])) == (
        "command-plan-edit",
        "plan",
        "command-plan-edit-option-number",
    )


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("plan", ("plan", "plan", "")),
        ("plan new", ("plan new", "plan", "")),
        ("PLAN New  Tea  time | x", ("plan new", "plan", "Tea  time | x")),
        ("plan tomorrow", ("plan", "plan", "tomorrow")),
        ("note one\n two", ("note", "note", "one\n two")),
        ("unheard of", (None, "unheard", "of")),
        ("", (None, "", "")),
        ("  ", (None, "", "")),
    ],
)
def test_the_longest_name_wins(line: str, found: tuple[str | None, str, str]) -> None:
    command, group, rest = sample_table().find(line)
    assert (command.name if command else None, group, rest) == found


def test_a_group_lists_its_commands_in_the_order_they_were_written() -> None:
    table = sample_table()
    assert [c.name for c in table.in_group("plan")] == ["plan", "plan new", "plan edit"]
    assert table.groups[:3] == ["plan", "mute", "thank"]


def test_a_button_knows_the_types_of_its_parts() -> None:
    press = sample_table().presses["sample"]
    assert (press.access, press.types) == (Access.MEMBER, (int, str))


def test_two_handlers_cannot_declare_one_command_or_button() -> None:
    with pytest.raises(ValueError, match="two handlers declare /plan"):
        CommandTable().register((SampleHandlers(), SampleHandlers()))

    class Other:
        @button("sample")
        async def press(self, call: Call) -> Reply | None:
            """Do nothing."""

    with pytest.raises(ValueError, match="the button sample"):
        CommandTable().register((SampleHandlers(), Other()))


def test_a_parameter_of_another_type_is_a_mistake_found_at_the_start() -> None:
    class Wrong:
        @command("wrong", access=Access.EVERYONE)
        async def run(self, call: Call, what: dict[str, Any]) -> Reply | None:
            """Do nothing."""

    with pytest.raises(TypeError, match="not a type"):
        CommandTable().register((Wrong(),))


def test_an_action_fits_what_telegram_carries() -> None:
    assert action("rsvp", 12, "going") == "rsvp:12:going"
    assert action("a" * 64) == "a" * 64
    with pytest.raises(ValueError, match="64 bytes"):
        action("я" * 33)


def test_usage_is_written_as_one_types_it() -> None:
    assert usage(sample("plan new")) == "/plan new TITLE | WHEN [| where: TEXT] [| limit: COUNT]"
    assert usage(sample("mute")) == "/mute @who [LENGTH] REASON [| silent: yes|no]"
