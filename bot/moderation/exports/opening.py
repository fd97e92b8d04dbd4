"""Recognise a format by how a file begins, and read it to its end."""

from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

import ijson
from ijson.common import ObjectBuilder

from bot.moderation.exports import discord, telegram
from bot.moderation.exports.lines import read_lines
from bot.moderation.exports.shallow import DEEPEST, Shallow
from bot.moderation.exports.told import Bad, Told, words
from bot.updates import MessagePosted

FORMATS = (
    "a Telegram Desktop export (result.json), a DiscordChatExporter JSON file, or JSON lines"
    ' ({"text": …, "author": …, "at": …})'
)
HOPELESS = 1_000  # lines in a row from the first on that are no messages: it is something else
BLANKS = 1_000  # bytes in which an export begins, whatever blanks stand before it
MARK = b"\xef\xbb\xbf"  # what some programs put in front of UTF-8


class UnknownExport(Exception):
    """The file is none of FORMATS."""


def read_export(file: BinaryIO) -> Iterator[Told | Bad]:
    """Read every message that somebody wrote, in the order of the file. Raises UnknownExport."""
    head = _head(file)
    if head is None:
        yield from _lines(file)
    elif head.get("chats"):
        yield from _account(file)
    elif "guild" in head or "channel" in head:
        guild, channel = words(head.get("guild")), words(head.get("channel"))
        yield from _chat(file, lambda raw: discord.read_message(raw, guild, channel), channel)
    else:
        chat = telegram.chat_id(head.get("id"), head.get("type"))
        yield from _chat(file, lambda raw: telegram.read_message(raw, chat), chat)


def _head(file: BinaryIO) -> dict[str, Any] | None:
    """Read what stands before the messages; None where the file is no export of a chat."""
    found: dict[str, Any] = {}
    if not _begin(file).read(BLANKS).lstrip().startswith(b"{"):
        return None
    try:
        for prefix, event, value in ijson.parse(Shallow(_begin(file)), use_float=True, multiple_values=True):
            match prefix, event:
                case "messages" | "chats.list", "start_array":
                    return found | {"chats": prefix != "messages"}
                case "guild" | "channel", "start_map":
                    found.setdefault(prefix, "")
                case "guild.id" | "channel.id", _:
                    found[prefix.removesuffix(".id")] = value
                case "id" | "type", "string" | "number":
                    found[prefix] = value
                case "text", _:
                    return None
                case "", "end_map":
                    return None
                case "", "start_map" | "map_key":
                    continue
                case "", _:
                    return None
    except (ijson.JSONError, UnicodeDecodeError):
        pass
    return None


def _begin(file: BinaryIO) -> BinaryIO:
    file.seek(0)
    if file.read(len(MARK)) != MARK:
        file.seek(0)
    return file


def _lines(file: BinaryIO) -> Iterator[Told | Bad]:
    bad: list[Bad] = []
    pieces = read_lines(_begin(file))
    for piece in pieces:
        if isinstance(piece, Told):
            yield from bad
            yield piece
            yield from pieces
            return
        bad.append(piece)
        if len(bad) == HOPELESS:
            break
    if bad:
        raise UnknownExport


def _chat(file: BinaryIO, read: Callable[[dict[str, Any]], MessagePosted | None], chat: str) -> Iterator[Told | Bad]:
    number, whole = 0, Shallow(_begin(file))
    try:
        for number, raw in enumerate(ijson.items(whole, "messages.item", use_float=True), 1):
            message = read(raw) if isinstance(raw, dict) else None
            if message is not None:
                yield Told(message, chat)
            elif not isinstance(raw, dict):
                yield Bad(number, "not an object")
    except (ijson.JSONError, UnicodeDecodeError) as error:
        yield _broken(number, whole, error)


def _account(file: BinaryIO) -> Iterator[Told | Bad]:
    """Read every chat of an account, one after the other; each is a new beginning."""
    item, message = "chats.list.item", "chats.list.item.messages.item"
    number, head, whole = 0, dict[str, Any](), Shallow(_begin(file))
    builder: Any = None
    try:
        for prefix, event, value in ijson.parse(whole, use_float=True):
            if builder is None and (prefix, event) == (message, "start_map"):
                builder = ObjectBuilder()
            elif builder is None:
                if (prefix, event) == (item, "start_map"):
                    head = {}
                elif prefix in (f"{item}.id", f"{item}.type"):
                    head[prefix.removeprefix(f"{item}.")] = value
                continue
            builder.event(event, value)
            if (prefix, event) == (message, "end_map"):
                number += 1
                chat = telegram.chat_id(head.get("id"), head.get("type"))
                read = telegram.read_message(builder.value, chat)
                builder = None
                if read is not None:
                    yield Told(read, chat)
    except (ijson.JSONError, UnicodeDecodeError) as error:
        yield _broken(number, whole, error)


def _broken(number: int, file: Shallow, error: Exception) -> Bad:
    deep = f"brackets within brackets, more than {DEEPEST} deep"
    return Bad(number, f"the file is broken after this message: {deep if file.too_deep else type(error).__name__}")
