"""The outbox in the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, Integer, Row, Table, Text, exists, func, literal_column, select, text, update

from bot.codec import decode, encode
from bot.deliveries import Delivery
from bot.ids import MessageRef
from bot.ports import Tx
from storage.columns import BigInt, Flag, Json, UtcTime
from storage.database import STRICT, metadata, sql, upsert

WAITING, SENDING, DONE = "waiting", "sending", "done"
CLAIM_AT_ONCE = 200  # lanes taken in one go

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", BigInt, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("lane", Text, nullable=False),
    Column("payload", Json, nullable=False),
    Column("locale", Text),
    Column("subject", Text, index=True),
    Column("state", Text, nullable=False),
    Column("due", UtcTime, nullable=False),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("unsure", Flag, nullable=False, default=False),
    Column("outcome", Text),
    Column("finished", UtcTime),
    Column("message", Json),
    **STRICT,
)
Index("ix_deliveries_state_due", deliveries.c.state, deliveries.c.due)
Index("ix_deliveries_lane", deliveries.c.lane, deliveries.c.state, deliveries.c.id)


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        row.id,
        row.lane,
        row.payload,
        row.attempts,
        row.unsure,
        row.locale,
        row.subject,
        decode(row.message),
        row.finished,
    )


@dataclass(frozen=True, slots=True)
class SqlDeliveries:
    """Keep the outbox in the database."""

    async def add(
        self,
        tx: Tx,
        key: str,
        lane: str,
        payload: Mapping[str, Any],
        due: datetime,
        locale: str | None,
        subject: str | None,
    ) -> None:
        """Write a delivery; one of the same key that is already there stands."""
        insert = upsert(tx, deliveries).values(
            key=key, lane=lane, payload=payload, due=due, locale=locale, subject=subject, state=WAITING, unsure=False
        )
        await sql(tx).execute(insert.on_conflict_do_nothing(index_elements=["key"]))

    async def replace(self, tx: Tx, key: str, lane: str, payload: Mapping[str, Any], due: datetime) -> None:
        """Write a delivery; one of the same key, waiting or done, is written over and goes out again."""
        values = {"lane": lane, "payload": payload, "due": due, "state": WAITING, "unsure": False, "attempts": 0}
        insert = upsert(tx, deliveries).values(values | {"key": key})
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

    async def claim(self, tx: Tx, now: datetime, busy: frozenset[str]) -> list[Delivery]:
        """Take the first due delivery of each lane that is not busy, and mark them as being sent.

        One that failed and waits for its next try holds its lane, or later messages would overtake it; one that is
        only planned for later (a debounced edit) does not.
        """
        first = (
            select(func.min(deliveries.c.id))
            .where(deliveries.c.state == WAITING, (deliveries.c.due <= now) | (deliveries.c.attempts > 0))
            .where(deliveries.c.lane.not_in(busy))
            .group_by(deliveries.c.lane)
            .order_by(literal_column("1"))
            .limit(CLAIM_AT_ONCE)
        )
        ids = list((await sql(tx).execute(first)).scalars())
        if not ids:
            return []
        taken = (
            update(deliveries)
            .where(deliveries.c.id.in_(ids), deliveries.c.state == WAITING, deliveries.c.due <= now)
            .values(state=SENDING, attempts=deliveries.c.attempts + 1)
            .returning(deliveries)
        )
        return sorted(map(_delivery, await sql(tx).execute(taken)), key=lambda d: d.id)

    async def finish(self, tx: Tx, delivery: int, now: datetime, outcome: str, message: MessageRef | None) -> None:
        """Note how a delivery ended: `sent`, or why not. One that was replaced meanwhile stays in line."""
        await sql(tx).execute(
            update(deliveries)
            .where(deliveries.c.id == delivery, deliveries.c.state == SENDING)
            .values(state=DONE, outcome=outcome, message=encode(message))
        )
        await sql(tx).execute(update(deliveries).where(deliveries.c.id == delivery).values(finished=now))

    async def postpone(self, tx: Tx, delivery: int, due: datetime, unsure: bool) -> None:
        """Note that it has to be tried again."""
        await sql(tx).execute(
            update(deliveries)
            .where(deliveries.c.id == delivery, deliveries.c.state == SENDING)
            .values(state=WAITING, due=due, unsure=unsure)
        )

    async def drop(self, tx: Tx, delivery: int, now: datetime, outcome: str) -> None:
        """Take a waiting delivery out of line."""
        await sql(tx).execute(
            update(deliveries)
            .where(deliveries.c.id == delivery, deliveries.c.state == WAITING)
            .values(state=DONE, outcome=outcome, finished=now)
        )

    async def waiting_in(self, tx: Tx, lane: str) -> list[Delivery]:
        """List what waits, or is being sent, in a lane."""
        query = select(deliveries).where(deliveries.c.lane == lane, deliveries.c.state != DONE)
        return list(map(_delivery, await sql(tx).execute(query.order_by(deliveries.c.id))))

    async def relocate(self, tx: Tx, delivery: int, lane: str, payload: Mapping[str, Any]) -> None:
        """Send a delivery to another chat than it was written for."""
        await sql(tx).execute(update(deliveries).where(deliveries.c.id == delivery).values(lane=lane, payload=payload))

    async def recover(self, tx: Tx) -> None:
        """Put what was being sent when the process died back in line, as unsure."""
        await sql(tx).execute(
            update(deliveries).where(deliveries.c.state == SENDING).values(state=WAITING, unsure=True)
        )

    async def next_due(self, tx: Tx, busy: frozenset[str]) -> datetime | None:
        """Say when the next delivery can be claimed, as far as that is a matter of time.

        What waits behind another is left out: the lane looks again when that one is done.
        """
        ahead = deliveries.alias()
        held = exists().where(
            ahead.c.lane == deliveries.c.lane,
            ahead.c.state == WAITING,
            ahead.c.attempts > 0,
            ahead.c.id < deliveries.c.id,
        )
        query = select(func.min(deliveries.c.due)).where(
            deliveries.c.state == WAITING, deliveries.c.lane.not_in(busy), ~held
        )
        due: datetime | None = (await sql(tx).execute(query)).scalar_one()
        return due
