"""Answer later what cannot be answered now: the platform limits us, or does not answer."""

from datetime import timedelta

from bot.call import Call
from bot.content import Reply
from bot.deliveries import Fallback, Outbox
from bot.ids import AccountRef, ChatRef
from bot.outgoing import Priority
from bot.ports import Transactions

ANSWER_LIFE = timedelta(minutes=15)  # whoever asked has gone by then


class Afterwards:
    """Hand answers to the outbox, ahead of everything that nobody waits for."""

    def __init__(self, transactions: Transactions, outbox: Outbox) -> None:
        self._transactions = transactions
        self._outbox = outbox

    async def answer(self, call: Call, update: str, reply: Reply, locale: str) -> None:
        """Write the answer to an update to the outbox, once."""
        private = reply.private and call.space is not None
        to: ChatRef | AccountRef = call.account if private else call.chat
        async with self._transactions.begin() as tx:
            await self._outbox.send(
                tx,
                to,
                reply.doc,
                locale=locale,
                key=f"answer:{call.platform}:{call.chat.id}:{update}",
                buttons=reply.buttons,
                files=reply.files,
                reply_to=None if private else call.message,
                priority=Priority.ANSWER,
                until=call.now + ANSWER_LIFE,
                fallback=Fallback(call.chat, call.person.name) if private else None,
            )
