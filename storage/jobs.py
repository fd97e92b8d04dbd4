"""Jobs in the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, Integer, Table, Text, bindparam, delete, func, literal, select, text, update

from bot.ids import CommunityId
from bot.jobs import Job
from bot.ports import Tx
from storage.columns import BigInt, Flag, Json, UtcTime
from storage.database import STRICT, metadata, sql, upsert

jobs = Table(
    "jobs",
    metadata,
    Column("id", BigInt, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("key", Text, nullable=False, unique=True),
    Column("community_id", BigInt, nullable=False),
    Column("due", UtcTime, nullable=False),
    Column("payload", Json, nullable=False),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("parked", Flag, nullable=False, default=False),
    **STRICT,
)
Index("ix_jobs_due", jobs.c.parked, jobs.c.due, jobs.c.id)

# The pulse asks at every beat. Built once, for to build a query takes longer than to run it.
_WAITS = jobs.c.parked == literal(False, Flag)
_EARLIEST = (
    select(jobs)
    .where(_WAITS, jobs.c.due <= bindparam("now", type_=UtcTime()))
    .order_by(jobs.c.due, jobs.c.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)
_NEXT = select(func.min(jobs.c.due)).where(_WAITS)


@dataclass(frozen=True, slots=True)
class SqlJobs:
    """Keep jobs in the database."""

    async def put(
        self, tx: Tx, kind: str, key: str, community: CommunityId, due: datetime, payload: Mapping[str, Any]
    ) -> None:
        """Write a waiting job, or move and rewrite the one of the same key."""
        values = {"kind": kind, "key": key, "community_id": community, "due": due, "payload": payload}
        insert = upsert(tx, jobs).values(values | {"attempts": 0, "parked": False})
        await sql(tx).execute(
            insert.on_conflict_do_update(index_elements=["key"], set_=values | {"attempts": 0, "parked": False})
        )

    async def remove(self, tx: Tx, key: str) -> None:
        """Forget a waiting job; none of that key is no error."""
        await sql(tx).execute(delete(jobs).where(jobs.c.key == key))

    async def claim(self, tx: Tx, now: datetime) -> Job | None:
        """Lock the earliest job due, skipping those that other processes hold."""
        row = (await sql(tx).execute(_EARLIEST, {"now": now})).one_or_none()
        if row is None:
            return None
        return Job(row.id, row.kind, row.key, row.community_id, row.due, row.payload, row.attempts, now - row.due)

    async def finish(self, tx: Tx, job: int) -> None:
        """Forget a job that has been done."""
        await sql(tx).execute(delete(jobs).where(jobs.c.id == job))

    async def postpone(self, tx: Tx, job: int, due: datetime, attempts: int, parked: bool) -> None:
        """Note a failure; a parked job waits for a human."""
        await sql(tx).execute(update(jobs).where(jobs.c.id == job).values(due=due, attempts=attempts, parked=parked))

    async def revive(self, tx: Tx, due: datetime) -> None:
        """Give each parked job one more try."""
        await sql(tx).execute(update(jobs).where(jobs.c.parked == literal(True, Flag)).values(parked=False, due=due))

    async def next_due(self, tx: Tx) -> datetime | None:
        """Say when the earliest waiting job is due."""
        due: datetime | None = (await sql(tx).execute(_NEXT)).scalar_one()
        return due
