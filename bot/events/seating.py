"""Write down what was decided about seats, with everything that follows from it."""

from dataclasses import replace
from datetime import datetime
from typing import Protocol, TypeVar

from bot.events.herald import Herald
from bot.events.model import Event
from bot.events.seats import Roster, changed, offer_deadline, offered
from bot.events.settings import EventSettings
from bot.events.store import EventStore
from bot.events.timers import Timers
from bot.ids import CommunityId
from bot.ports import Tx
from bot.settings import Section

M = TypeVar("M", bound=Section)


class Settings(Protocol):
    """Know a community's settings."""

    def of(self, community: CommunityId, model: type[M]) -> M:
        """Give one section of a community."""


class Seating:
    """Load and save rosters. The event has to be locked by whoever changes one."""

    def __init__(self, store: EventStore, herald: Herald, timers: Timers, settings: Settings) -> None:
        self._store = store
        self._herald = herald
        self._timers = timers
        self._settings = settings

    async def load(self, tx: Tx, event: Event) -> Roster:
        """Read an event's roster."""
        return Roster(event.plan.limit, event.turns, await self._store.load_rsvps(tx, event.id))

    def hold_until(self, event: Event, now: datetime) -> datetime:
        """Say until when a seat freed now is held."""
        return offer_deadline(now, event.plan.starts, self._settings.of(event.community, EventSettings).offer)

    async def settle(self, tx: Tx, event: Event, old: Roster, new: Roster) -> None:
        """Save what changed, offer freed seats, and bring the announcements up to date."""
        if new.turns != old.turns:
            await self._store.save(tx, replace(event, turns=new.turns))
        changes = changed(old, new)
        await self._store.save_rsvps(tx, event, changes)
        for rsvp in offered(old, new):
            await self._herald.offer(tx, event, rsvp)
            await self._timers.hold(tx, event, rsvp)
        if changes:
            await self._herald.refresh(tx, event, new)
