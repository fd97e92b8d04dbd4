"""What comes of a delivery that ended: another way to the person, and word to the admins, once."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Protocol

from bot.acts import Act, Delete
from bot.codec import decode, encode
from bot.content import Doc, Mention, Para
from bot.deliveries import MESSAGE_LIFE, draft_of_act, lane_of
from bot.ids import AccountRef, ChatRef, MessageRef
from bot.outgoing import Delivery, DeliveryStore, Draft
from bot.ports import Clock, Tx
from bot.topics import Topic

LOST = frozenset({"forbidden", "gone"})


class Admins(Protocol):
    """Tell a community's admins. The same key again tells nothing more."""

    async def refused(self, tx: Tx, act: Act, key: str) -> None:
        """An act was forbidden."""

    async def taken_back(self, tx: Tx, act: Act, to: AccountRef, locale: str, key: str) -> None:
        """An act was forbidden of which somebody was told privately, in this language, that it is done."""

    async def undelivered(self, tx: Tx, chat: ChatRef, outcome: str, key: str) -> None:
        """A message did not arrive in a chat: it was refused, the chat is gone, or nobody knows."""

    async def astray(self, tx: Tx, topic: ChatRef, key: str) -> None:
        """A message for a topic had to go to the whole chat."""


class Outcomes:
    """Look at how deliveries ended, in the transaction that notes it."""

    def __init__(self, store: DeliveryStore, clock: Clock, admins: Admins) -> None:
        self._store = store
        self._clock = clock
        self._admins = admins
        self.deleted: list[Callable[[Sequence[MessageRef]], None]] = []  # who hears, in memory, of messages gone

    async def note(self, tx: Tx, delivery: Delivery, outcome: str, message: MessageRef | None) -> None:
        """Do what follows from an outcome."""
        payload = delivery.payload
        if "act" in payload and outcome == "forbidden":
            await self._admins.refused(tx, decode(payload["act"]), f"refused:{delivery.id}")
            await self._correct(tx, delivery)
        if "act" in payload and outcome in ("sent", "gone") and isinstance(act := decode(payload["act"]), Delete):
            for told in self.deleted:
                tx.after_commit(partial(told, act.messages))
        if "to" not in payload:
            return
        if "before" in payload:
            await self._store.hasten(tx, payload["before"], self._clock.now())
            tx.announce(Topic.WORK)
        if "fades" in payload and message is not None:
            due = self._clock.now() + timedelta(seconds=payload["fades"])
            await self._store.add(tx, draft_of_act(Delete((message,)), f"{delivery.key}:fade", due))
            tx.announce(Topic.WORK)
        to: ChatRef | AccountRef = decode(payload["to"])
        if isinstance(to, AccountRef):
            if outcome in LOST and "fallback" in payload:
                await self._elsewhere(tx, delivery, to)
        elif outcome == "sent":
            if to.topic is not None and message is not None and message.chat.topic != to.topic:
                await self._admins.astray(tx, to, f"astray:{delivery.lane}:{to.topic}")
        elif outcome in LOST or outcome == "unknown":
            # Told once, and again only when the chat was reached in between.
            last = await self._store.last_sent(tx, delivery.lane)
            await self._admins.undelivered(tx, to, outcome, f"undelivered:{delivery.lane}:{outcome}:{last}")

    async def _correct(self, tx: Tx, refused: Delivery) -> None:
        """Take back, once for each place, what somebody was told of an act, or is about to be."""
        told = await self._store.find_by_key(tx, refused.payload.get("told", ""))
        if told is None or (told.message is None and told.finished is not None):
            return
        to = decode(told.payload["to"])
        if isinstance(to, AccountRef):
            act, key = decode(refused.payload["act"]), f"{told.key}:refused:{refused.lane}"
            await self._admins.taken_back(tx, act, to, told.locale or "en", key)

    async def _elsewhere(self, tx: Tx, delivery: Delivery, account: AccountRef) -> None:
        """Say in the chat, to somebody by name, what they could not be told privately."""
        fallback = dict(delivery.payload["fallback"])
        chat: ChatRef = decode(fallback["chat"])
        document: Doc = decode(delivery.payload["doc"])
        addressed = Doc((Para(Mention(fallback["name"], (account,))), *document.blocks))
        payload = dict(delivery.payload) | {"to": encode(chat), "doc": encode(addressed)}
        del payload["fallback"]
        now = self._clock.now()
        draft = Draft(
            f"{delivery.key}:chat",
            lane_of(chat),
            payload,
            now,
            delivery.expires or now + MESSAGE_LIFE,
            delivery.locale,
            delivery.subject,
            delivery.priority,
        )
        await self._store.add(tx, draft)
