"""What we say: a small tree of nodes that each adapter renders in its own way.

A `str` given to a node or as a catalogue value is always literal: it can never become markup or a mention.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeAlias

from bot.ids import AccountRef


@dataclass(frozen=True, slots=True)
class Choice:
    """Select a variant in a catalogue text, such as `{ $access -> [admin] … }`."""

    key: str


@dataclass(frozen=True, slots=True)
class Msg:
    """A text from the catalogue. Numbers select plurals; nodes and strings are put in literally."""

    key: str
    values: Mapping[str, "Value"] = field(default_factory=dict)


def msg(key: str, /, **values: "Value") -> Msg:
    """Name a catalogue text with its values."""
    return Msg(key, values)


@dataclass(frozen=True, slots=True)
class Text:
    """Literal text."""

    text: str


@dataclass(frozen=True, slots=True)
class Bold:
    """Emphasis."""

    content: "Inline"


@dataclass(frozen=True, slots=True)
class Code:
    """Text to be typed or copied exactly."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link with a text of its own. Only http and https addresses are rendered as links."""

    url: str
    content: "Inline"


@dataclass(frozen=True, slots=True)
class Mention:
    """A person. Shown as a mention where they have an account on the platform and `notify` is set, else by name."""

    name: str
    accounts: tuple[AccountRef, ...] = ()
    notify: bool = True


@dataclass(frozen=True, slots=True)
class Time:
    """A moment, aware. `zone` is the IANA zone it is shown in where the platform has no local time.

    `full` spells weekday, date, time and zone out everywhere.
    """

    at: datetime
    zone: str
    full: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time, in words."""

    length: timedelta


@dataclass(frozen=True, slots=True)
class Row:
    """Inline nodes one after another."""

    parts: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """Inline nodes with commas between them."""

    parts: tuple["Inline", ...]


Inline: TypeAlias = str | Msg | Text | Bold | Code | Link | Mention | Time | Span | Row | Joined
Value: TypeAlias = Inline | int | float | Choice


@dataclass(frozen=True, slots=True)
class Title:
    """The heading of a document."""

    content: Inline


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph; newlines inside are kept."""

    content: Inline


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, one item a line."""

    items: tuple[Inline, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words, set apart."""

    content: Inline


@dataclass(frozen=True, slots=True)
class Field:
    """A name and its value on one line."""

    name: Inline
    value: Inline


Node: TypeAlias = Title | Para | Bullets | Quote | Field


@dataclass(frozen=True, slots=True)
class Doc:
    """A document: blocks from top to bottom."""

    blocks: tuple[Node, ...]


def doc(*blocks: Node | Inline) -> Doc:
    """Make a document; an inline node becomes a paragraph."""
    return Doc(tuple(b if isinstance(b, Title | Para | Bullets | Quote | Field) else Para(b) for b in blocks))


class Style(StrEnum):
    """How a button looks, where the platform shows it."""

    PLAIN = "plain"
    PRIMARY = "primary"
    SUCCESS = "success"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Button:
    """A button. `action` is `verb:argument:…`, at most 64 bytes (Telegram's callback_data); or `url` opens a page."""

    label: Inline
    action: str = ""
    style: Style = Style.PLAIN
    url: str = ""


Buttons: TypeAlias = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class FormField:
    """One input of a form. `name` is the command's option it fills."""

    name: str
    label: Inline
    long: bool = False
    required: bool = True
    value: str = ""
    max_length: int = 4000


@dataclass(frozen=True, slots=True)
class Form:
    """A form: a Discord modal; elsewhere its fields are asked one by one. `action` names what receives it."""

    action: str
    title: Inline
    fields: tuple[FormField, ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file we send."""

    name: str
    data: bytes
    mime: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a handler answers. `private` concerns one person only; `replace` edits the message whose button was pressed.

    `silent` answers nothing (a press that speaks for itself through an edited announcement).
    """

    doc: Doc
    buttons: Buttons = ()
    private: bool = True
    replace: bool = False
    form: Form | None = None
    files: tuple[Attachment, ...] = ()


def reply(*blocks: Node | Inline, buttons: Buttons = (), private: bool = True, replace: bool = False) -> Reply:
    """Make a reply from blocks."""
    return Reply(doc(*blocks), buttons, private, replace)
