"""How the pretended Telegram hands updates out: by poll, by webhook, and to whom they are told."""

import asyncio
from typing import Any

from aiohttp import web

from .conftest import Ask
from .model import Chat, User
from .server import TelegramServer


async def kinds(ask: Ask, **given: Any) -> list[str]:
    return [next(k for k in u if k != "update_id") for u in (await ask("getUpdates", **given))["result"]]


async def test_some_updates_are_told_only_when_they_are_named(
    ask: Ask, server: TelegramServer, club: Chat, anna: User
) -> None:
    server.joins(server.user("Ben"), club)
    assert await kinds(ask) == ["message"]
    await ask("getUpdates", offset=10**12, allowed_updates=["chat_member", "message_reaction"])
    server.joins(server.user("Carl"), club)
    server.reacts(anna, server.says(anna, club, "x"), "👍")
    assert await kinds(ask) == ["chat_member", "message_reaction"]


async def test_a_bot_that_is_no_admin_hears_less(ask: Ask, server: TelegramServer, anna: User) -> None:
    server.privacy = True
    chat = server.group("Club", anna, rights=None)
    await ask("getUpdates", allowed_updates=["message", "chat_member"])
    server.says(anna, chat, "hello all")
    server.says(anna, chat, "/rules")
    server.joins(server.user("Ben"), chat)
    heard = (await ask("getUpdates"))["result"]
    assert [u["message"].get("text") for u in heard] == ["/rules", None]


async def test_updates_wait_until_they_are_confirmed(ask: Ask, server: TelegramServer, club: Chat, anna: User) -> None:
    server.says(anna, club, "a")
    [update] = (await ask("getUpdates"))["result"]
    assert (await ask("getUpdates"))["result"] == [update]
    assert (await ask("getUpdates", offset=update["update_id"] + 1))["result"] == []


async def test_of_two_polls_the_first_is_ended(ask: Ask, server: TelegramServer, club: Chat, anna: User) -> None:
    first = asyncio.create_task(ask("getUpdates", timeout=5))
    await server.until(lambda: server.feed.polls)
    second = asyncio.create_task(ask("getUpdates", timeout=5))
    assert "terminated by other getUpdates request" in (await first)["description"]
    server.says(anna, club, "a")
    assert len((await second)["result"]) == 1


async def test_a_webhook_gets_updates_in_order_until_it_takes_them(
    ask: Ask, server: TelegramServer, club: Chat, anna: User
) -> None:
    got: list[tuple[str, str]] = []

    async def take(request: web.Request) -> web.Response:
        update = await request.json()
        got.append((update["message"]["text"], request.headers["X-Telegram-Bot-Api-Secret-Token"]))
        return web.Response(status=500 if len(got) == 1 else 200)

    app = web.Application()
    app.router.add_post("/hook", take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        assert not (await ask("setWebhook", url=address, secret_token="what?"))["ok"]
        await ask("setWebhook", url=address, secret_token="quiet")
        server.says(anna, club, "a")
        server.says(anna, club, "b")
        await server.until(lambda: not server.feed.waiting)
        assert got == [("a", "quiet"), ("a", "quiet"), ("b", "quiet")]
        info = (await ask("getWebhookInfo"))["result"]
        assert "500" in info["last_error_message"]
        assert "webhook is active" in (await ask("getUpdates"))["description"]
        await ask("deleteWebhook")
        assert (await ask("getUpdates"))["ok"]
    finally:
        await runner.cleanup()
