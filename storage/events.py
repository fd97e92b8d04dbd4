"""Events, RSVPs and who wants no reminders, in the database."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Integer, Row, Select, Text, delete, func, insert, select, update
from sqlalchemy.schema import Column, ForeignKey, Index, Table, UniqueConstraint

from bot.events.model import Event, Format, Plan, State
from bot.events.seats import Guest, Rsvp, Standing, one_of
from bot.events.series import Series
from bot.ids import CommunityId, MemberId, Platform
from bot.ports import Tx
from bot.when import Repeat
from storage.columns import BigInt, Json, UtcTime
from storage.database import STRICT, metadata, sql, take_turns, upsert

events = Table(
    "events",
    metadata,
    Column("id", BigInt, primary_key=True),
    Column("community_id", BigInt, nullable=False),
    Column("number", Integer),
    Column("state", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("author_id", BigInt, nullable=False),
    Column("host_id", BigInt, nullable=False),
    Column("title", Text, nullable=False),
    Column("starts", UtcTime, nullable=False),
    Column("ends", UtcTime, nullable=False),
    Column("place", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("link", Text, nullable=False),
    Column("format", Text),
    Column("seats", Integer),
    Column("remind", Json, nullable=False),  # seconds before the start
    Column("revision", Integer, nullable=False),
    Column("turns", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("repeat", Text),  # RRULE, over wall time in the zone
    Column("repeat_first", Text),  # wall time of the first start, ISO without a zone
    Column("repeat_slot", UtcTime),
    Column("created", UtcTime, nullable=False),
    UniqueConstraint("community_id", "number"),
    **STRICT,
)
Index("ix_events_coming", events.c.community_id, events.c.state, events.c.ends)

# A counter rather than the highest number: its row is what two confirmations at once wait for each other on.
event_numbers = Table(
    "event_numbers",
    metadata,
    Column("community_id", BigInt, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
    **STRICT,
)

event_rsvps = Table(
    "event_rsvps",
    metadata,
    Column("event_id", BigInt, ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
    Column("member_id", BigInt, primary_key=True),
    Column("community_id", BigInt, nullable=False),
    Column("standing", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("turn", Integer),
    Column("until", UtcTime),
    Column("platform", Text, nullable=False),
    Column("locale", Text, nullable=False),
    Column("zone", Text, nullable=False),
    **STRICT,
)
Index("ix_event_rsvps_member", event_rsvps.c.community_id, event_rsvps.c.member_id)

event_quiet = Table(
    "event_quiet",
    metadata,
    Column("community_id", BigInt, primary_key=True, autoincrement=False),
    Column("member_id", BigInt, primary_key=True, autoincrement=False),
    **STRICT,
)


def _event(row: Row[Any]) -> Event:
    plan = Plan(
        row.title,
        row.starts,
        row.ends - row.starts,
        MemberId(row.host_id),
        row.place,
        row.about,
        row.link,
        Format(row.format) if row.format else None,
        row.seats,
        tuple(timedelta(seconds=s) for s in row.remind),
    )
    series = None
    if row.repeat:
        series = Series(Repeat(row.repeat), datetime.fromisoformat(row.repeat_first), row.repeat_slot)
    return Event(
        row.id,
        CommunityId(row.community_id),
        row.number,
        State(row.state),
        row.zone,
        MemberId(row.author_id),
        plan,
        row.revision,
        row.turns,
        row.reason,
        series,
    )


def _columns(event: Event) -> dict[str, Any]:
    plan, series = event.plan, event.series
    return {
        "number": event.number,
        "state": event.state,
        "host_id": plan.host,
        "title": plan.title,
        "starts": plan.starts,
        "ends": plan.ends,
        "place": plan.place,
        "about": plan.about,
        "link": plan.link,
        "format": plan.format,
        "seats": plan.limit,
        "remind": [round(o.total_seconds()) for o in plan.remind],
        "revision": event.revision,
        "turns": event.turns,
        "reason": event.reason,
        "repeat": series.rule.rule if series else None,
        "repeat_first": series.first.isoformat() if series else None,
        "repeat_slot": series.slot if series else None,
    }


def _rsvp(row: Row[Any]) -> Rsvp:
    guest = Guest(MemberId(row.member_id), Platform(row.platform), row.locale, row.zone)
    return Rsvp(guest, Standing(row.standing), row.at, row.turn, row.until)


@dataclass(frozen=True, slots=True)
class SqlEvents:
    """Keep events in the database."""

    async def add(self, tx: Tx, event: Event, now: datetime) -> Event:
        """Write a new event and give it with its id."""
        values = {"community_id": event.community, "zone": event.zone, "author_id": event.author, "created": now}
        values |= _columns(event)
        return _event((await sql(tx).execute(insert(events).values(values).returning(events))).one())

    async def next_number(self, tx: Tx, community: CommunityId) -> int:
        """Take the community's next short number; it is never given again."""
        counted = (
            upsert(tx, event_numbers)
            .values(community_id=community, last=1)
            .on_conflict_do_update(index_elements=["community_id"], set_={"last": event_numbers.c.last + 1})
            .returning(event_numbers.c.last)
        )
        number: int = (await sql(tx).execute(counted)).scalar_one()
        return number

    async def find(self, tx: Tx, event: int) -> Event | None:
        """Read an event by its id."""
        return await self._one(tx, select(events).where(events.c.id == event))

    async def find_numbered(self, tx: Tx, community: CommunityId, number: int) -> Event | None:
        """Read an event by its short number."""
        return await self._one(tx, select(events).where(events.c.community_id == community, events.c.number == number))

    async def lock(self, tx: Tx, event: int) -> Event | None:
        """Read an event and keep everybody else from changing it or its roster until the transaction ends."""
        return await self._one(tx, select(events).where(events.c.id == event).with_for_update())

    async def take_turns(self, tx: Tx, event: int) -> None:
        """Wait for whoever else manages the event, until the transaction ends."""
        await take_turns(tx, f"event:{event}")

    async def save(self, tx: Tx, event: Event) -> None:
        """Write an event's present state."""
        await sql(tx).execute(update(events).where(events.c.id == event.id).values(_columns(event)))

    async def remove(self, tx: Tx, event: int) -> None:
        """Forget an event."""
        await sql(tx).execute(delete(events).where(events.c.id == event))

    async def coming(self, tx: Tx, community: CommunityId, now: datetime, most: int) -> list[Event]:
        """List announced events that are not over, soonest first."""
        query = (
            select(events)
            .where(events.c.community_id == community, events.c.state == State.OPEN, events.c.ends > now)
            .order_by(events.c.starts, events.c.id)
            .limit(most)
        )
        return [_event(row) for row in await sql(tx).execute(query)]

    async def load_rsvps(self, tx: Tx, event: int) -> Mapping[MemberId, Rsvp]:
        """Read everybody's standing at an event."""
        rows = await sql(tx).execute(select(event_rsvps).where(event_rsvps.c.event_id == event))
        return {rsvp.member: rsvp for rsvp in map(_rsvp, rows)}

    async def save_rsvps(self, tx: Tx, event: Event, rsvps: Iterable[Rsvp]) -> None:
        """Write standings, one a member."""
        for rsvp in rsvps:
            values = {
                "community_id": event.community,
                "standing": rsvp.standing,
                "at": rsvp.at,
                "turn": rsvp.turn,
                "until": rsvp.until,
                "platform": rsvp.guest.platform,
                "locale": rsvp.guest.locale,
                "zone": rsvp.guest.zone,
            }
            written = upsert(tx, event_rsvps).values(values | {"event_id": event.id, "member_id": rsvp.member})
            await sql(tx).execute(written.on_conflict_do_update(index_elements=["event_id", "member_id"], set_=values))

    async def count_taken(self, tx: Tx, events: Collection[int]) -> Mapping[int, int]:
        """Count the seats taken or held at each event; one without any is left out."""
        query = (
            select(event_rsvps.c.event_id, func.count().label("taken"))
            .where(event_rsvps.c.event_id.in_(events))
            .where(event_rsvps.c.standing.in_([Standing.GOING, Standing.OFFERED]))
            .group_by(event_rsvps.c.event_id)
        )
        return {row.event_id: row.taken for row in await sql(tx).execute(query)}

    async def load_quiet(self, tx: Tx, community: CommunityId) -> frozenset[MemberId]:
        """List those who want no reminders."""
        query = select(event_quiet.c.member_id).where(event_quiet.c.community_id == community)
        return frozenset((await sql(tx).execute(query)).scalars())

    async def set_quiet(self, tx: Tx, community: CommunityId, member: MemberId, quiet: bool) -> None:
        """Note whether somebody wants no reminders."""
        if quiet:
            noted = upsert(tx, event_quiet).values(community_id=community, member_id=member)
            await sql(tx).execute(noted.on_conflict_do_nothing())
        else:
            where = (event_quiet.c.community_id == community, event_quiet.c.member_id == member)
            await sql(tx).execute(delete(event_quiet).where(*where))

    async def merge_members(self, tx: Tx, community: CommunityId, kept: MemberId, gone: MemberId) -> None:
        """Give one member everything of another, who is the same person. One RSVP an event remains."""
        for column in (events.c.author_id, events.c.host_id):
            moved = update(events).where(events.c.community_id == community, column == gone)
            await sql(tx).execute(moved.values({column.name: kept}))
        rsvps = (event_rsvps.c.community_id == community, event_rsvps.c.member_id.in_([kept, gone]))
        held: dict[int, list[Rsvp]] = {}
        for row in await sql(tx).execute(select(event_rsvps).where(*rsvps)):
            held.setdefault(row.event_id, []).append(_rsvp(row))
        for event_id, both in held.items():
            here = (event_rsvps.c.event_id == event_id, event_rsvps.c.member_id.in_([kept, gone]))
            await sql(tx).execute(delete(event_rsvps).where(*here))
            stands = one_of(both)
            event = await self.find(tx, event_id)
            assert event is not None  # by foreign key
            await self.save_rsvps(tx, event, [replace(stands, guest=replace(stands.guest, member=kept))])
        if gone in await self.load_quiet(tx, community):
            await self.set_quiet(tx, community, gone, quiet=False)
            await self.set_quiet(tx, community, kept, quiet=True)

    async def coming_of(self, tx: Tx, community: CommunityId, member: MemberId, now: datetime) -> list[int]:
        """List the ids of announced events ahead at which somebody has an RSVP, lowest first."""
        query = (
            select(events.c.id)
            .join(event_rsvps, event_rsvps.c.event_id == events.c.id)
            .where(events.c.community_id == community, event_rsvps.c.member_id == member)
            .where(events.c.state == State.OPEN, events.c.starts > now)
            .order_by(events.c.id)
        )
        return list((await sql(tx).execute(query)).scalars())

    async def absorb(self, tx: Tx, into: CommunityId, gone: CommunityId) -> None:
        """Move everything of one community into another; moved short numbers are shifted past the other's."""
        last = await self._last(tx, into)
        moved = update(events).where(events.c.community_id == gone)
        await sql(tx).execute(moved.values(community_id=into, number=events.c.number + last))
        await sql(tx).execute(update(event_rsvps).where(event_rsvps.c.community_id == gone).values(community_id=into))
        total = last + await self._last(tx, gone)
        counter = upsert(tx, event_numbers).values(community_id=into, last=total)
        await sql(tx).execute(counter.on_conflict_do_update(index_elements=["community_id"], set_={"last": total}))
        await sql(tx).execute(delete(event_numbers).where(event_numbers.c.community_id == gone))
        for member in await self.load_quiet(tx, gone):
            await self.set_quiet(tx, into, member, quiet=True)
        await sql(tx).execute(delete(event_quiet).where(event_quiet.c.community_id == gone))

    async def _last(self, tx: Tx, community: CommunityId) -> int:
        query = select(event_numbers.c.last).where(event_numbers.c.community_id == community).with_for_update()
        return (await sql(tx).execute(query)).scalar_one_or_none() or 0

    async def _one(self, tx: Tx, query: Select[Any]) -> Event | None:
        row = (await sql(tx).execute(query)).one_or_none()
        return _event(row) if row else None
