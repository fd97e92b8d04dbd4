"""Put tickets where moderators see them, show them anew when something is added, and tell who waits what came of it."""

from dataclasses import dataclass, replace

from bot.audience import Addressees, Audience, Team
from bot.call import Call
from bot.content import Choice, Doc, Para, doc, msg
from bot.deliveries import Fallback, Outbox
from bot.errors import Refused
from bot.ids import ChatRef, CommunityId
from bot.jobs import Job, Scheduler
from bot.moderation.casebook import log_chat
from bot.moderation.model import Case
from bot.moderation.queue.model import Decision, Ticket, TicketKind
from bot.moderation.queue.store import Cases, Staff, TicketStore
from bot.moderation.queue.views import show_decided, show_open, ticket_buttons
from bot.moderation.settings import ModerationSettings, Settings
from bot.moderation.views import Names
from bot.permalinks import permalink
from bot.ports import Clock, Tx

FORGET = "moderation-queue-forget"  # the job that forgets the words of a ticket


@dataclass(frozen=True, slots=True)
class Desk:
    """What every kind of ticket needs done, in the caller's transaction."""

    store: TicketStore
    cases: Cases
    clock: Clock
    scheduler: Scheduler
    outbox: Outbox
    audience: Audience
    people: Addressees
    staff: Staff
    settings: Settings

    def log_of(self, community: CommunityId) -> ChatRef | None:
        """Say where a community's moderators read, if anywhere of their own."""
        return log_chat(self.settings, community)

    async def main_chat(self, tx: Tx, community: CommunityId) -> ChatRef:
        """Choose where a community is asked in the open. Raises Refused where it has no chat."""
        for place in await self.audience.chats(tx, community):
            return place.chat
        raise Refused("no-community")

    def words_of(self, call: Call, text: str) -> str | None:
        """Give the words a ticket keeps; none where the community keeps none."""
        return (text or None) if self.settings.of(call.community.id, ModerationSettings).evidence_hours else None

    async def file(self, tx: Tx, ticket: Ticket, team: Team, case: Case | None = None) -> Ticket:
        """Write a ticket, plan when its words are forgotten, and put it before the moderators."""
        filed = await self.store.file(tx, ticket)
        if filed.words is not None and filed.kind is not TicketKind.APPEAL:
            await self.forget_later(tx, filed)
        await self._put_up(tx, filed, team, case, subject_of(filed))
        return filed

    async def move(self, tx: Tx, ticket: Ticket, team: Team) -> None:
        """Put an open ticket up anew where its community's moderators read now."""
        log = self.log_of(ticket.community)
        chat = (log or await self.main_chat(tx, ticket.community)) if ticket.kind is TicketKind.APPEAL else ticket.chat
        moved = replace(ticket, chat=chat, public=log is None)
        await self.store.move(tx, moved)
        case = await self.cases.find(tx, ticket.case) if ticket.case is not None else None
        there = f"{log.platform}:{log.id}" if log is not None else "open"
        await self._put_up(tx, moved, team, case, f"{subject_of(ticket)}:{there}:{self.clock.now().isoformat()}")

    async def _put_up(self, tx: Tx, filed: Ticket, team: Team, case: Case | None, key: str) -> None:
        where = filed.chat if filed.public else (self.log_of(filed.community) or filed.chat)
        document = await self._open(tx, filed, team, case)
        reply_to = filed.message if filed.message is not None and filed.message.chat == where else None
        await self.outbox.send(
            tx,
            where,
            document,
            locale=await self.locale_of(tx, filed.community, where),
            key=key,
            subject=subject_of(filed),
            buttons=ticket_buttons(filed),
            reply_to=reply_to,
        )

    async def show(self, tx: Tx, ticket: Ticket, team: Team) -> None:
        """Show an open ticket anew."""
        document = await self._open(tx, ticket, team)
        await self.outbox.show(tx, subject_of(ticket), document, ticket_buttons(ticket))

    async def _open(self, tx: Tx, ticket: Ticket, team: Team, case: Case | None = None) -> Doc:
        names, address = await self.names(tx, ticket), await self._address(tx, ticket)
        return show_open(ticket, names, team, self._zone(ticket), case, address)

    async def _address(self, tx: Tx, ticket: Ticket) -> str | None:
        """Give the address of the message that a ticket is about, where it has one and its server is known for sure."""
        if ticket.message is None:
            return None
        platform = ticket.message.chat.platform
        places = await self.audience.chats(tx, ticket.community)
        spaces = {place.space for place in places if place.space.platform is platform}
        return permalink(ticket.message, spaces.pop() if len(spaces) == 1 else None)

    async def close(self, tx: Tx, ticket: Ticket, decision: Decision) -> Doc:
        """Show who decided what, without buttons, and give that."""
        document = await self.decided(tx, ticket, decision)
        await self.outbox.show(tx, subject_of(ticket), document)
        return document

    async def decided(self, tx: Tx, ticket: Ticket, decision: Decision) -> Doc:
        """Say who decided what."""
        about = decision.case if decision.case is not None else ticket.case
        case = await self.cases.find(tx, about) if about is not None else None
        return show_decided(ticket, decision, case, await self.names(tx, ticket, decision))

    async def answer_reporters(self, tx: Tx, ticket: Ticket, decision: Decision) -> None:
        """Tell everybody who reported a message what came of it, each in their language."""
        people = await self.people.load(tx, ticket.community, [r.member for r in ticket.reports])
        for report in ticket.reports:
            person = people.get(report.member)
            if person is None:
                continue
            reader = await self.people.reader(tx, ticket.community, report.member, report.account)
            await self.outbox.send(
                tx,
                report.account,
                doc(msg("queue-outcome", ruling=Choice(decision.ruling))),
                locale=reader.locale,
                key=f"{subject_of(ticket)}:outcome:{report.member}",
                fallback=Fallback(report.chat, person.name),
            )

    async def forget_later(self, tx: Tx, ticket: Ticket) -> None:
        """Plan when a ticket's words are forgotten: as late as those of cases."""
        due = self.clock.now() + self.settings.of(ticket.community, ModerationSettings).evidence
        await self.scheduler.schedule(tx, FORGET, f"{FORGET}:{ticket.id}", ticket.community, due, {"ticket": ticket.id})

    async def forget(self, tx: Tx, job: Job) -> None:
        """Forget a ticket's words."""
        await self.store.forget_words(tx, job.payload["ticket"])

    async def names(self, tx: Tx, ticket: Ticket, decision: Decision | None = None) -> Names:
        """Read everybody whom a ticket names."""
        named = {ticket.member, *(r.member for r in ticket.reports)}
        return await self.people.load(tx, ticket.community, named | ({decision.by} if decision else set()))

    async def locale_of(self, tx: Tx, community: CommunityId, chat: ChatRef) -> str:
        """Say which language a chat speaks."""
        places = await self.audience.chats(tx, community)
        here = (p.locale for p in places if (p.chat.platform, p.chat.id) == (chat.platform, chat.id))
        return next(here, self.staff.community(community).locale)

    def _zone(self, ticket: Ticket) -> str:
        return self.staff.community(ticket.community).zone


def subject_of(ticket: Ticket) -> str:
    """Name what the messages about a ticket show."""
    return f"ticket:{ticket.id}"


def already(document: Doc) -> Doc:
    """Tell somebody that another was faster, and what they decided."""
    return Doc((Para(msg("queue-already")), *document.blocks))
