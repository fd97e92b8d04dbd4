"""Lock a chat, unlock it, and slow it down, as commands."""

from datetime import timedelta

from bot.access import Access
from bot.call import Call
from bot.commands import Duration, Text, command
from bot.content import Bullets, Choice, Inline, Para, Reply, Span, Time, Title, msg, reply
from bot.errors import Refused
from bot.moderation.locking import LockService
from bot.moderation.locks import ChatLocks, LockKind, show_kind
from bot.when import BadDuration, parse_duration

OFF = frozenset({"off", "no", "0", "0s", "нет", "выкл", "0с"})


class LockHandlers:
    """Turn calls into locks."""

    def __init__(self, service: LockService) -> None:
        self._service = service

    @command("lock", access=Access.MODERATOR)
    async def lock(self, call: Call, kind: LockKind | None = None, *, for_: Duration | None = None) -> Reply:
        """Lock a kind of messages for everybody but moderators, or show what is locked."""
        if kind is None:
            return _shown(call, self._service.shown(call))
        done = await self._service.lock(call, kind, for_)
        until = done.locks.kinds[kind]
        end: Inline = Time(until, call.community.zone, full=True) if until is not None else ""
        timed = Choice("yes" if until is not None else "no")
        said = [msg("moderation-locked", what=show_kind(kind), timed=timed, until=end)]
        if done.native:
            said.append(msg("moderation-locked-natively"))
        return reply(*said, private=False)

    @command("unlock", access=Access.MODERATOR)
    async def unlock(self, call: Call, kind: LockKind) -> Reply:
        """Unlock a kind of messages."""
        await self._service.unlock(call, kind)
        return reply(msg("moderation-unlocked", what=show_kind(kind)), private=False)

    @command("slowmode", access=Access.MODERATOR)
    async def slowmode(self, call: Call, duration: Text) -> Reply:
        """Let everybody write once in so long, or end that."""
        try:
            pause = timedelta(0) if duration.strip().lower() in OFF else parse_duration(duration)
        except BadDuration:
            raise Refused("moderation-slow-how", value=duration[:40]) from None
        await self._service.slow(call, pause)
        if not pause:
            return reply(msg("moderation-slow-off"), private=False)
        return reply(msg("moderation-slow-on", pause=Span(pause)), private=False)


def _shown(call: Call, locks: ChatLocks) -> Reply:
    if locks.open:
        return reply(msg("moderation-locks-none"))
    zone = call.community.zone
    items: list[Inline] = [
        msg(
            "moderation-lock-held",
            what=show_kind(k),
            timed=Choice("yes" if u else "no"),
            until=Time(u, zone) if u else "",
        )
        for k, u in locks.kinds.items()
    ]
    if locks.slow:
        items.append(msg("moderation-slow-held", pause=Span(timedelta(seconds=locks.slow))))
    return reply(Title(msg("moderation-locks")), Bullets(tuple(items)), Para(msg("moderation-locks-hint")))
