"""What was done for which update, and updates that are not handled yet, in the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, PrimaryKeyConstraint, Table, Text, delete, select

from bot.ids import Platform
from bot.ports import Tx
from storage.columns import BigInt, Json, UtcTime
from storage.database import STRICT, metadata, sql, upsert

done_updates = Table(
    "done_updates",
    metadata,
    Column("key", Text, primary_key=True),
    Column("at", UtcTime, nullable=False, index=True),
    **STRICT,
)
waiting_updates = Table(
    "waiting_updates",
    metadata,
    Column("platform", Text, nullable=False),
    Column("id", BigInt, nullable=False, autoincrement=False),
    Column("content", Json, nullable=False),
    PrimaryKeyConstraint("platform", "id"),
    **STRICT,
)


@dataclass(frozen=True, slots=True)
class SqlDone:
    """Keep the names of what was done in the database."""

    async def note(self, tx: Tx, key: str, at: datetime) -> bool:
        """Note that something is done; False when it was before."""
        insert = upsert(tx, done_updates).values(key=key, at=at).on_conflict_do_nothing(index_elements=["key"])
        return (await sql(tx).execute(insert.returning(done_updates.c.key))).first() is not None

    async def forget(self, tx: Tx, before: datetime) -> None:
        """Forget what was done before then."""
        await sql(tx).execute(delete(done_updates).where(done_updates.c.at < before))


@dataclass(frozen=True, slots=True)
class SqlInbox:
    """Keep updates in the database, as the platform wrote them."""

    async def keep(self, tx: Tx, platform: Platform, updates: Mapping[int, Mapping[str, Any]]) -> None:
        """Write updates by their ids; one that is there already stands."""
        rows = [{"platform": platform.value, "id": number, "content": raw} for number, raw in updates.items()]
        insert = upsert(tx, waiting_updates).on_conflict_do_nothing(index_elements=["platform", "id"])
        await sql(tx).execute(insert, rows)

    async def forget(self, tx: Tx, platform: Platform, ids: Sequence[int]) -> None:
        """Remove updates."""
        mine = waiting_updates.c.platform == platform.value
        await sql(tx).execute(delete(waiting_updates).where(mine, waiting_updates.c.id.in_(ids)))

    async def load(self, tx: Tx, platform: Platform) -> dict[int, Mapping[str, Any]]:
        """Read every update, by id, in order."""
        query = select(waiting_updates.c.id, waiting_updates.c.content).where(
            waiting_updates.c.platform == platform.value
        )
        return {row.id: row.content for row in await sql(tx).execute(query.order_by(waiting_updates.c.id))}
