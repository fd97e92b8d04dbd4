"""Remove messages, now or as soon as the platform can. Nothing else has to succeed for it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Protocol

import structlog

from bot.acts import Delete
from bot.deliveries import Outbox
from bot.errors import PlatformError, RateLimited, StorageError, Unavailable
from bot.ids import ChatRef, MessageRef, Platform
from bot.ports import Ports, Transactions

AT_ONCE = 100  # messages of one chat in one call
FADE = timedelta(seconds=30)  # how long it stands in the chat that messages were removed

log = structlog.get_logger()


class Removed(Protocol):
    """Be told what was deleted."""

    def on_removed(self, messages: Sequence[MessageRef]) -> None:
        """Note, in memory, that messages are gone."""


class Remover:
    """Delete on every platform. What another process runs is left to it, through the outbox."""

    def __init__(
        self, ports: Mapping[Platform, Ports], transactions: Transactions, outbox: Outbox, removed: Removed
    ) -> None:
        self._ports = ports
        self._transactions = transactions
        self._outbox = outbox
        self._removed = removed

    async def remove(self, refs: Sequence[MessageRef]) -> tuple[MessageRef, ...]:
        """Delete messages, each chat's together, and give those that are gone or will be."""
        places: dict[ChatRef, list[MessageRef]] = {}
        for ref in dict.fromkeys(refs):
            places.setdefault(ChatRef(ref.chat.platform, ref.chat.id), []).append(ref)
        gone: list[MessageRef] = []
        for there in places.values():
            for start in range(0, len(there), AT_ONCE):
                gone += await self._batch(there[start : start + AT_ONCE])
        self._removed.on_removed(gone)
        return tuple(gone)

    async def _batch(self, batch: list[MessageRef]) -> list[MessageRef]:
        here = self._ports.get(batch[0].chat.platform)
        try:
            if here is None:
                raise Unavailable("another process runs this platform")
            await here.messenger.delete(batch)
        except (RateLimited, Unavailable):
            return await self._later(batch)
        except PlatformError as error:
            chat, kind = batch[0].chat.id, type(error).__name__
            log.warning("messages not deleted", chat=chat, count=len(batch), error=kind, detail=error.detail)
            return []
        return batch

    async def _later(self, batch: list[MessageRef]) -> list[MessageRef]:
        first = batch[0]
        key = f"delete:{first.chat.platform}:{first.chat.id}:{first.id}:{len(batch)}"
        try:
            async with self._transactions.begin() as tx:
                await self._outbox.perform(tx, Delete(tuple(batch)), key)
        except StorageError as error:
            log.error("messages neither deleted nor noted", chat=first.chat.id, count=len(batch), kind=error.kind)
            return []
        return batch
