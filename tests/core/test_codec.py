"""What waits in the database is read back as it was."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.acts import Ban, Delete, Kick, Release, Restrict, Unban, Unreact
from bot.codec import decode, encode
from bot.content import (
    Attachment,
    Bold,
    Bullets,
    Button,
    Choice,
    Code,
    Doc,
    Field,
    Form,
    FormField,
    Joined,
    Link,
    Mention,
    Msg,
    Para,
    Quote,
    Reply,
    Row,
    Span,
    Style,
    Text,
    Time,
    Title,
)
from bot.ids import AccountRef, ChatRef, MessageRef, Platform, SpaceRef

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
PLATFORMS = st.sampled_from(Platform)
ACCOUNTS = st.builds(AccountRef, PLATFORMS, TEXTS)
CHATS = st.builds(ChatRef, PLATFORMS, TEXTS, st.none() | TEXTS)
SPACES = st.builds(SpaceRef, PLATFORMS, TEXTS)
MESSAGES = st.builds(MessageRef, CHATS, TEXTS)
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=3)), timezone(timedelta(hours=-9, minutes=-30))])
MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=ZONES)
SPANS = st.timedeltas(timedelta(0), timedelta(days=4000))
LEAVES = (
    TEXTS
    | st.builds(Text, TEXTS)
    | st.builds(Code, TEXTS)
    | st.builds(Mention, TEXTS, st.lists(ACCOUNTS, max_size=2).map(tuple), st.booleans())
    | st.builds(Time, MOMENTS, TEXTS, st.booleans())
    | st.builds(Span, SPANS)
)


def _branches(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    values = inner | st.integers(-(10**9), 10**9) | st.floats(allow_nan=False) | st.builds(Choice, TEXTS)
    several = st.lists(inner, max_size=3).map(tuple)
    return (
        st.builds(Bold, inner)
        | st.builds(Link, TEXTS, inner)
        | st.builds(Row, several)
        | st.builds(Joined, several)
        | st.builds(Msg, TEXTS, st.dictionaries(TEXTS, values, max_size=2))
    )


INLINES = st.recursive(LEAVES, _branches, max_leaves=6)
BLOCKS = (
    st.builds(Title, INLINES)
    | st.builds(Para, INLINES)
    | st.builds(Quote, INLINES)
    | st.builds(Field, INLINES, INLINES)
    | st.builds(Bullets, st.lists(INLINES, max_size=3).map(tuple), st.booleans())
)
DOCS = st.builds(Doc, st.lists(BLOCKS, max_size=3).map(tuple))
BUTTONS = st.lists(
    st.lists(st.builds(Button, INLINES, TEXTS, st.sampled_from(Style), TEXTS), max_size=2).map(tuple), max_size=2
).map(tuple)
FORMS = st.builds(
    Form, TEXTS, INLINES, st.lists(st.builds(FormField, TEXTS, INLINES, value=TEXTS), max_size=2).map(tuple)
)
FILES = st.lists(st.builds(Attachment, TEXTS, st.binary(max_size=9), TEXTS), max_size=2).map(tuple)
REPLIES = st.builds(Reply, DOCS, BUTTONS, st.booleans(), st.booleans(), st.none() | FORMS, FILES)
UNTIL = st.none() | MOMENTS
ACTS = (
    st.builds(Delete, st.lists(MESSAGES, max_size=3).map(tuple))
    | st.builds(Restrict, SPACES, ACCOUNTS, UNTIL, TEXTS)
    | st.builds(Ban, SPACES, ACCOUNTS, UNTIL, TEXTS)
    | st.builds(Release, SPACES, ACCOUNTS, TEXTS)
    | st.builds(Kick, SPACES, ACCOUNTS, TEXTS)
    | st.builds(Unban, SPACES, ACCOUNTS, TEXTS)
    | st.builds(Unreact, MESSAGES, ACCOUNTS, TEXTS)
)


@given(REPLIES | ACTS | MESSAGES | st.none())
def test_whatever_is_said_or_done_is_read_back_equal(value: object) -> None:
    assert decode(json.loads(json.dumps(encode(value), ensure_ascii=False))) == value


def test_a_mapping_may_have_the_key_that_marks_types() -> None:
    value = {"": "Doc", "blocks": ({"": "x"},)}
    assert decode(encode(value)) == value


def test_a_field_that_a_newer_program_no_longer_has_is_left_out() -> None:
    assert decode(encode(Text("a")) | {"colour": "red"}) == Text("a")


def test_an_enumeration_stays_what_it_is_and_does_not_become_its_text() -> None:
    back = decode(encode(Platform.DISCORD))
    assert back is Platform.DISCORD


@pytest.mark.parametrize("value", [object(), {1, 2}, ValueError("x"), datetime])
def test_what_is_not_ours_is_refused_when_it_is_written(value: object) -> None:
    with pytest.raises(TypeError, match="cannot be stored"):
        encode(value)
