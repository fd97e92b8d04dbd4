"""What people write, press and edit, as it reaches the core."""

from datetime import timedelta
from typing import Any

import pytest

from bot.arguments import read
from bot.ids import AccountRef, ChatRef, Platform, SpaceRef
from bot.updates import ButtonPressed, CommandInvoked, MessageEdited, MessagePosted, ReactionChanged
from tests.core.sample_commands import sample
from tests.wire.telegram.model import Chat, Json, Message, User
from tests.wire.telegram.server import TelegramServer

from .conftest import Submissions

pytestmark = pytest.mark.usefixtures("platform")


def account(number: int) -> AccountRef:
    return AccountRef(Platform.TELEGRAM, str(number))


async def test_a_message_in_a_group_says_who_wrote_what_where(
    server: TelegramServer, told: Submissions, club: Chat, anna: User
) -> None:
    message = server.says(anna, club, "hello")
    update = await told.only(MessagePosted)
    place = ChatRef(Platform.TELEGRAM, str(club.id))
    assert (update.text, update.space, update.chat) == ("hello", SpaceRef(Platform.TELEGRAM, str(club.id)), place)
    assert (update.message.id, update.message.chat, update.at) == (str(message.id), place, message.date)
    actor = update.actor
    assert (actor.account, actor.name, actor.username) == (account(anna.id), "Anna", "anna")
    assert (actor.person, actor.locale, actor.access) == (True, "en", None)


async def test_a_private_message_belongs_to_no_space(server: TelegramServer, told: Submissions, anna: User) -> None:
    server.says(anna, server.private(anna), "hello")
    assert (await told.only(MessagePosted)).space is None


async def test_the_start_button_says_nothing_by_itself(server: TelegramServer, told: Submissions, anna: User) -> None:
    server.starts(anna)
    assert (await told.only(MessagePosted)).text == ""


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("/rules", "rules"),
        ("/event new Tea | tomorrow 19:00", "event new Tea | tomorrow 19:00"),
        ("/rules@hearth_bot set\nBe kind\n\nReally", "rules set\nBe kind\n\nReally"),
        ("/rules@Hearth_Bot\nset", "rules\nset"),
        ("/me", "me"),
    ],
)
async def test_a_command_is_everything_after_the_slash(
    server: TelegramServer, told: Submissions, club: Chat, anna: User, text: str, line: str
) -> None:
    message = server.says(anna, club, text)
    update = await told.only(CommandInvoked)
    assert (update.line, update.options) == (line, None)
    assert update.message is not None
    assert update.message.id == str(message.id)


@pytest.mark.parametrize("text", ["/rules@other_bot", "/usr/bin/python", "/ hello", "//", "/тест", "see /rules"])
async def test_what_only_looks_like_a_command_is_a_message(
    server: TelegramServer, told: Submissions, club: Chat, anna: User, text: str
) -> None:
    server.says(anna, club, text)
    assert (await told.only(MessagePosted)).text == text


async def test_a_stale_command_is_not_answered_but_still_counted(
    server: TelegramServer, told: Submissions, club: Chat, anna: User
) -> None:
    server.says(anna, club, "/ban @ben", at=server.now() - timedelta(minutes=6))
    assert (await told.only(MessagePosted)).text == "/ban @ben"


async def test_a_topic_is_named_only_where_there_is_one(server: TelegramServer, told: Submissions, anna: User) -> None:
    forum = server.group("Forum", anna, forum=True)
    topic = server.opens_topic(forum, "News")
    server.says(anna, forum, "in the topic", topic=topic)
    server.says(anna, forum, "in General")
    server.says(anna, forum, "a thread of replies", message_thread_id=7)
    posted = [u for u in await told.all() if isinstance(u, MessagePosted)]
    assert [u.chat.topic for u in posted] == [str(topic.id), None, None]
    assert posted[0].message.chat == posted[0].chat


async def test_opening_a_topic_is_not_what_its_messages_answer(
    server: TelegramServer, told: Submissions, anna: User
) -> None:
    forum = server.group("Forum", anna, forum=True)
    topic = server.opens_topic(forum, "News")
    server.says(anna, forum, "first", topic=topic, reply_to=forum.messages[topic.id])
    assert (await told.only(MessagePosted)).reply_to is None


async def test_a_reply_says_to_whom_and_to_what(
    server: TelegramServer, told: Submissions, club: Chat, anna: User
) -> None:
    ben = server.user("Ben")
    said = server.says(ben, club, "I know how")
    server.says(anna, club, "/thanks for the help", reply_to=said)
    [command] = [u for u in await told.all() if isinstance(u, CommandInvoked)]
    assert command.reply_to is not None
    assert command.reply_to.author is not None
    assert (command.reply_to.ref.id, command.reply_to.author.account) == (str(said.id), account(ben.id))
    assert command.reply_to.text == "I know how"


async def test_an_album_is_told_as_one(server: TelegramServer, told: Submissions, club: Chat, anna: User) -> None:
    photo = [{"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}]
    for caption in ("look", None):
        server.says(anna, club, photo=photo, media_group_id="77", caption=caption)
    posted = [u for u in await told.all() if isinstance(u, MessagePosted)]
    assert [(u.album, u.media, u.text) for u in posted] == [("77", "photo", "look"), ("77", "photo", "")]


async def test_hidden_links_are_shown_whichever_text_they_hide_behind(
    server: TelegramServer, told: Submissions, club: Chat, anna: User
) -> None:
    def link(url: str) -> list[Json]:
        return [{"type": "text_link", "offset": 3, "length": 1, "url": url}]

    server.says(anna, club, "🎉 x", entities=link("https://a.example/"))
    server.says(anna, club, caption="🎉 x", caption_entities=link("https://b.example/"), sticker=sticker())
    server.says(anna, club, "see", quote={"text": "🎉 x", "position": 0, "entities": link("https://c.example/")})
    posted = [u for u in await told.all() if isinstance(u, MessagePosted)]
    assert [u.links for u in posted] == [("https://a.example/",), ("https://b.example/",), ("https://c.example/",)]


def sticker() -> Json:
    kind = {"type": "regular", "is_animated": False, "is_video": False}
    return {"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1} | kind


async def test_people_without_a_user_name_are_mentioned_by_id(
    server: TelegramServer, told: Submissions, club: Chat, anna: User
) -> None:
    ben = server.user("Бен 🎉")
    mention = {"type": "text_mention", "offset": 8, "length": 3, "user": ben.payload()}
    server.says(anna, club, "/thanks Бен", entities=[mention])
    [mentioned] = (await told.only(CommandInvoked)).mentioned
    assert (mentioned.account, mentioned.name) == (account(ben.id), "Бен")


async def test_people_are_named_to_commands_by_whatever_words_a_mention_has(
    server: TelegramServer, told: Submissions, club: Chat, anna: User
) -> None:
    ben = server.user("Бенедикт Каменский", username="ben")  # phones put no more than the first name
    mention = {"type": "text_mention", "offset": 6, "length": 4, "user": ben.payload()}
    server.says(anna, club, "/mute Беня 2h spam", entities=[mention])
    update = await told.only(CommandInvoked)
    found = read(sample("mute"), update.line.removeprefix("mute "), mentioned=update.mentioned)
    assert found == {"who": f"<@{ben.id}>", "length": "2h", "reason": "spam"}


async def test_a_reply_across_chats_answers_nothing_here(
    server: TelegramServer, told: Submissions, club: Chat, anna: User
) -> None:
    origin = {"type": "hidden_user", "sender_user_name": "Ben", "date": 1}
    server.says(anna, club, "see", external_reply={"origin": origin, "chat": club.payload(), "message_id": 4})
    assert (await told.only(MessagePosted)).reply_to is None


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("sticker", "sticker"),
        ("story", {"chat": {"id": -100, "type": "channel", "title": "News"}, "id": 3}),
        ("dice", {"emoji": "🎲", "value": 3}),
        ("contact", {"phone_number": "1", "first_name": "Ben"}),
        ("voice", {"file_id": "1", "file_unique_id": "1", "duration": 1}),
    ],
)
async def test_what_is_no_text_is_told_by_kind(
    server: TelegramServer, told: Submissions, club: Chat, anna: User, kind: str, content: Json | str
) -> None:
    given: dict[str, Any] = {kind: sticker() if isinstance(content, str) else content}
    server.says(anna, club, **given)
    assert (await told.only(MessagePosted)).media == kind


@pytest.mark.parametrize(
    "origin",
    [
        {"type": "user", "sender_user": {"id": 5, "is_bot": False, "first_name": "Ben"}},
        {"type": "hidden_user", "sender_user_name": "Ben"},
        {"type": "chat", "sender_chat": {"id": -100, "type": "supergroup", "title": "Other"}},
        {"type": "channel", "chat": {"id": -101, "type": "channel", "title": "News"}, "message_id": 4},
    ],
)
async def test_a_forward_is_one_wherever_it_comes_from(
    server: TelegramServer, told: Submissions, club: Chat, anna: User, origin: Json
) -> None:
    server.says(anna, club, "look", forward_origin=origin | {"date": 1})
    assert (await told.only(MessagePosted)).forwarded


async def test_an_edit_shows_what_stands_there_now(
    server: TelegramServer, told: Submissions, club: Chat, anna: User
) -> None:
    message = server.says(anna, club, "helo")
    server.edits(message, "hello")
    posted, edited = await told.all()
    assert isinstance(edited, MessageEdited)
    assert isinstance(posted, MessagePosted)
    assert (edited.now.text, edited.now.message) == ("hello", posted.message)
    assert edited.now.id != posted.id


async def test_an_edit_of_a_message_nobody_saw_is_told_all_the_same(
    server: TelegramServer, told: Submissions, club: Chat, anna: User
) -> None:
    message = server.write(club, anna, {"text": "before the bot came"})
    server.edits(message)
    assert (await told.only(MessageEdited)).now.text == "before the bot came"


@pytest.mark.parametrize(
    "service",
    [
        {"new_chat_title": "Other"},
        {"forum_topic_closed": {}},
        {"message_auto_delete_timer_changed": {"message_auto_delete_time": 5}},
    ],
)
async def test_nobody_wrote_a_service_message(
    server: TelegramServer, told: Submissions, club: Chat, anna: User, service: Json
) -> None:
    server.says(anna, club, **service)
    assert await told.all() == []


async def test_what_the_library_does_not_know_is_ignored(
    server: TelegramServer, told: Submissions, club: Chat, anna: User, capsys: pytest.CaptureFixture[str]
) -> None:
    server.feed.push_raw({"mind_read": {"user": anna.payload(), "thought": "tea"}})
    server.feed.push_raw({"poll": {"id": "1", "question": "Tea?", "options": []}})
    server.says(anna, club, "hi", telepathic=True)
    assert (await told.only(MessagePosted)).text == "hi"
    assert capsys.readouterr().out.count("telegram update ignored") == 2


async def test_a_press_says_who_pressed_what_under_which_message(
    server: TelegramServer, told: Submissions, club: Chat, anna: User
) -> None:
    press = server.presses_button(anna, with_button(server, club), "Go")
    update = await told.only(ButtonPressed)
    assert (update.id, update.action, update.actor.account) == (press.id, "go:1", account(anna.id))
    assert update.message is not None
    assert update.message.id == str(press.message.id)
    assert press.answer == ""


async def test_a_press_under_a_message_too_old_to_be_shown_is_a_press(
    server: TelegramServer, told: Submissions, club: Chat, anna: User
) -> None:
    message = with_button(server, club)
    server.presses_button(anna, message, "Go", forgotten=True)
    update = await told.only(ButtonPressed)
    assert (update.space, update.chat.id) == (SpaceRef(Platform.TELEGRAM, str(club.id)), str(club.id))


def with_button(server: TelegramServer, chat: Chat) -> Message:
    keyboard = {"inline_keyboard": [[{"text": "Go", "callback_data": "go:1"}]]}
    return server.write(chat, server.me, {"text": "?", "reply_markup": keyboard})


async def test_reactions_are_told_as_what_changed(
    server: TelegramServer, told: Submissions, club: Chat, anna: User
) -> None:
    message = server.write(club, anna, {"text": "a talk"})
    server.reacts(anna, message, "👍", "🔥", before=("👎", "🔥"))
    update = await told.only(ReactionChanged)
    assert (update.added, update.removed, update.message.id) == (("👍",), ("👎",), str(message.id))


async def test_who_forwards_a_command_does_not_give_it(
    server: TelegramServer, told: Submissions, club: Chat, anna: User
) -> None:
    origin = {"type": "hidden_user", "sender_user_name": "Somebody", "date": 1}
    server.says(anna, club, "/ban @ben", forward_origin=origin)
    assert (await told.only(MessagePosted)).forwarded
