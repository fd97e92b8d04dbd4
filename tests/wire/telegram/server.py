"""Pretend to be Telegram's Bot API on 127.0.0.1, as far as the bot's everyday goes, and as strict.

Reusable by any test that runs the bot, in the same process or another:

    async with TelegramServer() as telegram:
        anna = telegram.user("Anna")
        club = telegram.group("Club", anna)
        ...                                     # start the bot with telegram.token and telegram.api_base_url
        telegram.says(anna, club, "/rules")
        await telegram.until(lambda: club.texts[-1:] == ["Be kind"])
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self

from aiohttp import web

from . import methods_bot, methods_members, methods_messages
from .feed import Feed
from .model import Json
from .people import People
from .refusal import Refusal
from .schema import check
from .weather import Meter, Weather
from .weather import Trouble as Weathered

Method = Callable[["TelegramServer", Json], Any]
METHODS: dict[str, Method] = methods_bot.METHODS | methods_members.METHODS | methods_messages.METHODS
GLANCE = 0.01  # seconds between two looks at what only the test knows


@dataclass(frozen=True)
class Asked:
    """One request of the bot, and what it got."""

    method: str
    given: Json
    refused: str = ""


@dataclass
class Trouble:
    """What the next requests of a method get instead of an answer."""

    refusal: Refusal
    times: int


class TelegramServer(People):
    """The pretended Telegram and the people in it."""

    def __init__(self, *, token: str = "110201543:wire-token") -> None:
        super().__init__(Feed(self.notify))
        self.token = token
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.asked: list[Asked] = []
        self.base = ""
        self.held = 0  # requests that wait, see `hold`
        self._holds: dict[str, asyncio.Event] = {}
        self._troubles: dict[str, Trouble] = {}
        self.weather: Weather | None = None
        self.meter = Meter(lambda: datetime.now(UTC) + self.late)  # finer than whole seconds
        self._changed = asyncio.Event()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        await self._listen(0)
        return self

    async def _listen(self, port: int) -> None:
        app = web.Application(client_max_size=50 << 20)
        app.router.add_route("*", "/bot{token}/{method}", self._serve)
        app.router.add_get("/file/bot{token}/documents/{file}", self._give)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        self.base = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def __aexit__(self, *_: object) -> None:
        await self.feed.close()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def api_base_url(self) -> str:
        """What to set as telegram.api_base_url."""
        return self.base

    # What goes wrong

    async def goes_away(self) -> None:
        """Answer nobody any more: no connection is taken, and those that are open break."""
        assert self._runner is not None
        await self._runner.cleanup()

    async def comes_back(self) -> None:
        """Answer again, at the same address."""
        await self._listen(int(self.base.rpartition(":")[2]))

    def limit(self, method: str, *, after: int = 3, times: int = 1) -> None:
        """Answer the next requests of a method (`*`: of any) with 429."""
        refusal = Refusal(429, f"Too Many Requests: retry after {after}", retry_after=after)
        self._troubles[method] = Trouble(refusal, times)

    def fail(self, method: str, code: int, description: str, *, times: int = 1) -> None:
        """Answer the next requests of a method (`*`: of any) with an error."""
        self._troubles[method] = Trouble(Refusal(code, description), times)

    def hold(self, method: str) -> asyncio.Event:
        """Let requests of a method wait until the event is set."""
        return self._holds.setdefault(method, asyncio.Event())

    def heal(self) -> None:
        """Answer as usual again."""
        self._troubles.clear()

    # What the bot did

    def calls(self, *methods: str) -> list[Json]:
        """Give the parameters of every request of these methods that was granted, in order."""
        return [a.given for a in self.asked if a.method in methods and not a.refused]

    @property
    def refusals(self) -> list[str]:
        """What was refused, and why, in order."""
        return [f"{a.method}: {a.refused}" for a in self.asked if a.refused]

    def notify(self) -> None:
        """Wake everybody who waits for something to happen."""
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    async def until(self, happened: Callable[[], object], *, within: float = 10.0) -> None:
        """Wait until something is so; at most `within` seconds. Raises TimeoutError."""
        async with asyncio.timeout(within):
            while not happened():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._changed.wait(), GLANCE)

    # The door

    async def _serve(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        try:
            given = await self._given(request)
            if request.match_info["token"] != self.token:
                raise Refusal(401, "Unauthorized")
            given = check(method, given)
            self._stumble(method)
            if method in self._holds:
                self.held += 1
                self.notify()
                await self._holds[method].wait()
            trouble = self.weather.of(method, given) if self.weather else None
            if self.weather:
                await self.weather.refuse(trouble)
            self.meter.count(method, str(given.get("chat_id")))
            result = METHODS[method](self, given)
            if isinstance(result, Awaitable):
                result = await result
            if trouble is Weathered.DROPPED and request.transport is not None:
                request.transport.abort()
        except Refusal as refusal:
            self._remember(method, given, refusal.description)
            return web.json_response(refusal.payload(), status=refusal.code)
        self._remember(method, given)
        return web.json_response({"ok": True, "result": result})

    async def _give(self, request: web.Request) -> web.Response:
        data = self.files.get(request.match_info["file"])
        if request.match_info["token"] != self.token or data is None:
            return web.Response(status=404)
        return web.Response(body=data)

    def _remember(self, method: str, given: Json, refused: str = "") -> None:
        if method != "getUpdates":
            self.asked.append(Asked(method, given, refused))
        self.notify()

    def _stumble(self, method: str) -> None:
        for name in (method, "*"):
            trouble = self._troubles.get(name)
            if trouble and trouble.times > 0 and (name != "*" or method != "getUpdates"):
                trouble.times -= 1
                raise trouble.refusal

    async def _given(self, request: web.Request) -> Json:
        given: Json = dict(request.query)
        if request.content_type == "application/json":
            sent: Json = await request.json()
            return given | sent
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                given[name] = (value.filename, value.file.read())
            else:
                given[name] = value
        return given
