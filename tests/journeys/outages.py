"""A whole Hearth as the command line runs it, on platforms that go away and come back."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from adapters.telegram import polling
from adapters.telegram import run as telegram_run
from bot import supervisor
from bot.app import App
from bot.config import DiscordSettings, Settings, StorageSettings, TelegramSettings
from bot.content import doc
from bot.errors import Unavailable
from bot.ids import AccountRef, ChatRef, Platform, SpaceRef
from bot.ports import Outgoing, Ports, SystemClock
from tests.wire.discord.server import DiscordServer
from tests.wire.telegram.server import TelegramServer

HELLO = Outgoing(doc("Hello"), "en", paced=True)


def make_impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody pause for longer than it takes to be seen."""
    wait = asyncio.sleep

    async def sleep(seconds: float, result: object = None) -> None:
        await wait(min(seconds, 0.02))

    monkeypatch.setattr(asyncio, "sleep", sleep)
    monkeypatch.setattr(supervisor, "FIRST_PAUSE", 0.02)
    monkeypatch.setattr(supervisor, "LONGEST_PAUSE", 0.1)
    monkeypatch.setattr(supervisor, "MISTAKE_PAUSE", 0.1)
    monkeypatch.setattr(polling, "LONGEST_PAUSE", 0.02)
    monkeypatch.setattr(telegram_run, "LOOK_SECONDS", 0.05)


def make_app(telegram: TelegramServer | None = None, discord: DiscordServer | None = None, webhook: str = "") -> App:
    """Put a Hearth together for these platforms; with `webhook`, Telegram calls there."""
    there: dict[str, object] = {}
    if telegram is not None:
        there = {"token": telegram.token, "api_base_url": telegram.api_base_url}
    if webhook:
        listen = webhook.removeprefix("http://").partition("/")[0]
        there |= {"mode": "webhook", "webhook": {"url": webhook, "listen": listen, "secret": "hush"}}
    here: dict[str, object] = {}
    if discord is not None:
        here = {"token": discord.token, "api_base_url": discord.api_base_url, "gateway_url": discord.gateway_url}
    settings = Settings(
        storage=StorageSettings(url="sqlite://"),
        telegram=TelegramSettings.model_validate(there),
        discord=DiscordSettings.model_validate(here),
    )
    app = App(settings, SystemClock())
    app.add_configured()
    return app


@asynccontextmanager
async def running(app: App) -> AsyncIterator[App]:
    """Run a Hearth; whether it is ready is another matter."""
    try:
        await app.open()
        await app.start()
        yield app
    finally:
        await app.close()
    assert app.faults() == 0


async def until(happened: Callable[[], object], within: float = 15) -> None:
    async with asyncio.timeout(within):
        while not happened():  # noqa: ASYNC110 - what is waited for sets no event
            await asyncio.sleep(0.01)


async def ready(app: App) -> None:
    async with asyncio.timeout(15):
        await app.supervisor.all_connected()


def trouble(app: App, platform: Platform) -> str | None:
    [found] = [a.connection.trouble for a in app.adapters if a.ports.platform is platform]
    return found


def ports_of(app: App, platform: Platform) -> Ports:
    [found] = [a.ports for a in app.adapters if a.ports.platform is platform]
    return found


async def nothing_gets_out(ports: Ports) -> None:
    """Ask everything of a platform that is away: it is Unavailable, and nothing else."""
    platform = ports.platform
    chat, account, space = ChatRef(platform, "1"), AccountRef(platform, "1"), SpaceRef(platform, "1")
    asked = [
        ports.messenger.send(chat, HELLO),
        ports.messenger.send(account, HELLO),
        ports.moderator.restrict(space, account, None, ""),
        ports.moderator.release(space, account, ""),
        ports.moderator.kick(space, account, ""),
        ports.moderator.ban(space, account, None, ""),
        ports.moderator.unban(space, account, ""),
        ports.roster.access(space, account),
    ]
    answers = await asyncio.gather(*asked, return_exceptions=True)
    assert [type(answer) for answer in answers if not isinstance(answer, Unavailable)] == []
