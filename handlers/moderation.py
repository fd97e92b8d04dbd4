"""Warn, mute, kick, ban, take it back, and look at cases, as commands."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Protocol

from bot.access import Access
from bot.call import Call, Person
from bot.commands import Duration, Number, Text, Who, command
from bot.content import Bullets, Choice, Doc, Field, Msg, Node, Para, Reply, Title, msg, reply
from bot.content import Text as Literally
from bot.moderation.channels import ChannelBans
from bot.moderation.model import Case, Kind
from bot.moderation.register import Listed
from bot.moderation.service import ModerationService
from bot.moderation.views import number_of, show_case, show_cases


class Files(Protocol):
    """Know what is not in the case itself."""

    async def history(self, call: Call, case: Case) -> Sequence[Node]:
        """Show what led to a case, and the appeal against it."""


class ModerationHandlers:
    """Turn calls into moderation's verbs."""

    def __init__(self, service: ModerationService, files: Files, channels: ChannelBans) -> None:
        self._service = service
        self._files = files
        self._channels = channels

    @command("warn", access=Access.MODERATOR)
    async def warn(self, call: Call, who: Who, reason: Text, *, silent: bool = False) -> Reply:
        """Warn somebody."""
        return await self._act(call, who, Kind.WARN, reason, silent=silent)

    @command("unwarn", access=Access.MODERATOR)
    async def unwarn(self, call: Call, id: Number, reason: Text = "", *, silent: bool = False) -> Reply:
        """Take a warning back."""
        case, person = await self._service.unwarn(call, id, reason.strip())
        who = person.named if person else msg("moderation-somebody")
        return reply(msg("moderation-unwarned", number=number_of(case), who=who), *_why(reason), private=silent)

    @command("warnings", access=Access.MODERATOR)
    async def warnings(self, call: Call, who: Who | None = None) -> Reply:
        """List the warnings that count."""
        listed = await self._service.register.warnings(call, who)
        title = msg("moderation-warnings-of", who=who.named) if who else msg("moderation-warnings")
        return _listed(call, title, listed, msg("moderation-warnings-none"))

    @command("mute", access=Access.MODERATOR)
    async def mute(
        self, call: Call, who: Who, duration: Duration | None, reason: Text, *, silent: bool = False
    ) -> Reply:
        """Stop somebody from writing, for a while or until it is taken back."""
        return await self._act(call, who, Kind.MUTE, reason, duration, silent=silent)

    @command("unmute", access=Access.MODERATOR)
    async def unmute(self, call: Call, who: Who, reason: Text = "", *, silent: bool = False) -> Reply:
        """Let somebody write again."""
        return await self._take_back(call, who, Kind.MUTE, reason, silent=silent)

    @command("kick", access=Access.MODERATOR)
    async def kick(self, call: Call, who: Who, reason: Text = "", *, silent: bool = False) -> Reply:
        """Remove somebody, who may come back."""
        return await self._act(call, who, Kind.KICK, reason, silent=silent)

    @command("ban", access=Access.MODERATOR)
    async def ban(
        self, call: Call, who: Who, duration: Duration | None, reason: Text, *, silent: bool = False
    ) -> Reply:
        """Keep somebody out, for a while or for good."""
        if self._channels.meant(call, who):
            return Reply(await self._channels.ban(call, who, reason.strip(), duration), private=silent)
        return await self._act(call, who, Kind.BAN, reason, duration, silent=silent)

    @command("unban", access=Access.MODERATOR)
    async def unban(self, call: Call, who: Who, reason: Text = "", *, silent: bool = False) -> Reply:
        """Let somebody come back."""
        if self._channels.meant(call, who):
            return Reply(await self._channels.unban(call, who, reason.strip()), private=silent)
        return await self._take_back(call, who, Kind.BAN, reason, silent=silent)

    @command("case", access=Access.MODERATOR)
    async def case(self, call: Call, id: Number) -> Reply:
        """Show one case in full."""
        case, names = await self._service.register.case(call, id)
        return Reply(show_case(case, names, call.zone.key, await self._files.history(call, case)))

    @command("cases", access=Access.MODERATOR)
    async def cases(self, call: Call, who: Who | None = None) -> Reply:
        """List the latest cases."""
        listed = await self._service.register.cases(call, who)
        title = msg("moderation-cases-of", who=who.named) if who else msg("moderation-cases")
        return _listed(call, title, listed, msg("moderation-cases-none"))

    async def _act(
        self,
        call: Call,
        who: Person,
        kind: Kind,
        reason: str,
        duration: timedelta | None = None,
        *,
        silent: bool,
    ) -> Reply:
        done = await self._service.act(call, who, kind, reason.strip(), length=duration, silent=silent)
        return Reply(Doc(self._service.notice(call, done)), private=silent)

    async def _take_back(self, call: Call, who: Person, kind: Kind, reason: str, *, silent: bool) -> Reply:
        case = await self._service.take_back(call, who, kind, reason.strip())
        key = "moderation-unmuted" if kind is Kind.MUTE else "moderation-unbanned"
        return reply(msg(key, who=who.mention, number=number_of(case)), *_why(reason), private=silent)


def _why(reason: str) -> list[Field]:
    """Say why something was taken back, where whoever did said so."""
    label = msg("moderation-case-why", kind=Choice(Kind.UNMUTE))
    return [Field(label, Literally(reason.strip()))] if reason.strip() else []


def _listed(call: Call, title: Msg, listed: Listed, none: Msg) -> Reply:
    if not listed.cases:
        return reply(none)
    lines = show_cases(listed.cases, listed.names, call.zone.key)
    blocks: list[Node] = [Title(title), Bullets(lines)]
    if listed.count > len(listed.cases):
        blocks.append(Para(msg("moderation-more", count=listed.count - len(listed.cases))))
    return Reply(Doc((*blocks, Para(msg("moderation-case-hint")))))
