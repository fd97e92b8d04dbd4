"""Receive updates by asking for them."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import structlog
import telegram
from telegram.error import Conflict, TelegramError
from telegram.ext import ExtBot, Updater
from telegram.request import HTTPXRequest

from bot.connection import Connection
from bot.errors import Unavailable
from bot.tracebacks import unsaid

from .errors import wrong_token
from .reading import fill_in

STOP_SECONDS = 2.0
POLL_SECONDS = 25  # how long Telegram holds a poll open when there is nothing
CONFLICT_AGAIN = 600.0  # seconds; the two take turns: one line at each turn would fill the log

log = structlog.get_logger()


class UpdatesRequest(HTTPXRequest):
    """Fetch updates; `heard` is told what each poll came to: a status, or why there was no answer.

    The library tries again after most of it without telling, and ends for ever at a 401 or a 404.
    """

    def __init__(self, heard: Callable[[int | TelegramError], None]) -> None:
        super().__init__(connection_pool_size=1)
        self._heard = heard

    async def do_request(self, *args: Any, **options: Any) -> tuple[int, bytes]:
        """Make a request."""
        try:
            status, payload = await super().do_request(*args, **options)
        except TelegramError as error:
            self._heard(error)
            raise
        self._heard(status)
        return status, payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Parse an answer of getUpdates; see `fill_in`."""
        return fill_in(HTTPXRequest.parse_json_payload(payload))


class Polling:
    """Poll, and hand each update to `take`, in order. `broke` is told when the polling ended by itself, and why."""

    def __init__(
        self,
        bot: ExtBot[None],
        take: Callable[[telegram.Update], Awaitable[None]],
        allowed: list[str],
        connection: Connection,
        broke: Callable[[Exception], None],
    ) -> None:
        self._take = take
        self._allowed = allowed
        self._connection = connection
        self._broke = broke
        self._queue: asyncio.Queue[object] = asyncio.Queue()
        self._updater = Updater(bot, self._queue)
        self._consumer: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to poll, once a webhook that may be set is taken away."""
        # What it says is what `heard` is told anyway, once more with a traceback for each try.
        logging.getLogger("telegram.ext").setLevel(logging.CRITICAL)
        await self._updater.initialize()
        self._consumer = asyncio.create_task(self._consume(), name="telegram")
        await self._updater.start_polling(
            allowed_updates=self._allowed,
            timeout=POLL_SECONDS,
            error_callback=lambda _: None,  # `heard` was told
        )

    async def stop(self) -> None:
        """Poll no more, and hand in what was received."""
        if self._updater.running:
            # What ended the polling was told when it did. Between two failed polls the library sleeps up to 30 s, also
            # when it is told to stop.
            with suppress(TelegramError, TimeoutError):
                await asyncio.wait_for(self._updater.stop(), STOP_SECONDS)
        if self._consumer is not None:
            await self._queue.join()
            self._consumer.cancel()
            with suppress(asyncio.CancelledError):
                await self._consumer
            self._consumer = None

    def heard(self, answer: int | TelegramError) -> None:
        """Note what a poll came to."""
        match answer:
            case 200:
                if self._updater.running:
                    self._connection.works()
            case 401:
                self._broke(wrong_token())
            case 404:
                self._broke(Unavailable("there is no Telegram where api_base_url points: the answer is 404"))
            case 409:
                self._connection.fails(
                    Conflict.__name__,
                    "another process polls with this token; one of the two has to stop",
                    again=CONFLICT_AGAIN,
                )
            case TelegramError():
                self._connection.fails(type(answer).__name__, f"cannot be reached: {answer.message}")
            case _:
                self._connection.fails(f"poll:{answer}", f"the answer to polls is {answer}")

    async def _consume(self) -> None:
        while True:
            update = await self._queue.get()
            try:
                if isinstance(update, telegram.Update):
                    await self._take(update)
            except Exception:
                message = update.effective_message if isinstance(update, telegram.Update) else None
                with unsaid((message and (message.text or message.caption)) or ""):
                    log.exception("telegram update could not be read")
            finally:
                self._queue.task_done()
