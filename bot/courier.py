"""Empty the outbox: each lane in order, lanes side by side, every outcome written down."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeAlias, assert_never

import structlog

from bot.acts import Act, Ban, Delete, Kick, Release, Restrict, Unban
from bot.codec import decode, encode
from bot.deliveries import Delivery, DeliveryStore, lane_of
from bot.errors import Forbidden, Gone, Migrated, RateLimited, Rejected, Unavailable
from bot.ids import AccountRef, ChatRef, MessageRef, Platform, SpaceRef
from bot.ports import Clock, Outgoing, Ports, Transactions, Tx

MAX_ATTEMPTS = 10
FIRST_RETRY = timedelta(seconds=1)  # doubled with each attempt

Refused: TypeAlias = Callable[[Tx, Act, int], Awaitable[None]]
"""Told of an act that a platform forbade, with its delivery's id."""

log = structlog.get_logger()


class Courier:
    """Carry deliveries out. `wake` is called when a lane became free, so that its next delivery can go; `refused` is
    told, in the transaction that notes it, of acts that a platform forbade."""

    def __init__(
        self,
        store: DeliveryStore,
        transactions: Transactions,
        ports: Mapping[Platform, Ports],
        clock: Clock,
        wake: Callable[[], None],
        refused: Refused,
    ) -> None:
        self._store = store
        self._refused = refused
        self._transactions = transactions
        self._ports = ports
        self._clock = clock
        self._wake = wake
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self.faults = 0

    @property
    def busy(self) -> bool:
        """Tell whether something is being sent at this moment."""
        return bool(self._lanes)

    async def recover(self) -> None:
        """Take up what was being sent when the process died. Call once, before the first `send_due`."""
        async with self._transactions.begin() as tx:
            await self._store.recover(tx)

    async def send_due(self) -> int:
        """Start sending what is due, one delivery a lane, and say how many were started."""
        async with self._transactions.begin() as tx:
            taken = await self._store.claim(tx, self._clock.now(), frozenset(self._lanes))
        for delivery in taken:
            self._lanes[delivery.lane] = asyncio.create_task(self._carry(delivery), name=f"delivery {delivery.id}")
        return len(taken)

    async def settle(self) -> None:
        """Wait until nothing is being sent."""
        while self._lanes:
            await asyncio.gather(*self._lanes.values())

    async def next_due(self) -> datetime | None:
        """Say when the earliest waiting delivery is due."""
        async with self._transactions.read() as tx:
            return await self._store.next_due(tx, frozenset(self._lanes))

    async def _carry(self, delivery: Delivery) -> None:
        try:
            await self._attempt(delivery)
        finally:
            del self._lanes[delivery.lane]
            self._wake()

    async def _attempt(self, delivery: Delivery) -> None:
        outcome, message = "sent", None
        try:
            message = await self._perform(delivery)
        except RateLimited as error:
            await self._again(delivery, error.after, unsure=False)
            return
        except Migrated as error:
            if await self._again(delivery, timedelta(0), unsure=False, moved=error.to):
                return
            outcome = "gone"  # a message stays behind in the chat it was written in
        except Unavailable:
            # The line broke: it may have gone through. Sending again is better than losing it.
            if delivery.attempts < MAX_ATTEMPTS:
                await self._again(delivery, FIRST_RETRY * 2**delivery.attempts, unsure=True)
                return
            outcome = "unavailable"
        except (Forbidden, Gone, Rejected) as error:
            outcome = type(error).__name__.lower()
            log.warning(
                "delivery refused", delivery=delivery.id, lane=delivery.lane, outcome=outcome, detail=error.detail
            )
        except Exception:
            outcome = "fault"
            self.faults += 1
            log.exception("delivery failed", delivery=delivery.id, lane=delivery.lane)
        async with self._transactions.begin() as tx:
            await self._store.finish(tx, delivery.id, self._clock.now(), outcome, message)
            if outcome == "forbidden" and "act" in delivery.payload:
                await self._refused(tx, decode(delivery.payload["act"]), delivery.id)

    async def _again(self, delivery: Delivery, after: timedelta, *, unsure: bool, moved: ChatRef | None = None) -> bool:
        """Put a delivery back in line; False when it cannot follow the chat to where that has moved."""
        follows = True
        async with self._transactions.begin() as tx:
            if moved:
                for waiting in await self._store.waiting_in(tx, delivery.lane):
                    if not await self._relocate(tx, waiting, moved):
                        follows &= waiting.id != delivery.id
            if follows:
                await self._store.postpone(tx, delivery.id, self._clock.now() + after, unsure)
        return follows

    async def _relocate(self, tx: Tx, delivery: Delivery, to: ChatRef) -> bool:
        payload = dict(delivery.payload)
        if "to" in payload:
            payload["to"] = encode(replace(to, topic=decode(payload["to"]).topic))
        elif "act" in payload and not isinstance(act := decode(payload["act"]), Delete):
            payload["act"] = encode(replace(act, space=SpaceRef(to.platform, to.id)))
        else:
            return False
        await self._store.relocate(tx, delivery.id, lane_of(to), payload)
        return True

    async def _perform(self, delivery: Delivery) -> MessageRef | None:
        payload = delivery.payload
        if "act" in payload:
            await self._act(decode(payload["act"]))
            return None
        if "edit" in payload or "withdraw" in payload:
            await self._change(delivery)
            return None
        to: ChatRef | AccountRef = decode(payload["to"])
        message = Outgoing(
            decode(payload["doc"]),
            payload["locale"],
            decode(payload["buttons"]),
            decode(payload["files"]),
            decode(payload["reply_to"]),
            nonce=f"hearth-{delivery.id}",
        )
        return await self._port(to.platform).messenger.send(to, message)

    async def _change(self, delivery: Delivery) -> None:
        payload = delivery.payload
        async with self._transactions.read() as tx:
            shown = await self._store.find(tx, payload.get("edit") or payload["withdraw"])
        if shown is None or shown.message is None:
            return
        messenger = self._port(shown.message.chat.platform).messenger
        if "withdraw" in payload:
            await messenger.delete([shown.message])
        else:
            document, buttons = decode(payload["doc"]), decode(payload["buttons"])
            await messenger.edit(shown.message, Outgoing(document, payload["locale"], buttons))

    def _port(self, platform: Platform) -> Ports:
        if platform not in self._ports:
            raise Gone("the platform does not run here any more")
        return self._ports[platform]

    async def _act(self, act: Act) -> None:
        match act:
            case Delete(messages):
                await self._port(messages[0].chat.platform).messenger.delete(messages)
            case Restrict(space, account, until, reason):
                await self._port(space.platform).moderator.restrict(space, account, until, reason)
            case Release(space, account, reason):
                await self._port(space.platform).moderator.release(space, account, reason)
            case Kick(space, account, reason):
                await self._port(space.platform).moderator.kick(space, account, reason)
            case Ban(space, account, until, reason):
                await self._port(space.platform).moderator.ban(space, account, until, reason)
            case Unban(space, account, reason):
                await self._port(space.platform).moderator.unban(space, account, reason)
            case _:
                assert_never(act)
