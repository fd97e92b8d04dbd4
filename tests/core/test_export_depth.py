"""Files of brackets within brackets: a clear answer, and no more memory than for any other file."""

import io
import json
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.moderation.exports import Bad, Told, UnknownExport, read_export
from bot.moderation.exports.shallow import DEEPEST, Shallow

MANY = 30_000
MESSAGE = '{"id": 1, "type": "message", "date": "2026-01-01T00:00:00", "from": "a", "from_id": "user1", "text": '
DEEP = f"the file is broken after this message: brackets within brackets, more than {DEEPEST} deep"


@pytest.mark.parametrize(
    "file",
    [
        '{"messages": ' + "[" * MANY,
        '{"messages": [' + MESSAGE + "[" * MANY + "]" * MANY + "}]}",
        '{"messages": [' + MESSAGE + '{"a": ' * MANY,
        '{"chats": {"list": [' + '{"messages": [' * MANY,
    ],
)
def test_an_export_that_goes_too_deep_is_told_so_and_costs_nothing(file: str) -> None:
    tracemalloc.start()
    try:
        assert list(read_export(io.BytesIO(file.encode()))) == [Bad(0, DEEP)]
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_a_deep_file_that_is_no_export_is_none() -> None:
    with pytest.raises(UnknownExport):
        list(read_export(io.BytesIO(('{"a": ' * MANY).encode())))


def test_a_deep_line_is_told_and_the_lines_around_it_are_read() -> None:
    file = '{"text": "a"}\n{"text": ' + "[" * MANY + "]" * MANY + '}\n{"text": "b"}\n'
    first, deep, last = read_export(io.BytesIO(file.encode()))
    assert isinstance(first, Told)
    assert isinstance(deep, Bad)
    assert isinstance(last, Told)
    assert (first.message.text, deep.place, last.message.text) == ("a", 2, "b")


def test_what_stands_before_the_depth_is_read() -> None:
    file = '{"messages": [' + MESSAGE + '"hello [[[ \\" {{{"}, ' + "[" * MANY
    told, bad = read_export(io.BytesIO(file.encode()))
    assert isinstance(told, Told)
    assert told.message.text == 'hello [[[ " {{{'
    assert bad == Bad(1, DEEP)


@given(st.text(alphabet='[]{}"\\a\né', max_size=60), st.integers(1, 9))
def test_brackets_in_texts_are_no_depth_wherever_the_file_is_cut_into_pieces(text: str, size: int) -> None:
    data = json.dumps([{text: [text, text * 5]}] * 20, ensure_ascii=False).encode()
    file = Shallow(io.BytesIO(data))
    pieces = list(iter(lambda: file.read(size), b""))
    assert b"".join(pieces) == data
    assert not file.too_deep


@given(st.text(alphabet='[]{}"\\a', max_size=30), st.integers(1, 9))
def test_depth_is_found_wherever_the_file_is_cut_into_pieces(text: str, size: int) -> None:
    before = json.dumps([text, [text], {text: text}])[:-1].encode()
    file = Shallow(io.BytesIO(before + b"," + b"[" * DEEPEST * 2))
    pieces = list(iter(lambda: file.read(size), b""))
    assert b"".join(pieces) == before + b"," + b"[" * (DEEPEST - 1)
    assert file.too_deep
