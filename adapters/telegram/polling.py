"""Receive updates by asking for them, and confirm them to Telegram only once they were taken for good.

The library's own loop cannot be used here. It confirms what it fetched with its next request, before anything was done
about it: killed there, it loses up to a hundred commands. It ends for ever at a 401 or a 404 and tells nobody, says
nothing of timeouts, and after an outage its first poll is a long one: for half a minute nobody knows that Telegram is
back.
"""

import asyncio
import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Literal, cast

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.connection import Connection
from bot.errors import RateLimited, Unavailable

from .errors import translate, unauthorized, wrong_token
from .intake import Intake
from .reading import Told

POLL_SECONDS = 25  # how long Telegram holds a poll open when there is nothing
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 15.0  # seconds between polls that fail; doubled with each
READ_SECONDS = 5.0  # how much longer than that an answer may take
STOP_SECONDS = 2.0  # to tell Telegram what was received; what it does not hear of comes again, and is recognised
CONFLICT_AGAIN = 600.0  # seconds; the two take turns: one line at each turn would fill the log


class PollingBot(ExtBot[None]):
    """A bot that gives updates as Telegram wrote them.

    The library reads all that come together or none. One that it cannot read, because Telegram is newer, would be
    fetched over and over, and none after it.
    """

    async def fetch(self, offset: int | None, seconds: int, allowed: Sequence[str]) -> list[Told]:
        """Fetch updates from `offset` on; where there are none, wait for them this long.
        https://core.telegram.org/bots/api#getupdates"""
        wanted = {"offset": offset, "timeout": seconds, "allowed_updates": allowed}
        answer = await self._post("getUpdates", wanted, read_timeout=READ_SECONDS + seconds)
        return cast(list[Told], answer)


class Polling:
    """Poll, and let the intake take what comes. `broke` is told when polling makes no sense any more, and why."""

    def __init__(
        self,
        bot: PollingBot,
        intake: Intake,
        allowed: list[str],
        connection: Connection,
        broke: Callable[[Exception], None],
    ) -> None:
        self._bot = bot
        self._intake = intake
        self._allowed = allowed
        self._connection = connection
        self._broke = broke
        self._stopping = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to poll, once a webhook that may be set is taken away."""
        await self._bot.delete_webhook()
        self._task = asyncio.create_task(self._poll(), name="telegram")

    async def stop(self) -> None:
        """Poll no more. What was fetched is handed in first."""
        if self._task is not None:
            self._stopping.set()
            await self._task
            self._task = None

    async def confirm(self) -> None:
        """Confirm what was taken last, so that it is not told again at the next start."""
        offset = self._intake.confirmable
        if offset is not None:
            with suppress(TelegramError, TimeoutError):
                async with asyncio.timeout(STOP_SECONDS):
                    await self._bot.fetch(offset, 0, self._allowed)

    async def _poll(self) -> None:
        stopped = asyncio.create_task(self._stopping.wait(), name="telegram stops")
        try:
            await self._poll_until(stopped)
        finally:
            stopped.cancel()

    async def _poll_until(self, stopped: asyncio.Task[Literal[True]]) -> None:
        failed = 0
        while not self._stopping.is_set():
            # After a failure the answer is wanted at once: it shows that Telegram is back.
            fetching = asyncio.create_task(self._fetch(0 if failed else POLL_SECONDS), name="telegram poll")
            if not await _done_before(stopped, fetching):
                return
            try:
                updates = fetching.result()
            except Exception as error:
                failed += 1
                if self._is_final(error):
                    return
                await self._wait(_pause(error, failed))
                continue
            self._connection.works()
            failed = 0
            await self._intake.hand_in(updates)
            await _done_before(stopped, asyncio.create_task(self._intake.settle(updates), name="telegram intake"))

    async def _fetch(self, seconds: int) -> list[Told]:
        return await self._bot.fetch(self._intake.confirmable, seconds, self._allowed)

    def _is_final(self, error: Exception) -> bool:
        """Note why a poll failed; True where the next one cannot do better."""
        match error:
            case InvalidToken() if unauthorized(error):
                self._broke(wrong_token())
                return True
            case InvalidToken():
                self._broke(Unavailable("there is no Telegram where api_base_url points: the answer is 404"))
                return True
            case Conflict():
                why = "another process polls with this token; one of the two has to stop"
                self._connection.fails("Conflict", why, again=CONFLICT_AGAIN)
            case TelegramError():
                self._connection.fails(type(error).__name__, f"cannot be reached: {error.message}")
            case _:
                self._connection.fails(type(error).__name__, "updates cannot be fetched", fault=error)
        return False

    async def _wait(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)


async def _done_before(stopped: asyncio.Task[Literal[True]], work: asyncio.Task[Any]) -> bool:
    """Wait for work; False when polling stopped first, and the work with it."""
    await asyncio.wait({work, stopped}, return_when=asyncio.FIRST_COMPLETED)
    if work.done():
        return True
    work.cancel()
    await asyncio.wait({work})
    return False


def _pause(error: Exception, failed: int) -> float:
    if isinstance(error, RetryAfter) and isinstance(limited := translate(error), RateLimited):
        return limited.after.total_seconds()
    longest: float = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(failed - 1, 10))
    return longest * random.uniform(0.5, 1.0)  # noqa: S311 - spreads load, protects nothing
