"""What is on its way out, and how it is kept."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any, Protocol

from bot.ids import MessageRef, Platform
from bot.ports import Tx


class Priority(IntEnum):
    """What goes first: within a chat, and between chats where the platform's limits make some of them wait."""

    ACT = 0
    ANSWER = 1
    NOTICE = 2
    NEWS = 3
    DIGEST = 4


@dataclass(frozen=True, slots=True)
class Draft:
    """A delivery to be written. After `expires` it is not sent any more; None is never."""

    key: str
    lane: str
    payload: Mapping[str, Any]
    due: datetime
    expires: datetime | None = None
    locale: str | None = None
    subject: str | None = None
    priority: Priority = Priority.NOTICE


@dataclass(frozen=True, slots=True)
class Delivery:
    """One thing on its way out. `message` is what the platform called it once it was sent.

    `unknown` counts the attempts that were not answered and may have gone through.
    """

    id: int
    key: str
    lane: str
    payload: Mapping[str, Any]
    attempts: int
    unknown: int = 0
    priority: Priority = Priority.NOTICE
    expires: datetime | None = None
    locale: str | None = None
    subject: str | None = None
    message: MessageRef | None = None
    finished: datetime | None = None

    @property
    def platform(self) -> Platform:
        """Say where it goes."""
        return Platform(self.lane.split(":", 1)[0])

    @property
    def chat(self) -> str:
        """Give the platform's id of the chat it goes to, or of the space that it is done in."""
        return self.lane.split(":", 1)[1].lstrip("@").rstrip("!")

    @property
    def personal(self) -> bool:
        """Tell a message to somebody privately."""
        return ":@" in self.lane

    @property
    def act(self) -> bool:
        """Tell an act from a message."""
        return self.lane.endswith("!")


@dataclass(frozen=True, slots=True)
class Lease:
    """Who is sending, and until when they are taken to be alive without another sign of life."""

    holder: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which deliveries can be taken: one platform's acts or messages, to lanes that are not busy, at most so many."""

    platform: Platform
    acts: bool
    busy: Collection[str]
    limit: int


class DeliveryStore(Protocol):
    """Keep the outbox."""

    async def add(self, tx: Tx, draft: Draft) -> None:
        """Write a delivery; one of the same key that is already there stands."""

    async def replace(self, tx: Tx, draft: Draft) -> None:
        """Write a delivery; one of the same key, waiting or done, is written over and goes out again."""

    async def rewrite(self, tx: Tx, delivery: int, payload: Mapping[str, Any]) -> None:
        """Change what a waiting delivery says."""

    async def of_subject(self, tx: Tx, subject: str) -> list[tuple[Delivery, bool]]:
        """List the messages showing a subject, each with whether it is still waiting."""

    async def find(self, tx: Tx, delivery: int) -> Delivery | None:
        """Read one delivery."""

    async def find_by_key(self, tx: Tx, key: str) -> Delivery | None:
        """Read one delivery by its key."""

    async def last_sent(self, tx: Tx, lane: str) -> int:
        """Give the newest delivery that arrived in a lane; 0 when none did."""

    async def claim(self, tx: Tx, wanted: Wanted, now: datetime, lease: Lease) -> list[Delivery]:
        """Take the first due delivery of each lane, and mark them as being sent by the holder of the lease."""

    async def renew(self, tx: Tx, lease: Lease) -> None:
        """Give a sign of life: what the holder is sending stays theirs."""

    async def finish(
        self, tx: Tx, delivery: int, holder: str, now: datetime, outcome: str, ref: MessageRef | None
    ) -> None:
        """Note how a delivery ended: `sent`, or why not."""

    async def postpone(self, tx: Tx, delivery: int, holder: str, due: datetime, *, unknown: bool) -> None:
        """Note that it has to be tried again; `unknown` counts an attempt that may have gone through."""

    async def drop(self, tx: Tx, delivery: int, now: datetime, outcome: str) -> None:
        """Take a waiting delivery out of line."""

    async def hasten(self, tx: Tx, keys: Collection[str], now: datetime) -> None:
        """Make what waits under these keys and was not tried yet due now."""

    async def waiting_in(self, tx: Tx, lane: str) -> list[Delivery]:
        """List what waits, or is being sent, in a lane."""

    async def relocate(self, tx: Tx, delivery: int, lane: str, payload: Mapping[str, Any]) -> None:
        """Send a delivery to another chat than it was written for."""

    async def recover(self, tx: Tx) -> None:
        """Put everything that was being sent back in line. Only where no other process can be sending it."""

    async def hurry(self, tx: Tx, platform: Platform, now: datetime) -> None:
        """Make what failed on a platform and waits for its next try due now."""

    async def next_due(self, tx: Tx, wanted: Wanted, holder: str) -> datetime | None:
        """Say when the next delivery can be claimed, as far as that is a matter of time."""

    async def lanes_waiting(self, tx: Tx, lanes: Collection[str]) -> set[str]:
        """Say in which of these lanes something waits."""

    async def expire(self, tx: Tx, now: datetime) -> int:
        """End what has waited for too long, and say how many that were."""

    async def forget_words(self, tx: Tx, before: datetime, most: int) -> int:
        """Forget what at most so many deliveries said that ended before then, and say how many."""

    async def purge(self, tx: Tx, before: datetime) -> int:
        """Forget what ended before then and shows nothing that can still change, and say how many that were."""
