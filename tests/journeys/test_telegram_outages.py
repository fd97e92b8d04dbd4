"""Telegram goes away and comes back, or takes the token no more."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.errors import Unavailable
from bot.ids import ChatRef, Platform
from tests.journeys.outages import (
    HELLO,
    make_app,
    make_impatient,
    nothing_gets_out,
    ports_of,
    ready,
    running,
    trouble,
    until,
)
from tests.wire.telegram.server import TelegramServer


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    make_impatient(monkeypatch)


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as server:
        yield server


async def test_telegram_is_down_at_the_start_and_comes(telegram: TelegramServer) -> None:
    anna = telegram.user("Anna")
    club = telegram.group("Club", anna)
    await telegram.goes_away()
    async with running(make_app(telegram)) as app:
        await until(lambda: "cannot be reached" in (trouble(app, Platform.TELEGRAM) or ""))
        await nothing_gets_out(ports_of(app, Platform.TELEGRAM))
        await telegram.comes_back()
        await ready(app)
        telegram.says(anna, club, "/about")
        await until(lambda: "Club" in "".join(club.texts))


async def test_telegram_goes_away_and_comes_back(telegram: TelegramServer, capsys: pytest.CaptureFixture[str]) -> None:
    anna = telegram.user("Anna")
    club = telegram.group("Club", anna)
    async with running(make_app(telegram)) as app:
        await ready(app)
        for _ in range(2):
            await telegram.goes_away()
            await until(lambda: trouble(app, Platform.TELEGRAM))
            await asyncio.sleep(0.2)
            with pytest.raises(Unavailable):
                await ports_of(app, Platform.TELEGRAM).messenger.send(ChatRef(Platform.TELEGRAM, "1"), HELLO)
            await telegram.comes_back()
            await until(lambda: trouble(app, Platform.TELEGRAM) is None)
        telegram.says(anna, club, "/about")
        await until(lambda: "Club" in "".join(club.texts))
    said = capsys.readouterr().out
    assert said.count("telegram connected") == 1  # nothing had to be started again
    assert "Traceback" not in said
    assert len([line for line in said.splitlines() if "trying again" in line]) <= 3  # one a kind, not one a try


async def test_a_telegram_token_revoked_while_running_is_noticed_and_told_once(
    telegram: TelegramServer, capsys: pytest.CaptureFixture[str]
) -> None:
    anna = telegram.user("Anna")
    club = telegram.group("Club", anna)
    async with running(make_app(telegram)) as app:
        await ready(app)
        token, telegram.token = telegram.token, "1:another"
        telegram.says(anna, club, "hello")  # ends the poll that is open; the next one is refused
        await until(lambda: "telegram.token" in (trouble(app, Platform.TELEGRAM) or ""))
        await nothing_gets_out(ports_of(app, Platform.TELEGRAM))
        await asyncio.sleep(0.3)
        telegram.token = token
        await until(lambda: trouble(app, Platform.TELEGRAM) is None)
        telegram.says(anna, club, "/about")
        await until(lambda: "Club" in "".join(club.texts))
    said = capsys.readouterr().out
    assert said.count("critical") == 1
    assert "@BotFather shows the right one; trying again every" in said


async def test_a_telegram_that_is_not_there_any_more_behind_a_proxy_is_outlasted(telegram: TelegramServer) -> None:
    anna = telegram.user("Anna")
    club = telegram.group("Club", anna)
    async with running(make_app(telegram)) as app:
        await ready(app)
        telegram.fail("getUpdates", 404, "Not Found", times=2)
        telegram.says(anna, club, "/about")
        await until(lambda: "Club" in "".join(club.texts))


async def test_a_webhook_that_another_process_took_away_is_set_again(
    telegram: TelegramServer, unused_tcp_port: int
) -> None:
    url = f"http://127.0.0.1:{unused_tcp_port}/hook"
    async with running(make_app(telegram, webhook=url)) as app:
        await ready(app)
        telegram.feed.set_webhook({"url": ""})
        await until(lambda: telegram.feed.url == url)
        await until(lambda: trouble(app, Platform.TELEGRAM) is None)
        token, telegram.token = telegram.token, "1:another"
        await until(lambda: "telegram.token" in (trouble(app, Platform.TELEGRAM) or ""))
        telegram.token = token
        await until(lambda: trouble(app, Platform.TELEGRAM) is None)
