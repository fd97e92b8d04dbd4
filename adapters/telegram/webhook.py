"""Receive updates by webhook: a small HTTP server behind the operator's proxy."""

import hmac
import json
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

from bot.config import WebhookSettings

from .reading import Told

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name, https://core.telegram.org/bots/api#setwebhook
MAX_BODY = 1024 * 1024


class Webhook:
    """Listen for Telegram. `take` gets each update."""

    def __init__(self, settings: WebhookSettings, take: Callable[[Told], Awaitable[None]]) -> None:
        self._settings = settings
        self._take = take
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Begin to listen."""
        app = web.Application(client_max_size=MAX_BODY)
        app.router.add_post(urlsplit(self._settings.url).path or "/", self._receive)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        host, _, port = self._settings.listen.rpartition(":")
        await web.TCPSite(self._runner, host, int(port)).start()

    async def stop(self) -> None:
        """Stop listening; what is being received is finished."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _receive(self, request: web.Request) -> web.Response:
        secret = self._settings.secret.get_secret_value()
        if not hmac.compare_digest(request.headers.get(SECRET_HEADER, "").encode(), secret.encode()):
            return web.Response(status=403)
        try:
            told = json.loads(await request.read())
        except ValueError:
            return web.Response(status=400)
        # What cannot be read is taken all the same: Telegram would send it again, and nothing after it.
        if isinstance(told, dict) and isinstance(told.get("update_id"), int):
            await self._take(told)
        return web.Response()
