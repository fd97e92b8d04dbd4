"""Raids, and who came in them, in the database."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Text, delete, func, insert, select, update
from sqlalchemy.schema import Column, Index, Table

from bot.codec import decode, encode
from bot.ids import AccountRef, CommunityId, MemberId, Platform
from bot.moderation.raid.model import SILENCED, Cause, Decision, Fate, Newcomer, Raid
from bot.ports import Tx
from storage.columns import BigInt, Flag, Json, UtcTime
from storage.database import STRICT, metadata, sql, take_turns, upsert

raids = Table(
    "raids",
    metadata,
    Column("id", BigInt, primary_key=True),
    Column("community_id", BigInt, nullable=False, index=True),
    Column("cause", Text, nullable=False),
    Column("began", UtcTime, nullable=False),
    Column("until", UtcTime, nullable=False),
    Column("dry", Flag, nullable=False),
    Column("by_id", BigInt),
    Column("ended", UtcTime),
    Column("decision", Text),
    Column("decided_by_id", BigInt),
    Column("finished", UtcTime),
    Column("counts", Json),  # written when it is finished; until then they are counted in raid_held
    **STRICT,
)

raid_held = Table(
    "raid_held",
    metadata,
    Column("community_id", BigInt, primary_key=True, autoincrement=False),
    Column("platform", Text, primary_key=True),
    Column("account", Text, primary_key=True),
    Column("member_id", BigInt, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("update_id", Text, nullable=False),
    Column("chat", Json, nullable=False),
    Column("locale", Text, nullable=False),
    Column("greeted", Flag, nullable=False),
    Column("fate", Text, nullable=False),
    Column("raid_id", BigInt),
    Column("case_id", BigInt),
    **STRICT,
)
Index("ix_raid_held_at", raid_held.c.community_id, raid_held.c.at)
Index("ix_raid_held_raid", raid_held.c.raid_id, raid_held.c.fate)


def _raid(row: Row[Any]) -> Raid:
    return Raid(
        id=row.id,
        community=CommunityId(row.community_id),
        cause=Cause(row.cause),
        began=row.began,
        until=row.until,
        dry=row.dry,
        by=MemberId(row.by_id) if row.by_id is not None else None,
        ended=row.ended,
        decision=Decision(row.decision) if row.decision else None,
        decided_by=MemberId(row.decided_by_id) if row.decided_by_id is not None else None,
        finished=row.finished,
        counts=row.counts,
    )


def _values(raid: Raid) -> dict[str, Any]:
    return {
        "community_id": raid.community,
        "cause": raid.cause,
        "began": raid.began,
        "until": raid.until,
        "dry": raid.dry,
        "by_id": raid.by,
        "ended": raid.ended,
        "decision": raid.decision,
        "decided_by_id": raid.decided_by,
        "finished": raid.finished,
        "counts": dict(raid.counts) if raid.counts is not None else None,
    }


def _newcomer(row: Row[Any]) -> Newcomer:
    return Newcomer(
        community=CommunityId(row.community_id),
        account=AccountRef(Platform(row.platform), row.account),
        member=MemberId(row.member_id),
        at=row.at,
        update=row.update_id,
        chat=decode(row.chat),
        locale=row.locale,
        greeted=row.greeted,
        fate=Fate(row.fate),
        raid=row.raid_id,
        case=row.case_id,
    )


@dataclass(frozen=True, slots=True)
class SqlRaids:
    """Keep raids in the database."""

    async def take_turns(self, tx: Tx, community: CommunityId) -> None:
        """Wait for whoever else changes the community's raid, until the transaction ends."""
        await take_turns(tx, f"raid:{community}")

    async def current(self, tx: Tx, community: CommunityId) -> Raid | None:
        """Read the raid in which something is still to be done."""
        query = select(raids).where(raids.c.community_id == community, raids.c.finished.is_(None))
        row = (await sql(tx).execute(query.order_by(raids.c.id.desc()).limit(1))).one_or_none()
        return _raid(row) if row else None

    async def find(self, tx: Tx, raid: int) -> Raid | None:
        """Read a raid."""
        row = (await sql(tx).execute(select(raids).where(raids.c.id == raid))).one_or_none()
        return _raid(row) if row else None

    async def begin(self, tx: Tx, raid: Raid) -> Raid:
        """Write a new raid, and give it with its id."""
        written = insert(raids).values(_values(raid)).returning(raids.c.id)
        return replace(raid, id=(await sql(tx).execute(written)).scalar_one())

    async def save(self, tx: Tx, raid: Raid) -> None:
        """Write how a raid stands."""
        await sql(tx).execute(update(raids).where(raids.c.id == raid.id).values(_values(raid)))

    async def came(self, tx: Tx, community: CommunityId, account: AccountRef) -> Newcomer | None:
        """Read when an account came lately, and what became of it."""
        query = select(raid_held).where(
            raid_held.c.community_id == community,
            raid_held.c.platform == account.platform.value,
            raid_held.c.account == account.id,
        )
        row = (await sql(tx).execute(query)).one_or_none()
        return _newcomer(row) if row else None

    async def note(self, tx: Tx, newcomer: Newcomer) -> None:
        """Write somebody who came, over what was written about the same account."""
        key = {
            "community_id": newcomer.community,
            "platform": newcomer.account.platform.value,
            "account": newcomer.account.id,
        }
        values = {
            "member_id": newcomer.member,
            "at": newcomer.at,
            "update_id": newcomer.update,
            "chat": encode(newcomer.chat),
            "locale": newcomer.locale,
            "greeted": newcomer.greeted,
            "fate": newcomer.fate,
            "raid_id": newcomer.raid,
            "case_id": newcomer.case,
        }
        written = upsert(tx, raid_held).values(key | values)
        await sql(tx).execute(written.on_conflict_do_update(index_elements=list(key), set_=values))

    async def between(
        self, tx: Tx, community: CommunityId, first: datetime, last: datetime, most: int
    ) -> list[Newcomer]:
        """List who came between two moments, both included."""
        query = select(raid_held).where(
            raid_held.c.community_id == community, raid_held.c.at >= first, raid_held.c.at <= last
        )
        rows = await sql(tx).execute(query.order_by(raid_held.c.at.desc()).limit(most))
        return [_newcomer(row) for row in rows]

    async def times(
        self, tx: Tx, community: CommunityId, first: datetime, last: datetime, most: int, *, alone: bool
    ) -> list[datetime]:
        """List when people came between two moments; `alone` leaves out who came in a raid."""
        query = select(raid_held.c.at).where(
            raid_held.c.community_id == community, raid_held.c.at >= first, raid_held.c.at <= last
        )
        if alone:
            query = query.where(raid_held.c.raid_id.is_(None))
        return list((await sql(tx).execute(query.order_by(raid_held.c.at.desc()).limit(most))).scalars())

    async def of_raid(self, tx: Tx, raid: int, fates: Collection[Fate], most: int) -> list[Newcomer]:
        """List who came in a raid and of whom this became, the first ones first."""
        query = select(raid_held).where(raid_held.c.raid_id == raid, raid_held.c.fate.in_(fates))
        rows = await sql(tx).execute(query.order_by(raid_held.c.at, raid_held.c.member_id).limit(most))
        return [_newcomer(row) for row in rows]

    async def of_member(self, tx: Tx, community: CommunityId, member: MemberId) -> list[Newcomer]:
        """List the accounts of a member that came lately."""
        query = select(raid_held).where(raid_held.c.community_id == community, raid_held.c.member_id == member)
        return [_newcomer(row) for row in await sql(tx).execute(query)]

    async def count(self, tx: Tx, raid: int) -> dict[str, int]:
        """Count who came in a raid, by what became of them."""
        query = select(raid_held.c.fate, func.count()).where(raid_held.c.raid_id == raid).group_by(raid_held.c.fate)
        return {row[0]: row[1] for row in await sql(tx).execute(query)}

    async def decide(self, tx: Tx, raid: int, fates: Collection[Fate], fate: Fate) -> int:
        """Make this of everybody in a raid of whom those became; say how many that were."""
        mine = (raid_held.c.raid_id == raid) & raid_held.c.fate.in_(fates)
        changed = update(raid_held).where(mine).values(fate=fate).returning(raid_held.c.account)
        return len((await sql(tx).execute(changed)).all())

    async def forget(self, tx: Tx, raid: int) -> None:
        """Forget who came in a raid."""
        await sql(tx).execute(delete(raid_held).where(raid_held.c.raid_id == raid))

    async def forget_before(self, tx: Tx, community: CommunityId, at: datetime) -> None:
        """Forget who came before a moment and in no raid."""
        old = (raid_held.c.community_id == community) & (raid_held.c.at < at) & raid_held.c.raid_id.is_(None)
        await sql(tx).execute(delete(raid_held).where(old))

    async def all_held(self, tx: Tx) -> list[tuple[CommunityId, AccountRef]]:
        """List whose messages are removed, in every community."""
        held = raid_held.c.fate.in_(SILENCED)
        query = select(raid_held.c.community_id, raid_held.c.platform, raid_held.c.account).where(held)
        return [(CommunityId(r[0]), AccountRef(Platform(r[1]), r[2])) for r in await sql(tx).execute(query)]

    async def merge_members(self, tx: Tx, community: CommunityId, kept: MemberId, gone: MemberId) -> None:
        """Give one member what the other had."""
        for table, column in ((raid_held, "member_id"), (raids, "by_id"), (raids, "decided_by_id")):
            of_gone = (table.c.community_id == community) & (table.c[column] == gone)
            await sql(tx).execute(update(table).where(of_gone).values({column: kept}))

    async def absorb(self, tx: Tx, into: CommunityId, gone: CommunityId) -> None:
        """Give one community what the other had; somebody who came to both came to the one that stays."""
        same = raid_held.alias()
        twice = (
            select(same.c.account)
            .where(
                same.c.community_id == into,
                same.c.platform == raid_held.c.platform,
                same.c.account == raid_held.c.account,
            )
            .exists()
        )
        await sql(tx).execute(delete(raid_held).where(raid_held.c.community_id == gone, twice))
        for table in (raid_held, raids):
            await sql(tx).execute(update(table).where(table.c.community_id == gone).values(community_id=into))
