"""Short words for the outbox in the database."""

from datetime import timedelta

from bot.ids import ChatRef, MessageRef, Platform
from bot.outgoing import Delivery, Draft, Lease, Priority, Wanted
from storage.database import Database
from storage.deliveries import SqlDeliveries
from tests.fakes import NOON

SECOND = timedelta(seconds=1)
NOBODY: frozenset[str] = frozenset()
SENT = MessageRef(ChatRef(Platform.TELEGRAM, "-100", "5"), "77")
LEASE = 30 * SECOND
US, OTHERS = "us", "others"
store = SqlDeliveries()


def draft(
    key: str,
    lane: str = "telegram:1",
    *,
    due: timedelta = 0 * SECOND,
    subject: str | None = None,
    priority: Priority = Priority.NOTICE,
    expires: timedelta | None = None,
) -> Draft:
    """Make a delivery that says its key."""
    end = None if expires is None else NOON + expires
    return Draft(key, lane, {"said": key}, NOON + due, end, "ru", subject, priority)


async def add(
    database: Database,
    key: str,
    lane: str = "telegram:1",
    *,
    due: timedelta = 0 * SECOND,
    subject: str | None = None,
    priority: Priority = Priority.NOTICE,
    expires: timedelta | None = None,
) -> None:
    """Write a delivery."""
    async with database.begin() as tx:
        await store.add(tx, draft(key, lane, due=due, subject=subject, priority=priority, expires=expires))


async def claim(
    database: Database,
    *,
    at: timedelta = 0 * SECOND,
    busy: frozenset[str] = NOBODY,
    holder: str = US,
    acts: bool = False,
    limit: int = 100,
) -> list[Delivery]:
    """Take what can be sent on Telegram."""
    async with database.begin() as tx:
        wanted = Wanted(Platform.TELEGRAM, acts, busy, limit)
        return await store.claim(tx, wanted, NOON + at, Lease(holder, NOON + at + LEASE))


async def claim_keys(
    database: Database,
    *,
    at: timedelta = 0 * SECOND,
    busy: frozenset[str] = NOBODY,
    holder: str = US,
    acts: bool = False,
    limit: int = 100,
) -> list[str]:
    """Take what can be sent, and give what it says."""
    taken = await claim(database, at=at, busy=busy, holder=holder, acts=acts, limit=limit)
    return [d.payload["said"] for d in taken]


async def finish(database: Database, delivery: Delivery, outcome: str = "sent", *, holder: str = US) -> None:
    """End a delivery."""
    async with database.begin() as tx:
        await store.finish(tx, delivery.id, holder, NOON, outcome, SENT if outcome == "sent" else None)


async def postpone(
    database: Database, delivery: Delivery, after: timedelta, *, unknown: bool = False, holder: str = US
) -> None:
    """Put a delivery off."""
    async with database.begin() as tx:
        await store.postpone(tx, delivery.id, holder, NOON + after, unknown=unknown)


async def next_due(database: Database, busy: frozenset[str] = NOBODY, *, holder: str = US) -> timedelta | None:
    """Say how far after noon the next delivery can be claimed."""
    async with database.read() as tx:
        due = await store.next_due(tx, Wanted(Platform.TELEGRAM, False, busy, 100), holder)
    return None if due is None else due - NOON
