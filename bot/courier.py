"""Empty the outbox: each lane in order, lanes side by side, no faster than the platform allows, every outcome noted."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import uuid4

import structlog

from bot.carrier import Carrier
from bot.errors import (
    Already,
    Forbidden,
    Gone,
    Migrated,
    PlatformError,
    RateLimited,
    Rejected,
    StorageError,
    Unavailable,
    Unknown,
)
from bot.ids import ChatRef, MessageRef, Platform, SpaceRef
from bot.meters import Meters
from bot.outages import Outages
from bot.outcomes import Outcomes
from bot.outgoing import Delivery, DeliveryStore, Lease, Wanted
from bot.pace import PLENTY
from bot.ports import Clock, Ports, Transactions, Tx

FIRST_RETRY = timedelta(seconds=1)  # doubled with each attempt
LONGEST_RETRY = timedelta(minutes=1)
# Attempts that may have gone through: after so many, being there twice is likelier than not being there at all.
MAX_UNKNOWN = 3
LEASE = timedelta(seconds=30)  # how long a process that gives no sign of life keeps what it was sending
REFUSED_REST = timedelta(minutes=1)  # a chat that refuses us is not asked again at once: platforms cut off who insists
AGAIN = 1.0  # seconds until another try when the database fails
WORDS_KEPT = timedelta(days=2)  # what was said may quote members: it is not kept longer than evidence usually is
AT_ONCE = 500  # deliveries whose words are forgotten in one transaction: others wait for it
KEPT = timedelta(days=30)  # how long it is known that something was sent, so that the same key sends nothing more

T = TypeVar("T")

log = structlog.get_logger()


class Courier:
    """Carry deliveries out. `wake` is called when a lane became free, so that its next delivery can go, `migrate`
    when a platform tells that a chat goes on under another id.

    Several processes may share one outbox: each takes what goes to the platforms that it runs.
    """

    def __init__(
        self,
        store: DeliveryStore,
        transactions: Transactions,
        ports: Mapping[Platform, Ports],
        clock: Clock,
        wake: Callable[[], None],
        outcomes: Outcomes,
        outages: Outages,
        meters: Meters,
        migrate: Callable[[SpaceRef, SpaceRef], Awaitable[None]],
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._store = store
        self._transactions = transactions
        self._ports = ports
        self._clock = clock
        self._wake = wake
        self._outcomes = outcomes
        self._outages = outages
        self._meters = meters
        self._migrate = migrate
        self._hurried: set[Platform] = set()
        self._jitter = jitter
        self._carrier = Carrier(store, transactions, ports)
        self._holder = uuid4().hex
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self.faults = 0

    @property
    def busy(self) -> bool:
        """Tell whether something is being sent at this moment."""
        return bool(self._lanes)

    async def recover(self) -> None:
        """Take up at once what was being sent when the process died. Only where no other process shares the outbox."""
        async with self._transactions.begin() as tx:
            await self._store.recover(tx)

    async def send_due(self) -> int:
        """Start sending what is due, one delivery a lane, and say how many were started."""
        now, taken = self._clock.now(), list[Delivery]()
        async with self._transactions.begin() as tx:
            while self._hurried:
                await self._store.hurry(tx, self._hurried.pop(), now)
            for wanted in self._wanted(now):
                taken += await self._store.claim(tx, wanted, now, Lease(self._holder, now + LEASE))
        for delivery in taken:
            if not delivery.act:
                self._ports[delivery.platform].pace.take(delivery.chat, now)
            self._lanes[delivery.lane] = asyncio.create_task(self._carry(delivery), name=f"delivery {delivery.id}")
        return len(taken)

    def _wanted(self, now: datetime) -> list[Wanted]:
        wanted = []
        for platform, ports in self._ports.items():
            wanted.append(Wanted(platform, True, frozenset(self._lanes), PLENTY))
            if (room := ports.pace.room(now)) > 0:
                resting = _lanes_of(platform, ports.pace.resting(now))
                wanted.append(Wanted(platform, False, {*self._lanes, *resting}, room))
        return wanted

    def hurry(self, platform: Platform) -> None:
        """Try at once again what waits for its next try: the platform is there again."""
        self._hurried.add(platform)
        self._wake()

    async def settle(self) -> None:
        """Wait until nothing is being sent."""
        while self._lanes:
            await asyncio.gather(*self._lanes.values())

    async def next_due(self) -> datetime | None:
        """Say when the earliest waiting delivery can be sent."""
        now, found = self._clock.now(), list[datetime]()
        async with self._transactions.read() as tx:
            for platform, ports in self._ports.items():
                acts = Wanted(platform, True, frozenset(self._lanes), PLENTY)
                if (due := await self._store.next_due(tx, acts, self._holder)) is not None:
                    found.append(due)
                resting = _lanes_of(platform, ports.pace.resting(now))
                messages = Wanted(platform, False, {*self._lanes, *resting}, PLENTY)
                rested = await self._store.lanes_waiting(tx, resting.keys() - self._lanes.keys())
                ends = [resting[lane] for lane in rested]
                if (due := await self._store.next_due(tx, messages, self._holder)) is not None:
                    ends.append(due)
                if ends:
                    found.append(max(min(ends), ports.pace.room_at(now)))
        return min(found, default=None)

    async def renew(self) -> None:
        """Give a sign of life, more often than LEASE, while something is being sent."""
        if self._lanes:
            async with self._transactions.begin() as tx:
                await self._store.renew(tx, Lease(self._holder, self._clock.now() + LEASE))

    async def tidy(self) -> None:
        """End what has waited for too long, and forget what ended long ago."""
        now = self._clock.now()
        async with self._transactions.begin() as tx:
            expired = await self._store.expire(tx, now)
            purged = await self._store.purge(tx, now - KEPT)
        forgotten = AT_ONCE
        while forgotten == AT_ONCE:
            async with self._transactions.begin() as tx:
                forgotten = await self._store.forget_words(tx, now - WORDS_KEPT, AT_ONCE)
        if expired or purged:
            log.info("outbox tidied", expired=expired, purged=purged)

    async def _carry(self, delivery: Delivery) -> None:
        try:
            await self._attempt(delivery)
        except Exception:
            self.faults += 1  # the delivery stays ours until its lease is over
            log.exception("delivery's outcome not noted", delivery=delivery.id, lane=delivery.lane)
        finally:
            del self._lanes[delivery.lane]
            self._wake()

    async def _attempt(self, delivery: Delivery) -> None:
        now = self._clock.now()
        if delivery.expires is not None and delivery.expires <= now:
            await self._end(delivery, "expired")
            return
        try:
            message = await self._carry_counted(delivery)
        except RateLimited as error:
            await self._again(delivery, error.after)
        except Migrated as error:
            # A bot that was away for long is never told of the move in the chat itself.
            await self._migrate(SpaceRef(delivery.platform, delivery.chat), SpaceRef(delivery.platform, error.to.id))
            if not await self._follow(delivery, error.to):
                await self._end(delivery, "gone", error.detail)  # a message stays behind in the chat it was written in
        except Unknown as error:
            await self._in_doubt(delivery, error)
        except Unavailable:
            await self._again(delivery, self._pause(delivery))
        except (Forbidden, Gone) as error:
            if not delivery.act and not delivery.personal:
                self._ports[delivery.platform].pace.rest(delivery.chat, now + REFUSED_REST)
            await self._end(delivery, type(error).__name__.lower(), error.detail)
        except Already as error:
            await self._end(delivery, "already", error.detail)
        except Rejected as error:
            await self._end(delivery, "rejected", error.detail)
        except Exception:
            self.faults += 1
            log.exception("delivery failed", delivery=delivery.id, lane=delivery.lane)
            await self._end(delivery, "fault")
        else:
            await self._end(delivery, "sent", message=message)

    async def _carry_counted(self, delivery: Delivery) -> MessageRef | None:
        try:
            return await self._carrier.carry(delivery)
        except PlatformError as error:
            self._meters.count_platform_error(delivery.platform, type(error).__name__)
            raise

    async def _in_doubt(self, delivery: Delivery, error: Unknown) -> None:
        """Try again where that shows nothing twice; else so often that it is there, and not much oftener."""
        twice = "to" in delivery.payload and not self._ports[delivery.platform].features.dedupes
        if twice and delivery.unknown + 1 >= MAX_UNKNOWN:
            await self._end(delivery, "unknown", error.detail)
        else:
            await self._again(delivery, self._pause(delivery), unknown=True)

    def _pause(self, delivery: Delivery) -> timedelta:
        longest = min(FIRST_RETRY * (1 << min(delivery.attempts - 1, 10)), LONGEST_RETRY)
        return longest * (0.5 + self._jitter() / 2)

    async def _end(self, delivery: Delivery, outcome: str, detail: str = "", message: MessageRef | None = None) -> None:
        if outcome != "sent":
            log.warning("delivery ended", delivery=delivery.id, lane=delivery.lane, outcome=outcome, detail=detail)

        async def end(tx: Tx) -> None:
            await self._store.finish(tx, delivery.id, self._holder, self._clock.now(), outcome, message)
            await self._outcomes.note(tx, delivery, outcome, message)

        await self._write(end)
        self._meters.count_delivery(delivery.platform, outcome)

    async def _again(self, delivery: Delivery, after: timedelta, *, unknown: bool = False) -> None:
        due = self._clock.now() + after
        await self._write(lambda tx: self._store.postpone(tx, delivery.id, self._holder, due, unknown=unknown))

    async def _follow(self, delivery: Delivery, moved: ChatRef) -> bool:
        """Send everything in the lane to where the chat has moved; False when this delivery cannot follow."""

        async def follow(tx: Tx) -> bool:
            followed = await self._carrier.move(tx, delivery.lane, moved)
            if delivery.id in followed:
                await self._store.postpone(tx, delivery.id, self._holder, self._clock.now(), unknown=False)
            return delivery.id in followed

        return await self._write(follow)

    async def _write(self, work: Callable[[Tx], Awaitable[T]]) -> T:
        """Note what became of a delivery, however long it takes until the database can: else it would go out twice."""
        while True:
            try:
                async with self._transactions.begin() as tx:
                    return await work(tx)
            except StorageError as error:
                self._outages.note(error)
                await asyncio.sleep(AGAIN)


def _lanes_of(platform: Platform, chats: Mapping[str, datetime]) -> dict[str, datetime]:
    """Name the lanes that lead to these chats: a private chat has the id of the person."""
    return {f"{platform}:{at}{chat}": end for chat, end in chats.items() for at in ("", "@")}
