"""Take updates so that none is lost: one counts as taken once it was handled, or is kept in the database."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeAlias

import structlog
import telegram

from bot.content import Reply
from bot.ids import MessageRef
from bot.ports import Responder
from bot.updates import Update

from .reading import read_update

PATIENCE = 0.3  # seconds until what is not handled is kept instead, so that what comes after it can be fetched
AGAIN = 1.0  # seconds until the database is tried again

log = structlog.get_logger()

Submit: TypeAlias = Callable[[Update, Responder], Awaitable[None]]


class Inbox(Protocol):
    """Keep updates that are not handled yet, by their ids, as Telegram wrote them."""

    async def keep(self, updates: Mapping[int, Mapping[str, Any]]) -> None:
        """Keep updates that are not handled yet."""

    async def forget(self, ids: Sequence[int]) -> None:
        """Let go of updates that are handled."""

    async def load(self) -> dict[int, Mapping[str, Any]]:
        """Give what was not handled when the process died, in order."""


class _InHand:
    """One of Telegram's updates, which may be several of ours or none: handled when the last of them is."""

    def __init__(self, raw: telegram.Update, *, kept: bool) -> None:
        self.raw = raw
        self.kept = kept
        self.handled = asyncio.Event()
        self._open = 1  # itself, until all of it is in line

    def opened(self) -> None:
        self._open += 1

    def closed(self) -> None:
        self._open -= 1
        if self._open == 0:
            self.handled.set()


class _Noting:
    """A responder that tells when its update is handled."""

    def __init__(self, responder: Responder, handled: Callable[[], None]) -> None:
        self._responder = responder
        self._handled = handled

    async def answer(self, reply: Reply, locale: str) -> MessageRef | None:
        return await self._responder.answer(reply, locale)

    async def done(self) -> None:
        try:
            await self._responder.done()
        finally:
            self._handled()


class Intake:
    """Hand updates in. Without an inbox, what takes long holds up what comes after it."""

    def __init__(
        self,
        read: Callable[[telegram.Update], Iterable[tuple[Update, Responder]]],
        submit: Submit,
        inbox: Inbox | None,
        bot: telegram.Bot,
    ) -> None:
        self._read = read
        self._submit = submit
        self._inbox = inbox
        self._bot = bot
        self._in_hand: dict[int, _InHand] = {}
        self._watching: dict[asyncio.Task[None], _InHand] = {}
        self._newest: int | None = None

    @property
    def confirmable(self) -> int | None:
        """Give the id of the first update that Telegram has to tell again; None when none was taken."""
        open_ones = [number for number, update in self._in_hand.items() if not update.kept]
        if open_ones:
            return min(open_ones)
        return None if self._newest is None else self._newest + 1

    async def restore(self) -> None:
        """Hand in what was kept when the process died."""
        if self._inbox is None:
            return
        for number, content in (await self._inbox.load()).items():
            raw = read_update(content, self._bot)
            if raw is None:
                await self._inbox.forget([number])
            else:
                await self._hand_in(raw, kept=True)

    async def take(self, updates: Sequence[telegram.Update]) -> None:
        """Hand updates in, and return once each is handled or kept."""
        for raw in updates:
            if raw.update_id not in self._in_hand:
                await self._hand_in(raw, kept=False)
            self._newest = max(raw.update_id, self._newest or 0)
        numbers = [raw.update_id for raw in updates]
        patience = PATIENCE
        while waiting := [u for n in numbers if (u := self._in_hand.get(n)) is not None and not u.kept]:
            tasks = [asyncio.ensure_future(u.handled.wait()) for u in waiting]
            try:
                await asyncio.wait(tasks, timeout=patience if self._inbox is not None else None)
            finally:
                for task in tasks:
                    task.cancel()
            if late := [u for u in waiting if not u.handled.is_set()]:
                await self._keep(late)
            patience = AGAIN

    async def _hand_in(self, raw: telegram.Update, *, kept: bool) -> None:
        number = raw.update_id
        update = self._in_hand[number] = _InHand(raw, kept=kept)
        try:
            for ours, responder in self._read(raw):
                update.opened()
                try:
                    await self._submit(ours, _Noting(responder, update.closed))
                except Exception:
                    update.closed()
                    raise
        except Exception:
            log.exception("telegram update could not be read")
        update.closed()
        if update.handled.is_set() and not kept:  # as nearly always
            del self._in_hand[number]
            return
        task = asyncio.create_task(self._watch(number, update), name=f"telegram update {number}")
        self._watching[task] = update
        task.add_done_callback(self._watching.pop)

    async def _watch(self, number: int, update: _InHand) -> None:
        await update.handled.wait()
        del self._in_hand[number]
        if update.kept:
            await self._forget([update])

    async def _keep(self, updates: Sequence[_InHand]) -> None:
        assert self._inbox is not None
        try:
            await self._inbox.keep({u.raw.update_id: u.raw.to_dict() for u in updates})
        except Exception:
            log.exception("telegram updates not kept; what comes after them waits")
            return
        for update in updates:
            update.kept = True
        await self._forget([u for u in updates if u.handled.is_set()])

    async def _forget(self, updates: Sequence[_InHand]) -> None:
        """Remove what is handled. Where that fails it is taken up again at the next start, to no effect."""
        if self._inbox is None or not updates:
            return
        try:
            await self._inbox.forget([u.raw.update_id for u in updates])
        except Exception:
            log.exception("telegram updates not forgotten")

    async def close(self) -> None:
        """Stop watching what is still not handled, once what is has been noted."""
        for task, update in self._watching.items():
            if not update.handled.is_set():
                task.cancel()
        await asyncio.gather(*self._watching, return_exceptions=True)
