"""Ask the rules about who comes, before they are greeted. Nobody has written anything yet, so nothing is deleted."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from bot.access import Access
from bot.call import Call
from bot.ids import CommunityId
from bot.moderation.model import Action, Measure, Verdict, merge
from bot.moderation.offences import Hands, Offence
from bot.once import AlreadyDone, once
from bot.ports import Transactions
from bot.sorting import name_of
from bot.updates import MemberJoined
from bot.watchers import Arrivals

NOTED = Measure(Action.LOG)
_AWAY = frozenset({Action.MUTE, Action.KICK, Action.BAN})  # whom they are done to is not welcomed


class Judge(Protocol):
    """Say what the rules make of who comes, from memory."""

    def judge_arrival(self, community: CommunityId, update: MemberJoined) -> list[Verdict]:
        """Give the verdicts on somebody who comes."""

    def counts(self, community: CommunityId, verdict: Verdict, access: Access) -> bool:
        """Tell whether a verdict holds for somebody of this access."""


class ArrivalGuard:
    """Judge everybody who comes. `live` acts, `trial` writes down; `arrivals` greets. `transactions` opens those whose
    effects must not come twice."""

    def __init__(self, judge: Judge, live: Hands, trial: Hands, transactions: Transactions, arrivals: Arrivals) -> None:
        self._judge = judge
        self._live = live
        self._trial = trial
        self._transactions = transactions
        self._arrivals = arrivals

    async def on_joined(self, call: Call, update: MemberJoined) -> None:
        """Act on what rules find; whoever is muted, removed or banned for it is not greeted."""
        community = call.community.id
        found = [
            v for v in self._judge.judge_arrival(community, update) if self._judge.counts(community, v, call.access)
        ]
        if found and await self._turns_away(call, update, [_fitting(v, update) for v in found]):
            return
        await self._arrivals.on_joined(call, update)

    async def _turns_away(self, call: Call, update: MemberJoined, found: Sequence[Verdict]) -> bool:
        noted = [v for v in found if v.dry or v.measure.action is Action.LOG]
        if merged := merge(noted):
            await self._carry(self._trial, call, Offence(merged, update.at, came=True), f"{name_of(update)}:noted")
        merged = merge(v for v in found if v not in noted)
        if merged is None:
            return False
        offence = Offence(merged, update.at, escalates=merged.verdict.measure, came=True)
        silenced = await self._carry(self._live, call, offence, f"{name_of(update)}:judged")
        return silenced or merged.verdict.measure.action in _AWAY

    async def _carry(self, hands: Hands, call: Call, offence: Offence, name: str) -> bool:
        """Do it once for each arrival, however often that is told."""
        try:
            with once(name):
                if hands is self._trial:  # its messages may come twice: this remembers that they came
                    async with self._transactions.begin():
                        pass
                return (await hands.carry(call, offence)).silences
        except AlreadyDone:
            return False


def _fitting(verdict: Verdict, update: MemberJoined) -> Verdict:
    """Only note what cannot be done: there is nothing to delete, and of many who come at once nobody asks singly."""
    action = verdict.measure.action
    if action is Action.DELETE or (action is Action.REVIEW and not update.greet):
        return replace(verdict, measure=NOTED)
    return verdict
