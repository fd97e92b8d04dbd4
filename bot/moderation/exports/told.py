"""What every format is read as, and values that people's programs write in many ways."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias

from bot.updates import MessagePosted

Object: TypeAlias = Mapping[str, Any]

MILLISECONDS = 10**11  # a larger number of seconds would be in the year 5138


@dataclass(frozen=True, slots=True)
class Told:
    """One message. `chat` changes where another chat begins; `alone` means that its author is not heard of again."""

    message: MessagePosted
    chat: str = ""
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Bad:
    """A part of the file that cannot be read: in which line, or after which message, and why."""

    place: int
    why: str


def words(value: Any) -> str:
    """Read a text that may be missing or a number; halves of characters, which no platform sends, are replaced."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else str(value)
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def moment(value: Any) -> datetime | None:
    """Read a time: ISO 8601 (UTC where no zone is named), or seconds or milliseconds since 1970; None for the rest."""
    if isinstance(value, str) and not value.strip().replace(".", "", 1).isdecimal():
        try:
            at = datetime.fromisoformat(value.strip())
        except ValueError:
            return None
        return at if at.tzinfo else at.replace(tzinfo=UTC)
    try:
        seconds = float(value)
        return datetime.fromtimestamp(seconds / 1000 if seconds > MILLISECONDS else seconds, UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def listed(value: Any) -> list[Object]:
    """Read a list of objects; anything else in it, or in its place, is left out."""
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def named(value: Any, key: str) -> str:
    """Read a text out of an object that may be missing."""
    return words(value.get(key)) if isinstance(value, Mapping) else ""
