"""A whole Hearth on the pretended platforms. The test moves the time, and `settle` waits for what comes of it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import simcord
from pydantic import SecretStr

from adapters.discord.run import DiscordPlatform
from adapters.telegram import run
from adapters.telegram.run import TelegramPlatform
from bot.app import App
from bot.config import DiscordSettings, Settings, StorageSettings, TelegramSettings
from bot.pace import Limits
from bot.ports import Ports
from tests.wire.telegram.server import TelegramServer

QUIET = 2  # looks in a row at which nothing moved


@dataclass
class PlatformClock:
    """Tell the time of the platforms, which is the only one there is."""

    telegram: TelegramServer | None = None
    env: Any = None

    def now(self) -> datetime:
        """Return the current moment."""
        if self.env is not None:
            moment: datetime = self.env.now()
            return moment
        return self.telegram.now() if self.telegram else datetime(2026, 1, 1, tzinfo=UTC)


class Hearth:
    """A running Hearth, with the platforms it runs on."""

    def __init__(self, app: App, clock: PlatformClock, ports: Sequence[Ports]) -> None:
        self.app = app
        self.clock = clock
        self.ports = {p.platform: p for p in ports}

    @property
    def telegram(self) -> TelegramServer:
        """Give the pretended Telegram."""
        assert self.clock.telegram is not None
        return self.clock.telegram

    @property
    def env(self) -> Any:
        """Give the pretended Discord."""
        assert self.clock.env is not None
        return self.clock.env

    async def settle(self) -> None:
        """Wait until everything that was said is heard, and everything that comes of it is done."""
        quiet = 0
        while quiet < QUIET:
            before = self._done()
            if self.clock.telegram is not None:
                await self.telegram.until(lambda: not self.telegram.feed.waiting)
            if self.clock.env is not None:
                await self.env.settle(idle=0.005)
            await self.app.settle()
            await asyncio.sleep(0.005)
            quiet = quiet + 1 if self._done() == before else 0

    def _done(self) -> tuple[int, int]:
        telegram, env = self.clock.telegram, self.clock.env
        return len(telegram.asked) if telegram else 0, len(env.http_requests) if env else 0

    async def wait(self, by: timedelta) -> None:
        """Let time pass; what falls due on the way happens in its order."""
        end = self.clock.now() + by
        while (due := await self.app.next_due()) is not None and due <= end:
            await self._advance(max(due - self.clock.now(), timedelta(seconds=1)))
            await self.settle()
        await self._advance(max(end - self.clock.now(), timedelta(0)))
        await self.settle()

    async def _advance(self, by: timedelta) -> None:
        if self.clock.telegram is not None:
            self.telegram.advance(by)
        if self.clock.env is not None:
            await self.env.advance_time(by.total_seconds())


async def _tell_none(*_: object) -> None:
    return


@asynccontextmanager
async def open_hearth(
    url: str = "sqlite://",
    *,
    telegram: TelegramServer | None = None,
    discord: bool = False,
    limits: Limits | None = None,
    menus: bool = False,
) -> AsyncIterator[Hearth]:
    """Start Hearth on the platforms named. Telegram's menus take longer than the rest of a start: they are told only
    where that is asked for."""
    settings = Settings(
        storage=StorageSettings(url=url),
        telegram=TelegramSettings(
            token=SecretStr(telegram.token) if telegram else None,
            api_base_url=telegram.api_base_url if telegram else "",
        ),
    )
    clock = PlatformClock(telegram)
    app = App(settings, clock)
    ports = []
    async with AsyncExitStack() as stack:
        stack.push_async_callback(app.close)
        if telegram is not None:
            there = TelegramPlatform(settings.telegram, app.table, app.submit, clock, limits)
            app.add(there)
            ports.append(there.ports)
        if discord:
            platform = DiscordPlatform(DiscordSettings(), app.table, app.submit, clock)
            app.add_ports(platform.ports)
            ports.append(platform.ports)
            clock.env = simcord.Env(platform.client)
        if not menus:
            stack.enter_context(pytest.MonkeyPatch.context()).setattr(run, "tell_menus", _tell_none)
        await app.open()
        if discord:
            await clock.env.start()
            stack.push_async_callback(clock.env.shutdown)
        for adapter in app.adapters:
            await adapter.start()
        yield Hearth(app, clock, ports)
        assert app.faults() == 0
        if discord:
            clock.env.raise_errors()
