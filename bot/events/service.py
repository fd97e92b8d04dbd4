"""What can be done with events: propose, announce, answer, show, change, cancel."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.audience import Addressees, Audience
from bot.call import Community, Person
from bot.content import Doc
from bot.deliveries import Outbox
from bot.errors import Refused
from bot.events.herald import Herald
from bot.events.model import MAX_REASON, Event, Plan, State, Wish, check_plan, decide_changes
from bot.events.publisher import Publisher
from bot.events.reminders import parse_offsets
from bot.events.runners import EventRunners
from bot.events.seating import Seating, Settings
from bot.events.seats import Answer, Guest, Outcome, Roster, Rsvp, Standing, decide_answer, fill_seats
from bot.events.series import begin_series
from bot.events.settings import EventSettings
from bot.events.store import EventStore
from bot.events.timers import Timers
from bot.events.views import Names, number_of, show_cancelled, show_changes
from bot.ids import CommunityId, MemberId
from bot.jobs import Runner, Scheduler
from bot.ports import Clock, Transactions, Tx

LIST_LENGTH = 10  # events that /events shows

# Who is told what becomes of an event; those who can't come hear only of a new time, which may suit them.
CONCERNED = (Standing.GOING, Standing.OFFERED, Standing.WAITING, Standing.MAYBE)
EVERYBODY = (*CONCERNED, Standing.LAPSED, Standing.NO)


@dataclass(frozen=True, slots=True)
class Seen:
    """An event with its roster and the people it names."""

    event: Event
    roster: Roster
    names: Names

    def going(self, member: MemberId) -> bool:
        """Tell whether somebody is going."""
        rsvp = self.roster.rsvps.get(member)
        return rsvp is not None and rsvp.standing is Standing.GOING


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of an answer; `position` is the place in line, 0 for somebody who is not waiting."""

    event: Event
    outcome: Outcome
    position: int = 0


class EventService:
    """The use cases of events. Every method that writes is one transaction."""

    def __init__(
        self,
        store: EventStore,
        transactions: Transactions,
        clock: Clock,
        scheduler: Scheduler,
        outbox: Outbox,
        audience: Audience,
        people: Addressees,
        settings: Settings,
    ) -> None:
        self._store = store
        self._transactions = transactions
        self._clock = clock
        self._settings = settings
        self._timers = Timers(scheduler)
        self._herald = Herald(outbox, audience, people, clock)
        self._seating = Seating(store, self._herald, self._timers, settings)
        self._publisher = Publisher(store, self._herald, self._timers)
        self._runners = EventRunners(store, clock, self._herald, self._seating, self._publisher)

    def runners(self) -> Mapping[str, Runner]:
        """List the kinds of jobs this capability plans, each with who runs it."""
        return self._runners.by_kind()

    async def propose(
        self, community: Community, author: Person, title: str, starts: datetime, wish: Wish, repeat: str = ""
    ) -> Seen:
        """Keep a draft for its author to confirm. Raises Refused for what cannot be."""
        settings = self._settings.of(community.id, EventSettings)
        now = self._clock.now()
        remind = parse_offsets(settings.remind)
        plan = wish.applied_to(Plan(title, starts, settings.default_duration, author.member, remind=remind))
        check_plan(plan, now)
        series = begin_series(repeat, plan.starts, ZoneInfo(community.zone)) if repeat else None
        draft = Event(0, community.id, None, State.DRAFT, community.zone, author.member, plan, series=series)
        async with self._transactions.begin() as tx:
            draft = await self._store.add(tx, draft, now)
            await self._timers.expire(tx, draft, now)
            return await self._seen(tx, draft)

    async def confirm(self, community: Community, draft: int) -> Event:
        """Give a draft its number, announce it everywhere and plan its reminders. Again does nothing more."""
        async with self._transactions.begin() as tx:
            event = await self._store.lock(tx, draft)
            if event is None or event.community != community.id or event.state is State.CANCELLED:
                raise Refused("event-draft-gone")
            if event.state is State.OPEN:
                return event
            now = self._clock.now()
            check_plan(event.plan, now)
            return await self._publisher.publish(tx, event, now)

    async def drop(self, community: Community, draft: int) -> None:
        """Forget a draft; one that is gone already is no error. Raises Refused once it was announced."""
        async with self._transactions.begin() as tx:
            event = await self._store.lock(tx, draft)
            if event is None or event.community != community.id:
                return
            if event.state is not State.DRAFT:
                raise Refused("event-already-announced", number=number_of(event))
            await self._store.remove(tx, event.id)

    async def answer(self, community: Community, guest: Guest, event_id: int, answer: Answer) -> Answered:
        """Note somebody's answer, seat them or put them in line. Raises Refused once the event began."""
        async with self._transactions.begin() as tx:
            event = await self._store.lock(tx, event_id)
            now = self._clock.now()
            event = self._answerable(event, community.id, now)
            old = await self._seating.load(tx, event)
            new, outcome = decide_answer(old, guest, answer, now, self._seating.hold_until(event, now))
            await self._seating.settle(tx, event, old, new)
            return Answered(event, outcome, new.position(guest.member))

    async def list_coming(self, community: CommunityId) -> list[tuple[Event, int]]:
        """List the next events, soonest first, each with the number of seats taken."""
        async with self._transactions.read() as tx:
            events = await self._store.coming(tx, community, self._clock.now(), LIST_LENGTH)
            taken = await self._store.count_taken(tx, [e.id for e in events])
            return [(e, taken.get(e.id, 0)) for e in events]

    async def show(self, community: CommunityId, number: int) -> Seen:
        """Read one event. Raises Refused for a number there is not."""
        async with self._transactions.read() as tx:
            return await self._seen(tx, await self._numbered(tx, community, number))

    async def edit(
        self, community: CommunityId, person: Person, number: int, wish: Wish
    ) -> tuple[Seen, tuple[str, ...]]:
        """Change an event and tell everybody with an RSVP. A higher limit offers seats; a lower one evicts nobody."""
        async with self._transactions.begin() as tx:
            event = await self._manage(tx, community, person, number)
            now = self._clock.now()
            if now >= event.plan.starts:
                raise Refused("event-begun", title=event.plan.title)
            plan = wish.applied_to(event.plan)
            check_plan(plan, now)
            changes = decide_changes(event.plan, plan)
            if not changes:
                raise Refused("event-nothing-changed", number=number_of(event))
            old = await self._seating.load(tx, event)
            event = replace(event, plan=plan, revision=event.revision + 1)
            await self._store.save(tx, event)
            new = fill_seats(replace(old, limit=plan.limit), self._seating.hold_until(event, now))
            await self._seating.settle(tx, event, old, new)
            await self._herald.refresh(tx, event, new)
            await self._timers.plan(tx, event, now)
            seen = Seen(event, new, await self._herald.names(tx, event, new))
            await self._tell_changes(tx, seen, changes)
            return seen, changes

    async def cancel(
        self, community: CommunityId, person: Person, number: int, reason: str
    ) -> tuple[Event, Event | None]:
        """Cancel an event and tell everybody with an RSVP; give it and what follows it in its series, if anything.

        Raises Refused once it is cancelled or over.
        """
        if len(reason) > MAX_REASON:
            raise Refused("event-text-too-long", option="reason", length=len(reason), most=MAX_REASON)
        async with self._transactions.begin() as tx:
            event = await self._manage(tx, community, person, number)
            if self._clock.now() >= event.plan.ends:
                raise Refused("event-over", title=event.plan.title)
            event = replace(event, state=State.CANCELLED, reason=reason, revision=event.revision + 1)
            await self._store.save(tx, event)
            event, following = await self._publisher.follow(tx, event, self._clock.now())
            roster = await self._seating.load(tx, event)
            await self._herald.refresh(tx, event, roster)
            key = f"event-cancelled:{event.id}"
            concerned = roster.of(*CONCERNED)
            await self._herald.tell(tx, event, concerned, key, lambda r: show_cancelled(event, r.guest.zone))
            return event, following

    async def stop(self, community: CommunityId, person: Person, number: int) -> Event:
        """End a series with the occurrence that is announced. Raises Refused for an event nothing follows."""
        async with self._transactions.begin() as tx:
            found = await self._numbered(tx, community, number)
            self._check_host(found, person)
            event = await self._store.lock(tx, found.id)
            if event is None or event.series is None:
                raise Refused("event-repeats-not", number=number_of(found))
            event = replace(event, series=None)
            await self._store.save(tx, event)
            await self._herald.refresh(tx, event, await self._seating.load(tx, event))
            return event

    async def set_reminders(self, community: Community, person: Person, event_id: int, *, wanted: bool) -> Event:
        """Note whether somebody wants personal reminders in this community; the event is the one they answer about."""
        async with self._transactions.begin() as tx:
            event = await self._store.find(tx, event_id)
            if event is None or event.community != community.id:
                raise Refused("event-gone")
            await self._store.set_quiet(tx, community.id, person.member, not wanted)
            return event

    async def merge_members(self, tx: Tx, community: CommunityId, kept: MemberId, gone: MemberId) -> None:
        """Make two members one, and offer the seats that this frees."""
        now = self._clock.now()
        touched: set[int] = set()
        for member in (kept, gone):
            touched.update(await self._store.coming_of(tx, community, member, now))
        events = [e for i in sorted(touched) if (e := await self._store.lock(tx, i)) is not None]
        await self._store.merge_members(tx, community, kept, gone)
        for event in events:
            old = await self._seating.load(tx, event)
            new = fill_seats(old, self._seating.hold_until(event, now))
            await self._seating.settle(tx, event, old, new)
            await self._herald.refresh(tx, event, new)

    async def absorb(self, tx: Tx, into: CommunityId, gone: CommunityId) -> None:
        """Move everything of one community into another."""
        await self._store.absorb(tx, into, gone)

    async def _tell_changes(self, tx: Tx, seen: Seen, changes: tuple[str, ...]) -> None:
        event, names = seen.event, seen.names
        told = tuple(c for c in changes if c != "remind")  # when the bot reminds is no news to a guest
        if not told:
            return

        def document(rsvp: Rsvp) -> Doc:
            going = rsvp.standing is Standing.GOING
            return show_changes(event, told, names, rsvp.guest.zone, link=going)

        concerned = seen.roster.of(*(EVERYBODY if "starts" in told else CONCERNED))
        await self._herald.tell(tx, event, concerned, f"event-changed:{event.id}:{event.revision}", document)

    async def _seen(self, tx: Tx, event: Event) -> Seen:
        roster = await self._seating.load(tx, event)
        return Seen(event, roster, await self._herald.names(tx, event, roster))

    async def _numbered(self, tx: Tx, community: CommunityId, number: int) -> Event:
        event = await self._store.find_numbered(tx, community, number)
        if event is None:
            raise Refused("event-unknown", number=f"#{number}")
        return event

    async def _manage(self, tx: Tx, community: CommunityId, person: Person, number: int) -> Event:
        """Drop an open event's timers, then lock it (see Timers.drop for the order). Raises Refused for others.

        Two who manage it take turns: each would drop timers that the other has just planned, in another order.
        """
        found = await self._numbered(tx, community, number)
        self._check_host(found, person)
        await self._store.take_turns(tx, found.id)
        await self._timers.drop(tx, await self._numbered(tx, community, number))
        event = await self._store.lock(tx, found.id)
        if event is None or event.state is not State.OPEN:
            raise Refused("event-is-cancelled", title=found.plan.title)
        return event

    def _check_host(self, event: Event, person: Person) -> None:
        if not event.may_be_managed_by(person):
            raise Refused("event-not-yours", number=number_of(event))

    def _answerable(self, event: Event | None, community: CommunityId, now: datetime) -> Event:
        if event is None or event.community != community or event.state is State.DRAFT:
            raise Refused("event-gone")
        if event.state is State.CANCELLED:
            raise Refused("event-is-cancelled", title=event.plan.title)
        if now >= event.plan.ends:
            raise Refused("event-over", title=event.plan.title)
        if now >= event.plan.starts:
            raise Refused("event-begun", title=event.plan.title)
        return event
