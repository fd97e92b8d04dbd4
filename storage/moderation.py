"""Cases and what becomes of them, and who is muted or banned, in the database."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, Row, Select, Text, delete, func, insert, select, update
from sqlalchemy.schema import Column, ForeignKey, Index, Table, UniqueConstraint

from bot.codec import decode, encode
from bot.ids import CommunityId, MemberId, MessageRef
from bot.moderation.model import Case, Entry, Kind, Sanction, Step, extend
from bot.ports import Tx
from storage.blocklist import SqlBlocklist
from storage.columns import BigInt, Flag, Json, UtcTime
from storage.database import STRICT, metadata, sql, take_turns, upsert

cases = Table(
    "cases",
    metadata,
    Column("id", BigInt, primary_key=True),
    Column("community_id", BigInt, nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("member_id", BigInt, nullable=False),
    Column("by_id", BigInt),
    Column("rule", Text),
    Column("reason", Json, nullable=False),
    Column("detail", Json, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("until", UtcTime),
    Column("silent", Flag, nullable=False),
    Column("message", Json),
    Column("evidence", Text),  # the one column that changes: it is emptied when its time is over
    UniqueConstraint("community_id", "number"),
    **STRICT,
)
Index("ix_cases_member", cases.c.community_id, cases.c.member_id, cases.c.at)
Index("ix_cases_message", cases.c.community_id, cases.c.message)

case_entries = Table(
    "case_entries",
    metadata,
    Column("id", BigInt, primary_key=True),
    Column("case_id", BigInt, ForeignKey("cases.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("community_id", BigInt, nullable=False),
    Column("step", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("by_id", BigInt),
    Column("text", Text, nullable=False),
    **STRICT,
)

# A counter rather than the highest number: its row is what two moderators at once wait for each other on.
case_numbers = Table(
    "case_numbers",
    metadata,
    Column("community_id", BigInt, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
    **STRICT,
)

sanctions = Table(
    "sanctions",
    metadata,
    Column("community_id", BigInt, primary_key=True, autoincrement=False),
    Column("member_id", BigInt, primary_key=True, autoincrement=False),
    Column("kind", Text, primary_key=True),
    Column("until", UtcTime),
    Column("case_id", BigInt, ForeignKey("cases.id", ondelete="CASCADE"), nullable=False),
    **STRICT,
)


def _member(value: int | None) -> MemberId | None:
    return MemberId(value) if value is not None else None


def _entry(row: Row[Any]) -> Entry:
    return Entry(Step(row.step), row.at, _member(row.by_id), row.text)


def _case(row: Row[Any], history: Sequence[Entry]) -> Case:
    return Case(
        id=row.id,
        community=CommunityId(row.community_id),
        number=row.number,
        kind=Kind(row.kind),
        member=MemberId(row.member_id),
        by=_member(row.by_id),
        rule=row.rule,
        reason=decode(row.reason),
        detail=decode(row.detail),
        at=row.at,
        until=row.until,
        silent=row.silent,
        evidence=row.evidence,
        message=decode(row.message),
        history=tuple(history),
    )


def _sanction(row: Row[Any]) -> Sanction:
    return Sanction(CommunityId(row.community_id), MemberId(row.member_id), Kind(row.kind), row.until, row.case_id)


@dataclass(frozen=True, slots=True)
class SqlModeration(SqlBlocklist):
    """Keep moderation in the database."""

    async def open(self, tx: Tx, case: Case) -> Case:
        """Write a new case with its first entry, and give it with its id and short number."""
        counted = (
            upsert(tx, case_numbers)
            .values(community_id=case.community, last=1)
            .on_conflict_do_update(index_elements=["community_id"], set_={"last": case_numbers.c.last + 1})
            .returning(case_numbers.c.last)
        )
        number: int = (await sql(tx).execute(counted)).scalar_one()
        values = {
            "community_id": case.community,
            "number": number,
            "kind": case.kind,
            "member_id": case.member,
            "by_id": case.by,
            "rule": case.rule,
            "reason": encode(case.reason),
            "detail": encode(case.detail),
            "at": case.at,
            "until": case.until,
            "silent": case.silent,
            "message": encode(case.message),
            "evidence": case.evidence,
        }
        written = (await sql(tx).execute(insert(cases).values(values).returning(cases.c.id))).scalar_one()
        opened = Entry(Step.OPENED, case.at, case.by)
        await self.note(tx, written, opened)
        return replace(case, id=written, number=number, history=(opened,))

    async def note(self, tx: Tx, case: int, entry: Entry) -> None:
        """Add to a case's history."""
        values = {"case_id": case, "step": entry.step, "at": entry.at, "by_id": entry.by, "text": entry.text}
        community = select(cases.c.community_id).where(cases.c.id == case).scalar_subquery()
        await sql(tx).execute(insert(case_entries).values(values | {"community_id": community}))

    async def find(self, tx: Tx, case: int) -> Case | None:
        """Read a case by its id."""
        return await self._first(tx, select(cases).where(cases.c.id == case))

    async def find_numbered(self, tx: Tx, community: CommunityId, number: int) -> Case | None:
        """Read a case by its short number."""
        return await self._first(tx, select(cases).where(cases.c.community_id == community, cases.c.number == number))

    async def find_about(self, tx: Tx, community: CommunityId, message: MessageRef) -> Case | None:
        """Read the case that a rule opened about a message."""
        about = (cases.c.community_id == community, cases.c.message == encode(message), cases.c.rule.is_not(None))
        return await self._first(tx, select(cases).where(*about).limit(1))

    async def latest(
        self,
        tx: Tx,
        community: CommunityId,
        *,
        member: MemberId | None = None,
        kinds: Collection[Kind] = (),
        since: datetime | None = None,
        most: int = 1000,
    ) -> list[Case]:
        """List cases, newest first: of one member, of some kinds, not older than `since`, as asked."""
        query = select(cases).where(cases.c.community_id == community)
        if member is not None:
            query = query.where(cases.c.member_id == member)
        if kinds:
            query = query.where(cases.c.kind.in_(kinds))
        if since is not None:
            query = query.where(cases.c.at > since)
        return await self._all(tx, query.order_by(cases.c.at.desc(), cases.c.id.desc()).limit(most))

    async def forget_evidence(self, tx: Tx, case: int) -> None:
        """Forget the words a case is about."""
        await sql(tx).execute(update(cases).where(cases.c.id == case).values(evidence=None))

    async def forget_member(self, tx: Tx, community: CommunityId, member: MemberId) -> None:
        """Forget the words in somebody's cases, and which messages they are about."""
        gone = {"evidence": None, "detail": encode(""), "message": encode(None)}
        about = (cases.c.community_id == community, cases.c.member_id == member)
        await sql(tx).execute(update(cases).where(*about).values(gone))

    async def take_turns(self, tx: Tx, community: CommunityId, member: MemberId) -> None:
        """Wait for whoever else mutes or bans the member, until the transaction ends."""
        await take_turns(tx, f"sanction:{community}:{member}")

    async def find_sanction(self, tx: Tx, community: CommunityId, member: MemberId, kind: Kind) -> Sanction | None:
        """Read a mute or ban in force."""
        row = (await sql(tx).execute(select(sanctions).where(*_of(community, member, kind)))).one_or_none()
        return _sanction(row) if row else None

    async def in_force(self, tx: Tx, most: int) -> list[Sanction]:
        """List mutes and bans of every community, the latest first."""
        query = select(sanctions).order_by(sanctions.c.case_id.desc()).limit(most)
        return [_sanction(row) for row in await sql(tx).execute(query)]

    async def save_sanction(self, tx: Tx, sanction: Sanction) -> None:
        """Write a mute or ban over the member's earlier one of the same kind."""
        values = {"until": sanction.until, "case_id": sanction.case}
        key = {"community_id": sanction.community, "member_id": sanction.member, "kind": sanction.kind}
        written = upsert(tx, sanctions).values(key | values)
        await sql(tx).execute(written.on_conflict_do_update(index_elements=list(key), set_=values))

    async def remove_sanction(self, tx: Tx, sanction: Sanction) -> None:
        """Forget a mute or ban: it is over."""
        await sql(tx).execute(delete(sanctions).where(*_of(sanction.community, sanction.member, sanction.kind)))

    async def merge_members(self, tx: Tx, community: CommunityId, kept: MemberId, gone: MemberId) -> None:
        """Give one member what the other had; of two mutes or bans the longer stays."""
        for table, column in ((cases, "member_id"), (cases, "by_id"), (case_entries, "by_id")):
            of_gone = (table.c.community_id == community, table.c[column] == gone)
            await sql(tx).execute(update(table).where(*of_gone).values({column: kept}))
        for kind in (Kind.MUTE, Kind.BAN):
            theirs = await self.find_sanction(tx, community, gone, kind)
            if theirs is None:
                continue
            await self.remove_sanction(tx, theirs)
            mine = await self.find_sanction(tx, community, kept, kind)
            if mine is None or (mine.until != theirs.until and extend(mine, theirs.until) == theirs.until):
                await self.save_sanction(tx, replace(theirs, member=kept))

    async def absorb(self, tx: Tx, into: CommunityId, gone: CommunityId) -> None:
        """Give one community what the other had; moved short numbers are shifted past the other's."""
        last = await self._last(tx, into)
        moved = update(cases).where(cases.c.community_id == gone)
        await sql(tx).execute(moved.values(community_id=into, number=cases.c.number + last))
        for table in (case_entries, sanctions):
            await sql(tx).execute(update(table).where(table.c.community_id == gone).values(community_id=into))
        total = last + await self._last(tx, gone)
        counter = upsert(tx, case_numbers).values(community_id=into, last=total)
        await sql(tx).execute(counter.on_conflict_do_update(index_elements=["community_id"], set_={"last": total}))
        await sql(tx).execute(delete(case_numbers).where(case_numbers.c.community_id == gone))
        await self.absorb_blocklist(tx, into, gone)

    async def _last(self, tx: Tx, community: CommunityId) -> int:
        query = select(func.max(case_numbers.c.last)).where(case_numbers.c.community_id == community)
        return (await sql(tx).execute(query)).scalar_one_or_none() or 0

    async def _first(self, tx: Tx, query: Select[Any]) -> Case | None:
        return next(iter(await self._all(tx, query)), None)

    async def _all(self, tx: Tx, query: Select[Any]) -> list[Case]:
        rows = (await sql(tx).execute(query)).all()
        history: dict[int, list[Entry]] = {}
        entries = select(case_entries).where(case_entries.c.case_id.in_([r.id for r in rows]))
        for entry in await sql(tx).execute(entries.order_by(case_entries.c.id)) if rows else ():
            history.setdefault(entry.case_id, []).append(_entry(entry))
        return [_case(row, history.get(row.id, [])) for row in rows]


def _of(community: CommunityId, member: MemberId, kind: Kind) -> tuple[Any, ...]:
    return sanctions.c.community_id == community, sanctions.c.member_id == member, sanctions.c.kind == kind
