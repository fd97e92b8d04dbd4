"""Take updates so that none is lost: one counts as taken once it was handled, or is kept in the database."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Protocol, TypeAlias

import structlog

from bot.content import Reply
from bot.ids import MessageRef
from bot.ports import Responder
from bot.tracebacks import unsaid
from bot.updates import Update

from .reading import Told, words_in

PATIENCE = 0.1  # seconds until what is not handled is kept instead, so that what comes after it can be fetched
AGAIN = 1.0  # seconds until the database is tried again
TOGETHER = 0.1  # seconds for which handled updates are gathered, to be forgotten in one transaction

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

    def __init__(self, told: Told, handled: Callable[[int], None], *, kept: bool) -> None:
        self.told = told
        self.kept = kept
        self._handled = handled
        self._open = 1  # itself, until all of it is in line

    def opened(self) -> None:
        self._open += 1

    def closed(self) -> None:
        self._open -= 1
        if self._open == 0:
            self._handled(self.told["update_id"])


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
        read: Callable[[Told], Iterable[tuple[Update, Responder]]],
        submit: Submit,
        inbox: Inbox | None,
    ) -> None:
        self._read = read
        self._submit = submit
        self._inbox = inbox
        self._in_hand: dict[int, _InHand] = {}
        self._progress = asyncio.Event()
        self._handled: list[int] = []  # kept, and to be forgotten
        self._tidying: asyncio.Task[None] | None = None
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
        for told in (await self._inbox.load()).values():
            await self._hand_in(told, kept=True)

    async def take(self, updates: Sequence[Told]) -> None:
        """Hand updates in, and return once each is handled or kept."""
        await self.hand_in(updates)
        if self._in_hand:  # an ordinary message is done with by now
            await self.settle(updates)

    async def hand_in(self, updates: Sequence[Told]) -> None:
        """Hand in what is not in hand already."""
        for told in updates:
            number = told["update_id"]
            if number not in self._in_hand:
                await self._hand_in(told, kept=False)
            self._newest = max(number, self._newest or 0)

    async def settle(self, updates: Sequence[Told]) -> None:
        """Wait until each is handled or kept. Who cancels this has updates in hand that are not confirmed."""
        numbers, patience = {told["update_id"] for told in updates}, PATIENCE
        while self._inbox is not None and self._open(numbers):
            with suppress(TimeoutError):
                async with asyncio.timeout(patience):
                    await self._until_handled(numbers)
            if late := self._open(numbers):
                await self._keep(late)
            patience = AGAIN
        await self._until_handled(numbers)

    def _open(self, numbers: Collection[int]) -> dict[int, _InHand]:
        """Give those that are neither handled nor kept."""
        return {n: u for n, u in self._in_hand.items() if n in numbers and not u.kept}

    async def _until_handled(self, numbers: Collection[int]) -> None:
        while self._open(numbers):
            self._progress.clear()
            await self._progress.wait()

    async def _hand_in(self, told: Told, *, kept: bool) -> None:
        update = self._in_hand[told["update_id"]] = _InHand(told, self._done, kept=kept)
        try:
            for ours, responder in self._read(told):
                update.opened()
                try:
                    await self._submit(ours, _Noting(responder, update.closed))
                except Exception:
                    update.closed()
                    raise
        except Exception:
            with unsaid(*words_in(told)):
                log.exception("telegram update could not be read")
        update.closed()

    def _done(self, number: int) -> None:
        if self._in_hand.pop(number).kept:
            self._forget(number)
        self._progress.set()

    async def _keep(self, updates: Mapping[int, _InHand]) -> None:
        assert self._inbox is not None
        try:
            await self._inbox.keep({number: u.told for number, u in updates.items()})
        except Exception:
            log.exception("telegram updates not kept; what comes after them waits")
            return
        for number, update in updates.items():
            update.kept = True
            if number not in self._in_hand:  # handled meanwhile
                self._forget(number)

    def _forget(self, number: int) -> None:
        """Remove what is handled, a moment later: several at once."""
        self._handled.append(number)
        if self._tidying is None:
            self._tidying = asyncio.create_task(self._tidy(), name="telegram updates")

    async def _tidy(self) -> None:
        await asyncio.sleep(TOGETHER)
        while self._handled and self._inbox is not None:
            handled, self._handled = self._handled, []
            try:
                await self._inbox.forget(handled)
            except Exception:
                # They are handled again at the next start, to no effect.
                log.exception("telegram updates not forgotten")
        self._tidying = None

    async def close(self) -> None:
        """Note what is handled."""
        if self._tidying is not None:
            await self._tidying
