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
from bot.moderation.model import Action, Measure, Verdict, strictest
from bot.moderation.service import Done
from bot.ports import Ports, Transactions
from bot.updates import MessagePosted

AFTERMATH = timedelta(seconds=10)  # what somebody still manages to send after a punishment is removed silently
CLEANUP = Verdict("aftermath", Measure(Action.DELETE), "", "")
REMEMBERED = 10_000  # messages already dealt with, and people just punished

K = TypeVar("K")
V = TypeVar("V")

log = structlog.get_logger()


class Judge(Protocol):
    """Say what the rules make of a message."""

    def judge(self, community: CommunityId, message: MessagePosted) -> list[Verdict]:
        """Give the verdicts, from memory."""


class Punisher(Protocol):
    """Carry verdicts out."""

    async def punish(self, call: Call, message: MessagePosted, verdict: Verdict, *, removed: bool) -> Done | None:
        """Carry a verdict out and say so in the chat; None when that was done before."""

    async def log(self, call: Call, message: MessagePosted, verdict: Verdict) -> None:
        """Tell the log chat what a rule found."""


class ModerationGuard:
    """The dispatcher's guard. Deleting comes first and depends on nothing else."""

    def __init__(
        self,
        judge: Judge,
        punisher: Punisher,
        transactions: Transactions,
        outbox: Outbox,
        ports: Mapping[Platform, Ports],
    ) -> None:
        self._judge = judge
        self._punisher = punisher
        self._transactions = transactions
        self._outbox = outbox
        self._ports = ports
        self._dealt: OrderedDict[MessageRef, None] = OrderedDict()
        self._punished: OrderedDict[tuple[CommunityId, AccountRef], datetime] = OrderedDict()

    def inspect(self, community: CommunityId, message: MessagePosted, access: Access) -> Sequence[Verdict]:
        """Judge a message, in memory and at once. Moderators and approved members are exempt from all rules."""
        if access >= Access.TRUSTED or message.message in self._dealt:
            return ()
        if self._punished and self._just_punished(community, message):
            return (CLEANUP,)
        return self._judge.judge(community, message)

    async def act(self, call: Call, message: MessagePosted, verdicts: Sequence[object]) -> bool:
        """Carry verdicts out and tell whether the message is stopped."""
        verdict = strictest(v for v in verdicts if isinstance(v, Verdict))
        action, removed = verdict.measure.action, False
        if action.deletes:
            _remember(self._dealt, message.message, None)
            removed = await self._delete(message.message)
        if action is Action.LOG:
            await self._punisher.log(call, message, verdict)
            return False
        if verdict is CLEANUP:
            return True
        done = await self._punisher.punish(call, message, verdict, removed=removed)
        latest = (done.followed or done.case).kind if done else None
        if latest in ("mute", "kick", "ban"):
            for account in call.person.accounts:
                _remember(self._punished, (call.community.id, account), call.now + AFTERMATH)
        return True

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


def _remember(memory: OrderedDict[K, V], key: K, value: V) -> None:
    memory[key] = value
    memory.move_to_end(key)
    if len(memory) > REMEMBERED:
        memory.popitem(last=False)
