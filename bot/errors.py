"""What can go wrong, by who has to hear of it."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from bot.content import Button, Node, Value
from bot.ids import ChatRef


class Refused(Exception):
    """Tell the user, in the user's language, what is wrong and what to do instead.

    `key` names a text in the catalogue, `values` fill it. `hints` are further texts shown below it.
    """

    def __init__(
        self,
        key: str,
        /,
        *,
        hints: tuple[Node, ...] = (),
        buttons: tuple[tuple[Button, ...], ...] = (),
        **values: Value,
    ) -> None:
        super().__init__(key)
        self.key = key
        self.values: Mapping[str, Value] = values
        self.hints = hints
        self.buttons = buttons


class CannotStart(Exception):
    """Hearth cannot run like this; the message tells the operator, in one or a few lines, what to mend."""


class StorageKind(StrEnum):
    """What keeps the database from working."""

    FULL = "full"
    LOCKED = "locked"
    READ_ONLY = "read-only"
    UNREACHABLE = "unreachable"
    EXHAUSTED = "exhausted"  # no connection is free
    REFUSED = "refused"  # a wrong password, an unknown database, a missing right
    DAMAGED = "damaged"


class StorageError(Exception):
    """The database cannot do its work now, and nothing was changed. `detail` is one line for the operator, without a
    password and without anything that is stored; trying again may help."""

    def __init__(self, kind: StorageKind, detail: str) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail


class PlatformError(Exception):
    """Say that a platform did not do what it was asked."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = detail


class Forbidden(PlatformError):
    """The bot lacks a right here, or the person does not take messages from it. Final."""


class Gone(PlatformError):
    """The chat, message or person no longer exists. Final."""


class Already(PlatformError):
    """It was so before, by somebody else's hand. Final."""


class Rejected(PlatformError):
    """The platform finds the request itself wrong; repeating it cannot help. Final, and a fault of ours."""


class RateLimited(PlatformError):
    """Too many requests; try again after `after`."""

    def __init__(self, after: timedelta, detail: str = "") -> None:
        super().__init__(detail)
        self.after = after


class Migrated(PlatformError):
    """The chat lives on under another id."""

    def __init__(self, to: ChatRef, detail: str = "") -> None:
        super().__init__(detail)
        self.to = to


class Unavailable(PlatformError):
    """The platform did not answer, or answered that it cannot now. Trying again may help."""


class Unknown(Unavailable):
    """The request went out and no answer came: it may have been carried out, or not."""
