"""Let what moderators decide be learnt from. It comes after the act, which does not depend on it."""

from collections.abc import Sequence

import structlog

from bot.ids import CommunityId, MessageRef
from bot.moderation.queue.store import Lessons
from bot.ports import Transactions

log = structlog.get_logger()


class Classroom:
    """Hand lessons on to whoever learns."""

    def __init__(self, transactions: Transactions, pupils: Sequence[Lessons]) -> None:
        self._transactions = transactions
        self._pupils = pupils

    async def teach(self, community: CommunityId, message: MessageRef | None, text: str | None, *, spam: bool) -> None:
        """Teach that a message was spam, or was not. Does nothing for one whose words are not kept; never raises."""
        if message is None or not text:
            return
        key = f"{message.chat.platform}:{message.chat.id}:{message.id}"
        for pupil in self._pupils:
            try:
                async with self._transactions.begin() as tx:
                    await pupil.learn(tx, community, key, text, spam=spam)
            except Exception:  # whatever it is: the moderator's decision stands
                log.exception("a decision was not learnt from", community=community)
