"""What was said while nobody was listening: after a pause it is moderated and counted, but not answered any more."""

from datetime import datetime, timedelta

from bot.content import Reply
from bot.ids import MessageRef
from bot.updates import CommandInvoked, MessagePosted

# An answer to what was asked longer ago surprises more than it helps. Telegram keeps updates for 24 hours.
STALE = timedelta(minutes=5)


def is_stale(update: MessagePosted | CommandInvoked, now: datetime) -> bool:
    """Tell whether nobody waits for an answer any more."""
    return now - update.at > STALE


class Silence:
    """Answer nothing."""

    async def answer(self, reply: Reply, locale: str) -> MessageRef | None:
        """Say nothing."""
        return None

    async def done(self) -> None:
        """Leave closing to the responder whose place this takes."""
