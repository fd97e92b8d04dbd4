"""The blocklists, in the database."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Text, delete, select, update
from sqlalchemy.schema import Column, Table

from bot.ids import CommunityId, MemberId
from bot.moderation.rules.blocklist import Blocked
from bot.ports import Tx
from storage.columns import BigInt, UtcTime
from storage.database import STRICT, metadata, sql, upsert

blocklist = Table(
    "blocklist",
    metadata,
    Column("community_id", BigInt, primary_key=True, autoincrement=False),
    Column("entry", Text, primary_key=True),
    Column("action", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("expires", UtcTime),
    Column("by_id", BigInt, nullable=False),
    Column("at", UtcTime, nullable=False),
    **STRICT,
)


def _blocked(row: Row[Any]) -> Blocked:
    return Blocked(row.entry, row.action, row.reason, row.expires)


@dataclass(frozen=True, slots=True)
class SqlBlocklist:
    """Keep blocklists in the database."""

    async def all_blocked(self, tx: Tx) -> list[tuple[CommunityId, Blocked]]:
        """Read every community's entries."""
        return [(CommunityId(r.community_id), _blocked(r)) for r in await sql(tx).execute(select(blocklist))]

    async def blocked(self, tx: Tx, community: CommunityId) -> list[Blocked]:
        """Read one community's entries, in the order of the alphabet."""
        query = select(blocklist).where(blocklist.c.community_id == community)
        return sorted(map(_blocked, await sql(tx).execute(query)), key=lambda b: b.entry.casefold())

    async def block(self, tx: Tx, community: CommunityId, entry: Blocked, by: MemberId, at: datetime) -> bool:
        """Write an entry, or write over the same one; True when it is new."""
        fresh = await self.unblock(tx, community, entry.entry)
        values = {"action": entry.action, "reason": entry.reason, "expires": entry.expires, "by_id": by, "at": at}
        written = upsert(tx, blocklist).values(values | {"community_id": community, "entry": entry.entry})
        await sql(tx).execute(written.on_conflict_do_update(index_elements=["community_id", "entry"], set_=values))
        return not fresh

    async def unblock(self, tx: Tx, community: CommunityId, entry: str) -> bool:
        """Remove an entry, however its letters are cased; False when there was none."""
        same = [b.entry for b in await self.blocked(tx, community) if b.entry.casefold() == entry.casefold()]
        where = (blocklist.c.community_id == community, blocklist.c.entry.in_(same))
        await sql(tx).execute(delete(blocklist).where(*where))
        return bool(same)

    async def absorb_blocklist(self, tx: Tx, into: CommunityId, gone: CommunityId) -> None:
        """Give one community the other's entries; where both have one, its own stays."""
        own = select(blocklist.c.entry).where(blocklist.c.community_id == into)
        theirs = blocklist.c.community_id == gone
        await sql(tx).execute(delete(blocklist).where(theirs, blocklist.c.entry.in_(own)))
        await sql(tx).execute(update(blocklist).where(theirs).values(community_id=into))
