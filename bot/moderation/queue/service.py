"""The moderators' queue as a whole: put together, and kept right when people or communities become one."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.audience import Addressees, Audience
from bot.call import Call
from bot.content import Node
from bot.deliveries import Outbox
from bot.ids import CommunityId, MemberId
from bot.jobs import Runner, Scheduler
from bot.moderation.model import Case
from bot.moderation.queue.appeals import Appeals
from bot.moderation.queue.desk import Desk
from bot.moderation.queue.figures import FiguresService
from bot.moderation.queue.lessons import Classroom
from bot.moderation.queue.reports import Reports
from bot.moderation.queue.store import Albums, Cases, Hand, Lessons, Staff, TicketStore
from bot.moderation.queue.views import show_history
from bot.moderation.settings import Settings
from bot.ports import Clock, Transactions, Tx


class QueueStore(TicketStore, Protocol):
    """Keep tickets, and move them when communities or people are joined or forgotten."""

    async def merge_members(self, tx: Tx, community: CommunityId, kept: MemberId, gone: MemberId) -> None:
        """Give one member what the other had."""

    async def absorb(self, tx: Tx, into: CommunityId, gone: CommunityId) -> None:
        """Give one community what the other had."""

    async def forget_member(self, tx: Tx, community: CommunityId, member: MemberId) -> None:
        """Forget every word of and about somebody."""


WAITING = 20  # tickets that come along to a new log chat


class Queue:
    """Everything that waits for moderators. `once` opens transactions for what must not happen twice."""

    def __init__(
        self,
        store: QueueStore,
        cases: Cases,
        transactions: Transactions,
        once: Transactions,
        clock: Clock,
        scheduler: Scheduler,
        outbox: Outbox,
        audience: Audience,
        people: Addressees,
        staff: Staff,
        settings: Settings,
        hand: Hand,
        albums: Albums,
    ) -> None:
        self._store = store
        self._transactions = transactions
        self._people = people
        desk = self._desk = Desk(store, cases, clock, scheduler, outbox, audience, people, staff, settings)
        self.pupils: list[Lessons] = []  # who learns from what is decided
        classroom = self.classroom = Classroom(transactions, self.pupils)
        self.reports = Reports(desk, once, hand, classroom, albums)
        self.appeals = Appeals(desk, once, hand, classroom)
        self.figures = FiguresService(store, transactions)

    def runners(self) -> Mapping[str, Runner]:
        """List the kinds of jobs planned here, each with who runs it."""
        return self.appeals.runners()

    async def on_log(self, call: Call) -> None:
        """Put what waits for a decision where the log is now: its old chat may be gone, with all that stood there."""
        community = call.community.id
        team = await self._desk.staff.team(community)
        async with self._transactions.begin() as tx:
            await self._store.take_turns(tx, community)
            for ticket in await self._store.waiting(tx, community, WAITING):
                await self._desk.move(tx, ticket, team)

    async def history(self, call: Call, case: Case) -> Sequence[Node]:
        """Show what led to a case, and the appeal against it."""
        async with self._transactions.read() as tx:
            tickets = await self._store.about_case(tx, case)
            named = {report.member for ticket in tickets for report in ticket.reports}
            names = await self._people.load(tx, case.community, named)
        return show_history(case, tickets, names, call.zone.key)

    async def asking_rule(self, tx: Tx, case: Case) -> str | None:
        """Name the rule that had asked for the decision which made a case, if one had."""
        tickets = await self._store.about_case(tx, case)
        return next((t.rule for t in tickets if t.rule is not None and t.case != case.id), None)

    async def merge_members(self, tx: Tx, community: CommunityId, kept: MemberId, gone: MemberId) -> None:
        """Give one member what the other had."""
        await self._store.merge_members(tx, community, kept, gone)

    async def absorb(self, tx: Tx, into: CommunityId, gone: CommunityId) -> None:
        """Give one community what the other had."""
        await self._store.absorb(tx, into, gone)

    async def forget(self, tx: Tx, community: CommunityId, member: MemberId) -> None:
        """Forget every word of and about somebody."""
        await self._store.forget_member(tx, community, member)
