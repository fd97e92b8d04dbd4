"""An ordinary message is read without the library: to the same effect, and nothing else is."""

import copy
from datetime import UTC, datetime
from typing import Any

import pytest
import telegram
from hypothesis import given
from hypothesis import strategies as st

from adapters.telegram.inbound import Inbound
from adapters.telegram.people import Names
from bot.ports import SystemClock
from bot.updates import BotAdded, MessagePosted, Update

ME = telegram.User(1, "Hearth", True, username="hearth_bot")
ANNA = {"id": 11, "is_bot": False, "first_name": "Anna"}
CLUB = {"id": -1001, "type": "supergroup", "title": "Club"}
TEA = {"id": -1002, "type": "channel", "title": "Tea"}
WHEN = 1_790_000_000
ENTITY = {"type": "bold", "offset": 0, "length": 1}
MORE: dict[str, Any] = {
    "entities": [ENTITY],
    "reply_to_message": {"message_id": 4, "date": WHEN, "chat": CLUB, "from": ANNA, "text": "before"},
    "message_thread_id": 9,
    "is_topic_message": True,
    "sender_chat": TEA,
    "sender_tag": "newer than the library",
    "forward_origin": {"type": "hidden_user", "sender_user_name": "Boris", "date": WHEN},
    "is_automatic_forward": True,
    "via_bot": {"id": 12, "is_bot": True, "first_name": "Gif"},
    "quote": {"text": "q", "position": 0},
    "edit_date": WHEN,
    "migrate_to_chat_id": -1003,
    "link_preview_options": {"url": "https://example.org"},
    "media_group_id": "5",
}


def ordinary(**changes: Any) -> dict[str, Any]:
    message = {"message_id": 5, "date": WHEN, "chat": CLUB, "from": ANNA, "text": "hello all"} | changes
    return {"update_id": 7, "message": {name: value for name, value in message.items() if value is not None}}


def read_both(told: dict[str, Any]) -> tuple[list[Update] | None, list[Update]]:
    """Read an update twice, each time as the first that comes: in the short way, and through the library."""
    raw = telegram.Update.de_json(copy.deepcopy(told), None)
    return Inbound(ME, SystemClock(), Names()).read_ordinary(told), Inbound(ME, SystemClock(), Names()).read(raw)


def test_words_in_a_group_are_read_the_short_way() -> None:
    short, whole = read_both(ordinary())
    assert short == whole
    met, posted = whole
    assert isinstance(met, BotAdded)
    assert met.title == "Club"
    assert isinstance(posted, MessagePosted)
    assert (posted.text, posted.actor.name, posted.at) == ("hello all", "Anna", datetime.fromtimestamp(WHEN, UTC))


@given(
    text=st.text(min_size=1).filter(lambda text: text[0] != "/"),
    date=st.integers(0, 4_000_000_000),
    last=st.none() | st.text(min_size=1),
    username=st.none() | st.from_regex(r"\w{5,32}", fullmatch=True),
    language=st.sampled_from([None, "en", "ru", "pt-br"]),
    is_bot=st.booleans(),
    kind=st.sampled_from(["group", "supergroup"]),
    number=st.sampled_from([1, 1087968824, 136817688, 777000, 5_000_000_000]),
)
def test_the_short_way_reads_what_the_library_reads(
    text: str,
    date: int,
    last: str | None,
    username: str | None,
    language: str | None,
    is_bot: bool,
    kind: str,
    number: int,
) -> None:
    said = {"last_name": last, "username": username, "language_code": language}
    user = {"id": number, "is_bot": is_bot, "first_name": "Anna"} | {k: v for k, v in said.items() if v is not None}
    short, whole = read_both(ordinary(text=text, date=date, chat=CLUB | {"type": kind}, **{"from": user}))
    assert short == whole


@pytest.mark.parametrize("field", MORE)
def test_whoever_writes_more_than_words_is_read_by_the_library(field: str) -> None:
    short, _ = read_both(ordinary(**{field: MORE[field]}))
    assert short is None


@pytest.mark.parametrize(
    "told",
    [
        ordinary(text="/rules"),
        ordinary(text="/usr/bin is a folder"),
        ordinary(chat={"id": 11, "type": "private", "first_name": "Anna"}),
        ordinary(chat=TEA),
        ordinary(text=None, caption="a picture"),
        ordinary(**{"from": None}),
        {"update_id": 7, "edited_message": ordinary()["message"]},
        {"update_id": 7, "newer_than_the_library": {}},
        {"update_id": 7},
    ],
)
def test_what_is_no_message_of_words_in_a_group_is_read_by_the_library(told: dict[str, Any]) -> None:
    assert read_both(told)[0] is None
