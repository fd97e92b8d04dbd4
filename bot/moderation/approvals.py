"""Approve people: the automatic rules leave them alone from that moment on."""

from typing import Protocol

from bot.call import Call, Person
from bot.content import Text
from bot.errors import Refused
from bot.ids import CommunityId, MemberId
from bot.moderation.casebook import Casebook, new_case
from bot.moderation.model import Case, Kind
from bot.moderation.targets import check_reason, check_target
from bot.ports import Transactions, Tx


class Trust(Protocol):
    """Know who is trusted."""

    async def trust(self, tx: Tx, community: CommunityId, member: MemberId, *, trusted: bool) -> bool:
        """Trust somebody, or no longer; False when it was so before."""


class Doors(Protocol):
    """Know who is held at the door."""

    async def let_in(self, tx: Tx, community: CommunityId, person: Person, by: MemberId | None) -> None:
        """Let somebody in at once, if they are held."""


class ApprovalService:
    """Approve and take it back, each as a case that says who did."""

    def __init__(self, casebook: Casebook, transactions: Transactions, trust: Trust, doors: Doors) -> None:
        self._casebook = casebook
        self._transactions = transactions
        self._trust = trust
        self._doors = doors

    async def approve(self, call: Call, person: Person, reason: str, *, approved: bool) -> Case:
        """Approve somebody, or take that back. Raises Refused where it is so already, and for one's equals."""
        check_target(call, person)
        check_reason(reason)
        kind = Kind.APPROVE if approved else Kind.UNAPPROVE
        by = call.person.member or None
        draft = new_case(call, kind, person.member, Text(reason) if reason else "", by=by, silent=True)
        async with self._transactions.begin() as tx:
            if approved:  # before the case gets its number: everybody takes the person first, the counter second
                await self._doors.let_in(tx, call.community.id, person, by)
            if not await self._trust.trust(tx, call.community.id, person.member, trusted=approved):
                key = "moderation-approved-before" if approved else "moderation-not-approved"
                raise Refused(key, who=person.named)
            return await self._casebook.open(tx, call, draft)
