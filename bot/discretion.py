"""Take commands away that were written where everybody reads, and are for few to see."""

from bot.acts import Delete
from bot.call import Call
from bot.deliveries import Outbox
from bot.ports import Transactions


class Discretion:
    """Remove what was written to the bot in a chat."""

    def __init__(self, transactions: Transactions, outbox: Outbox) -> None:
        self._transactions = transactions
        self._outbox = outbox

    async def hide(self, call: Call) -> None:
        """Delete the message a command was written in, unless nobody else reads there; once however often it is
        told."""
        if call.message is None or call.private:
            return
        key = f"discreet:{call.chat.platform}:{call.chat.id}:{call.message.id}"
        async with self._transactions.begin() as tx:
            await self._outbox.perform(tx, Delete((call.message,)), key)
