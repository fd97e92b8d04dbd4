"""JSON lines: one message a line, `{"text": …, "author": …, "at": …}`, of which author and time may be missing."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, BinaryIO

from bot.ids import AccountRef, ChatRef, MessageRef, Platform, SpaceRef
from bot.moderation.exports.told import Bad, Told, moment, words
from bot.updates import Actor, MessagePosted

LONGEST = 4 * 1024 * 1024  # bytes of a line
UNNAMED = "Somebody"  # a name like any other: nobody is found by not being named
APART = timedelta(minutes=1)  # between messages of which it is not said when they were written
START = datetime(2026, 1, 1, tzinfo=UTC)

_CHAT = ChatRef(Platform.CONSOLE, "lines")
_SPACE = SpaceRef(Platform.CONSOLE, "lines")


def read_lines(file: BinaryIO) -> Iterator[Told | Bad]:
    """Read every line; a bad one is told, and the rest goes on. Blank lines are none."""
    at, number = START, 0
    while line := file.readline(LONGEST + 1):
        number += 1
        if len(line) > LONGEST:
            while line and not line.endswith(b"\n"):
                line = file.readline(LONGEST)
            yield Bad(number, f"the line is longer than {LONGEST:,} bytes")
            continue
        if not line.strip():
            continue
        try:
            given = _given(json.loads(line))
            at = moment(given.get("at")) or at + APART
            told = Told(_message(given, number, at), alone=given.get("author") is None)
        except (ValueError, RecursionError) as error:
            yield Bad(number, f"no message in JSON: {_short(error)}")
            continue
        yield told


def _given(value: Any) -> dict[str, Any]:
    if isinstance(value, str | int | float) or value is None:
        return {"text": value}
    if not isinstance(value, dict):
        raise ValueError("not an object")
    if "text" not in value:
        raise ValueError('there is no "text"')
    if isinstance(value["text"], dict | list):
        raise ValueError('"text" is no text')
    return value


def _message(given: dict[str, Any], number: int, at: datetime) -> MessagePosted:
    author = given.get("author")
    # Whoever is not named is somebody else each time, so that nothing looks like a flood that is none.
    account = AccountRef(Platform.CONSOLE, f"line {number}" if author is None else f"author {words(author)}")
    actor = Actor(account, words(author) or UNNAMED)
    return MessagePosted(
        id=f"line:{number}",
        at=at,
        space=_SPACE,
        chat=_CHAT,
        actor=actor,
        message=MessageRef(_CHAT, str(number)),
        text=words(given["text"]),
    )


def _short(error: BaseException) -> str:
    # A decoder's message may quote what it found, so only its first words are said.
    return str(error).split(": line", 1)[0][:80] or type(error).__name__
