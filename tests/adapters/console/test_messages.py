"""What people write reaches the bot; what the bot writes is printed."""

from adapters.console.world import GROUP, SPACE, private_chat
from bot.content import Attachment, Button, Reply, doc, reply
from bot.ids import MessageRef
from bot.ports import Outgoing
from bot.updates import (
    ButtonPressed,
    CommandInvoked,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    ReactionChanged,
    Update,
)

from .fakes import Chat


def answering(answer: Reply, kind: type[Update]) -> Chat:
    chat = Chat()
    chat.host.answer = lambda update: answer if isinstance(update, kind) else None
    return chat


async def test_a_line_with_a_slash_is_a_command() -> None:
    chat = Chat()
    await chat.play("max: hi", "anna: /warn @max, @Max and @nobody", "anna > /me", "anna: / is a slash")
    group, private = chat.told(CommandInvoked)
    assert (group.line, group.space, group.chat) == ("warn @max, @Max and @nobody", SPACE, GROUP)
    assert group.message == MessageRef(GROUP, "2")
    assert [a.username for a in group.mentioned] == ["max"]
    assert (private.line, private.space, private.chat) == ("me", None, private_chat("anna"))
    assert chat.told(MessagePosted)[-1].text == "/ is a slash"


async def test_every_update_has_an_id_of_its_own() -> None:
    chat = Chat()
    await chat.play("anna: a", "anna edits 1: b", "anna reacts ❤ 1", "anna deletes 1", "anna leaves")
    ids = [u.now.id if isinstance(u, MessageEdited) else u.id for u in chat.host.updates]
    assert len(set(ids)) == len(ids) == 6


async def test_answers_are_printed_where_they_belong_and_numbered_with_the_rest() -> None:
    chat = Chat()
    chat.host.answer = lambda u: (
        reply("shh" if "me" in u.line else "loud", private="me" in u.line) if isinstance(u, CommandInvoked) else None
    )
    await chat.play("anna: hello", "anna: /me", "anna > /other", "anna: /other")
    assert chat.lines == [
        "[3] 18:00 hearth > anna: shh",
        "[5] 18:00 hearth > anna: loud",
        "[7] 18:00 hearth: loud",
    ]


async def test_further_lines_and_buttons_stand_below() -> None:
    chat = Chat()
    buttons = ((Button("Going", "a"), Button("Can't", "b")), (Button("Map", url="https://maps.example"),))
    await chat.play("anna: hi")
    await chat.ports.messenger.send(GROUP, Outgoing(doc("Tea", "tomorrow"), "en", buttons))
    assert chat.lines == [
        "[2] 18:00 hearth: Tea",
        "  tomorrow",
        "  [Going] [Can't]",
        "  [Map](https://maps.example)",
    ]


async def test_a_reply_names_the_message_and_its_author() -> None:
    chat = Chat()
    await chat.play("max: buy coins", "anna re 1: /report spam", "anna re 9: what")
    [command] = chat.told(CommandInvoked)
    assert command.reply_to is not None
    assert command.reply_to.author is not None
    assert (command.reply_to.ref.id, command.reply_to.author.name, command.reply_to.text) == ("1", "max", "buy coins")
    assert chat.lines == ["! There is no message 9 that anna could see."]


async def test_a_reply_to_the_bot_is_a_reply_to_nobody_human() -> None:
    chat = Chat()
    await chat.post("What is 2 + 2?", to="anna")
    await chat.play("anna re 1: 4")
    [message] = chat.told(MessagePosted)
    assert message.reply_to is not None
    assert message.reply_to.author is not None
    assert not message.reply_to.author.person
    assert message.space is None


async def test_one_changes_and_removes_ones_own_messages() -> None:
    chat = Chat()
    await chat.play("olga: hi", "anna: helo", "anna edits 2: hello", "anna edits 1: hm", "anna deletes 1")
    assert [u.now.text for u in chat.told(MessageEdited)] == ["hello"]
    assert chat.lines == ["! Message 1 is somebody else’s."] * 2
    await chat.play("olga deletes 2", "anna reacts ❤ 2")
    assert [u.message.id for u in chat.told(MessageDeleted)] == ["2"]
    assert chat.told(ReactionChanged) == []


async def test_a_reaction_is_told_once() -> None:
    chat = Chat()
    await chat.play("olga: hi", "anna reacts ❤ 1", "anna reacts ❤ 1", "anna reacts 👍 1")
    assert [u.added for u in chat.told(ReactionChanged)] == [("❤",), ("👍",)]


async def test_a_press_goes_to_the_latest_message_that_has_the_button() -> None:
    chat = Chat()
    await chat.play("anna: hi")
    await chat.post("Tea", "Going", "Can't")
    await chat.post("Coffee", "✅ Going (3)", "Can’t")
    await chat.post("Rules", "I accept")
    await chat.play("anna: [going]", "anna: [Going] 2", "anna: [can't]", "anna: [I]")
    presses = chat.told(ButtonPressed)
    assert [(p.message.id, p.action) for p in presses if p.message] == [
        ("3", "press:✅ Going (3)"),
        ("2", "press:Going"),
        ("3", "press:Can’t"),
        ("4", "press:I accept"),
    ]
    assert {p.space for p in presses} == {SPACE}


async def test_whole_words_win_over_parts_of_words() -> None:
    chat = Chat()
    await chat.post("Sure?", "No", "Yes")
    await chat.post("When?", "Not now")
    await chat.play("anna: [No]", "anna: [no] 2", "anna: [ye]")
    assert [p.action for p in chat.told(ButtonPressed)] == ["press:No", "press:Not now", "press:Yes"]


async def test_a_private_button_is_pressed_by_the_one_who_sees_it() -> None:
    chat = Chat()
    await chat.post("Yours?", "Yes", to="anna")
    await chat.play("max: [Yes]", "max: [Yes] 1", "anna > [Yes]")
    [press] = chat.told(ButtonPressed)
    assert (press.actor.name, press.chat, press.space) == ("anna", private_chat("anna"), None)
    assert chat.lines[2:] == [
        "! No button begins with [Yes].",
        "! There is no message 1 that max could see.",
    ]


async def test_a_button_that_is_not_there_or_opens_a_page_is_explained() -> None:
    chat = Chat()
    await chat.ports.messenger.send(
        GROUP, Outgoing(doc("x"), "en", ((Button("Map", url="https://m.example"), Button("Going", "g")),))
    )
    await chat.play("anna: [Maybe] 1", "anna: [Map]")
    assert chat.lines[2:] == [
        "! No button of message 1 begins with [Maybe]. There are: [Map] [Going]",
        "! [Map] opens https://m.example; here nothing happens.",
    ]


async def test_a_replacing_answer_changes_the_pressed_message() -> None:
    chat = answering(reply("Done", replace=True), ButtonPressed)
    await chat.post("Sure?", "Yes")
    await chat.play("anna: [Yes]", "anna: [Yes]")
    assert chat.lines[2:] == ["* hearth edits 1: Done", "! No button begins with [Yes]."]


async def test_an_edit_that_changes_nothing_is_not_printed() -> None:
    chat = answering(reply("Sure?", buttons=((Button("Yes", "press:Yes"),),), replace=True), ButtonPressed)
    await chat.post("Sure?", "Yes")
    await chat.play("anna: [Yes]")
    assert chat.lines[2:] == []


async def test_a_private_answer_in_the_group_keeps_its_place_there() -> None:
    chat = answering(reply("Sure?", buttons=((Button("Yes", "yes"),),)), CommandInvoked)
    await chat.play("anna: /event cancel 1", "anna: [Yes]")
    [press] = chat.told(ButtonPressed)
    assert (press.space, press.chat) == (SPACE, GROUP)


async def test_the_bot_removes_messages_and_counts_those_already_gone() -> None:
    chat = Chat()
    await chat.play("max: spam", "max: more spam")
    refs = [MessageRef(GROUP, n) for n in ("1", "2", "7", "x")]
    assert await chat.ports.messenger.delete(refs) == 4
    assert await chat.ports.messenger.delete(refs[:1]) == 1
    assert chat.lines == ["* hearth deletes 1", "* hearth deletes 2"]


async def test_a_file_is_named() -> None:
    chat = answering(Reply(doc("Here"), files=(Attachment("me.json", b"{}"),)), CommandInvoked)
    await chat.play("anna > /mydata")
    assert chat.lines == ["[2] 18:00 hearth > anna: Here", "* hearth sends me.json to anna (2 B)"]
