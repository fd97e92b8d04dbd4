"""Half-finished commands: what was given so far, and what was asked. They survive a restart."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.ids import AccountRef, ChatRef
from bot.ports import Clock, Transactions, Tx

LIFETIME = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Dialogue:
    """One question to one person in one chat. `raw` holds the values given so far; `option` is the one asked for."""

    account: AccountRef
    chat: ChatRef
    command: str
    raw: Mapping[str, str]
    option: str
    at: datetime


class DialogueStore(Protocol):
    """Keep dialogues."""

    async def load_all(self, tx: Tx) -> list[Dialogue]:
        """Read every dialogue."""

    async def save(self, tx: Tx, dialogue: Dialogue) -> None:
        """Write a dialogue over the person's earlier one in that chat."""

    async def remove(self, tx: Tx, account: AccountRef, chat: ChatRef) -> None:
        """Forget a dialogue."""


class Dialogues:
    """Every open question, in memory, written through."""

    def __init__(self, store: DialogueStore, transactions: Transactions, clock: Clock) -> None:
        self._store = store
        self._transactions = transactions
        self._clock = clock
        self._open: dict[tuple[AccountRef, ChatRef], Dialogue] = {}

    async def load(self) -> None:
        """Read what was open when the process ended."""
        async with self._transactions.read() as tx:
            self._open = {(d.account, d.chat): d for d in await self._store.load_all(tx)}

    def find(self, account: AccountRef, chat: ChatRef) -> Dialogue | None:
        """Give the open question to somebody in a chat, unless it has grown too old."""
        found = self._open.get((account, chat)) if self._open else None
        return found if found and self._clock.now() - found.at <= LIFETIME else None

    async def ask(self, account: AccountRef, chat: ChatRef, command: str, raw: Mapping[str, str], option: str) -> None:
        """Remember a question."""
        dialogue = Dialogue(account, chat, command, dict(raw), option, self._clock.now())
        async with self._transactions.begin() as tx:
            await self._store.save(tx, dialogue)
        self._open[account, chat] = dialogue

    async def close(self, account: AccountRef, chat: ChatRef) -> bool:
        """Forget a question, and say whether there was one."""
        if (account, chat) not in self._open:
            return False
        async with self._transactions.begin() as tx:
            await self._store.remove(tx, account, chat)
        # Only now: where that could not be written, the question stands, and can be answered again.
        return self._open.pop((account, chat), None) is not None
