"""An outbox on a database in memory, emptied to platforms that remember."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from bot.acts import Act
from bot.content import Buttons, doc
from bot.courier import Courier
from bot.deliveries import Deliveries
from bot.ids import AccountRef, ChatRef, Platform, SpaceRef
from bot.meters import Meters
from bot.outages import Outages
from bot.outcomes import Outcomes
from bot.ports import Features, Tx
from storage.database import Database, sql
from storage.deliveries import SqlDeliveries
from storage.deliveries_table import deliveries
from tests.fakes import FakeClock, FakePlatform

GROUP = ChatRef(Platform.TELEGRAM, "-100")
OTHER = ChatRef(Platform.TELEGRAM, "-200")
CHANNEL = ChatRef(Platform.DISCORD, "7")
ANNA = AccountRef(Platform.TELEGRAM, "5")


class Admins:
    """Remember what the admins were told, once for each key."""

    def __init__(self) -> None:
        self.told: dict[str, object] = {}

    async def refused(self, tx: Tx, act: Act, key: str) -> None:
        """An act was forbidden."""
        self.told.setdefault(key, act)

    async def taken_back(self, tx: Tx, act: Act, to: AccountRef, locale: str, key: str) -> None:
        """Somebody was told of an act that was forbidden."""
        self.told.setdefault(key, f"corrected {to.id} {locale}")

    async def undelivered(self, tx: Tx, chat: ChatRef, outcome: str, key: str) -> None:
        """A message did not arrive."""
        self.told.setdefault(key, f"{outcome} {chat.id}")

    async def astray(self, tx: Tx, topic: ChatRef, key: str) -> None:
        """A message for a topic went to the whole chat."""
        self.told.setdefault(key, f"astray {topic.topic}")


class Outbox:
    """Write deliveries and send them; `outcomes` says how they ended."""

    def __init__(self, database: Database, clock: FakeClock) -> None:
        self.database = database
        self.clock = clock
        self.telegram = FakePlatform(Platform.TELEGRAM)
        self.discord = FakePlatform(Platform.DISCORD, features=Features(dedupes=True))
        self.ports = {p.platform: p.ports for p in (self.telegram, self.discord)}
        self.store = SqlDeliveries()
        self.woken = 0
        self.awake = asyncio.Event()
        self.admins = Admins()
        self.meters = Meters()
        self.deliveries = Deliveries(self.store, self.ports, clock, self.wake)
        self.moves: list[tuple[SpaceRef, SpaceRef]] = []
        self.courier = self.restarted()

    def wake(self) -> None:
        """Count how often something is to be looked at."""
        self.woken += 1
        self.awake.set()

    def restarted(self, jitter: Callable[[], float] = lambda: 1.0) -> Courier:
        """Make a courier that knows only what the database does."""
        outcomes = Outcomes(self.store, self.clock, self.admins)
        self.courier = Courier(
            self.store,
            self.database,
            self.ports,
            self.clock,
            self.wake,
            outcomes,
            Outages(),
            self.meters,
            self.migrate,
            jitter,
        )
        return self.courier

    async def migrate(self, old: SpaceRef, new: SpaceRef) -> None:
        """Note that a chat has moved."""
        self.moves.append((old, new))

    async def send(
        self, text: str, to: ChatRef | AccountRef = GROUP, *, subject: str | None = None, locale: str = "en"
    ) -> None:
        """Write a message whose key is its text."""
        async with self.database.begin() as tx:
            await self.deliveries.send(tx, to, doc(text), locale=locale, key=text, subject=subject)

    async def show(self, subject: str, text: str, buttons: Buttons = ()) -> None:
        """Show a subject anew."""
        async with self.database.begin() as tx:
            await self.deliveries.show(tx, subject, doc(text), buttons)

    async def withdraw(self, subject: str) -> None:
        """Delete every message about a subject."""
        async with self.database.begin() as tx:
            await self.deliveries.withdraw(tx, subject)

    async def perform(self, act: Act, key: str) -> None:
        """Write an act."""
        async with self.database.begin() as tx:
            await self.deliveries.perform(tx, act, key)

    async def empty(self, after: timedelta = timedelta(0)) -> list[str]:
        """Let time pass, send everything due to the end, and give what Telegram was asked since the last time."""
        self.clock.advance(after)
        while await self.courier.send_due():
            await self.courier.settle()
        done, self.telegram.done = self.telegram.done, []
        return done

    async def outcomes(self) -> dict[str, str | None]:
        """Say how each delivery ended, by key; None while it waits."""
        async with self.database.read() as tx:
            rows = await sql(tx).execute(select(deliveries.c.key, deliveries.c.outcome, deliveries.c.state))
            return {row.key: row.outcome if row.state == "done" else None for row in rows}
