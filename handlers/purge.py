"""Delete many messages, as a command."""

from bot.access import Access
from bot.call import Call
from bot.commands import Duration, PositiveInt, Who, command
from bot.content import Choice, Doc, Node, Para, Reply, msg
from bot.errors import Refused
from bot.moderation.purge import Purged, PurgeService


class PurgeHandlers:
    """Turn calls into purges."""

    def __init__(self, service: PurgeService) -> None:
        self._service = service

    @command("purge", access=Access.MODERATOR)
    async def purge(self, call: Call, count: PositiveInt | None, who: Who | None, last: Duration | None) -> Reply:
        """Delete the latest messages, all from one on, or what somebody wrote."""
        if call.private:
            raise Refused("moderation-purge-private")
        replied = call.reply_to is not None
        if count is not None and last is None and (who is None or replied):
            return _told(await self._service.last(call, count))
        if who is not None and last is not None and count is None:
            return _told(await self._service.of(call, who, last))
        if replied and count is None and last is None:
            return _told(await self._service.since(call))
        raise Refused("moderation-purge-how", platform=Choice(call.platform))


def _told(done: Purged) -> Reply:
    removal = done.removal
    blocks: list[Node] = [Para(msg("moderation-purged", count=removal.gone))]
    for key, count in (
        ("moderation-purge-missing", removal.missing),
        ("moderation-purge-old", removal.old),
        ("moderation-purge-forbidden", removal.forbidden),
        ("moderation-purge-spared", done.spared),
        ("moderation-purge-later", done.later),
    ):
        if count:
            blocks.append(Para(msg(key, count=count)))
    return Reply(Doc(tuple(blocks)))
