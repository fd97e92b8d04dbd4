"""The outbox in the database."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Row,
    Select,
    Text,
    bindparam,
    delete,
    func,
    literal_column,
    or_,
    select,
    type_coerce,
    update,
)

from bot.codec import decode, encode
from bot.ids import MessageRef, Platform
from bot.outgoing import Delivery, Draft, Lease, Priority, Wanted
from bot.ports import Tx
from storage.columns import UtcTime
from storage.database import sql, upsert
from storage.deliveries_table import DONE, SENDING, WAITING, deliveries

SAID = ("doc", "buttons", "files")  # parts of a payload that nobody needs once it is out

# One number that orders a lane: by priority, then by age. Ids stay below 2^48.
_SPAN = 1 << 48
_RANK: ColumnElement[int] = deliveries.c.priority * literal_column(str(_SPAN)) + deliveries.c.id
_NOW: BindParameter[datetime] = bindparam("now", type_=UtcTime())
_LAPSED = (deliveries.c.state == SENDING) & (deliveries.c.leased_until <= _NOW)
_FREE = or_(deliveries.c.state == WAITING, _LAPSED)
_AGAIN = {"state": WAITING, "attempts": 0, "unknown": 0, "holder": None, "leased_until": None}


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        id=row.id,
        key=row.key,
        lane=row.lane,
        payload=row.payload,
        attempts=row.attempts,
        unknown=row.unknown,
        priority=Priority(row.priority),
        expires=row.expires,
        locale=row.locale,
        subject=row.subject,
        message=decode(row.message),
        finished=row.finished,
    )


@dataclass(frozen=True, slots=True)
class SqlDeliveries:
    """Keep the outbox in the database."""

    async def add(self, tx: Tx, draft: Draft) -> None:
        """Write a delivery; one of the same key that is already there stands."""
        insert = upsert(tx, deliveries).values(_row(draft) | {"state": WAITING})
        await sql(tx).execute(insert.on_conflict_do_nothing(index_elements=["key"]))

    async def replace(self, tx: Tx, draft: Draft) -> None:
        """Write a delivery; one of the same key, waiting or done, is written over and goes out again."""
        values = _row(draft) | _AGAIN
        insert = upsert(tx, deliveries).values(values)
        del values["key"], values["locale"], values["subject"]
        await sql(tx).execute(insert.on_conflict_do_update(index_elements=["key"], set_=values))

    async def rewrite(self, tx: Tx, delivery: int, payload: Mapping[str, Any]) -> None:
        """Change what a waiting delivery says."""
        await sql(tx).execute(update(deliveries).where(deliveries.c.id == delivery).values(payload=payload))

    async def of_subject(self, tx: Tx, subject: str) -> list[tuple[Delivery, bool]]:
        """List the messages showing a subject, each with whether it is still waiting."""
        shown = (deliveries.c.state != DONE) | (deliveries.c.outcome == "sent")
        query = select(deliveries).where(deliveries.c.subject == subject, shown).order_by(deliveries.c.id)
        rows = (await sql(tx).execute(query.with_for_update())).all()
        return [(_delivery(row), row.state == WAITING) for row in rows]

    async def find(self, tx: Tx, delivery: int) -> Delivery | None:
        """Read one delivery."""
        row = (await sql(tx).execute(select(deliveries).where(deliveries.c.id == delivery))).one_or_none()
        return _delivery(row) if row else None

    async def find_by_key(self, tx: Tx, key: str) -> Delivery | None:
        """Read one delivery by its key."""
        row = (await sql(tx).execute(select(deliveries).where(deliveries.c.key == key))).one_or_none()
        return _delivery(row) if row else None

    async def last_sent(self, tx: Tx, lane: str) -> int:
        """Give the newest delivery that arrived in a lane; 0 when none did."""
        arrived = (deliveries.c.lane == lane, deliveries.c.state == DONE, deliveries.c.outcome == "sent")
        newest = (await sql(tx).execute(select(func.max(deliveries.c.id)).where(*arrived))).scalar_one()
        return newest or 0

    async def claim(self, tx: Tx, wanted: Wanted, now: datetime, lease: Lease) -> list[Delivery]:
        """Take the first due delivery of each lane, and mark them as being sent by the holder of the lease.

        One that failed and waits for its next try holds its lane, or later messages would overtake it; one that is
        only planned for later (a debounced edit) does not. What somebody else took and then gave no sign of life for
        counts as waiting.
        """
        given = {"now": now, "busy": list(wanted.busy), "limit": wanted.limit}
        ids = list((await sql(tx).execute(_heads(wanted.platform, wanted.acts), given)).scalars())
        if not ids:
            return []
        taken = (
            update(deliveries)
            .where(deliveries.c.id.in_(ids), _FREE)
            .values(
                state=SENDING,
                attempts=deliveries.c.attempts + 1,
                holder=lease.holder,
                leased_until=lease.until,
            )
            .returning(deliveries)
        )
        return sorted(map(_delivery, await sql(tx).execute(taken, {"now": now})), key=lambda d: (d.priority, d.id))

    async def renew(self, tx: Tx, lease: Lease) -> None:
        """Give a sign of life: what the holder is sending stays theirs."""
        held = (deliveries.c.state == SENDING, deliveries.c.holder == lease.holder)
        await sql(tx).execute(update(deliveries).where(*held).values(leased_until=lease.until))

    async def finish(
        self, tx: Tx, delivery: int, holder: str, now: datetime, outcome: str, ref: MessageRef | None
    ) -> None:
        """Note how a delivery ended: `sent`, or why not. One that was replaced meanwhile stays in line."""
        ended = {"state": DONE, "outcome": outcome, "message": encode(ref), "holder": None, "leased_until": None}
        await sql(tx).execute(update(deliveries).where(*_held(delivery, holder)).values(ended))
        await sql(tx).execute(update(deliveries).where(deliveries.c.id == delivery).values(finished=now))

    async def postpone(self, tx: Tx, delivery: int, holder: str, due: datetime, *, unknown: bool) -> None:
        """Note that it has to be tried again; `unknown` counts an attempt that may have gone through."""
        again = {
            "state": WAITING,
            "due": due,
            "unknown": deliveries.c.unknown + int(unknown),
            "holder": None,
            "leased_until": None,
        }
        await sql(tx).execute(update(deliveries).where(*_held(delivery, holder)).values(again))

    async def drop(self, tx: Tx, delivery: int, now: datetime, outcome: str) -> None:
        """Take a waiting delivery out of line."""
        await sql(tx).execute(
            update(deliveries)
            .where(deliveries.c.id == delivery, deliveries.c.state == WAITING)
            .values(state=DONE, outcome=outcome, finished=now)
        )

    async def hasten(self, tx: Tx, keys: Collection[str], now: datetime) -> None:
        """Make what waits under these keys and was not tried yet due now."""
        held = (deliveries.c.key.in_(keys), deliveries.c.state == WAITING, deliveries.c.attempts == 0)
        await sql(tx).execute(update(deliveries).where(*held, deliveries.c.due > now).values(due=now))

    async def waiting_in(self, tx: Tx, lane: str) -> list[Delivery]:
        """List what waits, or is being sent, in a lane."""
        query = select(deliveries).where(deliveries.c.lane == lane, deliveries.c.state != DONE)
        return list(map(_delivery, await sql(tx).execute(query.order_by(_RANK))))

    async def relocate(self, tx: Tx, delivery: int, lane: str, payload: Mapping[str, Any]) -> None:
        """Send a delivery to another chat than it was written for."""
        await sql(tx).execute(update(deliveries).where(deliveries.c.id == delivery).values(lane=lane, payload=payload))

    async def recover(self, tx: Tx) -> None:
        """Put everything that was being sent back in line. Only where no other process can be sending it."""
        free = {"state": WAITING, "holder": None, "leased_until": None}
        await sql(tx).execute(update(deliveries).where(deliveries.c.state == SENDING).values(free))

    async def hurry(self, tx: Tx, platform: Platform, now: datetime) -> None:
        """Make what failed on a platform and waits for its next try due now."""
        failed = (deliveries.c.state == WAITING, deliveries.c.attempts > 0, deliveries.c.due > now)
        there = deliveries.c.lane.startswith(f"{platform}:")
        await sql(tx).execute(update(deliveries).where(*failed, there).values(due=now))

    async def next_due(self, tx: Tx, wanted: Wanted, holder: str) -> datetime | None:
        """Say when the next delivery can be claimed, as far as that is a matter of time.

        What waits behind another is left out: the lane looks again when that one is done.
        """
        given = {"holder": holder, "busy": list(wanted.busy)}
        queries = _dues(wanted.platform, wanted.acts)
        found = [(await sql(tx).execute(query, given)).scalar_one() for query in queries]
        return min(filter(None, found), default=None)

    async def lanes_waiting(self, tx: Tx, lanes: Collection[str]) -> set[str]:
        """Say in which of these lanes something waits."""
        query = select(deliveries.c.lane).where(deliveries.c.lane.in_(lanes), deliveries.c.state == WAITING).distinct()
        return set((await sql(tx).execute(query)).scalars())

    async def expire(self, tx: Tx, now: datetime) -> int:
        """End what has waited for too long, and say how many that were."""
        late = (deliveries.c.state == WAITING, deliveries.c.expires <= now)
        ended = update(deliveries).where(*late).values(state=DONE, outcome="expired", finished=now)
        return (await sql(tx).execute(ended)).rowcount

    async def forget_words(self, tx: Tx, before: datetime, most: int) -> int:
        """Forget what at most so many deliveries said that ended before then, and say how many."""
        said = type_coerce(deliveries.c.payload, Text).contains(f'"{SAID[0]}":')
        query = select(deliveries.c.id, deliveries.c.payload).where(
            deliveries.c.state == DONE, deliveries.c.finished < before, said
        )
        rows = (await sql(tx).execute(query.limit(most))).all()
        for row in rows:
            left = {name: value for name, value in row.payload.items() if name not in SAID}
            same = (deliveries.c.id == row.id, deliveries.c.state == DONE)
            await sql(tx).execute(update(deliveries).where(*same).values(payload=left))
        return len(rows)

    async def purge(self, tx: Tx, before: datetime) -> int:
        """Forget what ended before then and shows nothing that can still change, and say how many that were."""
        old = (deliveries.c.state == DONE, deliveries.c.finished < before, deliveries.c.subject.is_(None))
        edit = deliveries.c.key.startswith("edit:")  # says when its message was last changed, and whether it is gone
        return (await sql(tx).execute(delete(deliveries).where(*old, ~edit))).rowcount


def _row(draft: Draft) -> dict[str, Any]:
    return {
        "key": draft.key,
        "lane": draft.lane,
        "payload": draft.payload,
        "due": draft.due,
        "expires": draft.expires,
        "locale": draft.locale,
        "subject": draft.subject,
        "priority": int(draft.priority),
    }


# The pulse asks at every beat. Built once, for to build a query takes longer than to run it.
@cache
def _heads(platform: Platform, acts: bool) -> Select[int]:
    sending = select(deliveries.c.lane).where(deliveries.c.state == SENDING, deliveries.c.leased_until > _NOW)
    first = (
        select(func.min(_RANK).label("rank"))
        .where(_FREE, (deliveries.c.due <= _NOW) | (deliveries.c.attempts > 0))
        .where(*_where(platform, acts), deliveries.c.lane.not_in(sending))
        .group_by(deliveries.c.lane)
        .subquery()
    )
    return (
        select(deliveries.c.id)
        .join(first, deliveries.c.id == first.c.rank % literal_column(str(_SPAN)))
        .where(deliveries.c.due <= _NOW)
        .order_by(first.c.rank)
        .limit(bindparam("limit", type_=Integer))
    )


@cache
def _dues(platform: Platform, acts: bool) -> tuple[Select[datetime], Select[datetime]]:
    failed = (
        select(deliveries.c.lane, func.min(_RANK).label("rank"))
        .where(deliveries.c.state == WAITING, deliveries.c.attempts > 0)
        .group_by(deliveries.c.lane)
        .subquery()
    )
    others = (deliveries.c.state == SENDING, deliveries.c.holder != bindparam("holder"))
    waiting = (
        select(func.min(deliveries.c.due))
        .outerjoin(failed, failed.c.lane == deliveries.c.lane)
        .where(deliveries.c.state == WAITING, *_where(platform, acts))
        .where(deliveries.c.lane.not_in(select(deliveries.c.lane).where(*others)))
        .where(or_(failed.c.rank.is_(None), failed.c.rank >= _RANK))
    )
    return waiting, select(func.min(deliveries.c.leased_until)).where(*others, *_where(platform, acts))


def _where(platform: Platform, acts: bool) -> list[ColumnElement[bool]]:
    lane = deliveries.c.lane
    kind = lane.endswith("!") if acts else ~lane.endswith("!")
    return [lane.startswith(f"{platform}:"), kind, lane.not_in(bindparam("busy", expanding=True))]


def _held(delivery: int, holder: str) -> list[ColumnElement[bool]]:
    return [deliveries.c.id == delivery, deliveries.c.state == SENDING, deliveries.c.holder == holder]
