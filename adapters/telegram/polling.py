"""Fetch updates, and confirm them to Telegram only once they were taken for good.

The library's own loop confirms what it fetched with its next request, before anything was done about it: killed there,
it loses up to a hundred commands.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta

import telegram
from telegram.error import RetryAfter, TelegramError, TimedOut

from .intake import Intake

POLL_SECONDS = 25  # how long Telegram holds a poll open when there is nothing
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds after a poll that failed, doubled with each


class Polling:
    """Poll until stopped. `failed` is told of every error, and polling goes on."""

    def __init__(
        self, bot: telegram.Bot, allowed: Sequence[str], intake: Intake, failed: Callable[[TelegramError], None]
    ) -> None:
        self._bot = bot
        self._allowed = allowed
        self._intake = intake
        self._failed = failed
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to poll."""
        self._task = asyncio.create_task(self._run(), name="telegram polling")

    async def stop(self) -> None:
        """Fetch no more. What was fetched and not taken is told again at the next start."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def confirm(self) -> None:
        """Confirm what was taken last, so that it is not told again at the next start."""
        offset = self._intake.confirmable
        if offset is not None:
            with suppress(TelegramError):
                await self._bot.get_updates(offset=offset, limit=1, timeout=0, allowed_updates=self._allowed)

    async def _run(self) -> None:
        pause, ready = FIRST_PAUSE, False
        while True:
            try:
                if not ready:
                    ready = await self._bot.delete_webhook()  # with one set, Telegram lets nobody poll
                updates = await self._bot.get_updates(
                    offset=self._intake.confirmable, timeout=POLL_SECONDS, allowed_updates=self._allowed
                )
            except TimedOut:
                continue  # the line was cut while there was nothing to tell
            except TelegramError as error:
                self._failed(error)
                await asyncio.sleep(max(pause, _asked(error)))
                pause = min(2 * pause, LONGEST_PAUSE)
                continue
            pause = FIRST_PAUSE
            await self._intake.take(updates)


def _asked(error: TelegramError) -> float:
    """Give the seconds that Telegram wants us to wait."""
    if not isinstance(error, RetryAfter):
        return 0
    after = error.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)
