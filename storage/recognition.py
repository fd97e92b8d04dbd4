"""Acts of thanks, the ledger, and who is left out of the ranking, in the database."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, delete, exists, func, insert, or_, select, update

from bot.ids import CommunityId, MemberId, MessageRef
from bot.ports import Tx
from bot.recognition.ledger import Line, Page, Score
from bot.recognition.model import Act, Category, Entry
from storage.database import sql, upsert
from storage.recognition_tables import (
    STANDS,
    WITH_ACT,
    acts,
    entries,
    hidden_members,
    numbers,
    read_act,
    read_entry,
    read_line,
)


def _ranked(
    query: Select[Any], community: CommunityId, since: datetime | None, now: datetime, category: Category | None
) -> Select[Any]:
    """Narrow a query of entries with their acts to what a ranking looks at."""
    query = query.select_from(entries).join(acts, acts.c.id == entries.c.act_id)
    query = query.where(entries.c.community_id == community, entries.c.counts_from <= now, STANDS)
    if since is not None:
        query = query.where(entries.c.at > since)
    return query if category is None else query.where(acts.c.category == category)


@dataclass(frozen=True, slots=True)
class SqlRecognition:
    """Keep acts and the ledger in the database."""

    async def lock(self, tx: Tx, community: CommunityId) -> None:
        """Keep everybody else from adding to a community's ledger until the transaction ends."""
        await self._count(tx, community, 0)

    async def add_act(self, tx: Tx, act: Act) -> Act:
        """Write an act and give it with its id."""
        values: dict[str, Any] = {
            "community_id": act.community,
            "giver_id": act.giver,
            "at": act.at,
            "reason": act.reason,
            "category": act.category,
        }
        if act.message is not None:
            chat = act.message.chat
            values |= {"platform": chat.platform, "chat_id": chat.id, "message_id": act.message.id}
        written: int = (await sql(tx).execute(insert(acts).values(values).returning(acts.c.id))).scalar_one()
        return replace(act, id=written)

    async def append(self, tx: Tx, community: CommunityId, new: Sequence[Entry]) -> list[Entry]:
        """Write entries under the community's next short numbers."""
        if not new:
            return []
        last = await self._count(tx, community, len(new))
        numbered = [replace(e, number=last - len(new) + n) for n, e in enumerate(new, 1)]
        values = [
            {
                "community_id": community,
                "number": e.number,
                "act_id": e.act,
                "receiver_id": e.receiver,
                "amount": e.amount,
                "at": e.at,
                "counts_from": e.counts_from,
                "corrects": e.corrects,
                "cause": e.cause,
            }
            for e in numbered
        ]
        await sql(tx).execute(insert(entries), values)
        return numbered

    async def act_of(self, tx: Tx, community: CommunityId, message: MessageRef) -> Act | None:
        """Find the act that a message gave. A deletion does not tell the topic, so that is not looked at."""
        query = select(acts).where(
            acts.c.community_id == community,
            acts.c.message_id == message.id,
            acts.c.chat_id == message.chat.id,
            acts.c.platform == message.chat.platform,
        )
        row = (await sql(tx).execute(query.order_by(acts.c.id).limit(1))).one_or_none()
        return read_act(row, row.id, row.at) if row else None

    async def entries_of(self, tx: Tx, act: int) -> list[Entry]:
        """List an act's entries, corrections included, by number."""
        query = select(entries).where(entries.c.act_id == act).order_by(entries.c.number)
        return [read_entry(row) for row in await sql(tx).execute(query)]

    async def self_thanks(self, tx: Tx, community: CommunityId, member: MemberId) -> list[Entry]:
        """List the entries that stand and that somebody gave to themselves."""
        query = select(entries).join(acts, acts.c.id == entries.c.act_id)
        query = query.where(entries.c.community_id == community, entries.c.receiver_id == member, STANDS)
        query = query.where(acts.c.giver_id == member).order_by(entries.c.number)
        return [read_entry(row) for row in await sql(tx).execute(query)]

    async def given(self, tx: Tx, community: CommunityId, giver: MemberId, since: datetime) -> list[datetime]:
        """List when somebody's acts were that stand, after a moment."""
        stands = exists().where(entries.c.act_id == acts.c.id, STANDS)
        query = select(acts.c.at).where(
            acts.c.community_id == community, acts.c.giver_id == giver, acts.c.at > since, stands
        )
        return list((await sql(tx).execute(query)).scalars())

    async def between(
        self, tx: Tx, community: CommunityId, one: MemberId, others: Collection[MemberId], since: datetime
    ) -> Mapping[MemberId, list[datetime]]:
        """List when one thanked each of the others or was thanked by them, as far as it stands, after a moment."""
        gave = and_(acts.c.giver_id == one, entries.c.receiver_id.in_(others))
        got = and_(acts.c.giver_id.in_(others), entries.c.receiver_id == one)
        query = (
            select(acts.c.giver_id, entries.c.receiver_id, entries.c.at)
            .join(acts, acts.c.id == entries.c.act_id)
            .where(entries.c.community_id == community, entries.c.at > since, or_(gave, got), STANDS)
        )
        found: dict[MemberId, list[datetime]] = {}
        for row in await sql(tx).execute(query):
            other = row.receiver_id if row.giver_id == one else row.giver_id
            found.setdefault(MemberId(other), []).append(row.at)
        return found

    async def score(self, tx: Tx, community: CommunityId, member: MemberId, now: datetime) -> Score:
        """Sum a member's entries."""
        counts = entries.c.counts_from <= now
        query = select(
            func.coalesce(func.sum(case((counts, entries.c.amount), else_=0)), 0),
            func.coalesce(func.sum(case((~counts, entries.c.amount), else_=0)), 0),
        ).where(entries.c.community_id == community, entries.c.receiver_id == member)
        points, pending = (await sql(tx).execute(query)).one()
        return Score(int(points), int(pending))

    async def page(
        self, tx: Tx, community: CommunityId, member: MemberId, now: datetime, number: int, length: int
    ) -> Page:
        """Read one page of the entries that count. One statement, so that the sums belong to the lines."""
        order = (entries.c.at.desc(), entries.c.number.desc())
        query = (
            WITH_ACT.add_columns(
                func.count().over().label("lines"),
                func.sum(entries.c.amount).over().label("total"),
                func.sum(entries.c.amount).over(order_by=order).label("running"),
            )
            .where(*_of(community, member), entries.c.counts_from <= now)
            .order_by(*order)
            .limit(length)
            .offset(number * length)
        )
        rows = (await sql(tx).execute(query)).all()
        if not rows:
            return Page(number)
        newer, earlier = rows[0].running - rows[0].amount, rows[-1].total - rows[-1].running
        more = rows[0].lines > (number + 1) * length
        return Page(number, tuple(map(read_line, rows)), int(newer), int(earlier), more)

    async def pending(self, tx: Tx, community: CommunityId, member: MemberId, now: datetime, most: int) -> list[Line]:
        """List entries that do not count yet, soonest first."""
        query = WITH_ACT.where(*_of(community, member), entries.c.counts_from > now)
        query = query.order_by(entries.c.counts_from, entries.c.number).limit(most)
        return [read_line(row) for row in await sql(tx).execute(query)]

    async def count_givers(
        self, tx: Tx, community: CommunityId, since: datetime | None, now: datetime, category: Category | None
    ) -> Mapping[MemberId, int]:
        """Count who thanked each member, by entries that stand and count; those who opted out are left out."""
        hidden = exists().where(
            hidden_members.c.community_id == community, hidden_members.c.member_id == entries.c.receiver_id
        )
        query = select(entries.c.receiver_id, func.count(acts.c.giver_id.distinct()).label("givers"))
        query = _ranked(query, community, since, now, category).where(~hidden).group_by(entries.c.receiver_id)
        return {MemberId(row.receiver_id): row.givers for row in await sql(tx).execute(query)}

    async def received(
        self,
        tx: Tx,
        community: CommunityId,
        members: Collection[MemberId],
        since: datetime | None,
        now: datetime,
        category: Category | None,
    ) -> list[tuple[MemberId, int, datetime]]:
        """List what members received that stands and counts: who, millipoints, when."""
        query = select(entries.c.receiver_id, entries.c.amount, entries.c.at)
        query = _ranked(query, community, since, now, category).where(entries.c.receiver_id.in_(members))
        return [(MemberId(row.receiver_id), row.amount, row.at) for row in await sql(tx).execute(query)]

    async def is_hidden(self, tx: Tx, community: CommunityId, member: MemberId) -> bool:
        """Tell whether somebody opted out of the ranking."""
        query = select(hidden_members).where(
            hidden_members.c.community_id == community, hidden_members.c.member_id == member
        )
        return (await sql(tx).execute(query)).first() is not None

    async def set_hidden(self, tx: Tx, community: CommunityId, member: MemberId, hidden: bool) -> None:
        """Note whether somebody opted out of the ranking."""
        if hidden:
            noted = upsert(tx, hidden_members).values(community_id=community, member_id=member)
            await sql(tx).execute(noted.on_conflict_do_nothing())
        else:
            where = (hidden_members.c.community_id == community, hidden_members.c.member_id == member)
            await sql(tx).execute(delete(hidden_members).where(*where))

    async def move_member(self, tx: Tx, community: CommunityId, kept: MemberId, gone: MemberId) -> None:
        """Give one member everything of another, who is the same person. Opting out once is enough."""
        for table, column in ((acts, acts.c.giver_id), (entries, entries.c.receiver_id)):
            moved = update(table).where(table.c.community_id == community, column == gone)
            await sql(tx).execute(moved.values({column.name: kept}))
        if await self.is_hidden(tx, community, gone):
            await self.set_hidden(tx, community, gone, hidden=False)
            await self.set_hidden(tx, community, kept, hidden=True)

    async def absorb(self, tx: Tx, into: CommunityId, gone: CommunityId) -> None:
        """Move everything of one community into another; moved short numbers are shifted past the other's."""
        last, moving = await self._count(tx, into, 0), await self._count(tx, gone, 0)
        await sql(tx).execute(update(acts).where(acts.c.community_id == gone).values(community_id=into))
        shifted = {"number": entries.c.number + last, "corrects": entries.c.corrects + last, "community_id": into}
        await sql(tx).execute(update(entries).where(entries.c.community_id == gone).values(shifted))
        await self._count(tx, into, moving)
        await sql(tx).execute(delete(numbers).where(numbers.c.community_id == gone))
        query = select(hidden_members.c.member_id).where(hidden_members.c.community_id == gone)
        for member in (await sql(tx).execute(query)).scalars().all():
            await self.set_hidden(tx, into, MemberId(member), hidden=True)
        await sql(tx).execute(delete(hidden_members).where(hidden_members.c.community_id == gone))

    async def _count(self, tx: Tx, community: CommunityId, more: int) -> int:
        """Take so many short numbers and give the last; the counter's row stays locked."""
        counted = (
            upsert(tx, numbers)
            .values(community_id=community, last=more)
            .on_conflict_do_update(index_elements=["community_id"], set_={"last": numbers.c.last + more})
            .returning(numbers.c.last)
        )
        last: int = (await sql(tx).execute(counted)).scalar_one()
        return last


def _of(community: CommunityId, member: MemberId) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return entries.c.community_id == community, entries.c.receiver_id == member
