"""The catalogue: every text a user sees, in every language, from the Fluent files in locales/.

A catalogue text may use `**bold**` and `` `code` ``. Values never are markup: strings and nodes are put in after the
text has been read, so nothing a member wrote can change its shape.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import assert_never

from fluent.runtime import FluentBundle, FluentResource

from bot.content import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Choice,
    Code,
    Doc,
    Field,
    Inline,
    Joined,
    Link,
    Mention,
    Msg,
    Node,
    Para,
    Quote,
    Row,
    Span,
    Text,
    Time,
    Title,
    Value,
)

LOCALES = Path(__file__).parent / "locales"
DEFAULT = "en"

# A value's place in a formatted text: private-use characters, which no catalogue text contains.
_OPEN, _CLOSE = "\ue000", "\ue001"
_PIECES = re.compile(f"(\\*\\*[^*]+\\*\\*|`[^`]+`|{_OPEN}\\d+{_CLOSE})")


class UnknownText(KeyError):
    """A key is not in the catalogue, or a value it needs was not given: a fault of ours."""


@cache
def languages() -> tuple[str, ...]:
    """List the languages there are: one folder each."""
    return tuple(sorted(p.name for p in LOCALES.iterdir() if p.is_dir()))


def language_of(code: str | None) -> str | None:
    """Give the language of ours that a platform's code such as `ru-RU` means, or None."""
    short = (code or "").replace("_", "-").split("-", 1)[0].lower()
    return short if short in languages() else None


@cache
def _bundle(locale: str) -> FluentBundle:
    # Isolation marks would reach users as invisible characters around every value.
    bundle = FluentBundle([locale], use_isolating=False)
    for path in sorted((LOCALES / locale).glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return bundle


def has(key: str, locale: str = DEFAULT) -> bool:
    """Tell whether the catalogue holds a text."""
    return _bundle(locale).has_message(key)


def _format(message: Msg, locale: str, put: list[Inline]) -> str:
    bundle = _bundle(locale if locale in languages() else DEFAULT)
    if not bundle.has_message(message.key):
        raise UnknownText(message.key)
    values: dict[str, object] = {}
    for name, value in message.values.items():
        match value:
            case bool() | int() | float():
                values[name] = value
            case Choice(key):
                values[name] = key
            case _:
                put.append(value)
                values[name] = f"{_OPEN}{len(put) - 1}{_CLOSE}"
    pattern = bundle.get_message(message.key).value
    if pattern is None:
        raise UnknownText(message.key)
    text, errors = bundle.format_pattern(pattern, values)
    if errors:
        raise UnknownText(f"{message.key}: {errors[0]}")
    return str(text)


def _expand(message: Msg, locale: str) -> Inline:
    put: list[Inline] = []
    parts: list[Inline] = []
    for piece in _PIECES.split(_format(message, locale, put)):
        if not piece:
            continue
        if piece.startswith(_OPEN):
            parts.append(resolve_inline(put[int(piece[1:-1])], locale))
        elif piece.startswith("**"):
            parts.append(Bold(_fill(piece[2:-2], put, locale)))
        elif piece.startswith("`"):
            parts.append(Code(plain(_fill(piece[1:-1], put, locale), locale)))
        else:
            parts.append(piece)
    return parts[0] if len(parts) == 1 else Row(tuple(parts))


def _fill(piece: str, put: list[Inline], locale: str) -> Inline:
    parts = [resolve_inline(put[int(p[1:-1])], locale) if p.startswith(_OPEN) else p for p in _PIECES.split(piece) if p]
    return parts[0] if len(parts) == 1 else Row(tuple(parts))


def resolve_inline(node: Inline, locale: str) -> Inline:
    """Replace catalogue texts, spans and joins inside a node by what they say in a language."""
    match node:
        case Msg():
            return _expand(node, locale)
        case Bold(content):
            return Bold(resolve_inline(content, locale))
        case Link(url, content):
            return Link(url, resolve_inline(content, locale))
        case Row(parts):
            return Row(tuple(resolve_inline(p, locale) for p in parts))
        case Joined(parts):
            return Row(tuple(_between([resolve_inline(p, locale) for p in parts], ", ")))
        case Span(length):
            from bot.when import show_duration

            return show_duration(length, locale)
        case str() | Text() | Code() | Mention() | Time():
            return node
        case _:
            assert_never(node)


def _between(parts: list[Inline], separator: str) -> Iterator[Inline]:
    for number, part in enumerate(parts):
        if number:
            yield separator
        yield part


def _resolve_block(node: Node, locale: str) -> Node:
    match node:
        case Title(content) | Para(content) | Quote(content):
            return type(node)(resolve_inline(content, locale))
        case Bullets(items, ordered):
            return Bullets(tuple(resolve_inline(i, locale) for i in items), ordered)
        case Field(name, value):
            return Field(resolve_inline(name, locale), resolve_inline(value, locale))
        case _:
            assert_never(node)


def resolve(document: Doc, locale: str) -> Doc:
    """Say a document in a language: what is left are strings, Text, Bold, Code, Link, Mention, Time and Row."""
    return Doc(tuple(_resolve_block(b, locale) for b in document.blocks))


def resolve_buttons(buttons: Buttons, locale: str) -> Buttons:
    """Say buttons in a language: each label becomes a string."""
    return tuple(tuple(_resolve_button(b, locale) for b in row) for row in buttons)


def _resolve_button(button: Button, locale: str) -> Button:
    return replace(button, label=plain(button.label, locale))


def plain(node: Inline, locale: str) -> str:
    """Say a node in a language as bare text, for labels, menus and audit reasons."""
    match node:
        case str():
            return node
        case Text(text) | Code(text):
            return text
        case Bold(content) | Link(_, content):
            return plain(content, locale)
        case Mention(name):
            return name
        case Row(parts):
            return "".join(plain(p, locale) for p in parts)
        case Time(at, zone, full):
            from bot.when import show_short, show_when, zone_of

            return (show_when if full else show_short)(at, zone_of(zone), locale)
        case Msg() | Span() | Joined():
            return plain(resolve_inline(node, locale), locale)
        case _:
            assert_never(node)


def say(key: str, locale: str, /, **values: Value) -> str:
    """Say a catalogue text as bare text."""
    return plain(Msg(key, values), locale)
