"""Do what was planned around events. Each runner takes the event's lock and looks again before it acts."""

from collections.abc import Mapping
from datetime import timedelta

from bot.events.herald import Herald
from bot.events.model import Event, State
from bot.events.publisher import Publisher
from bot.events.reminders import decide_reminder
from bot.events.seating import Seating
from bot.events.seats import lapse_offer
from bot.events.store import EventStore
from bot.events.timers import BEGIN, DRAFT, OFFER, REMIND
from bot.ids import MemberId
from bot.jobs import Job, Runner
from bot.ports import Clock, Tx


class EventRunners:
    """Run the jobs of kinds event-remind, event-begin, event-offer and event-draft."""

    def __init__(self, store: EventStore, clock: Clock, herald: Herald, seating: Seating, publisher: Publisher) -> None:
        self._store = store
        self._clock = clock
        self._herald = herald
        self._seating = seating
        self._publisher = publisher

    def by_kind(self) -> Mapping[str, Runner]:
        """List who does what."""
        return {REMIND: self.remind, BEGIN: self.begin, OFFER: self.lapse, DRAFT: self.discard}

    async def remind(self, tx: Tx, job: Job) -> None:
        """Remind the chats and those going, once; nothing when the event is over."""
        event = await self._open(tx, job)
        if event is None:
            return
        offset = timedelta(seconds=job.payload["offset"])
        reminder = decide_reminder(event.plan, offset, job.late, self._clock.now())
        if reminder is None:
            return
        roster = await self._seating.load(tx, event)
        quiet = await self._store.load_quiet(tx, event.community)
        # The start is part of the key: an event that was moved reminds anew.
        key = f"event-remind:{event.id}:{event.plan.starts:%Y%m%dT%H%M}:{job.payload['offset']}"
        await self._herald.remind(tx, event, roster, reminder, key, quiet)

    async def begin(self, tx: Tx, job: Job) -> None:
        """Take the buttons off the announcements, and announce what follows in the series."""
        event = await self._open(tx, job)
        if event is not None:
            event, _ = await self._publisher.follow(tx, event, self._clock.now())
            await self._herald.refresh(tx, event, await self._seating.load(tx, event))

    async def lapse(self, tx: Tx, job: Job) -> None:
        """Take back a seat that was not taken in time and offer it to the next."""
        event = await self._open(tx, job)
        now = self._clock.now()
        if event is None or now >= event.plan.starts:
            return
        member, turn = MemberId(job.payload["member"]), job.payload["turn"]
        old = await self._seating.load(tx, event)
        held = next((m for m, r in old.rsvps.items() if r.turn == turn), member)  # accounts may have been joined since
        new = lapse_offer(old, held, turn, now, self._seating.hold_until(event, now))
        if new is not old:
            await self._seating.settle(tx, event, old, new)
            await self._herald.lapsed(tx, event, new.rsvps[held], turn)

    async def discard(self, tx: Tx, job: Job) -> None:
        """Forget a draft that nobody confirmed."""
        event = await self._store.lock(tx, job.payload["event"])
        if event is not None and event.state is State.DRAFT:
            await self._store.remove(tx, event.id)

    async def _open(self, tx: Tx, job: Job) -> Event | None:
        event = await self._store.lock(tx, job.payload["event"])
        return event if event is not None and event.state is State.OPEN else None
