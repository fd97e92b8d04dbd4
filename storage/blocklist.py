"""The blocklists, in the database."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Text, delete, select, update
from sqlalchemy.schema import Column, Table

from bot.ids import CommunityId, MemberId
from bot.moderation.blocklist.entries import Blocked
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

_PORTION = 500  # values in one statement; SQLite takes 32,766 parameters, PostgreSQL through asyncpg 32,767


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

    async def block(
        self, tx: Tx, community: CommunityId, entries: Collection[Blocked], by: MemberId, at: datetime
    ) -> None:
        """Write entries, over those that are written the same."""
        if not entries:
            return
        insert = upsert(tx, blocklist)
        changes = {name: insert.excluded[name] for name in ("action", "reason", "expires", "by_id", "at")}
        rows = [
            {"community_id": community, "entry": e.entry, "action": e.action, "reason": e.reason}
            | {"expires": e.expires, "by_id": by, "at": at}
            for e in entries
        ]
        await sql(tx).execute(
            insert.on_conflict_do_update(index_elements=["community_id", "entry"], set_=changes), rows
        )

    async def unblock(self, tx: Tx, community: CommunityId, entries: Collection[str]) -> None:
        """Remove entries as they are written."""
        gone = list(entries)
        for start in range(0, len(gone), _PORTION):
            where = (blocklist.c.community_id == community, blocklist.c.entry.in_(gone[start : start + _PORTION]))
            await sql(tx).execute(delete(blocklist).where(*where))

    async def absorb_blocklist(self, tx: Tx, into: CommunityId, gone: CommunityId) -> None:
        """Give one community the other's entries; where both have one, its own stays."""
        own = select(blocklist.c.entry).where(blocklist.c.community_id == into)
        theirs = blocklist.c.community_id == gone
        await sql(tx).execute(delete(blocklist).where(theirs, blocklist.c.entry.in_(own)))
        await sql(tx).execute(update(blocklist).where(theirs).values(community_id=into))
