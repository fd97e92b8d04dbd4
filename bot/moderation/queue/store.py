"""What the queue asks of the database and of the rest of Hearth."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.access import Access
from bot.audience import Team
from bot.call import Call, Community, Person
from bot.content import Node
from bot.ids import AccountRef, CommunityId, MemberId, MessageRef
from bot.moderation.model import Case, Done, Entry, Kind
from bot.moderation.queue.model import Decision, Filed, Report, Ruling, Ticket, TicketKind
from bot.moderation.record import Record
from bot.ports import Tx


@dataclass(frozen=True, slots=True)
class Acted:
    """One case, as far as it is counted."""

    kind: Kind
    rule: str | None
    member: MemberId
    at: datetime


@dataclass(frozen=True, slots=True)
class Answered:
    """How long one ticket waited for its answer, and what that was."""

    kind: TicketKind
    ruling: Ruling
    waited: timedelta


class Albums(Protocol):
    """Know which messages are one."""

    async def album(self, message: MessageRef) -> Sequence[Record]:
        """List all parts of the album that a message is part of; nothing where it is part of none."""


class TicketStore(Protocol):
    """Keep tickets. What is decided is added once and never changes."""

    async def take_turns(self, tx: Tx, community: CommunityId) -> None:
        """Wait for whoever else changes this community's queue, until the transaction ends. Comes before all else."""

    async def file(self, tx: Tx, ticket: Ticket) -> Ticket:
        """Write a new ticket, and give it with its id."""

    async def add_report(self, tx: Tx, ticket: Ticket, report: Report) -> None:
        """Add what another member says."""

    async def decide(self, tx: Tx, ticket: Ticket, decision: Decision) -> bool:
        """Write down what was decided; False when that was done before."""

    async def ticket(self, tx: Tx, ticket: int) -> Ticket | None:
        """Read one."""

    async def about_message(self, tx: Tx, community: CommunityId, message: MessageRef) -> Ticket | None:
        """Read the ticket about a message."""

    async def waiting(self, tx: Tx, community: CommunityId, most: int) -> list[Ticket]:
        """List the latest that no one has decided and that stand in no chat for everybody, oldest first."""

    async def move(self, tx: Tx, ticket: Ticket) -> None:
        """Write down where a ticket stands now."""

    async def about_case(self, tx: Tx, case: Case) -> list[Ticket]:
        """List what led to a case, and the appeal against it."""

    async def record(self, tx: Tx, community: CommunityId, member: MemberId, since: datetime) -> list[Filed]:
        """List what came of somebody's reports."""

    async def communities_of(self, tx: Tx, account: AccountRef) -> list[tuple[CommunityId, MemberId]]:
        """List where an account was ever seen, with who it is there."""

    async def forget_words(self, tx: Tx, ticket: int) -> None:
        """Forget whose words a ticket quotes, and what was said about them."""

    async def acts(self, tx: Tx, community: CommunityId, since: datetime) -> Sequence[Acted]:
        """List what was done since then, one person's after another's, each in the order of time."""

    async def answered(self, tx: Tx, community: CommunityId, since: datetime) -> Sequence[Answered]:
        """List how long those waited that were answered since then."""


class Staff(Protocol):
    """Know who moderates, and how people want to be written to. What takes no Tx may ask the platform."""

    async def team(self, community: CommunityId) -> Team:
        """Say who moderates a community."""

    def known(self, community: CommunityId) -> Team | None:
        """Say who does as far as that is fresh in memory; else it is being asked for, from now on."""

    async def who(self, community: CommunityId, account: AccountRef, name: str) -> Person | None:
        """Give the member behind an account, with the most access they have anywhere in a community.

        A moderator who was not met yet becomes one, under this name.
        """

    async def access(self, community: CommunityId, person: Person) -> Access:
        """Say what somebody may do at most in a community."""

    def community(self, community: CommunityId) -> Community:
        """Give a community as everybody sees it."""


class Cases(Protocol):
    """Read cases, and add to their history."""

    async def find(self, tx: Tx, case: int) -> Case | None:
        """Read a case by its id."""

    async def find_numbered(self, tx: Tx, community: CommunityId, number: int) -> Case | None:
        """Read a case by its short number."""

    async def note(self, tx: Tx, case: int, entry: Entry) -> None:
        """Add to a case's history."""


class Hand(Protocol):
    """Do what a case says, and take it back."""

    async def carry_out(self, tx: Tx, call: Call, person: Person, draft: Case, length: timedelta | None) -> Done:
        """Open the case and do it, in the caller's transaction."""

    def notice(self, call: Call, done: Done) -> tuple[Node, ...]:
        """Tell everybody what was done."""

    async def overturn(self, tx: Tx, case: Case, by: MemberId) -> None:
        """Undo what a case did, as far as it is still in force, and note it in the case."""


class Lessons(Protocol):
    """Learn from what moderators decide. Called once the decision stands; a fault in it changes nothing."""

    def suspects(self, community: CommunityId, text: str) -> bool:
        """Tell, from memory, whether a text would be taken for spam."""

    async def learn(self, tx: Tx, community: CommunityId, key: str, text: str, *, spam: bool) -> None:
        """Learn that a text was spam, or was not; the same key again takes the place of what was learnt before."""
