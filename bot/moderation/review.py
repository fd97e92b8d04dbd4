"""Where verdicts go that ask a moderator, as long as nobody takes them in."""

import structlog

from bot.call import Call
from bot.moderation.model import Merged
from bot.updates import MessagePosted

log = structlog.get_logger()


class Unread:
    """Say in the program's log that nobody was asked."""

    async def ask(self, call: Call, message: MessagePosted, merged: Merged) -> None:
        """Note it."""
        log.warning("a moderator was to be asked", rule=merged.verdict.rule, community=call.community.id)
