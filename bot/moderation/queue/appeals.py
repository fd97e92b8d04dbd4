"""Take in appeals, remind of them, pass them on when nobody answers, and carry out what another moderator decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.access import Access
from bot.audience import Team
from bot.call import Call, Person
from bot.content import Choice, Code, Doc, Joined, Msg, Time, doc, msg
from bot.errors import Refused
from bot.ids import CommunityId, MemberId
from bot.jobs import Job, Runner
from bot.moderation.model import Case, Entry, Kind, Step
from bot.moderation.queue.desk import FORGET, Desk, already, subject_of
from bot.moderation.queue.lessons import Classroom
from bot.moderation.queue.model import (
    Decision,
    Ruling,
    Ticket,
    TicketKind,
    asked,
    judges,
    object_to_judge,
    refuse_appeal,
    seniors,
)
from bot.moderation.queue.store import Hand
from bot.moderation.queue.views import MENTIONED, show_open, ticket_buttons
from bot.moderation.settings import ModerationSettings
from bot.moderation.views import number_of
from bot.ports import Transactions, Tx

DUE = "moderation-appeal"  # the job that reminds of an appeal, and later passes it on
REMIND, PASS = "remind", "pass"
ASK_AGAIN = timedelta(seconds=10)  # until then the platforms have said who moderates …
ASKS = 3  # … and after so many times it goes on without

MAX_WORDS = 2_000  # characters of an appeal


@dataclass(frozen=True, slots=True)
class Appealed:
    """An appeal that was taken in. `alone` is whoever acted, where nobody else is there to judge."""

    case: Case
    due: datetime
    alone: Person | None = None


class Appeals:
    """The use cases of appeals. `transactions` opens those whose effects must not come twice."""

    def __init__(self, desk: Desk, transactions: Transactions, hand: Hand, classroom: Classroom) -> None:
        self._desk = desk
        self._store = desk.store
        self._transactions = transactions
        self._hand = hand
        self._classroom = classroom

    def runners(self) -> Mapping[str, Runner]:
        """List the kinds of jobs planned here and at the desk, each with who runs it."""
        return {DUE: self._fall_due, FORGET: self._desk.forget}

    async def appeal(self, call: Call, number: int, words: str) -> Appealed:
        """Take an appeal in. Raises Refused for a case that is not the caller's, or cannot be appealed."""
        if len(words) > MAX_WORDS:
            raise Refused("queue-appeal-too-long", length=len(words), most=MAX_WORDS)
        community = await self._whose(call, number)
        team = await self._desk.staff.team(community)
        async with self._transactions.begin() as tx:
            await self._store.take_turns(tx, community)
            case = await self._own(tx, call, community, number)
            settings = self._desk.settings.of(community, ModerationSettings)
            refused = refuse_appeal(case, call.now, timedelta(days=settings.appeal_days))
            if refused is not None:
                raise Refused(f"queue-appeal-no-{refused}", number=number_of(case), days=settings.appeal_days)
            wait = timedelta(hours=settings.appeal_hours)
            draft = await self._draft(tx, call, case, words, call.now + wait)
            await self._desk.cases.note(tx, case.id, Entry(Step.APPEALED, call.now, case.member))
            ticket = await self._desk.file(tx, draft, team, case)
            able = judges(case, team)
            if ticket.public:
                await self._write_to(tx, ticket, case, asked(case, team), team, "")
            await self._plan(tx, ticket, call.now + wait / 2, REMIND)
        alone = next((p for p in team.people if p.member == case.by), None)
        return Appealed(case, call.now + wait, alone if not able and not team.hidden else None)

    async def decide(self, call: Call, number: int, ruling: Ruling) -> Doc:
        """Uphold or overturn what was done, and give what stands now: of two moderators, the first decides.

        Raises Refused for an appeal that is not there, and for somebody who may not judge it.
        """
        async with self._transactions.read() as tx:
            ticket = await self._store.ticket(tx, number)
        if ticket is None or ticket.kind is not TicketKind.APPEAL or ticket.case is None:
            raise Refused("button-outdated")
        by = await self._judge(call, ticket.community)
        team = await self._desk.staff.team(ticket.community)
        async with self._transactions.begin() as tx:
            await self._store.take_turns(tx, ticket.community)
            ticket = await self._store.ticket(tx, number) or ticket
            if ticket.decision is not None:
                return already(await self._desk.decided(tx, ticket, ticket.decision))
            case = await self._desk.cases.find(tx, ticket.case or 0)
            if case is None:
                raise Refused("button-outdated")
            objection = object_to_judge(case, by, team)
            if objection is not None:
                raise Refused(f"queue-no-{objection}")
            if ruling is Ruling.OVERTURN:
                await self._hand.overturn(tx, case, by.member)
            else:
                await self._desk.cases.note(tx, case.id, Entry(Step.UPHELD, call.now, by.member))
            await self._desk.scheduler.cancel(tx, _key(ticket))
            document = await self._close(tx, ticket, case, Decision(ruling, by.member, call.now))
        if ruling is Ruling.OVERTURN:
            await self._classroom.teach(case.community, case.message, case.evidence, spam=False)
        return document

    async def on_taken_back(self, case: Case) -> None:
        """Settle the appeal against a case that a moderator took back by themselves. Killed before that, the reminder
        does it."""
        async with self._transactions.begin() as tx:
            await self._store.take_turns(tx, case.community)
            now = await self._desk.cases.find(tx, case.id)
            if now is None:
                return
            for ticket in await self._store.about_case(tx, case):
                if ticket.case == case.id and ticket.decision is None:
                    await self._desk.scheduler.cancel(tx, _key(ticket))
                    await self._settle(tx, ticket, now)

    async def _settle(self, tx: Tx, ticket: Ticket, case: Case) -> bool:
        """Close an appeal that was granted without a press of a button; False where nobody took the case back."""
        lifted = next((e for e in case.history if e.step is Step.LIFTED and e.by is not None), None)
        if lifted is None or lifted.by is None:
            return False
        await self._close(tx, ticket, case, Decision(Ruling.OVERTURN, lifted.by, lifted.at))
        return True

    async def _close(self, tx: Tx, ticket: Ticket, case: Case, decision: Decision) -> Doc:
        await self._store.decide(tx, ticket, decision)
        document = await self._desk.close(tx, ticket, decision)
        ruling = Choice(decision.ruling)
        told = msg("queue-appeal-outcome", ruling=ruling, number=number_of(case), kind=Choice(case.kind))
        await self._tell(tx, ticket, told, "outcome")
        await self._desk.forget_later(tx, ticket)
        return document

    async def _judge(self, call: Call, community: CommunityId) -> Person:
        """Give who presses as they are in the appeal's community: in private, theirs may be taken for another."""
        here = call.space is not None and call.home is not None and call.home.id == community
        by = call.person if here else await self._desk.staff.who(community, call.account, call.person.name)
        if by is None or by.access < Access.MODERATOR:
            raise Refused("refused-access", access=Choice(Access.MODERATOR.key))
        return by

    async def _whose(self, call: Call, number: int) -> CommunityId:
        """Find the community that the caller means: the one they are taken to mean, or another with such a case."""
        async with self._transactions.read() as tx:
            homes = await self._store.communities_of(tx, call.account)
            homes.sort(key=lambda home: call.home is None or home[0] != call.home.id)
            for community, member in homes:
                case = await self._desk.cases.find_numbered(tx, community, number)
                if case is not None and _theirs(case, member):
                    return community
        raise Refused("queue-appeal-not-yours", number=f"#{number}")

    async def _own(self, tx: Tx, call: Call, community: CommunityId, number: int) -> Case:
        case = await self._desk.cases.find_numbered(tx, community, number)
        mine: dict[CommunityId, MemberId] = dict(await self._store.communities_of(tx, call.account))
        if case is None or not _theirs(case, mine.get(community)):
            raise Refused("queue-appeal-not-yours", number=f"#{number}")
        return case

    async def _draft(self, tx: Tx, call: Call, case: Case, words: str, due: datetime) -> Ticket:
        log = self._desk.log_of(case.community)
        chat = log or await self._desk.main_chat(tx, case.community)
        return Ticket(
            id=0,
            community=case.community,
            kind=TicketKind.APPEAL,
            member=case.member,
            at=call.now,
            chat=chat,
            public=log is None,
            words=words,
            case=case.id,
            account=call.account,
            due=due,
        )

    async def _plan(self, tx: Tx, ticket: Ticket, at: datetime, stage: str, asks: int = 0) -> None:
        payload = {"ticket": ticket.id, "stage": stage, "asks": asks}
        await self._desk.scheduler.schedule(tx, DUE, _key(ticket), ticket.community, at, payload)

    async def _fall_due(self, tx: Tx, job: Job) -> None:
        ticket = await self._store.ticket(tx, job.payload["ticket"])
        case = await self._desk.cases.find(tx, ticket.case or 0) if ticket else None
        if ticket is None or case is None or ticket.due is None or ticket.decision is not None:
            return
        if await self._settle(tx, ticket, case):
            return
        now, stage, asks = self._desk.clock.now(), job.payload["stage"], job.payload["asks"]
        team = self._desk.staff.known(ticket.community)
        if team is None and asks < ASKS:
            await self._plan(tx, ticket, now + ASK_AGAIN, stage, asks + 1)
            return
        team = team or Team()
        able = asked(case, team)
        if stage == REMIND and now < ticket.due:
            await self._call(tx, ticket, case, able, REMIND)
            await self._plan(tx, ticket, ticket.due, PASS)
            return
        senior = seniors(able or team.people)
        await self._call(tx, ticket, case, senior, PASS)
        await self._write_to(tx, ticket, case, senior, team, PASS)
        await self._tell(tx, ticket, msg("queue-appeal-passed-you", number=number_of(case)), PASS)

    async def _call(self, tx: Tx, ticket: Ticket, case: Case, people: Sequence[Person], stage: str) -> None:
        """Call moderators where the appeal stands."""
        zone = self._desk.staff.community(ticket.community).zone
        called = Joined(tuple(p.mention for p in people[:MENTIONED]))
        due = Time(ticket.due or ticket.at, zone)
        look = Code(f"/case {case.number}")
        told = (
            msg("queue-appeal-remind", number=number_of(case), due=due, look=look)
            if stage == REMIND
            else msg("queue-appeal-pass", number=number_of(case), look=look)
        )
        who = [msg("queue-called", who=called)] if people else []
        await self._desk.outbox.send(
            tx,
            ticket.chat,
            doc(told, *who),
            locale=await self._desk.locale_of(tx, ticket.community, ticket.chat),
            key=f"{subject_of(ticket)}:{stage}",
            subject=subject_of(ticket),
            buttons=ticket_buttons(ticket),
        )

    async def _write_to(
        self, tx: Tx, ticket: Ticket, case: Case, people: Sequence[Person], team: Team, stage: str
    ) -> None:
        """Put an appeal in full before moderators, each privately."""
        names, zone = await self._desk.names(tx, ticket), self._desk.staff.community(ticket.community).zone
        # Passed on, its time is over, and only these are asked any more.
        shown = replace(ticket, public=False, due=None if stage == PASS else ticket.due)
        document = show_open(shown, names, replace(team, people=tuple(people)), zone, case)
        for person in people:
            account = person.accounts[0]
            reader = await self._desk.people.reader(tx, ticket.community, person.member, account)
            await self._desk.outbox.send(
                tx,
                account,
                document,
                locale=reader.locale,
                key=f"{subject_of(ticket)}:{stage}:{account.platform}:{account.id}",
                subject=subject_of(ticket),
                buttons=ticket_buttons(ticket),
            )

    async def _tell(self, tx: Tx, ticket: Ticket, told: Msg, mark: str) -> None:
        """Tell whoever appealed."""
        if ticket.account is None:
            return
        reader = await self._desk.people.reader(tx, ticket.community, ticket.member, ticket.account)
        key = f"{subject_of(ticket)}:{mark}:you"
        await self._desk.outbox.send(tx, ticket.account, doc(told), locale=reader.locale, key=key)


def _theirs(case: Case, member: MemberId | None) -> bool:
    """Tell whether somebody may hear that a case is about them: of a note they may not."""
    return case.member == member and case.kind is not Kind.NOTE


def _key(ticket: Ticket) -> str:
    return f"{DUE}:{ticket.id}"
