"""Let what moderators decide be learnt from. It comes after the act, which does not depend on it."""

import re
from collections.abc import Sequence

import structlog

from bot.call import Call
from bot.ids import CommunityId, MessageRef
from bot.moderation.model import Case
from bot.moderation.queue.store import Lessons
from bot.ports import Transactions
from bot.texts import DEFAULT, plain

_SPAM = re.compile(
    r"(?<!not )(?<!no )(?<!не )"
    r"\b(?:spam(?:mer|mers|ming)?|ads?|adverts?|advertis(?:ing|ements?)|scam(?:mer|mers|ming)?"
    r"|спам(?:а|у|ом|ит|ер|еры)?|реклам(?:а|ы|у|е|ой|ирует)|скам(?:а|ом|ер|еры)?)\b",
    re.IGNORECASE,
)

log = structlog.get_logger()


class Classroom:
    """Hand lessons on to whoever learns."""

    def __init__(self, transactions: Transactions, pupils: Sequence[Lessons]) -> None:
        self._transactions = transactions
        self._pupils = pupils

    async def teach(
        self,
        community: CommunityId,
        message: MessageRef | None,
        text: str | None,
        *,
        spam: bool,
        only_suspected: bool = False,
    ) -> None:
        """Teach that a message was spam, or was not. Does nothing for one whose words are not kept; never raises."""
        if message is None or not text:
            return
        key = f"{message.chat.platform}:{message.chat.id}:{message.id}"
        for pupil in self._pupils:
            try:
                if only_suspected and not pupil.suspects(community, text):
                    continue
                async with self._transactions.begin() as tx:
                    await pupil.learn(tx, community, key, text, spam=spam)
            except Exception:  # whatever it is: the moderator's decision stands
                log.exception("a decision was not learnt from", community=community)

    async def clear(self, community: CommunityId, message: MessageRef | None, text: str | None) -> None:
        """Teach that a message is not spam, where it would be taken for it; of others there is nothing to learn."""
        await self.teach(community, message, text, spam=False, only_suspected=True)

    async def on_act(self, call: Call, case: Case) -> None:
        """Learn from what was done by hand about somebody whose message it answers, if the reason says it was spam."""
        replied = call.replied
        if replied is not None and replied.member == case.member and names_spam(plain(case.reason, DEFAULT)):
            await self.teach(case.community, case.message, case.evidence, spam=True)


def names_spam(reason: str) -> bool:
    """Tell whether a moderator's reason says that it was spam or advertising, in English or Russian."""
    return _SPAM.search(reason) is not None
