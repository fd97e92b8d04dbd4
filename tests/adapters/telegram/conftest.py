"""The pretended Telegram with our real adapter on it, and a submit that records and answers."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pytest
from pydantic import SecretStr

from adapters.telegram import run
from adapters.telegram.run import TelegramPlatform
from bot.access import Access
from bot.call import Call
from bot.commands import CommandTable, command
from bot.config import TelegramSettings, WebhookSettings
from bot.content import Reply
from bot.ids import MessageRef
from bot.ports import Responder
from bot.updates import BotAdded, Update
from tests.wire.telegram.model import Chat, User
from tests.wire.telegram.server import TelegramServer

U = TypeVar("U")
MARK = "(that was all)"
Start = Callable[..., Awaitable[TelegramPlatform]]


class Handlers:
    """Declare a command for each menu; none is ever run here."""

    @command("event new", access=Access.MODERATOR)
    async def new(self, call: Call) -> Reply:
        raise AssertionError

    @command("rules", access=Access.EVERYONE)
    async def rules(self, call: Call) -> Reply:
        raise AssertionError

    @command("link", access=Access.ADMIN)
    async def link(self, call: Call) -> Reply:
        raise AssertionError


def make_table() -> CommandTable:
    """Make the table of these commands."""
    table = CommandTable()
    table.register([Handlers()])
    return table


@dataclass
class Submissions:
    """What the adapter handed over; `replies` are given, one per update, to those the test is about."""

    server: TelegramServer
    updates: list[Update] = field(default_factory=list)
    replies: dict[type[Update], list[Reply]] = field(default_factory=dict)
    refs: list[MessageRef | None] = field(default_factory=list)
    before_answer: Callable[[Reply], Awaitable[None]] | None = None

    async def __call__(self, update: Update, responder: Responder) -> None:
        if getattr(update, "text", "") == MARK:
            await responder.done()
            self.marks += 1
            return
        for reply in self.replies.get(type(update), ()):
            if self.before_answer is not None:
                await self.before_answer(reply)
            self.refs.append(await responder.answer(reply, "en"))
        await responder.done()
        self.updates.append(update)

    def __post_init__(self) -> None:
        self.marks = 0
        self._marker = self.server.user("Marker")

    def of(self, kind: type[U]) -> list[U]:
        return [u for u in self.updates if isinstance(u, kind)]

    async def all(self) -> list[Update]:
        """Wait until everything told is handed over; a group's first sight, which comes before all else, left out."""
        wanted = self.marks + 1
        self.server.says(self._marker, self.server.private(self._marker), MARK)
        await self.server.until(lambda: self.marks >= wanted)
        return [u for u in self.updates if not (isinstance(u, BotAdded) and u.id.endswith(":met"))]

    async def only(self, kind: type[U]) -> U:
        """Wait for everything, and give the one update there was."""
        [update] = await self.all()
        assert isinstance(update, kind)
        return update


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as running:
        yield running
    assert [r for r in running.refusals if "parameter" in r] == []


@pytest.fixture
def anna(server: TelegramServer) -> User:
    return server.user("Anna")


@pytest.fixture
def club(server: TelegramServer, anna: User) -> Chat:
    return server.group("Club", anna)


@pytest.fixture
def told(server: TelegramServer) -> Submissions:
    return Submissions(server)


@pytest.fixture
async def start(server: TelegramServer, told: Submissions) -> AsyncIterator[Start]:
    started: list[TelegramPlatform] = []

    async def begin(token: str = server.token, webhook: WebhookSettings | None = None, **more: Any) -> TelegramPlatform:
        settings = TelegramSettings(
            token=SecretStr(token),
            api_base_url=more.pop("api_base_url", server.api_base_url),
            mode="webhook" if webhook else "polling",
            webhook=webhook or WebhookSettings(),
        )
        platform = TelegramPlatform(settings, make_table(), told, more.pop("clock", server), more.pop("limits", None))
        started.append(platform)
        await platform.start()
        if webhook is None:
            await server.until(lambda: server.feed.polls)
        return platform

    yield begin
    for platform in started:
        await platform.stop()


@pytest.fixture
async def platform(start: Start, monkeypatch: pytest.MonkeyPatch) -> TelegramPlatform:
    """Start on polling, without the menus, which take as long as all the rest."""

    async def none(*_: object) -> None:
        return

    monkeypatch.setattr(run, "tell_menus", none)
    return await start()
