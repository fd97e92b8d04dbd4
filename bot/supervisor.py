"""Keep each platform connected, on its own: what happens to one does not touch the other."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Protocol

import structlog

from bot.config import BadConfig
from bot.connection import Connection
from bot.errors import PlatformError, RateLimited
from bot.ids import Platform
from bot.meters import Meters
from bot.ports import Ports

FIRST_PAUSE = 1.0  # seconds before the second try; doubled with each further one
LONGEST_PAUSE = 60.0  # a connection that held this long begins anew with the first pause
MISTAKE_PAUSE = 300.0  # before the next try of what only the operator can mend
STOP_SECONDS = 3.0  # for taking down what is broken: it may not answer any more

log = structlog.get_logger()


class Adapter(Protocol):
    """A platform that runs. `start` can be called again after `stop`; the ports stay the same throughout, and raise
    Unavailable while it is not connected."""

    ports: Ports
    connection: Connection

    async def start(self) -> None:
        """Connect, and begin to hand updates in. Raises BadConfig for what only the operator can mend, Unavailable or
        RateLimited for what may pass."""

    async def run_until_broken(self) -> None:
        """Wait until the connection ends by itself and raise why, as `start` would."""

    async def stop_receiving(self) -> None:
        """Take no more updates; what was taken can still be answered."""

    async def stop(self) -> None:
        """Disconnect."""


class Supervisor:
    """Start platforms, and start them again when they end. `adapters` may grow until `start`.

    `connected` is called each time one is there (again).
    """

    def __init__(
        self,
        adapters: Sequence[Adapter],
        meters: Meters,
        connected: Callable[[Platform], None],
        *,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._meters = meters
        self._connected = connected
        self._sleep = sleep
        self._adapters = adapters
        self._tasks: list[asyncio.Task[None]] = []
        self._up: set[Adapter] = set()  # have been connected at least once
        self._changed = asyncio.Event()
        self._failure: Exception | None = None

    def start(self) -> None:
        """Begin to connect."""
        self._tasks = [asyncio.create_task(self._keep(a), name=f"keep {a.ports.platform}") for a in self._adapters]

    async def all_connected(self) -> None:
        """Wait until every platform has been connected. Raises what is wrong with one at the start."""
        await self._until(lambda: len(self._up) == len(self._adapters))

    async def run(self) -> None:
        """Run for ever. Raises what is wrong with a platform at the start."""
        await self._until(lambda: False)

    async def _until(self, happened: Callable[[], bool]) -> None:
        while not happened():
            if self._failure is not None:
                raise self._failure
            self._changed.clear()
            await self._changed.wait()

    async def stop_receiving(self) -> None:
        """Connect nothing any more and take no more updates; what was taken can still be answered."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(a.stop_receiving() for a in self._adapters), return_exceptions=True)

    async def stop(self) -> None:
        """Disconnect every platform."""
        await asyncio.gather(*(self._take_down(a) for a in self._adapters))
        for adapter in self._adapters:
            adapter.connection.stopped()

    async def _keep(self, adapter: Adapter) -> None:
        tries = 0
        while True:
            began = asyncio.get_running_loop().time()
            try:
                await self._run(adapter)
            except Exception as error:
                if self._cannot_go_on(adapter, error, first=tries == 0):
                    self._failure = error
                    self._changed.set()
                    return
                held = asyncio.get_running_loop().time() - began > LONGEST_PAUSE
                tries = 1 if held and adapter in self._up else tries + 1
                self._note(adapter, error)
                await self._take_down(adapter)
                await self._sleep(_pause(error, tries))

    async def _run(self, adapter: Adapter) -> None:
        await adapter.start()
        adapter.connection.works()
        self._up.add(adapter)
        self._changed.set()
        self._connected(adapter.ports.platform)
        await adapter.run_until_broken()
        raise PlatformError("the connection ended")

    def _cannot_go_on(self, adapter: Adapter, error: Exception, *, first: bool) -> bool:
        """Tell a mistake in front of the operator's eyes, who has just started Hearth, from one that came later."""
        if adapter in self._up or isinstance(error, PlatformError):
            return False
        return first or not self._up

    def _note(self, adapter: Adapter, error: Exception) -> None:
        connection, kind = adapter.connection, type(error).__name__
        self._meters.count_platform_error(adapter.ports.platform, kind)
        if isinstance(error, BadConfig):
            connection.refused(kind, f"{error}; trying again every {MISTAKE_PAUSE / 60:.0f} minutes")
        elif isinstance(error, PlatformError):
            connection.fails(f"{kind}:{error.detail}", error.detail or kind)
        else:
            connection.fails(kind, f"the connection broke by a fault ({kind})", fault=error)

    async def _take_down(self, adapter: Adapter) -> None:
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(STOP_SECONDS):
                    await adapter.stop()
        except Exception as error:
            log.error(f"{adapter.ports.platform}: could not be taken down", exc_info=error)


def _pause(error: Exception, tries: int) -> float:
    """Choose how long to wait, with jitter, so that many who lost the same server do not come back at once."""
    jitter = random.uniform(0.5, 1.0)  # noqa: S311 - spreads load, protects nothing
    if isinstance(error, RateLimited):
        return error.after.total_seconds() * (2 - jitter)
    if isinstance(error, BadConfig):
        return MISTAKE_PAUSE
    return float(min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(tries - 1, 10))) * jitter
