"""What we do on a platform besides writing: one value per act, so that it can be stored, recorded and retried.

Acts of one `batch` are many of a kind at once: that they are forbidden is told once. Of acts of which the chat learns
nothing, `aside` hears that they are forbidden, where there is no log chat.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from bot.ids import AccountRef, ChatRef, MessageRef, SpaceRef


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
    aside: AccountRef | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """Let somebody write again."""

    space: SpaceRef
    account: AccountRef
    reason: str = ""
    batch: str = ""
    aside: AccountRef | None = None


@dataclass(frozen=True, slots=True)
class Kick:
    """Remove somebody who may come back."""

    space: SpaceRef
    account: AccountRef
    reason: str = ""
    aside: AccountRef | None = None


@dataclass(frozen=True, slots=True)
class Ban:
    """Keep somebody out until then; None is for good. `sparing` leaves a ban that is there already as it is."""

    space: SpaceRef
    account: AccountRef
    until: datetime | None
    reason: str = ""
    batch: str = ""
    sparing: bool = False
    aside: AccountRef | None = None


@dataclass(frozen=True, slots=True)
class Unban:
    """Let somebody come back."""

    space: SpaceRef
    account: AccountRef
    reason: str = ""
    aside: AccountRef | None = None


@dataclass(frozen=True, slots=True)
class PauseJoins:
    """Pause invites, and private messages between strangers, in a space until then; None lets them be again."""

    space: SpaceRef
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Close:
    """Let nobody write in a chat but who moderates."""

    space: SpaceRef
    chat: ChatRef


@dataclass(frozen=True, slots=True)
class Reopen:
    """Let people write in a chat as they could before; `state` is what the platform itself wrote down then."""

    space: SpaceRef
    chat: ChatRef
    state: str


@dataclass(frozen=True, slots=True)
class Slow:
    """Let everybody write in a chat once in so many seconds; 0 ends it."""

    space: SpaceRef
    chat: ChatRef
    seconds: int


ChatAct: TypeAlias = Close | Reopen | Slow
Act: TypeAlias = Delete | Unreact | ChatAct | Restrict | Release | Kick | Ban | Unban | PauseJoins
