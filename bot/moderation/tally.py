"""Count how often each rule acted, and would have acted while on trial; written behind, in batches."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Protocol, TypeAlias

from bot.call import Call
from bot.ids import CommunityId
from bot.moderation.offences import Hands, Offence, Outcome
from bot.ports import Transactions, Tx

DAYS = 7  # that are counted
KEPT = timedelta(days=DAYS + 1)

Key: TypeAlias = tuple[CommunityId, str, date]
Counts: TypeAlias = Mapping[Key, tuple[int, int]]


class CountStore(Protocol):
    """Keep how often rules acted, and would have acted."""

    async def count_rules(self, tx: Tx, counts: Counts) -> None:
        """Add to how often rules acted and would have acted, by day."""

    async def rule_counts(self, tx: Tx, community: CommunityId, rule: str, since: date) -> tuple[int, int]:
        """Say how often a rule acted and would have acted from that day on."""

    async def forget_counts(self, tx: Tx, community: CommunityId, before: date) -> None:
        """Forget the counts of days before that one."""


class Tally:
    """What was counted and not written yet."""

    def __init__(self, store: CountStore, transactions: Transactions) -> None:
        self._store = store
        self._transactions = transactions
        self.acted: Counter[Key] = Counter()
        self.tried: Counter[Key] = Counter()

    async def flush(self) -> None:
        """Write the counts down; what cannot be written is kept for the next time."""
        acted, tried = self.acted.copy(), self.tried.copy()
        if not acted and not tried:
            return
        self.acted.clear()
        self.tried.clear()
        try:
            async with self._transactions.begin() as tx:
                await self._store.count_rules(tx, {key: (acted[key], tried[key]) for key in {*acted, *tried}})
                for community, day in {(community, day) for community, _, day in (*acted, *tried)}:
                    await self._store.forget_counts(tx, community, day - KEPT)
        except BaseException:
            self.acted.update(acted)
            self.tried.update(tried)
            raise


class Counted:
    """Hands whose doings are counted, rule by rule."""

    def __init__(self, hands: Hands, counter: "Counter[Key]") -> None:
        self._hands = hands
        self._counter = counter

    async def carry(self, call: Call, offence: Offence) -> Outcome:
        """Do it, and count every rule that asked for it."""
        outcome = await self._hands.carry(call, offence)
        if not offence.cleanup:
            for verdict in offence.merged.verdicts:
                self._counter[call.community.id, verdict.rule, call.now.date()] += 1
        return outcome
