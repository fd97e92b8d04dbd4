"""Running commands and presses: access, arguments, questions, and anonymous admins."""

from datetime import timedelta

import pytest

from bot.access import Access
from bot.arguments import MAX_COUNT
from bot.content import Choice
from bot.dialogues import LIFETIME
from bot.ids import MessageRef
from bot.invocation import PLAIN_ANSWER
from bot.texts import say
from bot.updates import Quoted
from storage.database import Database
from tests.core.kernel import (
    ADA,
    ANNA,
    ANONYMOUS,
    CHANNEL,
    GROUP,
    HEARTH,
    MAX,
    Answers,
    Kernel,
    actor,
    private,
)
from tests.fakes import FakeClock

SECOND = timedelta(seconds=1)
OUR_QUESTION = Quoted(MessageRef(GROUP, "500"), HEARTH, "When?")


@pytest.fixture
async def kernel(memory: Database, clock: FakeClock) -> Kernel:
    kernel = Kernel(memory, clock)
    for who in (ANNA, MAX, ADA):
        await kernel.write(who, "hello")
    return kernel


def needs(level: Access) -> str:
    return say("refused-access", "en", access=Choice(level.key))


def actions(answers: Answers) -> list[str]:
    return [b.action for b in answers.buttons]


# Access


async def test_a_command_is_run_from_its_access_up_and_refused_below_with_what_it_takes(kernel: Kernel) -> None:
    assert (await kernel.command(ANNA, "mute @max noise")).text == needs(Access.MODERATOR)
    assert kernel.ran == []
    await kernel.command(MAX, "mute @anna 2 часа реклама")
    await kernel.command(ADA, "mute @anna flood")
    assert kernel.ran == ["max: mute anna 2:00:00 реклама", "ada: mute anna None flood"]


async def test_a_line_that_cannot_be_read_tells_somebody_without_access_nothing_but_that(kernel: Kernel) -> None:
    assert (await kernel.command(ANNA, "event new Tea | tomorrow | x: 5")).text == needs(Access.MODERATOR)


async def test_what_concerns_one_person_is_asked_for_in_private(kernel: Kernel) -> None:
    assert (await kernel.command(ANNA, "me")).text == say("refused-private-only", "en")
    await kernel.command(ANNA, "me", chat=private(ANNA))
    assert kernel.ran == ["anna: me"]


async def test_in_private_one_has_the_access_one_has_in_the_community(kernel: Kernel) -> None:
    kernel.telegram.ranks["max"] = Access.MODERATOR
    await kernel.command(MAX, "event new Tea | tomorrow 19:00", chat=private(MAX))
    assert (await kernel.command(ANNA, "event new Tea | tomorrow 19:00", chat=private(ANNA))).text == needs(
        Access.MODERATOR
    )
    assert kernel.ran == ["max: event new Tea 02.12 19:00 None"]


# Names of commands


async def test_a_command_that_does_not_exist_is_answered_where_only_we_can_be_meant(kernel: Kernel) -> None:
    assert (await kernel.command(ANNA, "pizza")).said == []
    assert (await kernel.command(ANNA, "pizza", chat=private(ANNA))).text == (
        "There is no command “/pizza”. /help lists what there is."
    )
    assert (await kernel.command(ANNA, "evnt", chat=private(ANNA))).text.endswith("Did you mean /event?")
    discord = actor("anna", platform=ANNA.account.platform.DISCORD)
    assert "/pizza" in (await kernel.command(discord, "pizza", chat=CHANNEL, options={})).text


async def test_start_is_help_whatever_follows(kernel: Kernel) -> None:
    await kernel.command(ANNA, "start deep-link", chat=private(ANNA))
    assert kernel.ran == ["anna: help"]


async def test_a_bare_group_is_a_menu_of_what_one_may_do(kernel: Kernel) -> None:
    menu = await kernel.command(MAX, "event")
    assert "/event new" in menu.text
    assert actions(menu) == ["run:event new", "run:event show"]
    assert actions(await kernel.command(ANNA, "event")) == ["run:event show"]


async def test_a_menu_with_nothing_on_it_is_refused_with_the_least_access_it_takes(kernel: Kernel) -> None:
    kernel.table.commands.pop("event show")
    assert (await kernel.command(ANNA, "event dance")).text == needs(Access.MODERATOR)


async def test_a_button_of_a_menu_runs_the_command_and_asks_for_what_it_needs(kernel: Kernel) -> None:
    asked = await kernel.press(MAX, "run:event show")
    assert "The event's number" in asked.text
    assert (await kernel.press(ANNA, "run:event new")).text == needs(Access.MODERATOR)
    await kernel.write(MAX, "#12")
    assert kernel.ran == ["max: event show 12"]


# Questions


async def test_what_is_missing_is_asked_with_an_example_and_the_rest_is_kept(kernel: Kernel) -> None:
    asked = await kernel.command(MAX, "event new Tea | limit: 5")
    assert "One thing is missing." in asked.text
    assert "when — When it starts" in asked.text
    assert say("command-event-new-example", "en") in asked.text
    assert (actions(asked), asked.replies[0].private) == (["cancel"], False)
    await kernel.write(MAX, "tomorrow 19:00")
    assert kernel.ran == ["max: event new Tea 02.12 19:00 5"]


async def test_an_answer_that_cannot_be_used_is_asked_again(kernel: Kernel) -> None:
    await kernel.command(MAX, "event new Tea")
    again = await kernel.write(MAX, "yesterday 19:00")
    assert "is in the past" in again.text
    assert actions(again) == ["cancel"]
    await kernel.write(MAX, "завтра в 19:00")
    assert kernel.ran == ["max: event new Tea 02.12 19:00 None"]


async def test_a_bad_value_of_an_option_is_asked_about_too(kernel: Kernel) -> None:
    asked = await kernel.command(MAX, "event new Tea | tomorrow 19:00 | limit: lots")
    assert f"from 1 to {MAX_COUNT}" in asked.text
    await kernel.write(MAX, "20")
    assert kernel.ran == ["max: event new Tea 02.12 19:00 20"]


async def test_a_line_that_is_wrong_as_a_whole_is_explained_and_asks_nothing(kernel: Kernel) -> None:
    told = await kernel.command(ANNA, "event show 12 13")
    assert "but not this: 13" in told.text
    assert (told.buttons, (await kernel.write(ANNA, "14")).said) == ([], [])


async def test_on_a_platform_that_types_its_options_nothing_is_asked(kernel: Kernel) -> None:
    told = await kernel.command(MAX, "event new", options={"title": "Tea", "when": "yesterday 19:00"})
    assert "is in the past" in told.text
    assert told.buttons == []
    await kernel.command(MAX, "mute", options={"who": ANNA, "reason": "spam"})
    assert kernel.ran == ["max: mute anna None spam"]


async def test_in_a_chat_the_next_thing_one_says_is_the_answer_for_two_minutes(kernel: Kernel) -> None:
    await kernel.command(MAX, "event new Tea")
    assert (await kernel.write(ANNA, "tomorrow 20:00")).said == []
    kernel.clock.advance(PLAIN_ANSWER + SECOND)
    assert (await kernel.write(MAX, "tomorrow 19:00")).said == []
    assert kernel.ran == []


async def test_a_reply_to_us_is_the_answer_for_as_long_as_the_question_stands(kernel: Kernel) -> None:
    await kernel.command(MAX, "event new Tea")
    kernel.clock.advance(PLAIN_ANSWER + SECOND)
    to_anna = Quoted(MessageRef(GROUP, "501"), ANNA, "hi")
    assert (await kernel.write(MAX, "tomorrow 19:00", reply_to=to_anna)).said == []
    await kernel.write(MAX, "tomorrow 19:00", reply_to=OUR_QUESTION)
    assert len(kernel.ran) == 1


async def test_a_question_lapses(kernel: Kernel) -> None:
    await kernel.command(MAX, "event new Tea")
    kernel.clock.advance(LIFETIME + SECOND)
    assert (await kernel.write(MAX, "tomorrow 19:00", reply_to=OUR_QUESTION)).said == []


async def test_a_question_outlives_the_process(kernel: Kernel) -> None:
    await kernel.command(ANNA, "event show", chat=private(ANNA))
    await kernel.restart()
    await kernel.write(ANNA, "12", chat=private(ANNA))
    assert kernel.ran == ["anna: event show 12"]


async def test_a_question_asked_in_one_chat_is_not_answered_in_another(kernel: Kernel) -> None:
    await kernel.command(ANNA, "event show", chat=private(ANNA))
    assert (await kernel.write(ANNA, "12")).said == []
    await kernel.write(ANNA, "13", chat=private(ANNA))
    assert kernel.ran == ["anna: event show 13"]


async def test_another_command_ends_the_question(kernel: Kernel) -> None:
    await kernel.command(MAX, "event new Tea")
    await kernel.command(MAX, "help")
    assert (await kernel.write(MAX, "tomorrow 19:00")).said == []
    assert kernel.ran == ["max: help"]


async def test_a_question_can_be_cancelled_once_and_by_whom_it_was_asked(kernel: Kernel) -> None:
    await kernel.command(MAX, "event new Tea")
    assert (await kernel.press(ANNA, "cancel")).text == say("dialogue-none", "en")
    assert (await kernel.press(MAX, "cancel")).text == say("dialogue-cancelled", "en")
    assert (await kernel.press(MAX, "cancel")).text == say("dialogue-none", "en")
    assert (await kernel.write(MAX, "tomorrow 19:00")).said == []


async def test_access_is_asked_again_when_the_answer_comes(kernel: Kernel) -> None:
    await kernel.command(MAX, "event new Tea")
    demoted = actor("max")
    assert (await kernel.write(demoted, "tomorrow 19:00")).text == needs(Access.MODERATOR)
    assert kernel.ran == []


async def test_the_author_of_the_message_replied_to_stands_for_a_member(kernel: Kernel) -> None:
    annas = Quoted(MessageRef(GROUP, "7"), ANNA, "buy now")
    await kernel.command(MAX, "mute 2h selling", reply_to=annas)
    await kernel.command(MAX, "mute 2h", reply_to=annas)
    await kernel.write(MAX, "selling")
    assert kernel.ran == ["max: mute anna 2:00:00 selling"] * 2


# Anonymous admins


async def test_an_anonymous_admin_goes_on_once_they_have_shown_who_they_are(kernel: Kernel) -> None:
    asked = await kernel.command(ANONYMOUS, "mute @anna 2h spam")
    assert asked.text == say("prove-yourself", "en")
    assert not asked.replies[0].private
    (prove,) = actions(asked)
    assert (await kernel.press(ANNA, prove)).text == needs(Access.MODERATOR)
    assert kernel.ran == []
    await kernel.press(MAX, prove)
    assert kernel.ran == ["max: mute anna 2:00:00 spam"]
    assert (await kernel.press(MAX, prove)).text == say("button-outdated", "en")
    assert kernel.ran == []


async def test_two_anonymous_admins_are_not_mistaken_for_each_other(kernel: Kernel) -> None:
    (first,) = actions(await kernel.command(ANONYMOUS, "mute @anna one"))
    (second,) = actions(await kernel.command(ANONYMOUS, "warn two"))
    assert (await kernel.press(MAX, second)).text == needs(Access.ADMIN)
    await kernel.press(MAX, first)
    await kernel.press(ADA, second)
    assert kernel.ran == ["max: mute anna None one", "ada: warn two"]


async def test_what_everybody_may_do_an_anonymous_admin_may_do_unasked(kernel: Kernel) -> None:
    assert (await kernel.command(ANONYMOUS, "help")).text == "help done"


async def test_an_anonymous_admin_is_told_what_is_wrong_with_a_line_and_sees_every_command_of_a_group(
    kernel: Kernel,
) -> None:
    wrong = await kernel.command(ANONYMOUS, "event new Tea | tomorrow 19:00 | soon: 3")
    assert "soon" in wrong.text
    assert wrong.text != needs(Access.MODERATOR)
    menu = await kernel.command(ANONYMOUS, "event")
    assert "run:event new" in actions(menu)
    assert (await kernel.press(ANNA, "run:event new")).text == needs(Access.MODERATOR)


# Buttons


@pytest.mark.parametrize(
    "action", ["accept", "accept:x:yes", "accept:1", "accept:1:2:3", "gone:1", "", "run:gone", "prove:9"]
)
async def test_a_button_of_an_older_version_says_so(kernel: Kernel, action: str) -> None:
    assert (await kernel.press(MAX, action)).text == say("button-outdated", "en")
    assert kernel.dispatcher.faults == 0


async def test_a_press_is_checked_each_time(kernel: Kernel) -> None:
    assert (await kernel.press(ANNA, "accept:12:yes")).text == needs(Access.MODERATOR)
    await kernel.press(MAX, "accept:12:yes")
    assert (await kernel.press(actor("max"), "accept:12:yes")).text == needs(Access.MODERATOR)
    assert kernel.ran == ["max: accept 12 yes"]


async def test_a_stranger_in_private_is_told_to_find_a_community_first(kernel: Kernel) -> None:
    stranger = actor("stranger")
    assert (await kernel.command(stranger, "help", chat=private(stranger))).text == "help done"
    assert (await kernel.command(stranger, "mute @anna x", chat=private(stranger))).text == needs(Access.MODERATOR)
