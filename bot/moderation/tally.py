"""Count how often each rule acted, and would have acted while on trial; written behind, in batches."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Protocol

from bot.call import Call
from bot.ids import CommunityId, MessageRef
from bot.moderation.guard import Punisher
from bot.moderation.model import Merged, Verdict
from bot.moderation.service import Done
from bot.ports import Transactions, Tx
from bot.updates import MessagePosted

DAYS = 7  # that are counted
KEPT = timedelta(days=DAYS + 1)

Counts = Mapping[tuple[CommunityId, str, date], tuple[int, int]]


class CountStore(Protocol):
    """Keep how often rules acted, and would have acted."""

    async def count_rules(self, tx: Tx, counts: Counts) -> None:
        """Add to how often rules acted and would have acted, by day."""

    async def rule_counts(self, tx: Tx, community: CommunityId, rule: str, since: date) -> tuple[int, int]:
        """Say how often a rule acted and would have acted from that day on."""

    async def forget_counts(self, tx: Tx, community: CommunityId, before: date) -> None:
        """Forget the counts of days before that one."""


class Removed(Protocol):
    """Be told what was deleted."""

    def on_removed(self, messages: Sequence[MessageRef]) -> None:
        """Note, in memory, that messages are gone."""


class Tally:
    """Stand before the punisher and count what passes."""

    def __init__(
        self, punisher: Punisher, store: CountStore, transactions: Transactions, chronicle: Removed | None = None
    ) -> None:
        self._punisher = punisher
        self._store = store
        self._transactions = transactions
        self._chronicle = chronicle
        self._acted: Counter[tuple[CommunityId, str, date]] = Counter()
        self._tried: Counter[tuple[CommunityId, str, date]] = Counter()

    async def punish(self, call: Call, message: MessagePosted, merged: Merged, *, removed: bool) -> Done | None:
        """Carry a verdict out and say so in the chat; None when that was done before."""
        if removed and self._chronicle is not None:
            self._chronicle.on_removed((message.message,))
        done = await self._punisher.punish(call, message, merged, removed=removed)
        if done is not None:
            for verdict in (merged.verdict, *merged.others):
                self._acted[call.community.id, verdict.rule, call.now.date()] += 1
        return done

    async def shut_out(self, call: Call, message: MessagePosted, merged: Merged) -> None:
        """Carry a verdict on a channel out."""
        await self._punisher.shut_out(call, message, merged)
        for verdict in (merged.verdict, *merged.others):
            self._acted[call.community.id, verdict.rule, call.now.date()] += 1

    async def log(self, call: Call, message: MessagePosted, verdicts: Sequence[Verdict]) -> None:
        """Tell the log chat what rules found that is not acted on."""
        await self._punisher.log(call, message, verdicts)
        for verdict in verdicts:
            counter = self._tried if verdict.dry else self._acted
            counter[call.community.id, verdict.rule, call.now.date()] += 1

    async def flush(self) -> None:
        """Write the counts down; what cannot be written is kept for the next time."""
        acted, tried = self._acted, self._tried
        if not acted and not tried:
            return
        self._acted, self._tried = Counter(), Counter()
        try:
            async with self._transactions.begin() as tx:
                await self._store.count_rules(tx, {key: (acted[key], tried[key]) for key in {*acted, *tried}})
                for community, day in {(community, day) for community, _, day in (*acted, *tried)}:
                    await self._store.forget_counts(tx, community, day - KEPT)
        except BaseException:
            self._acted.update(acted)
            self._tried.update(tried)
            raise
