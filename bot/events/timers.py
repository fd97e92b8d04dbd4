"""Plan what happens around an event later. Planning the same again moves it and never doubles it."""

from datetime import datetime

from bot.events.model import DRAFT_KEPT, Event
from bot.events.reminders import still_ahead
from bot.events.seats import Rsvp
from bot.jobs import Scheduler
from bot.ports import Tx

REMIND = "event-remind"
BEGIN = "event-begin"
OFFER = "event-offer"
DRAFT = "event-draft"


class Timers:
    """Write an event's jobs, in the transaction of their reason."""

    def __init__(self, scheduler: Scheduler) -> None:
        self._scheduler = scheduler

    async def plan(self, tx: Tx, event: Event, now: datetime) -> None:
        """Plan the reminders that are still ahead, and the start."""
        for offset, due in still_ahead(event.plan, now):
            seconds = round(offset.total_seconds())
            key, payload = f"{REMIND}:{event.id}:{seconds}", {"event": event.id, "offset": seconds}
            await self._scheduler.schedule(tx, REMIND, key, event.community, due, payload)
        key = f"{BEGIN}:{event.id}"
        await self._scheduler.schedule(tx, BEGIN, key, event.community, event.plan.starts, {"event": event.id})

    async def drop(self, tx: Tx, event: Event) -> None:
        """Drop the reminders and the start.

        Call it before locking the event: a runner holds its job's row first and the event's second, and taking them
        in another order could wait for each other for ever.
        """
        for offset in event.plan.remind:
            await self._scheduler.cancel(tx, f"{REMIND}:{event.id}:{round(offset.total_seconds())}")
        await self._scheduler.cancel(tx, f"{BEGIN}:{event.id}")

    async def hold(self, tx: Tx, event: Event, rsvp: Rsvp) -> None:
        """Plan the end of an offer. It is never cancelled: one that was answered is recognised by its turn."""
        assert rsvp.until is not None
        payload = {"event": event.id, "member": rsvp.member, "turn": rsvp.turn}
        key = f"{OFFER}:{event.id}:{rsvp.turn}"
        await self._scheduler.schedule(tx, OFFER, key, event.community, rsvp.until, payload)

    async def expire(self, tx: Tx, event: Event, now: datetime) -> None:
        """Plan to forget a draft that nobody confirms."""
        key = f"{DRAFT}:{event.id}"
        await self._scheduler.schedule(tx, DRAFT, key, event.community, now + DRAFT_KEPT, {"event": event.id})
