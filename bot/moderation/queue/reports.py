"""Take in what members report and what rules want looked at, and carry out what a moderator decides about it."""

from collections.abc import Sequence
from dataclasses import replace

from bot.access import Access
from bot.acts import Delete
from bot.call import Call, Person
from bot.content import Choice, Doc, Inline, Joined, Time, msg
from bot.errors import Refused
from bot.ids import CommunityId, MessageRef
from bot.moderation.casebook import new_case
from bot.moderation.model import MAX_REASON, Done, Kind, Merged, is_person
from bot.moderation.queue.desk import Desk, already
from bot.moderation.queue.lessons import Classroom
from bot.moderation.queue.model import (
    ACTS,
    MAX_OPEN,
    MUTE,
    REMEMBERED,
    Decision,
    Report,
    Ruling,
    Ticket,
    TicketKind,
    bar_reporter,
    object_to_ruling,
)
from bot.moderation.queue.store import Albums, Hand
from bot.moderation.record import Record
from bot.moderation.removal import FADE
from bot.ports import Transactions, Tx
from bot.updates import MessagePosted

SPAM = "spam"  # the rule that learns


class Reports:
    """The use cases of reports and reviews. `transactions` opens those whose effects must not come twice."""

    def __init__(
        self, desk: Desk, transactions: Transactions, hand: Hand, classroom: Classroom, albums: Albums
    ) -> None:
        self._desk = desk
        self._store = desk.store
        self._transactions = transactions
        self._hand = hand
        self._classroom = classroom
        self._albums = albums

    async def report(self, call: Call, reason: str) -> Doc | None:
        """Put the message replied to before the moderators; gives what they decided, if they did already.

        Raises Refused for what is no message of somebody else's, and for whoever lost the right to report.
        """
        quoted, author = call.reply_to, call.replied
        if quoted is None or author is None or call.private:
            raise Refused("queue-report-how", platform=Choice(call.platform))
        _check(call, author, reason)
        report = Report(call.person.member, call.now, reason, call.account, call.chat)
        team = await self._desk.staff.team(call.community.id)
        album = await self._albums.album(quoted.ref)
        async with self._transactions.begin() as tx:
            await self._store.take_turns(tx, call.community.id)
            await self._may_report(tx, call)
            known = await self._about(tx, call.community.id, quoted.ref, album)
            if known is None:
                # The words of an album stand below one of its parts.
                text = quoted.text or next((part.text for part in album if part.text), "")
                draft = self._draft(call, TicketKind.REPORT, author, quoted.ref, text)
                await self._desk.file(tx, replace(draft, reports=(report,)), team)
                return None
            if any(r.member == report.member for r in known.reports):
                raise Refused("queue-report-again")
            if known.decision is not None:
                return already(await self._desk.decided(tx, known, known.decision))
            await self._store.add_report(tx, known, report)
            await self._desk.show(tx, replace(known, reports=(*known.reports, report)), team)
        return None

    async def _about(
        self, tx: Tx, community: CommunityId, message: MessageRef, album: Sequence[Record]
    ) -> Ticket | None:
        """Read the ticket about a message, or about another part of its album."""
        for ref in dict.fromkeys((message, *(part.message for part in album))):
            if (known := await self._store.about_message(tx, community, ref)) is not None:
                return known
        return None

    async def ask(self, call: Call, message: MessagePosted | None, merged: Merged) -> None:
        """Put a message that a rule found before the moderators, once; or, without one, the caller, who came."""
        verdict = merged.verdict
        team = await self._desk.staff.team(call.community.id)
        async with self._transactions.begin() as tx:
            await self._store.take_turns(tx, call.community.id)
            about, text = (message.message, message.text) if message is not None else (None, "")
            if about is not None and await self._store.about_message(tx, call.community.id, about) is not None:
                return
            draft = self._draft(call, TicketKind.REVIEW, call.person, about, text)
            details = (verdict.detail, *(other.detail for other in merged.others))
            found = replace(draft, rule=verdict.rule, reason=verdict.reason, detail=_together(details))
            await self._desk.file(tx, found, team)

    async def decide(self, call: Call, number: int, ruling: Ruling) -> Doc:
        """Do what a moderator decides about a message, and give what stands now: of two, the first decides.

        Raises Refused for a ticket that is not there, and for somebody who may not decide it.
        """
        ticket, author = await self._look_up(call, number)
        community = call.community.id
        target = await self._desk.staff.access(community, author) if author else Access.EVERYONE
        album = await self._albums.album(ticket.message) if ticket.message is not None else ()
        async with self._transactions.begin() as tx:
            await self._store.take_turns(tx, community)
            ticket = await self._store.ticket(tx, number) or ticket
            if ticket.decision is not None:
                return already(await self._desk.decided(tx, ticket, ticket.decision))
            objection = object_to_ruling(ticket, ruling, call.person, target)
            if objection is not None:
                raise Refused(f"queue-no-{objection}")
            done = await self._act(tx, call, ticket, author, ruling, album)
            decision = Decision(ruling, call.person.member, call.now, done.case.id if done else None)
            await self._store.decide(tx, ticket, decision)
            document = await self._desk.close(tx, ticket, decision)
            await self._desk.answer_reporters(tx, ticket, decision)
        await self._learn(ticket, ruling)
        return document

    async def _look_up(self, call: Call, number: int) -> tuple[Ticket, Person | None]:
        async with self._transactions.read() as tx:
            ticket = await self._store.ticket(tx, number)
            if ticket is None or ticket.community != call.community.id or ticket.kind is TicketKind.APPEAL:
                raise Refused("button-outdated")
            people = await self._desk.people.load(tx, ticket.community, [ticket.member])
        return ticket, people.get(ticket.member)

    async def _act(
        self, tx: Tx, call: Call, ticket: Ticket, author: Person | None, ruling: Ruling, album: Sequence[Record]
    ) -> Done | None:
        kind = ACTS.get(ruling)
        if kind is None:
            return None
        if author is None:
            raise Refused("queue-nobody-left")
        reviewed = ticket.kind is TicketKind.REVIEW
        draft = new_case(
            call,
            kind,
            author.member,
            ticket.reason if reviewed else msg("queue-reason"),
            by=call.person.member,
            detail=ticket.detail,
            evidence=ticket.words,
            message=ticket.message,
        )
        done = await self._hand.carry_out(tx, call, author, draft, MUTE if kind is Kind.MUTE else None)
        if ticket.message is not None:
            at = ticket.message
            whole = dict.fromkeys((at, *(MessageRef(at.chat, part.message.id) for part in album)))
            await self._desk.outbox.perform(tx, Delete(tuple(whole)), f"delete:{at.chat.platform}:{at.chat.id}:{at.id}")
        await self._desk.outbox.send(
            tx,
            ticket.chat,
            Doc(self._hand.notice(call, done)),
            locale=await self._desk.locale_of(tx, ticket.community, ticket.chat),
            key=f"case-notice:{done.case.id}",
            fades=FADE if kind is Kind.DELETE else None,
        )
        return done

    async def _may_report(self, tx: Tx, call: Call) -> None:
        if call.access >= Access.MODERATOR:
            return
        record = await self._store.record(tx, call.community.id, call.person.member, call.now - REMEMBERED)
        barred = bar_reporter(record, call.now)
        if barred is not None:
            until = Time(barred.until, call.zone.key, full=True)
            raise Refused("queue-report-barred", dismissed=barred.dismissed, decided=barred.decided, until=until)
        if sum(filed.upheld is None for filed in record) >= MAX_OPEN:
            raise Refused("queue-report-full", most=MAX_OPEN)

    def _draft(self, call: Call, kind: TicketKind, author: Person, message: MessageRef | None, text: str) -> Ticket:
        public = self._desk.log_of(call.community.id) is None
        words = self._desk.words_of(call, text)
        return Ticket(0, call.community.id, kind, author.member, call.now, call.chat, public, message, words)

    async def _learn(self, ticket: Ticket, ruling: Ruling) -> None:
        spam_rule = ticket.rule == SPAM
        reported = ticket.kind is TicketKind.REPORT
        if (spam_rule and ruling in ACTS) or (reported and ruling in (Ruling.BAN, Ruling.DELETE)):
            await self._classroom.teach(ticket.community, ticket.message, ticket.words, spam=True)
        elif ruling is Ruling.DISMISS and spam_rule:
            await self._classroom.teach(ticket.community, ticket.message, ticket.words, spam=False)
        elif ruling is Ruling.DISMISS and reported:
            await self._classroom.clear(ticket.community, ticket.message, ticket.words)


def _check(call: Call, author: Person, reason: str) -> None:
    if not is_person(author):
        raise Refused("queue-report-not-a-person")
    if author.member == call.person.member:
        raise Refused("queue-report-yourself")
    if len(reason) > MAX_REASON:
        raise Refused("moderation-reason-too-long", length=len(reason), most=MAX_REASON)


def _together(parts: Sequence[Inline]) -> Inline:
    said = tuple(part for part in parts if part != "")
    return Joined(said) if len(said) > 1 else next(iter(said), "")
