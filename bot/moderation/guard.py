"""Look at every message before anything else does, and act on what the rules find."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

import structlog

from bot.access import Access
from bot.acts import Delete
from bot.call import Call
from bot.deliveries import Outbox
from bot.errors import PlatformError, RateLimited, Unavailable
from bot.ids import AccountRef, CommunityId, MessageRef, Platform
from bot.moderation.model import Action, Measure, Merged, Verdict, merge
from bot.moderation.service import Done
from bot.ports import Ports, Transactions
from bot.updates import ActedNatively, MessagePosted, ReactionChanged

AFTERMATH = timedelta(seconds=10)  # what somebody still manages to send after a punishment is removed silently
CLEANUP = Verdict("aftermath", Measure(Action.DELETE), "", "")
REMEMBERED = 10_000  # messages already dealt with, and people just punished
JUDGED = 1_000  # updates whose verdicts are remembered: the dispatcher asks more than once about one

K = TypeVar("K")
V = TypeVar("V")

log = structlog.get_logger()


class Judge(Protocol):
    """Say what the rules make of what happens, from memory."""

    def judge(self, community: CommunityId, message: MessagePosted, *, edited: bool = False) -> list[Verdict]:
        """Give the verdicts on a message. Called once for each message and each edit."""

    def counts(self, community: CommunityId, verdict: Verdict, access: Access) -> bool:
        """Tell whether a verdict holds for somebody of this access."""


class Witness(Protocol):
    """Be told of every message, once, whatever the rules make of it; in memory and at once."""

    def on_seen(
        self, community: CommunityId, message: MessagePosted, verdicts: Sequence[Verdict], *, edited: bool
    ) -> None:
        """Note a message."""


class Punisher(Protocol):
    """Carry verdicts out."""

    async def punish(self, call: Call, message: MessagePosted, merged: Merged, *, removed: bool) -> Done | None:
        """Carry a verdict out and say so in the chat; None when that was done before."""

    async def shut_out(self, call: Call, message: MessagePosted, merged: Merged) -> None:
        """Carry a verdict on a channel out: it can be banned, and nothing else."""

    async def log(self, call: Call, message: MessagePosted, verdicts: Sequence[Verdict]) -> None:
        """Tell the log chat what rules found that is not acted on."""


class Native(Protocol):
    """Take up what moderators do in the platform's own menu."""

    async def on_native(self, call: Call, update: ActedNatively) -> None:
        """Make it a case."""


class ModerationGuard:
    """The dispatcher's guard. Deleting comes first and depends on nothing else."""

    def __init__(
        self,
        judges: Sequence[Judge],
        witnesses: Sequence[Witness],
        punisher: Punisher,
        transactions: Transactions,
        outbox: Outbox,
        ports: Mapping[Platform, Ports],
        native: Native,
    ) -> None:
        self._judges = judges
        self._witnesses = witnesses
        self._punisher = punisher
        self._transactions = transactions
        self._outbox = outbox
        self._ports = ports
        self._native = native
        self._judged: OrderedDict[tuple[MessageRef, str], list[Verdict]] = OrderedDict()
        self._dealt: OrderedDict[MessageRef, None] = OrderedDict()
        self._punished: OrderedDict[tuple[CommunityId, AccountRef], datetime] = OrderedDict()

    def inspect(
        self, community: CommunityId, message: MessagePosted, access: Access, *, edited: bool = False
    ) -> Sequence[Verdict]:
        """Judge a message, in memory and at once. Moderators and approved members are exempt from all rules."""
        verdicts = self._verdicts(community, message, edited=edited)
        if message.message in self._dealt:
            return ()
        if self._punished and access < Access.TRUSTED and self._just_punished(community, message):
            return (CLEANUP,)
        if not verdicts:
            return ()
        return [v for v in verdicts if any(judge.counts(community, v, access) for judge in self._judges)]

    def _verdicts(self, community: CommunityId, message: MessagePosted, *, edited: bool) -> list[Verdict]:
        key = (message.message, message.id)
        known = self._judged.get(key)
        if known is not None:
            return known
        verdicts = [v for judge in self._judges for v in judge.judge(community, message, edited=edited)]
        _remember(self._judged, key, verdicts, JUDGED)
        for witness in self._witnesses:
            witness.on_seen(community, message, verdicts, edited=edited)
        return verdicts

    def overhear(self, community: CommunityId, message: MessagePosted) -> None:
        """Let witnesses know of a message that is not judged: it can be deleted like any other."""
        for witness in self._witnesses:
            witness.on_seen(community, message, (), edited=False)

    async def act(self, call: Call, message: MessagePosted, verdicts: Sequence[object]) -> bool:
        """Carry verdicts out and tell whether the message is stopped."""
        found = [v for v in verdicts if isinstance(v, Verdict)]
        told = [v for v in found if v.dry or v.measure.action is Action.LOG]
        merged = merge(v for v in found if v not in told)
        removed = False
        if merged is not None and merged.verdict.measure.action.deletes:
            _remember(self._dealt, message.message, None)
            removed = await self._delete(message.message)
        if told:
            await self._punisher.log(call, message, told)
        if merged is None:
            return False
        if merged.verdict is CLEANUP:
            return True
        if not call.person.human:
            await self._punisher.shut_out(call, message, merged)
            return merged.verdict.measure.action.deletes
        done = await self._punisher.punish(call, message, merged, removed=removed)
        latest = (done.followed or done.case).kind if done else None
        if latest in ("mute", "kick", "ban"):
            for account in call.person.accounts:
                _remember(self._punished, (call.community.id, account), call.now + AFTERMATH)
        return merged.verdict.measure.action.deletes

    def wants(self, community: CommunityId, update: ReactionChanged) -> bool:
        """Tell at once, in memory, whether a reaction is of interest."""
        return False

    async def on_reaction(self, call: Call, update: ReactionChanged) -> None:
        """Look at a reaction."""

    async def on_native(self, call: Call, update: ActedNatively) -> None:
        """Somebody was muted, removed or banned, or let go, in the platform's own menu. The call is the target's."""
        await self._native.on_native(call, update)

    def _just_punished(self, community: CommunityId, message: MessagePosted) -> bool:
        until = self._punished.get((community, message.actor.account))
        return until is not None and message.at <= until

    async def _delete(self, message: MessageRef) -> bool:
        """Delete a message, now or as soon as the platform can; False when it may not be."""
        try:
            await self._ports[message.chat.platform].messenger.delete([message])
        except (RateLimited, Unavailable):
            async with self._transactions.begin() as tx:
                key = f"delete:{message.chat.platform}:{message.chat.id}:{message.id}"
                await self._outbox.perform(tx, Delete((message,)), key)
        except PlatformError as error:
            log.warning("message not deleted", chat=message.chat.id, error=type(error).__name__, detail=error.detail)
            return False
        return True


def _remember(memory: OrderedDict[K, V], key: K, value: V, most: int = REMEMBERED) -> None:
    memory[key] = value
    memory.move_to_end(key)
    if len(memory) > most:
        memory.popitem(last=False)
