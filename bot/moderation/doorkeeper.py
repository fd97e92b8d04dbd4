"""Turn away what a lock or the slow mode does not let through: no case, and one notice that disappears by itself."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.call import Call
from bot.content import Doc, Para, msg
from bot.deliveries import Outbox
from bot.ids import AccountRef, MessageRef
from bot.moderation.lock_judge import LOCK, SLOW
from bot.moderation.memory import Latest
from bot.moderation.model import Verdict
from bot.moderation.offences import Hands, Offence, Outcome
from bot.moderation.removal import FADE
from bot.ports import Transactions, Tx
from bot.updates import MessagePosted

EVERY = timedelta(minutes=1)  # the least time between two notices to a person
REMEMBERED = 5_000  # people who got a notice


class Remover(Protocol):
    """Delete messages."""

    async def remove(self, refs: Sequence[MessageRef]) -> tuple[MessageRef, ...]:
        """Delete messages, and give those that are gone or will be."""


class Doorkeeper:
    """Stand before the hands that act, which get everything that is none of locks'."""

    def __init__(self, hands: Hands, remover: Remover, transactions: Transactions, outbox: Outbox) -> None:
        self._hands = hands
        self._remover = remover
        self._transactions = transactions
        self._outbox = outbox
        self._told: Latest[tuple[AccountRef, str], datetime] = Latest(REMEMBERED)

    async def carry(self, call: Call, offence: Offence) -> Outcome:
        """Remove the message, and tell its author why, unless they were told a moment ago; or hand it on."""
        verdict = offence.merged.verdict
        if verdict.rule not in (LOCK, SLOW) or offence.message is None:
            return await self._hands.carry(call, offence)
        removed = bool(await self._remover.remove(offence.refs))
        key = (call.account, verdict.rule)
        last = self._told.get(key)
        if call.person.human and (last is None or call.now - last >= EVERY):
            self._told.put(key, call.now)
            async with self._transactions.begin() as tx:
                await self._notify(tx, call, offence.message, verdict, removed=removed)
        return Outcome(stops=True)

    async def _notify(self, tx: Tx, call: Call, message: MessagePosted, verdict: Verdict, *, removed: bool) -> None:
        chat = message.chat
        key = f"lock-notice:{chat.platform}:{chat.id}:{message.message.id}"
        hint = () if removed else (Para(msg("moderation-not-deleted")),)
        told = Doc((Para(msg("moderation-lock-notice", who=call.person.mention, why=verdict.reason)), *hint))
        await self._outbox.send(tx, chat, told, locale=call.chat_locale, key=key, fades=FADE)
