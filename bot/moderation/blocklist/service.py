"""Change the blocklist, and keep every community's compiled and in force."""

import asyncio
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.call import Call
from bot.errors import Refused
from bot.ids import CommunityId, MemberId
from bot.moderation.blocklist.entries import Blocked, write_entry
from bot.moderation.blocklist.expressions import MAX_LOOSE
from bot.moderation.blocklist.files import (
    MAX_LINES,
    MAX_REASON,
    Bad,
    read_action,
    read_lines,
    read_reason,
    write_lines,
)
from bot.moderation.blocklist.matcher import Matcher, is_loose
from bot.moderation.text import normalise
from bot.ports import Transactions, Tx
from bot.topics import Topic

MAX_ENTRIES = 50_000  # of one community
_QUICK = 500  # entries that are compiled within a few milliseconds, right here; more go to another thread


class BlocklistStore(Protocol):
    """Keep the blocklists."""

    async def all_blocked(self, tx: Tx) -> list[tuple[CommunityId, Blocked]]:
        """Read every community's entries."""

    async def blocked(self, tx: Tx, community: CommunityId) -> list[Blocked]:
        """Read one community's entries, in the order of the alphabet."""

    async def block(
        self, tx: Tx, community: CommunityId, entries: Collection[Blocked], by: MemberId, at: datetime
    ) -> None:
        """Write entries, over those that are written the same."""

    async def unblock(self, tx: Tx, community: CommunityId, entries: Collection[str]) -> None:
        """Remove entries as they are written."""


class Holder(Protocol):
    """Have lists in force."""

    def hold(self, community: CommunityId, matcher: Matcher | None) -> None:
        """Take over a community's list as it is now; None where it is empty."""

    def communities(self) -> list[CommunityId]:
        """Name those who have a list."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of an import's lines."""

    new: int
    changed: int
    same: int
    bad: tuple[Bad, ...]


class BlocklistService:
    """The use cases of the blocklist. While a long list is compiled the old one stays in force."""

    def __init__(self, store: BlocklistStore, transactions: Transactions, holder: Holder) -> None:
        self._store = store
        self._transactions = transactions
        self._holder = holder
        self._turn = asyncio.Lock()  # a list that was read later is in force later

    async def load(self) -> None:
        """Read every blocklist: at the start, and when another process has changed one."""
        async with self._turn:
            await self._load()

    async def _load(self) -> None:
        async with self._transactions.read() as tx:
            entries = await self._store.all_blocked(tx)
        lists: dict[CommunityId, list[Blocked]] = {community: [] for community in self._holder.communities()}
        for community, entry in entries:
            lists.setdefault(community, []).append(entry)
        for community, held in lists.items():
            self._holder.hold(community, await _compiled(held))

    async def block(
        self, call: Call, entry: str, action: str | None, reason: str | None, length: timedelta | None
    ) -> tuple[Blocked, bool]:
        """Put an entry on the blocklist; True when it is new. Raises Refused for one that cannot be."""
        expires = call.now.replace(microsecond=0) + length if length is not None else None
        kept = read_action(action) if action is not None else ""
        blocked = Blocked(write_entry(entry), kept, read_reason(reason or ""), expires)
        new, _, _ = await self._write(call, [blocked])
        return blocked, bool(new)

    async def unblock(self, call: Call, entry: str) -> None:
        """Take an entry off the blocklist. Raises Refused for one that is not on it."""
        wanted = {entry.strip(), entry.strip().lower(), Blocked(" ".join(entry.split())).key}
        with suppress(Refused):
            wanted.add(write_entry(entry))  # a domain as links have it
        async with self._turn:
            async with self._transactions.begin() as tx:
                held = await self._store.blocked(tx, call.community.id)
                gone = {e.entry for e in held if e.key in wanted or e.entry in wanted}
                if not gone:
                    raise Refused("moderation-blocklist-none", entry=entry.strip()[:MAX_REASON])
                await self._store.unblock(tx, call.community.id, gone)
                tx.announce(Topic.BLOCKLISTS)
            await self._compile(call.community.id, [e for e in held if e.entry not in gone])

    async def blocked(self, call: Call, find: str | None = None) -> list[Blocked]:
        """List the entries that are in force, or those of them that contain something."""
        async with self._transactions.read() as tx:
            entries = await self._store.blocked(tx, call.community.id)
        wanted = normalise(find or "")
        return [e for e in entries if e.in_force(call.now) and (wanted in normalise(e.entry) or wanted in e.entry)]

    async def export(self, call: Call, say: Callable[[str], str]) -> tuple[str, int]:
        """Write what is in force as a text file; gives it and how many entries it has."""
        entries = await self.blocked(call)
        return write_lines(entries, _zone(call), say), len(entries)

    async def import_lines(self, call: Call, text: str, *, domains: bool) -> Imported:
        """Add and change entries as a text says, all of them or, when it cannot be kept, none. Nothing is removed."""
        if text.count("\n") > MAX_LINES:
            raise Refused("moderation-import-long", most=MAX_LINES)
        entries, bad = await asyncio.to_thread(read_lines, text, _zone(call), call.now, domains=domains)
        new, changed, same = await self._write(call, entries) if entries else (0, 0, 0)
        return Imported(new, changed, same, tuple(bad))

    async def _write(self, call: Call, entries: list[Blocked]) -> tuple[int, int, int]:
        """Write entries over those that mean the same; gives how many are new, changed and as they were."""
        community = call.community.id
        async with self._turn:
            async with self._transactions.begin() as tx:
                held = {e.key: e for e in await self._store.blocked(tx, community)}
                fresh = [e for e in entries if held.get(e.key) != e]
                replaced = [old for e in fresh if (old := held.get(e.key))]
                after = held | {e.key: e for e in fresh}
                if len(after) > max(MAX_ENTRIES, len(held)):
                    raise Refused("moderation-blocklist-full", most=MAX_ENTRIES)
                if any(is_loose(e) for e in fresh) and sum(map(is_loose, after.values())) > MAX_LOOSE:
                    raise Refused("moderation-expression-loose", most=MAX_LOOSE)
                await self._store.unblock(tx, community, {e.entry for e in replaced})
                await self._store.block(tx, community, fresh, call.person.member, call.now)
                tx.announce(Topic.BLOCKLISTS)
            if fresh:
                await self._compile(community, after.values())
        return len(fresh) - len(replaced), len(replaced), len(entries) - len(fresh)

    async def hold(self, tx: Tx, community: CommunityId) -> None:
        """Compile a community's blocklist anew; it is in force once the transaction is committed."""
        matcher = await _compiled(await self._store.blocked(tx, community))
        tx.after_commit(lambda: self._holder.hold(community, matcher))
        tx.announce(Topic.BLOCKLISTS)

    async def _compile(self, community: CommunityId, entries: Iterable[Blocked]) -> None:
        self._holder.hold(community, await _compiled(list(entries)))


async def _compiled(entries: list[Blocked]) -> Matcher | None:
    if not entries:
        return None
    return Matcher(entries) if len(entries) <= _QUICK else await asyncio.to_thread(Matcher, entries)


def _zone(call: Call) -> ZoneInfo:
    return ZoneInfo(call.home.zone) if call.home else call.zone
