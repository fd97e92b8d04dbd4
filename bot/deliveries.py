"""The outbox: everything the bot says or does unasked is written in the transaction of its reason and leaves from here.

A delivery has a key (the same key again is the same delivery) and a lane (what goes to one chat leaves in order).
`subject` names what a message shows, such as `event:12`, so that it can be shown anew when that changes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeAlias

from bot.acts import Act, Delete
from bot.codec import encode
from bot.content import Attachment, Buttons, Doc
from bot.ids import AccountRef, ChatRef, MessageRef, Platform
from bot.ports import Clock, Features, Ports, Tx
from bot.texts import resolve, resolve_buttons

Target: TypeAlias = ChatRef | AccountRef


@dataclass(frozen=True, slots=True)
class Delivery:
    """One thing on its way out. `message` is what the platform called it once it was sent."""

    id: int
    lane: str
    payload: Mapping[str, Any]
    attempts: int
    unsure: bool  # an earlier attempt may have gone through: the process died, or the line did
    locale: str | None = None
    subject: str | None = None
    message: MessageRef | None = None
    finished: datetime | None = None


class DeliveryStore(Protocol):
    """Keep the outbox."""

    async def add(
        self,
        tx: Tx,
        key: str,
        lane: str,
        payload: Mapping[str, Any],
        due: datetime,
        locale: str | None,
        subject: str | None,
    ) -> None:
        """Write a delivery; one of the same key that is already there stands."""

    async def replace(self, tx: Tx, key: str, lane: str, payload: Mapping[str, Any], due: datetime) -> None:
        """Write a delivery; one of the same key, waiting or done, is written over and goes out again."""

    async def rewrite(self, tx: Tx, delivery: int, payload: Mapping[str, Any]) -> None:
        """Change what a waiting delivery says."""

    async def of_subject(self, tx: Tx, subject: str) -> list[tuple[Delivery, bool]]:
        """List the messages showing a subject, each with whether it is still waiting."""

    async def find(self, tx: Tx, delivery: int) -> Delivery | None:
        """Read one delivery."""

    async def find_by_key(self, tx: Tx, key: str) -> Delivery | None:
        """Read one delivery by its key."""

    async def claim(self, tx: Tx, now: datetime, busy: frozenset[str]) -> list[Delivery]:
        """Take the first due delivery of each lane that is not busy, and mark them as being sent."""

    async def finish(self, tx: Tx, delivery: int, now: datetime, outcome: str, message: MessageRef | None) -> None:
        """Note how a delivery ended: `sent`, or why not."""

    async def postpone(self, tx: Tx, delivery: int, due: datetime, unsure: bool) -> None:
        """Note that it has to be tried again."""

    async def drop(self, tx: Tx, delivery: int, now: datetime, outcome: str) -> None:
        """Take a waiting delivery out of line."""

    async def waiting_in(self, tx: Tx, lane: str) -> list[Delivery]:
        """List what waits, or is being sent, in a lane."""

    async def relocate(self, tx: Tx, delivery: int, lane: str, payload: Mapping[str, Any]) -> None:
        """Send a delivery to another chat than it was written for."""

    async def recover(self, tx: Tx) -> None:
        """Put what was being sent when the process died back in line, as unsure."""

    async def next_due(self, tx: Tx, busy: frozenset[str]) -> datetime | None:
        """Say when the next delivery can be claimed, as far as that is a matter of time."""


class Outbox(Protocol):
    """What a service needs: to say and do things unasked, in its own transaction."""

    async def send(
        self,
        tx: Tx,
        to: Target,
        document: Doc,
        *,
        locale: str,
        key: str,
        buttons: Buttons = (),
        files: tuple[Attachment, ...] = (),
        subject: str | None = None,
        reply_to: MessageRef | None = None,
    ) -> None:
        """Send a message; the same key again sends nothing more."""

    async def show(self, tx: Tx, subject: str, document: Doc, buttons: Buttons = ()) -> None:
        """Show a subject anew: every message about it is edited, each in its own language (edits are debounced)."""

    async def withdraw(self, tx: Tx, subject: str) -> None:
        """Delete every message about a subject."""

    async def perform(self, tx: Tx, act: Act, key: str) -> None:
        """Carry out an act; the same key again does nothing more."""


class Deliveries:
    """Write the outbox. The courier (bot/courier.py) empties it; `wake` tells it that something was committed."""

    def __init__(
        self, store: DeliveryStore, ports: Mapping[Platform, Ports], clock: Clock, wake: Callable[[], None]
    ) -> None:
        self._store = store
        self._ports = ports
        self._clock = clock
        self._wake = wake

    async def send(
        self,
        tx: Tx,
        to: Target,
        document: Doc,
        *,
        locale: str,
        key: str,
        buttons: Buttons = (),
        files: tuple[Attachment, ...] = (),
        subject: str | None = None,
        reply_to: MessageRef | None = None,
    ) -> None:
        """Send a message; the same key again sends nothing more."""
        payload = {"to": encode(to), "reply_to": encode(reply_to), "files": encode(files)}
        payload |= _said(document, buttons, locale)
        await self._store.add(tx, key, lane_of(to), payload, self._clock.now(), locale, subject)
        tx.after_commit(self._wake)

    async def show(self, tx: Tx, subject: str, document: Doc, buttons: Buttons = ()) -> None:
        """Show a subject anew: every message about it is edited, each in its own language (edits are debounced)."""
        for delivery, waiting in await self._store.of_subject(tx, subject):
            said = _said(document, buttons, delivery.locale or "en")
            if waiting:
                await self._store.rewrite(tx, delivery.id, dict(delivery.payload) | said)
                continue
            edited = await self._store.find_by_key(tx, f"edit:{delivery.id}")
            if edited is not None and "withdraw" in edited.payload:
                continue  # it is gone, or about to go
            last = edited.finished if edited else None
            due = max(self._clock.now(), last + self._pause(delivery)) if last else self._clock.now()
            await self._store.replace(tx, f"edit:{delivery.id}", delivery.lane, {"edit": delivery.id} | said, due)
        tx.after_commit(self._wake)

    async def withdraw(self, tx: Tx, subject: str) -> None:
        """Delete every message about a subject."""
        for delivery, waiting in await self._store.of_subject(tx, subject):
            if waiting:
                await self._store.drop(tx, delivery.id, self._clock.now(), "withdrawn")
            else:
                await self._store.replace(
                    tx, f"edit:{delivery.id}", delivery.lane, {"withdraw": delivery.id}, self._clock.now()
                )
        tx.after_commit(self._wake)

    async def perform(self, tx: Tx, act: Act, key: str) -> None:
        """Carry out an act; the same key again does nothing more."""
        lane = lane_of(act.messages[0].chat) if isinstance(act, Delete) else f"{act.space.platform}:{act.space.id}"
        await self._store.add(tx, key, lane, {"act": encode(act)}, self._clock.now(), None, None)
        tx.after_commit(self._wake)

    def _pause(self, delivery: Delivery) -> timedelta:
        ports = self._ports.get(Platform(delivery.lane.split(":", 1)[0]))
        return (ports.features if ports else Features()).edit_interval


def lane_of(to: Target) -> str:
    """Name the lane of a chat or of a person: what goes there leaves in order."""
    return f"{to.platform}:{to.id}" if isinstance(to, ChatRef) else f"{to.platform}:@{to.id}"


def _said(document: Doc, buttons: Buttons, locale: str) -> dict[str, Any]:
    return {
        "doc": encode(resolve(document, locale)),
        "buttons": encode(resolve_buttons(buttons, locale)),
        "locale": locale,
    }
