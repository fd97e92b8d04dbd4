"""What is written, changed and removed on Telegram, and who is who there."""

from datetime import timedelta

import pytest

from adapters.telegram.run import TelegramPlatform
from bot.content import Attachment, Bold, Button, Buttons, Doc, Link, Mention, Style, doc
from bot.errors import Forbidden, Gone, Migrated, PlatformError, RateLimited, Rejected, Unavailable
from bot.ids import AccountRef, ChatRef, MessageRef, Platform, SpaceRef
from bot.ports import Messenger, Outgoing
from tests.wire.telegram.model import Chat, Message, Topic, User
from tests.wire.telegram.server import TelegramServer

GO: Buttons = ((Button("Go", "go:1", Style.SUCCESS), Button("Page", url="https://a.example/")),)


def account(user: User) -> AccountRef:
    return AccountRef(Platform.TELEGRAM, str(user.id))


def place(chat: Chat, topic: Topic | None = None) -> ChatRef:
    return ChatRef(Platform.TELEGRAM, str(chat.id), str(topic.id) if topic else None)


def space(chat: Chat) -> SpaceRef:
    return SpaceRef(Platform.TELEGRAM, str(chat.id))


def ref(message: Message) -> MessageRef:
    return MessageRef(place(message.chat), str(message.id))


def outgoing(text: str = "Hello", buttons: Buttons = ()) -> Outgoing:
    return Outgoing(doc(text), "en", buttons)


@pytest.fixture
def messenger(platform: TelegramPlatform) -> Messenger:
    return platform.ports.messenger


def last(chat: Chat) -> Message:
    return list(chat.messages.values())[-1]


async def test_a_message_is_sent_with_its_markup_and_buttons(messenger: Messenger, club: Chat, anna: User) -> None:
    document = doc(Bold("<Tea>"), Link("https://a.example/?a=1&b=2", "page"), Mention("<b>Anna</b>", (account(anna),)))
    sent = await messenger.send(place(club), Outgoing(document, "en", GO))
    message = last(club)
    assert sent == ref(message)
    assert message.text == "<Tea>\npage\n<b>Anna</b>"
    assert message.entities("bold") == ["<Tea>"]
    assert (message.entities("text_link"), message.entities("text_mention")) == (["page"], ["<b>Anna</b>"])
    assert message.buttons == ["Go", "Page"]


async def test_a_long_message_is_split_and_the_last_part_has_the_buttons(
    messenger: Messenger, club: Chat, server: TelegramServer, anna: User
) -> None:
    asked = server.says(anna, club, "?")
    document = Doc(doc(*(f"{n} " + "🎉" * 500 for n in range(9))).blocks)
    sent = await messenger.send(place(club), Outgoing(document, "en", GO, reply_to=ref(asked)))
    _, *parts = club.messages.values()
    assert len(parts) == 3
    assert "".join(p.text for p in parts).count("🎉") == 4500
    assert [p.buttons for p in parts] == [[], [], ["Go", "Page"]]
    assert [p.reply_to for p in parts] == [asked, None, None]
    assert sent == ref(parts[-1])


async def test_files_follow_the_text(messenger: Messenger, club: Chat) -> None:
    file = Attachment("event.ics", b"BEGIN:VCALENDAR", "text/calendar")
    sent = await messenger.send(place(club), Outgoing(doc("Tea"), "en", files=(file,)))
    text, document = club.messages.values()
    assert (sent, document.file) == (ref(text), b"BEGIN:VCALENDAR")
    assert document.payload["document"]["file_name"] == "event.ics"


async def test_a_person_is_written_to_once_they_pressed_start(
    messenger: Messenger, server: TelegramServer, anna: User
) -> None:
    with pytest.raises(Forbidden, match="can't initiate"):
        await messenger.send(account(anna), outgoing())
    server.starts(anna)
    sent = await messenger.send(account(anna), outgoing())
    assert sent == ref(last(server.private(anna)))
    server.blocks(anna)
    with pytest.raises(Forbidden, match="blocked"):
        await messenger.send(account(anna), outgoing())


async def test_a_topic_is_written_in_and_general_is_not_named(
    messenger: Messenger, server: TelegramServer, anna: User
) -> None:
    forum = server.group("Forum", anna, forum=True)
    topic = server.opens_topic(forum, "News")
    await messenger.send(place(forum, topic), outgoing())
    await messenger.send(place(forum), outgoing())
    assert [c.get("message_thread_id") for c in server.calls("sendMessage")] == [topic.id, None]


@pytest.mark.parametrize("how", ["closed", "gone"])
async def test_where_a_topic_is_closed_or_gone_the_chat_is_used(
    messenger: Messenger, server: TelegramServer, anna: User, how: str
) -> None:
    forum = server.group("Forum", anna, forum=True)
    topic = server.opens_topic(forum, "News")
    topic.closed = True
    if how == "gone":
        del forum.topics[topic.id]
    file = Attachment("a.txt", b"a")
    await messenger.send(place(forum, topic), Outgoing(doc("Hello"), "en", files=(file,)))
    assert [m.payload.get("message_thread_id") for m in list(forum.messages.values())[-2:]] == [None, None]


async def test_an_answer_to_a_message_that_is_gone_is_a_message(
    messenger: Messenger, server: TelegramServer, club: Chat, anna: User
) -> None:
    asked = server.says(anna, club, "?")
    server.deletes(asked)
    await messenger.send(place(club), Outgoing(doc("Hello"), "en", reply_to=ref(asked)))
    assert club.texts == ["Hello"]


async def test_an_upgraded_group_says_where_it_went(messenger: Messenger, server: TelegramServer) -> None:
    group = server.group("Small", type="group")
    new = server.upgrades(group)
    with pytest.raises(Migrated) as caught:
        await messenger.send(place(group), outgoing())
    assert caught.value.to == place(new)


async def test_a_limit_says_how_long_to_wait(messenger: Messenger, server: TelegramServer, club: Chat) -> None:
    server.limit("sendMessage", after=17)
    with pytest.raises(RateLimited) as caught:
        await messenger.send(place(club), outgoing())
    assert caught.value.after == timedelta(seconds=17)


@pytest.mark.parametrize(
    ("code", "what", "error"),
    [
        (403, "Forbidden: bot was kicked from the supergroup chat", Forbidden),
        (400, "Bad Request: not enough rights to send text messages to the chat", Forbidden),
        (400, "Bad Request: have no rights to send a message", Forbidden),
        (400, "Bad Request: chat not found", Gone),
        (400, "Bad Request: BUTTON_DATA_INVALID", Rejected),
        (400, "Bad Request: message is too long", Rejected),
        (500, "Internal Server Error", Unavailable),
        (502, "Bad Gateway", Unavailable),
        (401, "Unauthorized", Unavailable),
    ],
)
async def test_what_telegram_answers_is_said_in_the_cores_words(
    messenger: Messenger, server: TelegramServer, club: Chat, code: int, what: str, error: type[PlatformError]
) -> None:
    server.fail("sendMessage", code, what)
    with pytest.raises(error):
        await messenger.send(place(club), outgoing())


async def test_a_message_is_edited_with_its_buttons(messenger: Messenger, club: Chat) -> None:
    sent = await messenger.send(place(club), outgoing(buttons=GO))
    await messenger.edit(sent, outgoing("Changed"))
    assert (last(club).text, last(club).buttons) == ("Changed", [])


async def test_an_edit_that_changes_nothing_is_no_error(
    messenger: Messenger, server: TelegramServer, club: Chat
) -> None:
    sent = await messenger.send(place(club), outgoing())
    await messenger.edit(sent, outgoing())
    assert "message is not modified" in server.refusals[-1]


async def test_an_edit_stays_one_message(messenger: Messenger, club: Chat) -> None:
    sent = await messenger.send(place(club), outgoing())
    await messenger.edit(sent, Outgoing(doc("a" * 4090, "b" * 100), "en"))
    assert last(club).text == "a" * 4090 + "\n…"
    assert len(club.messages) == 1


async def test_a_message_that_is_gone_cannot_be_edited(
    messenger: Messenger, server: TelegramServer, club: Chat, anna: User
) -> None:
    sent = await messenger.send(place(club), outgoing())
    server.deletes(last(club))
    with pytest.raises(Gone):
        await messenger.edit(sent, outgoing("Changed"))
    with pytest.raises(Forbidden):
        await messenger.edit(ref(server.says(anna, club, "mine")), outgoing("Changed"))


async def test_messages_are_deleted_a_hundred_at_once(
    messenger: Messenger, server: TelegramServer, club: Chat, anna: User
) -> None:
    refs = [ref(server.says(anna, club, str(n))) for n in range(201)]
    assert await messenger.delete(refs) == 201
    assert club.texts == []
    assert [len(c["message_ids"]) for c in server.calls("deleteMessages")] == [100, 100]
    assert len(server.calls("deleteMessage")) == 1


async def test_a_message_that_is_gone_counts_as_deleted(
    messenger: Messenger, server: TelegramServer, club: Chat, anna: User
) -> None:
    message = server.says(anna, club, "a")
    server.deletes(message)
    assert await messenger.delete([ref(message)]) == 1
    assert await messenger.delete([]) == 0


async def test_a_message_too_old_does_not_keep_the_others(
    messenger: Messenger, server: TelegramServer, club: Chat, anna: User
) -> None:
    old = server.says(anna, club, "old", at=server.now() - timedelta(hours=49))
    refs = [ref(old), *(ref(server.says(anna, club, str(n))) for n in range(3))]
    assert await messenger.delete(refs) == 3
    assert club.texts == ["old"]
    with pytest.raises(Forbidden, match="can't be deleted"):
        await messenger.delete([ref(old)])


async def test_without_the_right_nothing_is_deleted(messenger: Messenger, server: TelegramServer, anna: User) -> None:
    club = server.group("Club", anna, rights=None)
    messages = [server.says(anna, club, str(n)) for n in range(2)]
    with pytest.raises(Forbidden):
        await messenger.delete([ref(m) for m in messages])
