"""Turn away what a lock or the slow mode does not let through: no case, and one notice that disappears by itself."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.call import Call
from bot.content import Doc, Para, msg
from bot.deliveries import Outbox
from bot.ids import AccountRef, MessageRef
from bot.jobs import Job, Runner, Scheduler
from bot.moderation.lock_judge import LOCK, SLOW
from bot.moderation.model import Verdict
from bot.moderation.offences import Hands, Offence, Outcome
from bot.ports import Transactions, Tx
from bot.updates import MessagePosted

FADE = "lock-notice-fade"  # the job that takes a notice away
SHOWN_FOR = timedelta(seconds=30)
EVERY = timedelta(minutes=1)  # the least time between two notices to a person
REMEMBERED = 5_000  # people who got a notice


class Remover(Protocol):
    """Delete messages."""

    async def remove(self, refs: Sequence[MessageRef]) -> tuple[MessageRef, ...]:
        """Delete messages, and give those that are gone or will be."""


class Doorkeeper:
    """Stand before the hands that act, which get everything that is none of locks'."""

    def __init__(
        self, hands: Hands, remover: Remover, transactions: Transactions, scheduler: Scheduler, outbox: Outbox
    ) -> None:
        self._hands = hands
        self._remover = remover
        self._transactions = transactions
        self._scheduler = scheduler
        self._outbox = outbox
        self._told: OrderedDict[tuple[AccountRef, str], datetime] = OrderedDict()

    async def carry(self, call: Call, offence: Offence) -> Outcome:
        """Remove the message, and tell its author why, unless they were told a moment ago; or hand it on."""
        verdict = offence.merged.verdict
        if verdict.rule not in (LOCK, SLOW) or offence.message is None:
            return await self._hands.carry(call, offence)
        removed = bool(await self._remover.remove(offence.refs))
        key = (call.account, verdict.rule)
        last = self._told.get(key)
        if call.person.human and (last is None or call.now - last >= EVERY):
            self._told[key] = call.now
            self._told.move_to_end(key)
            if len(self._told) > REMEMBERED:
                self._told.popitem(last=False)
            async with self._transactions.begin() as tx:
                await self._notify(tx, call, offence.message, verdict, removed=removed)
        return Outcome(stops=True)

    async def _notify(self, tx: Tx, call: Call, message: MessagePosted, verdict: Verdict, *, removed: bool) -> None:
        chat = message.chat
        subject = f"lock-notice:{chat.platform}:{chat.id}:{message.message.id}"
        hint = () if removed else (Para(msg("moderation-not-deleted")),)
        told = Doc((Para(msg("moderation-lock-notice", who=call.person.mention, why=verdict.reason)), *hint))
        await self._outbox.send(tx, chat, told, locale=call.chat_locale, key=subject, subject=subject)
        due = call.now + SHOWN_FOR
        await self._scheduler.schedule(tx, FADE, subject, call.community.id, due, {"subject": subject})

    async def fade(self, tx: Tx, job: Job) -> None:
        """Take a notice away."""
        await self._outbox.withdraw(tx, job.payload["subject"])

    def runners(self) -> Mapping[str, Runner]:
        """List the kinds of jobs planned here, each with who runs it."""
        return {FADE: self.fade}
