"""What waits for moderators, and what they decided, in the database."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, Text, delete, insert, literal, select, update
from sqlalchemy.schema import Column, ForeignKey, Index, Table, UniqueConstraint

from bot.codec import decode, encode
from bot.ids import AccountRef, CommunityId, MemberId, MessageRef
from bot.moderation.model import Case, Kind
from bot.moderation.queue.model import Decision, Filed, Report, Ruling, Ticket, TicketKind
from bot.moderation.queue.store import Acted, Answered
from bot.ports import Tx
from storage.columns import BigInt, Flag, Json, UtcTime
from storage.communities import accounts
from storage.database import STRICT, metadata, sql, take_turns, upsert
from storage.moderation import cases

tickets = Table(
    "tickets",
    metadata,
    Column("id", BigInt, primary_key=True),
    Column("community_id", BigInt, nullable=False),
    Column("kind", Text, nullable=False),
    Column("member_id", BigInt, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("chat", Json, nullable=False),
    Column("public", Flag, nullable=False),
    Column("message", Json),
    Column("words", Text),  # emptied when its time is over, as are the reports' texts
    Column("rule", Text),
    Column("reason", Json, nullable=False),
    Column("detail", Json, nullable=False),
    Column("case_id", BigInt, ForeignKey("cases.id", ondelete="CASCADE"), unique=True),
    Column("account", Json),
    Column("due", UtcTime),
    **STRICT,
)
Index("ix_tickets_message", tickets.c.community_id, tickets.c.message)

ticket_reports = Table(
    "ticket_reports",
    metadata,
    Column("id", BigInt, primary_key=True),
    Column("ticket_id", BigInt, ForeignKey("tickets.id", ondelete="CASCADE"), nullable=False),
    Column("community_id", BigInt, nullable=False),
    Column("member_id", BigInt, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("text", Text, nullable=False),
    Column("account", Json, nullable=False),
    Column("chat", Json, nullable=False),
    UniqueConstraint("ticket_id", "member_id"),
    **STRICT,
)
Index("ix_ticket_reports_member", ticket_reports.c.community_id, ticket_reports.c.member_id, ticket_reports.c.at)

# Only ever added to. One a ticket: that is what two moderators in the same moment find out here.
ticket_decisions = Table(
    "ticket_decisions",
    metadata,
    Column("ticket_id", BigInt, ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("community_id", BigInt, nullable=False),
    Column("ruling", Text, nullable=False),
    Column("by_id", BigInt, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("case_id", BigInt, ForeignKey("cases.id", ondelete="CASCADE"), index=True),
    **STRICT,
)
Index("ix_ticket_decisions_at", ticket_decisions.c.community_id, ticket_decisions.c.at)


def _report(row: Row[Any]) -> Report:
    return Report(MemberId(row.member_id), row.at, row.text, decode(row.account), decode(row.chat))


def _ticket(row: Row[Any], reports: Sequence[Report], decision: Decision | None) -> Ticket:
    return Ticket(
        id=row.id,
        community=CommunityId(row.community_id),
        kind=TicketKind(row.kind),
        member=MemberId(row.member_id),
        at=row.at,
        chat=decode(row.chat),
        public=row.public,
        message=decode(row.message),
        words=row.words,
        rule=row.rule,
        reason=decode(row.reason),
        detail=decode(row.detail),
        case=row.case_id,
        account=decode(row.account),
        due=row.due,
        reports=tuple(reports),
        decision=decision,
    )


@dataclass(frozen=True, slots=True)
class SqlQueue:
    """Keep the moderators' queue in the database."""

    async def take_turns(self, tx: Tx, community: CommunityId) -> None:
        """Wait for whoever else changes this community's queue, until the transaction ends."""
        await take_turns(tx, f"queue:{community}")

    async def file(self, tx: Tx, ticket: Ticket) -> Ticket:
        """Write a new ticket, and give it with its id."""
        values = {
            "community_id": ticket.community,
            "kind": ticket.kind,
            "member_id": ticket.member,
            "at": ticket.at,
            "chat": encode(ticket.chat),
            "public": ticket.public,
            "message": encode(ticket.message),
            "words": ticket.words,
            "rule": ticket.rule,
            "reason": encode(ticket.reason),
            "detail": encode(ticket.detail),
            "case_id": ticket.case,
            "account": encode(ticket.account),
            "due": ticket.due,
        }
        number = (await sql(tx).execute(insert(tickets).values(values).returning(tickets.c.id))).scalar_one()
        filed = replace(ticket, id=number)
        for report in ticket.reports:
            await self.add_report(tx, filed, report)
        return filed

    async def add_report(self, tx: Tx, ticket: Ticket, report: Report) -> None:
        """Add what another member says."""
        values = {
            "ticket_id": ticket.id,
            "community_id": ticket.community,
            "member_id": report.member,
            "at": report.at,
            "text": report.text,
            "account": encode(report.account),
            "chat": encode(report.chat),
        }
        await sql(tx).execute(insert(ticket_reports).values(values))

    async def decide(self, tx: Tx, ticket: Ticket, decision: Decision) -> bool:
        """Write down what was decided; False when that was done before."""
        values = {
            "ticket_id": ticket.id,
            "community_id": ticket.community,
            "ruling": decision.ruling,
            "by_id": decision.by,
            "at": decision.at,
            "case_id": decision.case,
        }
        written = upsert(tx, ticket_decisions).values(values).on_conflict_do_nothing(index_elements=["ticket_id"])
        return (await sql(tx).execute(written.returning(ticket_decisions.c.ticket_id))).scalar_one_or_none() is not None

    async def ticket(self, tx: Tx, ticket: int) -> Ticket | None:
        """Read one ticket."""
        return await self._first(tx, select(tickets).where(tickets.c.id == ticket))

    async def about_message(self, tx: Tx, community: CommunityId, message: MessageRef) -> Ticket | None:
        """Read the ticket about a message."""
        about = (tickets.c.community_id == community, tickets.c.message == encode(message))
        return await self._first(tx, select(tickets).where(*about).order_by(tickets.c.id.desc()).limit(1))

    async def waiting(self, tx: Tx, community: CommunityId, most: int) -> list[Ticket]:
        """List the latest that no one has decided and that stand in no chat for everybody, oldest first."""
        decided = select(ticket_decisions.c.ticket_id).where(ticket_decisions.c.ticket_id == tickets.c.id)
        theirs = (tickets.c.community_id == community, tickets.c.public == literal(False, Flag), ~decided.exists())
        latest = await self._all(tx, select(tickets).where(*theirs).order_by(tickets.c.id.desc()).limit(most))
        return latest[::-1]

    async def move(self, tx: Tx, ticket: Ticket) -> None:
        """Write down where a ticket stands now."""
        values = {"chat": encode(ticket.chat), "public": ticket.public}
        await sql(tx).execute(update(tickets).where(tickets.c.id == ticket.id).values(values))

    async def about_case(self, tx: Tx, case: Case) -> list[Ticket]:
        """List what led to a case, and the appeal against it."""
        led = select(ticket_decisions.c.ticket_id).where(ticket_decisions.c.case_id == case.id)
        return await self._all(
            tx, select(tickets).where((tickets.c.case_id == case.id) | tickets.c.id.in_(led)).order_by(tickets.c.id)
        )

    async def record(self, tx: Tx, community: CommunityId, member: MemberId, since: datetime) -> list[Filed]:
        """List what came of somebody's reports."""
        query = (
            select(ticket_reports.c.at, ticket_decisions.c.ruling)
            .outerjoin(ticket_decisions, ticket_decisions.c.ticket_id == ticket_reports.c.ticket_id)
            .where(ticket_reports.c.community_id == community, ticket_reports.c.member_id == member)
            .where(ticket_reports.c.at > since)
        )
        return [Filed(at, None if r is None else r != Ruling.DISMISS) for at, r in await sql(tx).execute(query)]

    async def communities_of(self, tx: Tx, account: AccountRef) -> list[tuple[CommunityId, MemberId]]:
        """List where an account was ever seen, with who it is there."""
        query = select(accounts.c.community_id, accounts.c.member_id).where(
            accounts.c.platform == account.platform, accounts.c.account == account.id
        )
        found = await sql(tx).execute(query.order_by(accounts.c.community_id))
        return [(CommunityId(community), MemberId(member)) for community, member in found]

    async def forget_words(self, tx: Tx, ticket: int) -> None:
        """Forget whose words a ticket quotes, and what was said about them."""
        forgotten = {"words": None, "detail": encode("")}
        await sql(tx).execute(update(tickets).where(tickets.c.id == ticket).values(forgotten))
        await sql(tx).execute(update(ticket_reports).where(ticket_reports.c.ticket_id == ticket).values(text=""))

    async def forget_member(self, tx: Tx, community: CommunityId, member: MemberId) -> None:
        """Forget every word of and about somebody, and where they were to be told what came of their reports."""
        about = (tickets.c.community_id == community, tickets.c.member_id == member)
        ids = list((await sql(tx).execute(select(tickets.c.id).where(*about))).scalars())
        for ticket in ids:
            await self.forget_words(tx, ticket)
        gone = {"message": encode(None), "account": encode(None)}
        await sql(tx).execute(update(tickets).where(*about).values(gone))
        theirs = (ticket_reports.c.community_id == community, ticket_reports.c.member_id == member)
        await sql(tx).execute(delete(ticket_reports).where(*theirs))

    async def acts(self, tx: Tx, community: CommunityId, since: datetime) -> Sequence[Acted]:
        """List what was done since then, one person's after another's, each in the order of time."""
        query = (
            select(cases.c.kind, cases.c.rule, cases.c.member_id, cases.c.at)
            .where(cases.c.community_id == community, cases.c.at > since)
            .order_by(cases.c.member_id, cases.c.id)
        )
        found = await sql(tx).execute(query)
        return [Acted(Kind(kind), rule, MemberId(member), at) for kind, rule, member, at in found]

    async def answered(self, tx: Tx, community: CommunityId, since: datetime) -> Sequence[Answered]:
        """List how long those waited that were answered since then."""
        query = (
            select(tickets.c.kind, ticket_decisions.c.ruling, tickets.c.at, ticket_decisions.c.at)
            .join(tickets, tickets.c.id == ticket_decisions.c.ticket_id)
            .where(ticket_decisions.c.community_id == community, ticket_decisions.c.at > since)
        )
        found = await sql(tx).execute(query)
        return [Answered(TicketKind(kind), Ruling(ruling), end - begin) for kind, ruling, begin, end in found]

    async def merge_members(self, tx: Tx, community: CommunityId, kept: MemberId, gone: MemberId) -> None:
        """Give one member what the other had; two reports of theirs on one message are one."""
        twice = select(ticket_reports.c.ticket_id).where(ticket_reports.c.member_id == kept)
        theirs = (ticket_reports.c.community_id == community, ticket_reports.c.member_id == gone)
        await sql(tx).execute(delete(ticket_reports).where(*theirs, ticket_reports.c.ticket_id.in_(twice)))
        for column in (tickets.c.member_id, ticket_reports.c.member_id, ticket_decisions.c.by_id):
            of_gone = (column.table.c.community_id == community, column == gone)
            await sql(tx).execute(update(column.table).where(*of_gone).values({column.name: kept}))

    async def absorb(self, tx: Tx, into: CommunityId, gone: CommunityId) -> None:
        """Give one community what the other had."""
        for table in (tickets, ticket_reports, ticket_decisions):
            await sql(tx).execute(update(table).where(table.c.community_id == gone).values(community_id=into))

    async def _first(self, tx: Tx, query: Select[Any]) -> Ticket | None:
        return next(iter(await self._all(tx, query)), None)

    async def _all(self, tx: Tx, query: Select[Any]) -> list[Ticket]:
        rows = (await sql(tx).execute(query)).all()
        ids = [row.id for row in rows]
        if not ids:
            return []
        reports: dict[int, list[Report]] = {}
        said = select(ticket_reports).where(ticket_reports.c.ticket_id.in_(ids)).order_by(ticket_reports.c.id)
        for row in await sql(tx).execute(said):
            reports.setdefault(row.ticket_id, []).append(_report(row))
        decided = select(ticket_decisions).where(ticket_decisions.c.ticket_id.in_(ids))
        decisions = {
            row.ticket_id: Decision(Ruling(row.ruling), MemberId(row.by_id), row.at, row.case_id)
            for row in await sql(tx).execute(decided)
        }
        return [_ticket(row, reports.get(row.id, ()), decisions.get(row.id)) for row in rows]
