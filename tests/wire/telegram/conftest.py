"""A running stand-in with a small group, and plain HTTP to ask it with."""

from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import pytest
from aiohttp import ClientSession

from .model import Chat, Json, User
from .server import TelegramServer

Ask = Callable[..., Coroutine[Any, Any, Json]]


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as running:
        yield running


@pytest.fixture
async def ask(server: TelegramServer) -> AsyncIterator[Ask]:
    async with ClientSession() as session:

        async def run(method: str, token: str = server.token, **given: Any) -> Json:
            async with session.post(f"{server.base}/bot{token}/{method}", json=given) as answer:
                body: Json = await answer.json()
                assert answer.status == body.get("error_code", 200)
                return body

        yield run


@pytest.fixture
def anna(server: TelegramServer) -> User:
    return server.user("Anna")


@pytest.fixture
def club(server: TelegramServer, anna: User) -> Chat:
    return server.group("Club", anna)
