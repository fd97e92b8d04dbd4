"""Updates that are taken but not handled yet, kept so that a platform need not tell them again.

A platform that hands updates over in a row tells the next ones only when the earlier are confirmed. Nearly all are
handled by then; what takes longer is kept here meanwhile, so that it holds up nobody and is not lost.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from bot.ids import Platform
from bot.ports import Transactions, Tx


class InboxStore(Protocol):
    """Keep updates as the platform wrote them."""

    async def keep(self, tx: Tx, platform: Platform, updates: Mapping[int, Mapping[str, Any]]) -> None:
        """Write updates by their ids; one that is there already stands."""

    async def forget(self, tx: Tx, platform: Platform, ids: Sequence[int]) -> None:
        """Remove updates."""

    async def load(self, tx: Tx, platform: Platform) -> dict[int, Mapping[str, Any]]:
        """Read every update, by id, in order."""


class Inbox:
    """One platform's updates in hand."""

    def __init__(self, store: InboxStore, transactions: Transactions, platform: Platform) -> None:
        self._store = store
        self._transactions = transactions
        self._platform = platform

    async def keep(self, updates: Mapping[int, Mapping[str, Any]]) -> None:
        """Keep updates that are not handled yet."""
        async with self._transactions.begin() as tx:
            await self._store.keep(tx, self._platform, updates)

    async def forget(self, ids: Sequence[int]) -> None:
        """Let go of updates that are handled."""
        async with self._transactions.begin() as tx:
            await self._store.forget(tx, self._platform, ids)

    async def load(self) -> dict[int, Mapping[str, Any]]:
        """Give what was not handled when the process died, in order."""
        async with self._transactions.read() as tx:
            return await self._store.load(tx, self._platform)
