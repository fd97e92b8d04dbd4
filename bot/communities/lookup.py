"""Find who is meant by what somebody wrote."""

from collections.abc import Mapping

from bot.communities.store import DirectoryStore
from bot.ids import AccountRef, CommunityId, Platform, SpaceRef
from bot.ports import Ports, Transactions
from bot.updates import Actor


class Lookup:
    """Look people up by name."""

    def __init__(self, store: DirectoryStore, transactions: Transactions, ports: Mapping[Platform, Ports]) -> None:
        self._store = store
        self._transactions = transactions
        self._ports = ports

    async def named(
        self, community: CommunityId, platform: Platform, space: SpaceRef | None, text: str
    ) -> Actor | None:
        """Find who is meant by `@username`, a Discord mention or a numeric id."""
        bare = text.strip()
        if bare.startswith("<@") and bare.endswith(">"):
            return await self._by_id(community, AccountRef(platform, bare.strip("<@!>")))
        if bare.isdecimal():
            return await self._by_id(community, AccountRef(platform, bare))
        username = bare.removeprefix("@")
        async with self._transactions.read() as tx:
            account = await self._store.by_username(tx, community, platform, username)
        if account is not None:
            return await self._by_id(community, account)
        return await self._ports[platform].roster.find(space, username) if space else None

    async def _by_id(self, community: CommunityId, account: AccountRef) -> Actor | None:
        async with self._transactions.read() as tx:
            member = await self._store.member_of(tx, community, account)
        held = next((a for a in member.accounts if a.ref == account), None) if member else None
        return Actor(account, held.name, held.username) if held else None
