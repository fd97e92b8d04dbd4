"""Do what an update asks for once, also when it is told again after a kill -9.

A platform tells an update again until it was confirmed, and it is confirmed once it was handled. Killed in between, the
program is told something that it has done. So the transaction with the effect also notes whose effect it is, and a
second one of the same name is refused.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.ports import Clock, Transactions, Tx

KEPT = timedelta(days=2)  # Telegram tells updates again for 24 hours, https://core.telegram.org/bots/api#getupdates
TIDIED_EVERY = 1_000  # effects between two looks at what may be forgotten


class AlreadyDone(Exception):
    """The effect was committed before: nothing of it happens again. `first` is True once for each name, so that
    somebody is told no more than once, however often the process dies."""

    def __init__(self, key: str, *, first: bool) -> None:
        super().__init__(key)
        self.first = first


@dataclass(slots=True)
class _Scope:
    """One thing that may happen once; `done` when its effect was committed by this process."""

    key: str
    done: bool = False


_scope: ContextVar[_Scope | None] = ContextVar("what happens once", default=None)


@contextmanager
def once(key: str) -> Iterator[None]:
    """Let the first transaction that writes in here be the only one of this name, ever. It raises AlreadyDone."""
    token = _scope.set(_Scope(key))
    try:
        yield
    finally:
        _scope.reset(token)


class DoneStore(Protocol):
    """Keep the names of what was done."""

    async def note(self, tx: Tx, key: str, at: datetime) -> bool:
        """Note that something is done; False when it was before."""

    async def forget(self, tx: Tx, before: datetime) -> None:
        """Forget what was done before then."""


class OnceOnly:
    """Open transactions for services whose effects must not come twice; the others take the database itself."""

    def __init__(self, transactions: Transactions, store: DoneStore, clock: Clock) -> None:
        self._transactions = transactions
        self._store = store
        self._clock = clock
        self._noted = 0

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Tx]:
        """Open a transaction that writes. Raises AlreadyDone, inside `once`, where that was committed before."""
        scope = _scope.get()
        if scope is None or scope.done:
            async with self._transactions.begin() as tx:
                yield tx
            return
        async with self._transactions.begin() as tx:
            new = await self._note(tx, scope.key)
            first = not new and await self._note(tx, f"{scope.key}:again")
            if new:
                yield tx
        if not new:
            raise AlreadyDone(scope.key, first=first)
        scope.done = True

    async def first(self, tx: Tx, name: str) -> bool:
        """Tell, in the caller's transaction, whether something of this name has not happened before; now it has."""
        return await self._note(tx, name)

    def read(self) -> AbstractAsyncContextManager[Tx]:
        """Open a transaction that only reads."""
        return self._transactions.read()

    async def _note(self, tx: Tx, key: str) -> bool:
        now = self._clock.now()
        if self._noted % TIDIED_EVERY == 0:
            await self._store.forget(tx, now - KEPT)
        self._noted += 1
        return await self._store.note(tx, key, now)
