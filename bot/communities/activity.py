"""Who was active when, and where: held in memory, because the path of an ordinary message asks no database."""

from collections import OrderedDict
from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from bot.ids import AccountRef, CommunityId, MemberId
from bot.ports import Transactions, Tx

HELD = 50_000  # members and accounts kept in memory; the least recently active leave first


class ActivityStore(Protocol):
    """Keep when members last wrote, and how much."""

    async def note_substance(self, tx: Tx, substance: Collection[tuple[MemberId, int]]) -> None:
        """Write how many messages of substance members have written."""

    async def note_wrote(self, tx: Tx, wrote: Collection[tuple[MemberId, datetime]]) -> None:
        """Write when members last wrote."""


class Activity:
    """Remember when members last wrote, and in which community each account was last active."""

    def __init__(self, store: ActivityStore, transactions: Transactions, limit: int = HELD) -> None:
        self._store = store
        self._transactions = transactions
        self._limit = limit
        self._wrote: OrderedDict[MemberId, datetime] = OrderedDict()
        self._unwritten: dict[MemberId, datetime] = {}
        self._grown: dict[MemberId, int] = {}
        self._homes: OrderedDict[AccountRef, CommunityId] = OrderedDict()

    def seen(self, community: CommunityId, account: AccountRef) -> None:
        """Note that an account did something in a chat of a community."""
        self._homes[account] = community
        self._homes.move_to_end(account)
        if len(self._homes) > self._limit:
            self._homes.popitem(last=False)

    def home_of(self, account: AccountRef) -> CommunityId | None:
        """Give the community an account was last active in; None when that is not remembered."""
        return self._homes.get(account)

    def keep_homes(self, communities: Collection[CommunityId]) -> None:
        """Forget every home but these: a community that became part of another is nobody's home."""
        self._homes = OrderedDict((a, c) for a, c in self._homes.items() if c in communities)

    def wrote(self, member: MemberId, at: datetime) -> None:
        """Note that a member wrote."""
        self._unwritten[member] = at
        self._hold(member, at)

    def grew(self, member: MemberId, substance: int) -> None:
        """Note how many messages of substance a member has written by now."""
        self._grown[member] = substance

    def learn(self, member: MemberId, at: datetime) -> None:
        """Take over from the database when a member last wrote, unless something later is known."""
        if member not in self._wrote:
            self._hold(member, at)

    def _hold(self, member: MemberId, at: datetime) -> None:
        self._wrote[member] = at
        self._wrote.move_to_end(member)
        if len(self._wrote) > self._limit:
            self._wrote.popitem(last=False)

    def last_wrote(self, member: MemberId) -> datetime | None:
        """Say when a member who is held last wrote."""
        return self._wrote.get(member)

    async def flush(self) -> None:
        """Write down when members last wrote, and how much; what cannot be written is kept for the next time."""
        noted, self._unwritten = self._unwritten, {}
        grown, self._grown = self._grown, {}
        if not noted and not grown:
            return
        try:
            async with self._transactions.begin() as tx:
                await self._store.note_wrote(tx, list(noted.items()))
                await self._store.note_substance(tx, list(grown.items()))
        except BaseException:
            self._unwritten = noted | self._unwritten
            self._grown = grown | self._grown
            raise
