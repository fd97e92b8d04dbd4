"""Turn away what a lock or the slow mode does not let through: no case, and one notice that disappears by itself."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.call import Call
from bot.content import Doc, Para, msg
from bot.deliveries import Outbox
from bot.ids import AccountRef, MessageRef
from bot.jobs import Job, Runner, Scheduler
from bot.moderation.guard import Punisher
from bot.moderation.lock_judge import LOCK, SLOW
from bot.moderation.model import Merged, Verdict
from bot.moderation.service import Done
from bot.ports import Transactions, Tx
from bot.updates import MessagePosted

FADE = "lock-notice-fade"  # the job that takes a notice away
SHOWN_FOR = timedelta(seconds=30)
EVERY = timedelta(minutes=1)  # the least time between two notices to a person
REMEMBERED = 5_000  # people who got a notice


class Chronicle(Protocol):
    """Hear of messages' end."""

    def on_removed(self, messages: Iterable[MessageRef]) -> None:
        """Note, in memory, that messages are gone."""


class Doorkeeper:
    """Stand before the punisher, who gets everything that is none of locks'."""

    def __init__(
        self,
        punisher: Punisher,
        chronicle: Chronicle,
        transactions: Transactions,
        scheduler: Scheduler,
        outbox: Outbox,
    ) -> None:
        self._punisher = punisher
        self._chronicle = chronicle
        self._transactions = transactions
        self._scheduler = scheduler
        self._outbox = outbox
        self._told: OrderedDict[tuple[AccountRef, str], datetime] = OrderedDict()

    async def punish(self, call: Call, message: MessagePosted, merged: Merged, *, removed: bool) -> Done | None:
        """Tell the author why their message went, unless they were told a moment ago; or hand it on."""
        if merged.verdict.rule not in (LOCK, SLOW):
            return await self._punisher.punish(call, message, merged, removed=removed)
        if removed:
            self._chronicle.on_removed((message.message,))
        key = (call.account, merged.verdict.rule)
        last = self._told.get(key)
        if last is not None and call.now - last < EVERY:
            return None
        self._told[key] = call.now
        self._told.move_to_end(key)
        if len(self._told) > REMEMBERED:
            self._told.popitem(last=False)
        async with self._transactions.begin() as tx:
            await self._notify(tx, call, message, merged.verdict, removed=removed)
        return None

    async def shut_out(self, call: Call, message: MessagePosted, merged: Merged) -> None:
        """Hand it on, unless it is a lock's: a channel is told nothing."""
        if merged.verdict.rule not in (LOCK, SLOW):
            await self._punisher.shut_out(call, message, merged)

    async def log(self, call: Call, message: MessagePosted, verdicts: Sequence[Verdict]) -> None:
        """Hand it on."""
        await self._punisher.log(call, message, verdicts)

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
