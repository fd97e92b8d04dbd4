"""What was fetched is confirmed once it is handled, or kept."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from pydantic import SecretStr

from adapters.telegram import intake, run
from adapters.telegram.intake import Inbox
from adapters.telegram.run import TelegramPlatform
from bot.config import TelegramSettings
from bot.ports import Responder
from bot.updates import CommandInvoked, MessagePosted, Update
from tests.wire.telegram.model import Chat, User
from tests.wire.telegram.server import TelegramServer

from .conftest import make_table

Begin = Callable[..., Awaitable[TelegramPlatform]]


@dataclass
class Shelf:
    """An inbox in memory, which may be out of order."""

    kept: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    all: list[int] = field(default_factory=list)
    broken: int = 0

    async def keep(self, updates: Mapping[int, Mapping[str, Any]]) -> None:
        if self.broken:
            self.broken -= 1
            raise OSError("the disk is full")
        self.kept |= updates
        self.all += updates

    async def forget(self, ids: Sequence[int]) -> None:
        for number in ids:
            del self.kept[number]

    async def load(self) -> dict[int, Mapping[str, Any]]:
        return dict(self.kept)


class Desk:
    """Take updates in, side by side; commands are not handled until it opens."""

    def __init__(self) -> None:
        self.updates: list[Update] = []
        self.open = asyncio.Event()
        self.work: list[asyncio.Task[None]] = []

    async def __call__(self, update: Update, responder: Responder) -> None:
        self.updates.append(update)
        self.work.append(asyncio.create_task(self._handle(update, responder)))

    async def _handle(self, update: Update, responder: Responder) -> None:
        if isinstance(update, CommandInvoked):
            await self.open.wait()
        await responder.done()

    def count(self, kind: type[Update]) -> int:
        """Count the updates of a kind."""
        return sum(isinstance(u, kind) for u in self.updates)


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    """Make a desk, and let nobody stay behind at it."""
    desk = Desk()
    yield desk
    desk.open.set()
    await asyncio.gather(*desk.work)


@pytest.fixture
async def begin(server: TelegramServer, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Begin]:
    """Start the platform, as often as one likes."""
    started: list[TelegramPlatform] = []

    async def none(*_: object) -> None:
        return

    monkeypatch.setattr(run, "tell_menus", none)

    async def start(inbox: Inbox | None = None) -> TelegramPlatform:
        settings = TelegramSettings(token=SecretStr(server.token), api_base_url=server.api_base_url)
        platform = TelegramPlatform(settings, make_table(), desk, server, None, inbox)
        started.append(platform)
        await platform.start()
        return platform

    yield start
    for platform in started:
        await platform.stop()


async def test_what_is_not_handled_is_not_confirmed(
    server: TelegramServer, begin: Begin, desk: Desk, club: Chat, anna: User
) -> None:
    await begin()
    server.says(anna, club, "/rules")
    await server.until(lambda: desk.count(CommandInvoked))
    assert len(server.feed.waiting) == 1
    desk.open.set()
    await server.until(lambda: not server.feed.waiting)


async def test_who_dies_with_something_in_hand_is_told_it_again(
    server: TelegramServer, begin: Begin, desk: Desk, club: Chat, anna: User
) -> None:
    first = await begin()
    server.says(anna, club, "/rules")
    await server.until(lambda: desk.count(CommandInvoked))
    await first.stop()
    assert len(server.feed.waiting) == 1
    desk.open.set()
    await begin()
    await server.until(lambda: not server.feed.waiting)
    assert desk.count(CommandInvoked) == 2


async def test_what_takes_long_is_kept_and_holds_up_nobody(
    server: TelegramServer, begin: Begin, desk: Desk, club: Chat, anna: User
) -> None:
    shelf = Shelf()
    await begin(shelf)
    server.says(anna, club, "/rules")
    await server.until(lambda: shelf.kept)
    server.says(anna, server.private(anna), "hi")
    await server.until(lambda: desk.count(MessagePosted))
    await server.until(lambda: not server.feed.waiting)
    assert len(shelf.kept) == 1
    desk.open.set()
    await server.until(lambda: not shelf.kept)


async def test_what_was_kept_is_handed_in_at_the_next_start(
    server: TelegramServer, begin: Begin, desk: Desk, club: Chat, anna: User
) -> None:
    shelf = Shelf()
    first = await begin(shelf)
    server.says(anna, club, "/rules")
    await server.until(lambda: shelf.kept and not server.feed.waiting)
    await first.stop()
    desk.open.set()
    await begin(shelf)
    await server.until(lambda: not shelf.kept)
    before, after = [u for u in desk.updates if isinstance(u, CommandInvoked)]
    assert before == after


async def test_what_was_kept_and_cannot_be_read_any_more_is_let_go(server: TelegramServer, begin: Begin) -> None:
    shelf = Shelf({7: {"update_id": 7, "poll": {"id": "1"}}, 8: {"update_id": 8, "mind_read": {}}})
    await begin(shelf)
    await server.until(lambda: not shelf.kept)


async def test_what_cannot_be_kept_is_waited_for(
    server: TelegramServer,
    begin: Begin,
    desk: Desk,
    club: Chat,
    anna: User,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(intake, "AGAIN", 0.05)
    shelf = Shelf(broken=2)
    await begin(shelf)
    server.says(anna, club, "/rules")
    await server.until(lambda: shelf.broken == 0)
    assert len(server.feed.waiting) == 1
    await server.until(lambda: shelf.kept and not server.feed.waiting)
    assert "telegram updates not kept" in capsys.readouterr().out
    desk.open.set()


async def test_what_is_handled_at_once_is_never_kept(
    server: TelegramServer, begin: Begin, desk: Desk, club: Chat, anna: User
) -> None:
    shelf = Shelf()
    await begin(shelf)
    for number in range(20):
        server.says(anna, club, f"message {number}")
    await server.until(lambda: not server.feed.waiting)
    assert desk.count(MessagePosted) == 20
    assert shelf.all == []
