"""What we ask of a platform, and of time: narrow protocols that adapters fulfil.

Every method raises `bot.errors.PlatformError` or one of its kinds, and nothing else, when the platform says no.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

from bot.access import Access
from bot.content import Attachment, Buttons, Doc, Reply
from bot.ids import AccountRef, ChatRef, MessageRef, Platform, SpaceRef
from bot.pace import Pace
from bot.topics import Topic
from bot.updates import ActedNatively, Actor, MemberJoined


class Clock(Protocol):
    """Tell the time."""

    def now(self) -> datetime:
        """Return the current moment, aware, in UTC."""


class SystemClock:
    """Tell the machine's time."""

    def now(self) -> datetime:
        """Return the current moment, aware, in UTC."""
        return datetime.now(UTC)


class Tx(Protocol):
    """An open transaction. Stores take it; nobody else looks inside."""

    def after_commit(self, action: Callable[[], object]) -> None:
        """Call `action` once the transaction has been committed; never when it is rolled back."""

    def announce(self, topic: Topic) -> None:
        """Tell the other processes on this database, once it is committed, what to look at anew."""


class Transactions(Protocol):
    """Open transactions."""

    def begin(self) -> AbstractAsyncContextManager[Tx]:
        """Open a transaction that writes: committed on leaving, rolled back on an exception."""

    def read(self) -> AbstractAsyncContextManager[Tx]:
        """Open a transaction that only reads."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message on its way out, its texts already resolved to `locale`."""

    doc: Doc
    locale: str
    buttons: Buttons = ()
    files: tuple[Attachment, ...] = ()
    reply_to: MessageRef | None = None
    nonce: str | None = None  # the same for every attempt at one delivery, for platforms that de-duplicate
    paced: bool = False  # its turn under the platform's limits has been taken


@dataclass(frozen=True, slots=True)
class Features:
    """What a platform can do, looked at before a call so that nothing raises "unsupported" from inside."""

    forms: bool = False
    ephemeral: bool = False
    edit_interval: timedelta = timedelta(seconds=2)  # the least time between two edits of one message
    max_restriction: timedelta | None = None  # a longer restriction is renewed
    max_ban: timedelta | None = None  # a longer ban is renewed; None where bans have no end of their own
    deletable_for: timedelta | None = None  # older messages cannot be deleted
    slows: bool = False  # it can hold people to a pause between two messages
    dedupes: bool = False  # the platform knows a message that is sent again by its nonce, and sends it once


@dataclass(frozen=True, slots=True)
class Removal:
    """What became of messages that were to be deleted: gone now, gone before (where the platform tells), too old for
    the platform to delete, and not allowed."""

    gone: int = 0
    missing: int = 0
    old: int = 0
    forbidden: int = 0

    def __add__(self, other: "Removal") -> "Removal":
        """Add up."""
        return Removal(
            self.gone + other.gone,
            self.missing + other.missing,
            self.old + other.old,
            self.forbidden + other.forbidden,
        )


class Messenger(Protocol):
    """Write, change and remove messages. `to` an account writes privately."""

    async def send(self, to: ChatRef | AccountRef, message: Outgoing) -> MessageRef:
        """Send a message (split where it is too long; the last part's reference is returned)."""

    async def edit(self, ref: MessageRef, message: Outgoing) -> None:
        """Change a message of ours; one that already says so is no error."""

    async def delete(self, refs: Sequence[MessageRef]) -> int:
        """Delete messages of one chat and return how many are gone; those already gone count."""

    async def remove(self, refs: Sequence[MessageRef]) -> Removal:
        """Delete messages of one chat, and say what became of them."""

    async def unreact(self, ref: MessageRef, account: AccountRef, mark: str) -> None:
        """Take somebody's reaction away from a message; one that is gone already is no error."""


class Moderator(Protocol):
    """Act on people in a space."""

    async def restrict(self, space: SpaceRef, account: AccountRef, until: datetime | None, reason: str) -> None:
        """Stop somebody from writing until then, or for good."""

    async def release(self, space: SpaceRef, account: AccountRef, reason: str) -> None:
        """Let somebody write again."""

    async def kick(self, space: SpaceRef, account: AccountRef, reason: str) -> None:
        """Remove somebody who may come back. Never lifts or makes a ban."""

    async def ban(self, space: SpaceRef, account: AccountRef, until: datetime | None, reason: str) -> None:
        """Remove somebody and keep them out until then, or for good."""

    async def unban(self, space: SpaceRef, account: AccountRef, reason: str) -> None:
        """Let somebody come back. Does not remove somebody who is here."""


class Incidents(Protocol):
    """Take a platform's own measures against raids."""

    async def pause_joins(self, space: SpaceRef, until: datetime | None) -> None:
        """Pause invites, and private messages between strangers, until then; None lets them be again."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands in a space at this moment. `came` is since when they are there, where the platform tells."""

    present: bool = True
    muted: bool = False
    banned: bool = False
    came: datetime | None = None


class Files(Protocol):
    """Give files that people sent."""

    async def fetch(self, ref: str, limit: int) -> bytes:
        """Read a file by its reference; of one longer than `limit` bytes, at least `limit` + 1 of them."""


class Roster(Protocol):
    """Know who is who in a space."""

    async def access(self, space: SpaceRef, account: AccountRef) -> Access:
        """Say what the platform's own rights make of somebody: EVERYONE when they are not in the space, MEMBER when
        they are, and MODERATOR, ADMIN or OWNER by their rights."""

    async def find(self, space: SpaceRef, name: str) -> Actor | None:
        """Find somebody by user name (without @) or by numeric id, where the platform can: also who is not in the
        space."""

    async def standing(self, space: SpaceRef, account: AccountRef) -> Standing:
        """Ask the platform, not a memory, whether somebody is in the space, muted or banned."""

    async def team(self, space: SpaceRef) -> Sequence[Actor]:
        """List who moderates a space, each with their access; bots are left out. Of somebody who does so anonymously it
        is told that they are there, not who they are: by an actor that is no person."""

    async def missed(self, space: SpaceRef, since: datetime) -> Sequence[MemberJoined | ActedNatively]:
        """List who came after a moment, and what was done about people in the platform's own menu, that was not told;
        nothing where the platform tells it by itself."""


class Responder(Protocol):
    """Answer one update. Made by the adapter together with the update."""

    async def answer(self, reply: Reply, locale: str) -> MessageRef | None:
        """Send the reply, already resolved to `locale`, the platform's way: ephemeral, as an answer to the press, or
        in the chat."""

    async def done(self) -> None:
        """Close the update, answered or not: no press and no command is left spinning."""


class Premises(Protocol):
    """Open and close chats."""

    async def state(self, space: SpaceRef, chat: ChatRef) -> str | None:
        """Write down who may write in a chat; None for one that the platform cannot close."""

    async def close(self, space: SpaceRef, chat: ChatRef) -> None:
        """Let nobody write but who moderates."""

    async def reopen(self, space: SpaceRef, chat: ChatRef, state: str) -> None:
        """Let people write as they could when `state` was written down."""

    async def slow(self, space: SpaceRef, chat: ChatRef, pause: timedelta) -> None:
        """Let everybody write once in so long; zero ends it. Only where `features.slows`."""


@dataclass(frozen=True, slots=True)
class Written:
    """A message as it stands in a chat. `person` is false for what bots and webhooks wrote."""

    message: MessageRef
    account: AccountRef
    at: datetime
    person: bool = True


class Archive(Protocol):
    """Look at what stands in a chat: lists, newest first, without our own messages and the platform's notices."""

    async def latest(self, chat: ChatRef, most: int) -> Sequence[Written]:
        """List the latest messages of a chat."""

    async def since(self, message: MessageRef, most: int) -> Sequence[Written]:
        """List a message and those after it; of more than `most`, the first."""


@dataclass(frozen=True, slots=True)
class Ports:
    """One platform's ports."""

    platform: Platform
    features: Features
    messenger: Messenger
    moderator: Moderator
    roster: Roster
    pace: Pace = field(default_factory=Pace)
    premises: Premises | None = None
    files: Files | None = None  # None where people cannot send files
    incidents: Incidents | None = None  # where the platform has such measures
    archive: Archive | None = None  # where the platform lets bots look back
