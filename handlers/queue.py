"""Report a message, appeal, decide about both, and see what moderation does, as commands and buttons."""

from bot.access import Access
from bot.call import Call
from bot.commands import Duration, Number, Text, button, command
from bot.content import Choice, Node, Para, Reply, Time, msg, reply
from bot.errors import Refused
from bot.moderation.queue.figures import show_figures
from bot.moderation.queue.model import ABOUT_APPEAL, ABOUT_MESSAGE, Ruling
from bot.moderation.queue.service import Queue
from bot.moderation.views import number_of


class QueueHandlers:
    """Turn calls into the queue's verbs."""

    def __init__(self, queue: Queue) -> None:
        self._queue = queue

    @command("report", access=Access.MEMBER)
    async def report(self, call: Call, reason: Text = "") -> Reply:
        """Put somebody's message before the moderators."""
        decided = await self._queue.reports.report(call, reason.strip())
        return reply(msg("queue-report-taken")) if decided is None else Reply(decided)

    @command("appeal", access=Access.EVERYONE, private_only=True)
    async def appeal(self, call: Call, id: Number, text: Text) -> Reply:
        """Ask another moderator to look at a case."""
        taken = await self._queue.appeals.appeal(call, id, text.strip())
        due = Time(taken.due, call.zone.key, full=True)
        alone = Choice("yes" if taken.alone else "no")
        blocks: list[Node] = [Para(msg("queue-appeal-taken", number=number_of(taken.case), due=due, alone=alone))]
        if taken.alone is not None:
            blocks.append(Para(msg("queue-appeal-alone", who=taken.alone.named)))
        return reply(*blocks)

    @command("moderation report", access=Access.EVERYONE)
    async def figures(self, call: Call, period: Duration | None = None) -> Reply:
        """Show in numbers what moderation does."""
        return Reply(show_figures(await self._queue.figures.figures(call, period)), private=False)

    @button("ticket", access=Access.MODERATOR)
    async def decide(self, call: Call, ticket: int, ruling: str) -> Reply:
        """Decide about a message."""
        return Reply(await self._queue.reports.decide(call, ticket, _ruling(ruling, ABOUT_MESSAGE)))

    @button("appeal")
    async def judge(self, call: Call, ticket: int, ruling: str) -> Reply:
        """Decide about an appeal."""
        return Reply(await self._queue.appeals.decide(call, ticket, _ruling(ruling, ABOUT_APPEAL)))


def _ruling(word: str, possible: tuple[Ruling, ...]) -> Ruling:
    if word not in possible:
        raise Refused("button-outdated")
    return Ruling(word)
