"""Until when each platform was connected, and what became of acts, in the database."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Select, Table, Text, select, update

from bot.acts import Ban, Restrict
from bot.codec import decode
from bot.ids import Platform, SpaceRef
from bot.moderation.acted import Carried
from bot.ports import Tx
from storage.columns import UtcTime
from storage.database import STRICT, metadata, sql, upsert
from storage.deliveries_table import DONE, WAITING, deliveries

contacts = Table(
    "contacts",
    metadata,
    Column("platform", Text, primary_key=True),
    Column("at", UtcTime, nullable=False),
    **STRICT,
)


@dataclass(frozen=True, slots=True)
class SqlContacts:
    """Keep until when each platform was connected in the database."""

    async def load(self, tx: Tx) -> dict[Platform, datetime]:
        """Read it."""
        return {Platform(row.platform): row.at for row in await sql(tx).execute(select(contacts))}

    async def note(self, tx: Tx, platform: Platform, at: datetime) -> None:
        """Write that a platform is connected."""
        noted = upsert(tx, contacts).values(platform=platform.value, at=at)
        await sql(tx).execute(noted.on_conflict_do_update(index_elements=["platform"], set_={"at": at}))


@dataclass(frozen=True, slots=True)
class SqlActs:
    """Read the outbox for what was done about people."""

    async def latest(self, tx: Tx, space: SpaceRef, key: str) -> Carried | None:
        """Read the latest act in a space whose key begins so."""
        row = (await sql(tx).execute(_latest(space, key))).one_or_none()
        if row is None:
            return None
        act = decode(row.payload["act"])
        until = act.until if isinstance(act, Restrict | Ban) else None
        return Carried(row.id, row.outcome if row.state == DONE else None, row.finished, until)

    async def stop(self, tx: Tx, space: SpaceRef, key: str, now: datetime) -> bool:
        """Stop the latest ban in a space whose key begins so, where it is still held and was to be the first there;
        another one that is held goes out now, before what undoes it. Tell whether it was stopped."""
        row = (await sql(tx).execute(_latest(space, key).with_for_update())).one_or_none()
        if row is None or row.state != WAITING or row.attempts:
            return False
        first = decode(row.payload["act"]).sparing
        change = {"state": DONE, "outcome": "withdrawn", "finished": now} if first else {"due": min(row.due, now)}
        await sql(tx).execute(update(deliveries).where(deliveries.c.id == row.id).values(change))
        return bool(first)


def _latest(space: SpaceRef, key: str) -> Select[Any]:
    there = (
        deliveries.c.lane == f"{space.platform}:{space.id}!",
        deliveries.c.key.startswith(key, autoescape=True),
    )
    return select(deliveries).where(*there).order_by(deliveries.c.id.desc()).limit(1)
