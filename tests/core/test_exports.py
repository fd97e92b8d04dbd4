"""Exports of chats → messages."""

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.moderation.exports import Bad, Told, UnknownExport, read_export
from bot.updates import MessagePosted

EXPORTS = Path(__file__).parents[1] / "exports"


def read(name: str) -> list[Told | Bad]:
    with (EXPORTS / name).open("rb") as file:
        return list(read_export(file))


def messages(pieces: list[Told | Bad]) -> list[MessagePosted]:
    return [p.message for p in pieces if isinstance(p, Told)]


def parsed(data: Any) -> list[Told | Bad]:
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    return list(read_export(io.BytesIO(raw)))


def test_a_chat_of_telegram_desktop() -> None:
    anna, spam, group, sticker = messages(read("telegram.json"))
    assert (anna.text, anna.actor.account.id, anna.actor.name) == ("всем привет", "501", "Аня")
    assert anna.chat.id == "-1001234567890"
    assert anna.at == datetime(2026, 11, 30, 10, 1, tzinfo=UTC)
    assert (spam.text, spam.links) == ("Заходи в наше casino!", ("https://casino.example/?a=1",))
    assert (spam.forwarded, spam.media, spam.actor.name) == (True, "photo", "Deleted Account")
    assert spam.reply_to is not None
    assert spam.reply_to.ref == anna.message
    assert (group.actor.person, anna.actor.person) == (False, True)
    assert (sticker.media, sticker.text) == ("sticker", "")


def test_a_whole_account_is_read_chat_by_chat() -> None:
    told = [p for p in read("account.json") if isinstance(p, Told)]
    assert [(t.chat, t.message.text) for t in told] == [("-10077", "casino"), ("-10077", "ab"), ("-503", "hello")]


def test_a_channel_of_discord_chat_exporter() -> None:
    first, reply, forwarded, bot = messages(read("discord.json"))
    assert (first.actor.name, first.actor.username, first.actor.roles) == ("Anna", "anna", ("9",))
    assert (first.links, first.media) == (("https://casino.example",), "photo")
    assert [a.account.id for a in first.mentioned] == ["502"]
    assert reply.reply_to is not None
    assert reply.reply_to.ref.id == "2"
    assert (forwarded.forwarded, forwarded.text) == (True, "casino elsewhere")
    assert not bot.actor.person


def test_json_lines_go_on_after_a_bad_one_and_miss_author_and_time() -> None:
    pieces = read("lines.jsonl")
    assert [p.place for p in pieces if isinstance(p, Bad)] == [5, 6]
    said = messages(pieces)
    assert [m.text for m in said] == ["casino", "hello", "Casino \ufffd", "", "5", "12", "casino"]
    assert said[0].at == datetime(2026, 11, 30, 7, tzinfo=UTC)
    assert {later.at - sooner.at for sooner, later in pairwise(said[1:])} == {timedelta(minutes=1)}
    unnamed = [said[n].actor.account for n in (2, 3, 4, 5, 6)]
    assert len(set(unnamed)) == 5
    assert [p.alone for p in pieces if isinstance(p, Told)] == [False, False, True, True, True, True, True]


@pytest.mark.parametrize(
    "data",
    [
        b"hello\nworld\n",
        b"\x89PNG\r\n\x1a\n\x00\xff",
        b'[{"text": "a list"}]',
        b'{"name": "no messages"}',
        b"{" * 5_000,
        b"[" * 50_000,
        b"x" * 5_000_000,
    ],
)
def test_anything_else_is_no_export(data: bytes) -> None:
    with pytest.raises(UnknownExport):
        parsed(data)


def test_an_empty_file_has_no_messages() -> None:
    assert parsed(b"") == []
    assert parsed(b"\n\n") == []
    assert parsed({"name": "c", "type": "private_group", "id": 1, "messages": []}) == []


def test_a_file_that_breaks_off_is_read_up_to_there() -> None:
    whole = (EXPORTS / "telegram.json").read_bytes()
    pieces = parsed(whole[: whole.index(b"user502")])
    assert [m.text for m in messages(pieces)] == ["всем привет"]
    assert isinstance(pieces[-1], Bad)


def test_what_is_odd_in_a_message_does_not_stop_the_rest() -> None:
    odd: list[Any] = [
        5,
        None,
        {"id": 1},
        {"id": 2, "text": [1, None, {"type": "x"}]},
        {"id": 3, "text": {"a": 1}, "from_id": 7},
    ]
    pieces = parsed({"messages": odd, "id": None})
    assert [m.text for m in messages(pieces)] == ["", "1", ""]
    odd = [{"author": 5, "content": None, "timestamp": "yesterday", "mentions": [1], "attachments": "x", "roles": 1}]
    assert [m.text for m in messages(parsed({"guild": {"id": 1}, "channel": None, "messages": odd}))] == [""]


class Endless(io.RawIOBase):
    """A file that is never read to its end, so that it cannot all be in memory."""

    def __init__(self, begin: bytes, again: bytes) -> None:
        self._begin, self._again = begin, again
        self._place = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, place: int, whence: int = 0) -> int:
        self._place = place
        return place

    def readinto(self, buffer: Any) -> int:
        whole = (self._begin + self._again * (len(buffer) // len(self._again) + 2))[: len(buffer) + len(self._begin)]
        if self._place >= len(self._begin):
            offset = (self._place - len(self._begin)) % len(self._again) + len(self._begin)
        else:
            offset = self._place
        piece = whole[offset : offset + len(buffer)]
        buffer[: len(piece)] = piece
        self._place += len(piece)
        return len(piece)


@pytest.mark.parametrize(
    ("begin", "again"),
    [
        (b'{"text": "a"}\n', b'{"text": "b"}\n'),
        (b'{"name": "c", "id": 1, "messages": [', b'{"id": 2, "text": "b"},'),
        (b'{"guild": {"id": "1"}, "channel": {"id": "2"}, "messages": [', b'{"id": "2", "content": "b"},'),
        (b'{"about": "", "chats": {"list": [{"id": 1, "messages": [', b'{"id": 2, "text": "b"},'),
    ],
)
def test_every_format_is_read_as_a_stream(begin: bytes, again: bytes) -> None:
    pieces: Iterator[Told | Bad] = read_export(io.BufferedReader(Endless(begin, again)))
    taken = [next(pieces) for _ in range(3_000)]
    assert all(isinstance(p, Told) for p in taken)


@given(st.lists(st.dictionaries(st.sampled_from(["text", "author", "at", "x"]), st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.lists(st.integers(), max_size=2)
)), max_size=6))  # fmt: skip
def test_any_json_object_on_a_line_is_a_message_or_bad(objects: list[dict[str, Any]]) -> None:
    first = json.dumps({"text": "the first"})
    data = "\n".join([first, *map(json.dumps, objects)]).encode()
    pieces = parsed(data)
    assert len(pieces) == len(objects) + 1
    assert [isinstance(p, Told) for p in pieces[1:]] == [
        "text" in o and not isinstance(o["text"], list) for o in objects
    ]
