"""Find who is meant by what somebody wrote."""

from collections.abc import Mapping

from bot.communities.store import DirectoryStore
from bot.ids import AccountRef, CommunityId, Platform, SpaceRef
from bot.ports import Ports, Transactions
from bot.updates import Actor

LONGEST_ID = 19  # digits of what fits 64 bits


def is_id(text: str) -> bool:
    """Tell whether this can be a platform's id of an account."""
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST_ID


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
            bare = bare.strip("<@!>")
        username = bare.removeprefix("@")
        account: AccountRef | None = AccountRef(platform, bare)
        if not is_id(bare):
            async with self._transactions.read() as tx:
                account = await self._store.by_username(tx, community, platform, username)
        known = await self._known(community, account) if account is not None else None
        if known is not None or space is None:
            return known
        return await self._ports[platform].roster.find(space, username)

    async def _known(self, community: CommunityId, account: AccountRef) -> Actor | None:
        async with self._transactions.read() as tx:
            member = await self._store.member_of(tx, community, account)
        held = next((a for a in member.accounts if a.ref == account), None) if member else None
        return Actor(account, held.name, held.username) if held else None
