"""The outbox as services see it: everything the bot says or does unasked is written in the transaction of its reason.

A delivery has a key (the same key again is the same delivery) and a lane (what goes to one chat leaves in order).
`subject` names what a message shows, such as `event:12`, so that it can be shown anew when that changes.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeAlias

from bot.acts import Act, Delete, Unreact
from bot.codec import encode
from bot.content import Attachment, Buttons, Doc
from bot.ids import AccountRef, ChatRef, MessageRef, Platform, SpaceRef
from bot.outgoing import Delivery, DeliveryStore, Draft, Priority
from bot.ports import Clock, Features, Ports, Tx
from bot.texts import resolve, resolve_buttons
from bot.topics import Topic

Target: TypeAlias = ChatRef | AccountRef

NO_TIME = timedelta(0)
MESSAGE_LIFE = timedelta(days=3)  # a message that could not be sent for so long is nobody's news any more


@dataclass(frozen=True, slots=True)
class Fallback:
    """Where a message goes that cannot be written to somebody privately, and how they are called there."""

    chat: ChatRef
    name: str


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
        priority: Priority = Priority.NOTICE,
        until: datetime | None = None,
        fallback: Fallback | None = None,
        before: Collection[str] = (),
        fades: timedelta | None = None,
    ) -> None:
        """Send a message; the same key again sends nothing more.

        After `until` it is not sent any more. `fallback` is for a person who takes no private messages. `before` are
        the keys of acts that it tells of and that are held for it: one that is forbidden is taken back in words. What
        `fades` is deleted so long after it was sent.
        """

    async def show(self, tx: Tx, subject: str, document: Doc, buttons: Buttons = ()) -> None:
        """Show a subject anew: every message about it is edited, each in its own language (edits are debounced)."""

    async def withdraw(self, tx: Tx, subject: str) -> bool:
        """Delete every message about a subject; False where there is none."""

    async def perform(self, tx: Tx, act: Act, key: str, *, hold: timedelta = NO_TIME) -> None:
        """Carry out an act; the same key again does nothing more. It is held for so long, or until the message that
        goes before it is out, or cannot be sent."""


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
        priority: Priority = Priority.NOTICE,
        until: datetime | None = None,
        fallback: Fallback | None = None,
        before: Collection[str] = (),
        fades: timedelta | None = None,
    ) -> None:
        """Send a message; the same key again sends nothing more."""
        payload = {"to": encode(to), "reply_to": encode(reply_to), "files": encode(files)}
        if fallback is not None:
            payload["fallback"] = {"chat": encode(fallback.chat), "name": fallback.name}
        if before:
            payload["before"] = sorted(before)
        if fades is not None:
            payload["fades"] = fades.total_seconds()
        payload |= _said(document, buttons, locale)
        now = self._clock.now()
        expires = until or now + MESSAGE_LIFE
        await self._store.add(tx, Draft(key, lane_of(to), payload, now, expires, locale, subject, priority))
        for act in before:
            if (held := await self._store.find_by_key(tx, act)) is not None:
                await self._store.rewrite(tx, held.id, dict(held.payload) | {"told": key})
        self._written(tx)

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
            await self._change(tx, delivery, {"edit": delivery.id} | said, due)
        self._written(tx)

    async def withdraw(self, tx: Tx, subject: str) -> bool:
        """Delete every message about a subject; False where there is none."""
        found = await self._store.of_subject(tx, subject)
        for delivery, waiting in found:
            if waiting:
                await self._store.drop(tx, delivery.id, self._clock.now(), "withdrawn")
            else:
                await self._change(tx, delivery, {"withdraw": delivery.id}, self._clock.now())
        self._written(tx)
        return bool(found)

    async def _change(self, tx: Tx, shown: Delivery, payload: Mapping[str, Any], due: datetime) -> None:
        key, expires = f"edit:{shown.id}", due + MESSAGE_LIFE
        await self._store.replace(tx, Draft(key, shown.lane, payload, due, expires, priority=Priority.NEWS))

    async def perform(self, tx: Tx, act: Act, key: str, *, hold: timedelta = NO_TIME) -> None:
        """Carry out an act; the same key again does nothing more. It is held for so long, or until the message that
        goes before it is out, or cannot be sent."""
        await self._store.add(tx, draft_of_act(act, key, self._clock.now() + hold))
        self._written(tx)

    def _written(self, tx: Tx) -> None:
        tx.after_commit(self._wake)
        tx.announce(Topic.WORK)

    def _pause(self, delivery: Delivery) -> timedelta:
        ports = self._ports.get(delivery.platform)
        return (ports.features if ports else Features()).edit_interval


def lane_of(to: Target) -> str:
    """Name the lane of a chat or of a person: what goes there leaves in order."""
    return f"{to.platform}:{to.id}" if isinstance(to, ChatRef) else f"{to.platform}:@{to.id}"


def lane_of_act(act: Act) -> str:
    """Name the lane of what is done in a space, which waits for no message and takes no message's turn."""
    match act:
        case Delete(messages):
            place: ChatRef | SpaceRef = messages[0].chat
        case Unreact(message):
            place = message.chat
        case _:
            place = act.space
    return f"{place.platform}:{place.id}!"


def draft_of_act(act: Act, key: str, due: datetime) -> Draft:
    """Write an act as a delivery."""
    return Draft(key, lane_of_act(act), {"act": encode(act)}, due, priority=Priority.ACT)


def _said(document: Doc, buttons: Buttons, locale: str) -> dict[str, Any]:
    return {
        "doc": encode(resolve(document, locale)),
        "buttons": encode(resolve_buttons(buttons, locale)),
        "locale": locale,
    }
