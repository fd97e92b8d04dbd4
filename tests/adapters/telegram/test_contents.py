"""All that a message of Telegram carries besides its text, as it reaches the core."""

from typing import Any

import pytest

from bot.carried import EVERYBODY, MEDIA_KINDS, Origin, Source
from bot.updates import MessagePosted
from tests.wire.telegram.model import Chat, Json, User
from tests.wire.telegram.server import TelegramServer

from .conftest import Submissions

pytestmark = pytest.mark.usefixtures("platform")

DATE = 1_700_000_000
FILE = {"file_id": "1", "file_unique_id": "1"}


def mark(kind: str, offset: int, length: int, **more: Any) -> Json:
    return {"type": kind, "offset": offset, "length": length} | more


async def only(told: Submissions) -> MessagePosted:
    return await told.only(MessagePosted)


async def test_hidden_links_come_with_the_words_in_units_of_utf_16(
    server: TelegramServer, told: Submissions, club: Chat, anna: User
) -> None:
    server.says(anna, club, "🎉👩‍🚀paypal.com!", entities=[mark("text_link", 7, 10, url="https://evil.example/")])
    update = await only(told)
    assert (update.links, update.link_words) == (("https://evil.example/",), ("paypal.com",))


async def test_a_caption_has_entities_of_its_own(
    server: TelegramServer, told: Submissions, club: Chat, anna: User
) -> None:
    photo = [FILE | {"width": 1, "height": 1}]
    entities = [mark("text_link", 3, 4, url="https://evil.example/"), mark("mention", 8, 5)]
    server.says(anna, club, photo=photo, caption="🎉 here @mike", caption_entities=entities)
    update = await only(told)
    assert (update.text, update.media, update.link_words, update.called) == (
        "🎉 here @mike",
        "photo",
        ("here",),
        ("mike",),
    )


PERSON = {"id": 77, "is_bot": False, "first_name": "Bob", "username": "bob"}
ROBOT = {"id": 78, "is_bot": True, "first_name": "Robot", "username": "robot"}
NEWS = {"id": -1009, "type": "channel", "title": "News", "username": "news"}
TALK = {"id": -1008, "type": "supergroup", "title": "Talk"}


@pytest.mark.parametrize(
    ("origin", "source"),
    [
        ({"type": "user", "sender_user": PERSON}, Source(Origin.USER, "Bob", "bob", "77")),
        ({"type": "user", "sender_user": ROBOT}, Source(Origin.BOT, "Robot", "robot", "78")),
        ({"type": "hidden_user", "sender_user_name": "Somebody"}, Source(Origin.HIDDEN, "Somebody")),
        ({"type": "chat", "sender_chat": TALK}, Source(Origin.GROUP, "Talk", None, "-1008")),
        ({"type": "channel", "chat": NEWS, "message_id": 5}, Source(Origin.CHANNEL, "News", "news", "-1009")),
    ],
)
async def test_a_forward_tells_where_it_comes_from(
    server: TelegramServer, told: Submissions, club: Chat, anna: User, origin: Json, source: Source
) -> None:
    server.says(anna, club, "look", forward_origin=origin | {"date": DATE})
    update = await only(told)
    assert (update.forwarded, update.origin) == (True, source)


async def test_what_the_groups_own_admins_wrote_anonymously_is_forwarded_from_here(
    server: TelegramServer, told: Submissions, club: Chat, anna: User
) -> None:
    server.says(anna, club, "look", forward_origin={"type": "chat", "sender_chat": club.payload(), "date": DATE})
    source = (await only(told)).origin
    assert source is not None
    assert source.origin is Origin.HERE


async def test_a_quote_from_another_chat_is_read_and_one_from_this_chat_is_not(
    server: TelegramServer, told: Submissions, club: Chat, anna: User
) -> None:
    quote = {
        "text": "buy at evil.example",
        "position": 0,
        "entities": [mark("text_link", 0, 3, url="https://b.example/")],
    }
    elsewhere = {"origin": {"type": "channel", "chat": NEWS, "message_id": 5, "date": DATE}, "chat": NEWS}
    here = {"origin": {"type": "user", "sender_user": PERSON, "date": DATE}, "chat": club.payload()}
    first = server.says(anna, club, "nice", quote=quote, external_reply=elsewhere)
    server.says(anna, club, "who said that?", quote=quote, reply_to=first)
    server.says(anna, club, "in another topic", quote=quote, external_reply=here)
    outside, *inside = [u for u in await told.all() if isinstance(u, MessagePosted)]
    assert (outside.quote, outside.links, outside.link_words) == (
        "buy at evil.example",
        ("https://b.example/",),
        ("buy",),
    )
    assert outside.origin == Source(Origin.QUOTE, "News", "news", "-1009")
    assert [(u.quote, u.links, u.origin) for u in inside] == [("", (), None)] * 2
    assert not outside.forwarded


async def test_a_story_tells_whose_it_is(server: TelegramServer, told: Submissions, club: Chat, anna: User) -> None:
    server.says(anna, club, story={"chat": NEWS, "id": 1})
    update = await only(told)
    assert (update.media, update.origin) == ("story", Source(Origin.STORY, "News", "news", "-1009"))


def poll() -> Json:
    options = [{"text": text, "voter_count": 0, "persistent_id": text[:1]} for text in ("go to evil.example", "or not")]
    return {
        "id": "1",
        "question": "Money?",
        "options": options,
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "quiz",
        "allows_multiple_answers": False,
        "allows_revoting": False,
        "members_only": False,
        "explanation": "see here",
        "explanation_entities": [mark("text_link", 4, 4, url="https://c.example/")],
    }


@pytest.mark.parametrize(
    ("content", "media", "words"),
    [
        ({"poll": poll()}, "poll", "Money?\ngo to evil.example\nor not\nsee here"),
        (
            {"contact": {"phone_number": "+1", "first_name": "Earn at", "last_name": "evil.example"}},
            "contact",
            "Earn at evil.example",
        ),
        (
            {
                "venue": {"location": {"longitude": 1, "latitude": 1}, "title": "Casino", "address": "evil.example"},
                "location": {"longitude": 1, "latitude": 1},
            },
            "location",
            "Casino\nevil.example",
        ),
        ({"dice": {"emoji": "🎲", "value": 3}}, "dice", ""),
        ({"paid_media": {"star_count": 1, "paid_media": []}}, "paid_media", ""),
    ],
)
async def test_words_that_stand_elsewhere_than_in_the_text_are_read(
    server: TelegramServer, told: Submissions, club: Chat, anna: User, content: Json, media: str, words: str
) -> None:
    server.says(anna, club, **content)
    update = await only(told)
    assert (update.text, update.media, update.quote) == ("", media, words)
    assert media in MEDIA_KINDS


async def test_links_in_polls_buttons_and_previews_are_listed(
    server: TelegramServer, told: Submissions, club: Chat, anna: User
) -> None:
    server.says(anna, club, poll=poll())
    keyboard = {
        "inline_keyboard": [[{"text": "Open", "url": "https://d.example/"}, {"text": "No", "callback_data": "x"}]]
    }
    server.says(anna, club, "press", via_bot=ROBOT, reply_markup=keyboard)
    server.says(anna, club, "a page", link_preview_options={"url": "https://e.example/"})
    server.says(anna, club, "https://f.example/", link_preview_options={"url": "https://f.example/"})
    server.says(anna, club, "none", link_preview_options={"url": "https://g.example/", "is_disabled": True})
    posted = [u for u in await told.all() if isinstance(u, MessagePosted)]
    assert [(u.links, u.link_words) for u in posted] == [
        (("https://c.example/",), ("here",)),
        (("https://d.example/",), ("Open",)),
        (("https://e.example/",), ("",)),
        ((), ()),
        ((), ()),
    ]
    assert [u.media for u in posted] == ["poll", "inline", None, None, None]


async def test_who_is_called_is_told_by_name_or_id_and_code_calls_nobody(
    server: TelegramServer, told: Submissions, club: Chat, anna: User
) -> None:
    ben = server.user("Бен 🎉")
    named = [mark("mention", 3, 5), mark("text_mention", 9, 3, user=ben.payload()), mark("mention", 13, 9)]
    server.says(anna, club, "🎉 @Mike Бен @everyone", entities=named)
    server.says(anna, club, "use @property", entities=[mark("code", 4, 9)])
    server.says(anna, club, "nobody")
    posted = [u for u in await told.all() if isinstance(u, MessagePosted)]
    assert [u.called for u in posted] == [("mike", str(ben.id), EVERYBODY), (), None]


async def test_a_channel_that_writes_is_judged_and_an_anonymous_admin_is_not(
    server: TelegramServer, told: Submissions, club: Chat, anna: User
) -> None:
    server.says_as(server.group("News", type="channel"), club, "buy this")
    server.says_anonymously(club, "hello")
    server.says(anna, club, "hi")
    actors = [u.actor for u in await told.all() if isinstance(u, MessagePosted)]
    assert [(a.person, a.channel, a.judged) for a in actors] == [
        (False, True, True),
        (False, False, False),
        (True, False, True),
    ]
