"""What we do on a platform besides writing: one value per act, so that it can be stored, recorded and retried.

Acts of one `batch` are many of a kind at once: that they are forbidden is told once.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from bot.ids import AccountRef, MessageRef, SpaceRef


@dataclass(frozen=True, slots=True)
class Delete:
    """Remove messages of one chat."""

    messages: tuple[MessageRef, ...]


@dataclass(frozen=True, slots=True)
class Unreact:
    """Take somebody's reaction away from a message."""

    message: MessageRef
    account: AccountRef
    mark: str


@dataclass(frozen=True, slots=True)
class Restrict:
    """Stop somebody from writing until then; None is for good."""

    space: SpaceRef
    account: AccountRef
    until: datetime | None
    reason: str = ""
    batch: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    """Let somebody write again."""

    space: SpaceRef
    account: AccountRef
    reason: str = ""
    batch: str = ""


@dataclass(frozen=True, slots=True)
class Kick:
    """Remove somebody who may come back."""

    space: SpaceRef
    account: AccountRef
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Ban:
    """Keep somebody out until then; None is for good."""

    space: SpaceRef
    account: AccountRef
    until: datetime | None
    reason: str = ""
    batch: str = ""


@dataclass(frozen=True, slots=True)
class Unban:
    """Let somebody come back."""

    space: SpaceRef
    account: AccountRef
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PauseJoins:
    """Pause invites, and private messages between strangers, in a space until then; None lets them be again."""

    space: SpaceRef
    until: datetime | None


Act: TypeAlias = Delete | Unreact | Restrict | Release | Kick | Ban | Unban | PauseJoins
