"""Read one line of the local chat: from text to a typed step. Pure."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bot.access import Access
from bot.arguments import shorten
from bot.content import Value
from bot.when import BadDuration, BadZone, find_zone, parse_duration

MAX_NAME = 32
MAX_EMOJI = 16  # characters: a family with skin tones has eleven
YEARS = range(1971, 2200)  # leaves room on both sides for zones and lengths of time

ROLES = {"owner": Access.OWNER, "admin": Access.ADMIN, "moderator": Access.MODERATOR, "member": Access.MEMBER}
BOT = "hearth"


class BadLine(Exception):
    """A line cannot be read. `key` names the catalogue text that says what would be right, `values` fill it."""

    def __init__(self, key: str, /, **values: Value) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


@dataclass(frozen=True, slots=True)
class Says:
    """Somebody writes in the group, or to the bot in private."""

    who: str
    text: str
    private: bool = False


@dataclass(frozen=True, slots=True)
class Joins:
    """Somebody comes into the group."""

    who: str


@dataclass(frozen=True, slots=True)
class Leaves:
    """Somebody leaves the group."""

    who: str


@dataclass(frozen=True, slots=True)
class IsRole:
    """Somebody has this role in the group from now on."""

    who: str
    role: Access


@dataclass(frozen=True, slots=True)
class Presses:
    """Somebody presses the button that begins with `label`, on one message or (None) on the latest that has it."""

    who: str
    label: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Replies:
    """Somebody answers a message."""

    who: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Edits:
    """Somebody changes what they wrote."""

    who: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Deletes:
    """Somebody removes a message."""

    who: str
    number: int


@dataclass(frozen=True, slots=True)
class Reacts:
    """Somebody reacts to a message."""

    who: str
    emoji: str
    number: int


@dataclass(frozen=True, slots=True)
class TimeSet:
    """Set the clock to this wall time; the zone, where it is given, is the chat's from now on."""

    wall: datetime
    zone: ZoneInfo | None = None


@dataclass(frozen=True, slots=True)
class TimeMove:
    """Move the clock on."""

    by: timedelta


@dataclass(frozen=True, slots=True)
class TimeNext:
    """Move the clock to the next thing due."""


@dataclass(frozen=True, slots=True)
class Lang:
    """Somebody's own client speaks this language."""

    who: str
    code: str


@dataclass(frozen=True, slots=True)
class Comment:
    """Nothing to do."""


@dataclass(frozen=True, slots=True)
class Help:
    """Show what can be written."""


Step: TypeAlias = (
    Says
    | Joins
    | Leaves
    | IsRole
    | Presses
    | Replies
    | Edits
    | Deletes
    | Reacts
    | TimeSet
    | TimeMove
    | TimeNext
    | Lang
    | Comment
    | Help
)

_NAME = r"""([^\s:>#\[\]@/\\|,;!?*"'()<]+)"""
_NUMBER = r"#?([0-9]{1,9})"
_BREAK = re.compile(r"[ ]*⏎[ ]*")  # how a line of the local chat says that a message goes on below
_BUTTON = re.compile(rf"\[\s*([^\[\]]*[^\s\[\]])\s*\](?:\s*{_NUMBER})?")
_WALL = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]+([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:\s*(\S.*))?")


def _name(text: str) -> str:
    name = unicodedata.normalize("NFC", text)
    if not name[0].isalnum() or not name.isprintable() or len(name) > MAX_NAME:
        raise BadLine("console-bad-name", name=shorten(name))
    if name.lower() == BOT:
        raise BadLine("console-name-taken", name=name)
    return name


def _says(who: str, mark: str, text: str) -> Step:
    name = _name(who)
    if not text:
        raise BadLine("console-empty")
    if button := _BUTTON.fullmatch(text):
        return Presses(name, button[1], int(button[2]) if button[2] else None)
    return Says(name, _BREAK.sub("\n", text), private=mark == ">")


def _is(who: str, role: str) -> Step:
    if role.lower() not in ROLES:
        raise BadLine("console-bad-role", role=shorten(role), roles=", ".join(ROLES))
    return IsRole(_name(who), ROLES[role.lower()])


def _reacts(who: str, emoji: str, number: str) -> Step:
    if len(emoji) > MAX_EMOJI:
        raise BadLine("console-bad-emoji")
    return Reacts(_name(who), emoji, int(number))


def _time_set(day: str, hour: str, place: str | None) -> Step:
    try:
        wall = datetime.fromisoformat(f"{day} {hour}")
        zone = find_zone(place) if place else None
    except BadZone:
        raise BadLine("console-bad-zone", zone=shorten(place or "")) from None
    except ValueError:
        raise BadLine("console-bad-time") from None
    if wall.year not in YEARS:
        raise BadLine("console-bad-year", first=str(YEARS[0]), last=str(YEARS[-1]))
    return TimeSet(wall, zone)


def _time(rest: str) -> Step:
    if rest.lower() == "next":
        return TimeNext()
    if rest.startswith("+"):
        try:
            return TimeMove(parse_duration(rest[1:].strip()))
        except BadDuration:
            raise BadLine("console-bad-duration", length=shorten(rest)) from None
    if found := _WALL.fullmatch(rest):
        return _time_set(found[1], found[2], found[3])
    raise BadLine("console-bad-time")


# In this order: `anna: is here` is something said, and a person may be called `time`.
_GRAMMAR: tuple[tuple[re.Pattern[str], Callable[..., Step]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE | re.DOTALL), make)
    for pattern, make in (
        (rf"{_NAME}\s*([:>])\s*(.*)", _says),
        (r"time\b\s*(.*)", _time),
        (rf"lang\s+([a-z]{{2,3}}(?:[-_][a-z0-9]{{2,8}})*)\s+{_NAME}", lambda code, who: Lang(_name(who), code)),
        (rf"{_NAME}\s+joins", lambda who: Joins(_name(who))),
        (rf"{_NAME}\s+leaves", lambda who: Leaves(_name(who))),
        (rf"{_NAME}\s+is\s+(\S+)", _is),
        (rf"{_NAME}\s+re\s+{_NUMBER}\s*:\s*(\S.*)", lambda who, n, text: Replies(_name(who), int(n), text)),
        (rf"{_NAME}\s+edits\s+{_NUMBER}\s*:\s*(\S.*)", lambda who, n, text: Edits(_name(who), int(n), text)),
        (rf"{_NAME}\s+deletes\s+{_NUMBER}", lambda who, n: Deletes(_name(who), int(n))),
        (rf"{_NAME}\s+reacts\s+(\S+)\s+{_NUMBER}", _reacts),
    )
)

# A line that begins like one of these was meant as it: the explanation shows how it is written.
_MEANT = (
    (re.compile(r"\S+\s+re\b", re.IGNORECASE), "console-bad-reply"),
    (re.compile(r"\S+\s+edits\b", re.IGNORECASE), "console-bad-edit"),
    (re.compile(r"\S+\s+deletes\b", re.IGNORECASE), "console-bad-delete"),
    (re.compile(r"\S+\s+reacts\b", re.IGNORECASE), "console-bad-react"),
    (re.compile(r"lang\b", re.IGNORECASE), "console-bad-lang"),
)


def _kept(line: str) -> Iterator[str]:
    # No platform delivers lone surrogates (bytes that were no UTF-8) or control characters.
    for character in line:
        category = unicodedata.category(character)
        if category == "Cs":
            yield "\ufffd"
        elif category != "Cc":
            yield character
        elif character.isspace():
            yield " "


def read_line(line: str) -> Step:
    """Read a line. Raises BadLine, which explains itself."""
    text = "".join(_kept(line)).removeprefix("\ufeff").strip()
    if not text or text.startswith("#"):
        return Comment()
    if text == "?":
        return Help()
    for pattern, make in _GRAMMAR:
        if found := pattern.fullmatch(text):
            return make(*found.groups())
    for pattern, key in _MEANT:
        if pattern.match(text):
            raise BadLine(key)
    raise BadLine("console-bad-line", line=shorten(text))
