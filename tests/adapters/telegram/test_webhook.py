"""Receiving by webhook."""

import io
import socket

import pytest
from aiohttp import ClientSession
from pydantic import SecretStr

from bot.config import BadConfig, WebhookSettings
from bot.updates import MemberJoined, MessagePosted
from tests.wire.telegram.model import Chat, User
from tests.wire.telegram.server import TelegramServer

from .conftest import Start, Submissions

SECRET = "a-quiet-word"


@pytest.fixture
def hook() -> WebhookSettings:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"127.0.0.1:{port}"
    return WebhookSettings(url=f"http://{address}/telegram/hook", listen=address, secret=SecretStr(SECRET))


async def test_updates_come_by_webhook(
    server: TelegramServer, start: Start, told: Submissions, hook: WebhookSettings, club: Chat, anna: User
) -> None:
    await start(webhook=hook)
    server.says(anna, club, "hi")
    server.joins(server.user("Ben"), club)
    assert [type(u) for u in await told.all()] == [MessagePosted, MemberJoined]
    assert (server.feed.url, server.feed.secret) == (hook.url, SECRET)
    assert "chat_member" in server.feed.allowed


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({}, b"{}", 403),
        ({"X-Telegram-Bot-Api-Secret-Token": "wrong"}, b"{}", 403),
        ({"X-Telegram-Bot-Api-Secret-Token": "слово"}, b"{}", 403),
        ({"X-Telegram-Bot-Api-Secret-Token": SECRET}, b"what?", 400),
        ({"X-Telegram-Bot-Api-Secret-Token": SECRET}, b"[]", 200),
        ({"X-Telegram-Bot-Api-Secret-Token": SECRET}, b'{"update_id": 1, "message": []}', 200),
        ({"X-Telegram-Bot-Api-Secret-Token": SECRET}, b'{"update_id": 1, "poll": {"id": "1"}}', 200),
        ({"X-Telegram-Bot-Api-Secret-Token": SECRET}, b" " * 2_000_000, 413),
    ],
)
async def test_only_telegram_is_listened_to(
    start: Start, told: Submissions, hook: WebhookSettings, headers: dict[str, str], body: bytes, status: int
) -> None:
    await start(webhook=hook)
    async with ClientSession() as session, session.post(hook.url, data=io.BytesIO(body), headers=headers) as answer:
        assert answer.status == status
    assert await told.all() == []


async def test_an_update_the_library_cannot_read_does_not_block_the_next(
    server: TelegramServer, start: Start, told: Submissions, hook: WebhookSettings, club: Chat, anna: User
) -> None:
    await start(webhook=hook)
    server.feed.push_raw({"poll": {"id": "1"}})
    server.says(anna, club, "hi")
    await told.only(MessagePosted)
    assert server.feed.last_error == ""


async def test_going_back_to_polling_takes_the_webhook_away(
    server: TelegramServer, start: Start, told: Submissions, hook: WebhookSettings, club: Chat, anna: User
) -> None:
    first = await start(webhook=hook)
    await first.stop()
    assert server.feed.url == hook.url  # what comes meanwhile waits for the next start
    await start()
    server.says(anna, club, "hi")
    await told.only(MessagePosted)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"url": ""}, "url and secret are needed"),
        ({"secret": SecretStr("")}, "url and secret are needed"),
        ({"secret": SecretStr("a word?")}, r"telegram\.webhook: Telegram does not take it: .*[Ss]ecret token"),
        ({"listen": "127.0.0.1:http"}, r"telegram\.webhook\.listen: cannot listen on 127\.0\.0\.1:http"),
    ],
)
async def test_a_webhook_that_cannot_be_is_said_to_be(
    start: Start, hook: WebhookSettings, change: dict[str, object], why: str
) -> None:
    with pytest.raises(BadConfig, match=why):
        await start(webhook=hook.model_copy(update=change))


async def test_a_port_that_is_taken_is_said_to_be(start: Start, hook: WebhookSettings) -> None:
    with socket.socket() as taken:
        host, _, port = hook.listen.rpartition(":")
        taken.bind((host, int(port)))
        taken.listen()
        with pytest.raises(BadConfig, match=r"telegram\.webhook\.listen"):
            await start(webhook=hook)
