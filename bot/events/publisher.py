"""Bring events before people: the first one when it is confirmed, the following ones of a series in their turn."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.events.herald import Herald
from bot.events.model import Event, State
from bot.events.seats import Roster
from bot.events.series import next_slot
from bot.events.store import EventStore
from bot.events.timers import Timers
from bot.ports import Tx


class Publisher:
    """Number, announce and plan. The event has to be locked, or new."""

    def __init__(self, store: EventStore, herald: Herald, timers: Timers) -> None:
        self._store = store
        self._herald = herald
        self._timers = timers

    async def publish(self, tx: Tx, draft: Event, now: datetime) -> Event:
        """Give a draft its number, announce it in every linked chat and plan its reminders."""
        number = await self._store.next_number(tx, draft.community)
        event = replace(draft, state=State.OPEN, number=number)
        await self._store.save(tx, event)
        await self._herald.announce(tx, event, Roster(event.plan.limit, event.turns, {}))
        await self._timers.plan(tx, event, now)
        return event

    async def follow(self, tx: Tx, event: Event, now: datetime) -> tuple[Event, Event | None]:
        """Publish the occurrence after this one and hand the series on to it; give both as they are then.

        Occurrences missed meanwhile are left out. An event that holds no series has none after it.
        """
        if event.series is None:
            return event, None
        slot = next_slot(event.series, ZoneInfo(event.zone), now)
        done = replace(event, series=None)
        await self._store.save(tx, done)
        if slot is None:
            return done, None
        plan = replace(event.plan, starts=slot)
        series = replace(event.series, slot=slot)
        following = Event(0, event.community, None, State.DRAFT, event.zone, event.author, plan, series=series)
        return done, await self.publish(tx, await self._store.add(tx, following, now), now)
