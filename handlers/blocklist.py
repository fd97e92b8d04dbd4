"""The blocklist, as commands."""

from typing import Literal

from bot import texts
from bot.access import Access
from bot.call import Call
from bot.commands import Duration, File, Lines, Text, command
from bot.content import Attachment, Bullets, Choice, Code, Inline, Para, Reply, Row, Time, Title, doc, msg, reply
from bot.content import Text as Literally
from bot.errors import Refused
from bot.moderation.blocklist.entries import Blocked
from bot.moderation.blocklist.files import Bad, decode
from bot.moderation.blocklist.service import BlocklistService, Imported
from bot.moderation.measures import parse_measure
from bot.moderation.views import show_measure

SHOWN = 50  # entries that /blocklist list shows
BAD_SHOWN = 10  # refused lines that /blocklist import lists
FILE_NAME = "blocklist.txt"


class BlocklistHandlers:
    """Turn calls into the verbs of the blocklist."""

    def __init__(self, service: BlocklistService) -> None:
        self._service = service

    @command("blocklist add", access=Access.ADMIN)
    async def add(
        self,
        call: Call,
        entry: Text,
        *,
        action: Text | None = None,
        reason: Text | None = None,
        for_: Duration | None = None,
    ) -> Reply:
        """Put a word, a phrase, an expression or a domain on the blocklist."""
        blocked, new = await self._service.block(call, entry, action, reason, for_)
        key = "moderation-blocklist-added" if new else "moderation-blocklist-changed"
        return reply(msg(key, entry=_entry(blocked, call.zone.key)))

    @command("blocklist remove", access=Access.ADMIN)
    async def remove(self, call: Call, entry: Text) -> Reply:
        """Take an entry off the blocklist."""
        await self._service.unblock(call, entry)
        return reply(msg("moderation-blocklist-removed", entry=Code(entry.strip())))

    @command("blocklist list", access=Access.MODERATOR)
    async def list_blocked(self, call: Call, *, find: Text | None = None) -> Reply:
        """List the blocklist, or the part of it that contains something."""
        entries = await self._service.blocked(call, find)
        if not entries:
            return reply(msg("moderation-blocklist-nothing" if find else "moderation-blocklist-empty"))
        lines = tuple(_entry(e, call.zone.key) for e in entries[:SHOWN])
        blocks: list[Title | Bullets | Para] = [Title(msg("moderation-blocklist")), Bullets(lines)]
        if len(entries) > SHOWN:
            blocks.append(Para(msg("moderation-more", count=len(entries) - SHOWN)))
        return reply(*blocks)

    @command("blocklist export", access=Access.MODERATOR)
    async def export(self, call: Call) -> Reply:
        """Give the blocklist as a text file."""
        text, count = await self._service.export(call, lambda key: texts.say(key, call.locale))
        if not count:
            return reply(msg("moderation-blocklist-empty"))
        file = Attachment(FILE_NAME, text.encode(), "text/plain; charset=utf-8")
        return Reply(doc(msg("moderation-exported", count=count)), files=(file,))

    @command("blocklist import", access=Access.ADMIN)
    async def import_(
        self,
        call: Call,
        lines: Lines | None = None,
        *,
        file: File | None = None,
        as_: Literal["entries", "domains"] = "entries",
    ) -> Reply:
        """Add and change entries as a text file says, or the lines below the command; nothing is removed."""
        if file is None and lines is None:
            raise Refused("moderation-import-nothing", platform=Choice(call.platform))
        text = decode(file.data) if file is not None else lines or ""
        done = await self._service.import_lines(call, text, domains=as_ == "domains")
        return _imported(done)


def _imported(done: Imported) -> Reply:
    said = msg("moderation-imported", new=done.new, changed=done.changed, same=done.same)
    blocks: list[Para | Bullets] = [Para(said)]
    if done.bad:
        listed = Bullets(tuple(_bad(bad) for bad in done.bad[:BAD_SHOWN]))
        blocks += [Para(msg("moderation-import-bad", count=len(done.bad))), listed]
    if len(done.bad) > BAD_SHOWN:
        blocks.append(Para(msg("moderation-more", count=len(done.bad) - BAD_SHOWN)))
    return reply(*blocks)


def _bad(bad: Bad) -> Inline:
    return msg("moderation-import-line", line=bad.line, problem=bad.problem)


def _entry(blocked: Blocked, zone: str) -> Row:
    parts: list[Inline] = [Code(blocked.entry)]
    if blocked.action:
        parts += [" — ", show_measure(parse_measure(blocked.action))]
    if blocked.reason:
        parts += [" — ", Literally(blocked.reason)]
    if blocked.expires is not None:
        parts += [" — ", msg("moderation-blocklist-until", until=Time(blocked.expires, zone))]
    return Row(tuple(parts))
