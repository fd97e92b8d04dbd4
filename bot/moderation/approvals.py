"""Approve people: the automatic rules leave them alone from that moment on."""

from typing import Protocol

from bot.call import Call, Person
from bot.content import Text
from bot.errors import Refused
from bot.ids import CommunityId, MemberId
from bot.moderation.casebook import Casebook, new_case
from bot.moderation.model import MAX_REASON, Case, Kind
from bot.moderation.targets import check_target
from bot.ports import Transactions, Tx


class Trust(Protocol):
    """Know who is trusted."""

    async def trust(self, tx: Tx, community: CommunityId, member: MemberId, *, trusted: bool) -> bool:
        """Trust somebody, or no longer; False when it was so before."""


class ApprovalService:
    """Approve and take it back, each as a case that says who did."""

    def __init__(self, casebook: Casebook, transactions: Transactions, trust: Trust) -> None:
        self._casebook = casebook
        self._transactions = transactions
        self._trust = trust

    async def approve(self, call: Call, person: Person, reason: str, *, approved: bool) -> Case:
        """Approve somebody, or take that back. Raises Refused where it is so already, and for one's equals."""
        check_target(call, person)
        if len(reason) > MAX_REASON:
            raise Refused("moderation-reason-too-long", length=len(reason), most=MAX_REASON)
        kind = Kind.APPROVE if approved else Kind.UNAPPROVE
        draft = new_case(
            call, kind, person.member, Text(reason) if reason else "", by=call.person.member or None, silent=True
        )
        async with self._transactions.begin() as tx:
            if not await self._trust.trust(tx, call.community.id, person.member, trusted=approved):
                key = "moderation-approved-before" if approved else "moderation-not-approved"
                raise Refused(key, who=person.named)
            return await self._casebook.open(tx, call, draft)
