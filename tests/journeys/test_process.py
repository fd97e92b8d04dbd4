"""Hearth as a process: when it is ready, what it answers meanwhile, and how it ends."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from aiohttp import ClientError, ClientSession

from tests.wire.telegram.server import TelegramServer

ROOT = Path(__file__).parents[2]


class Hearth:
    """A child process, its log and its health."""

    def __init__(self, process: Process, port: int) -> None:
        self.process = process
        self.port = port
        self.log: list[str] = []
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        assert self.process.stderr is not None
        async for line in self.process.stderr:
            self.log.append(line.decode())

    async def says(self, words: str) -> None:
        """Wait until the log says so."""
        async with asyncio.timeout(30):
            while not any(words in line for line in self.log):
                assert self.process.returncode is None, self.log
                await asyncio.sleep(0.02)

    async def ask(self, path: str) -> tuple[int, str]:
        """Ask its health, as soon as somebody answers."""
        async with asyncio.timeout(30), ClientSession() as session:
            while True:
                try:
                    async with session.get(f"http://127.0.0.1:{self.port}{path}") as answer:
                        return answer.status, await answer.text()
                except ClientError:
                    await asyncio.sleep(0.02)

    async def ends(self, within: float = 10) -> int:
        """Wait for the end and give the exit code."""
        async with asyncio.timeout(within):
            code = await self.process.wait()
        await self._reading
        return code


Begin = Callable[..., Awaitable[Hearth]]


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as server:
        yield server


@pytest.fixture
async def begin(telegram: TelegramServer, tmp_path: Path, unused_tcp_port: int) -> AsyncIterator[Begin]:
    begun: list[Hearth] = []

    async def start(**more: str) -> Hearth:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("HEARTH_")} | {
            "HEARTH__STORAGE__URL": f"sqlite:///{tmp_path}/hearth.db",
            "HEARTH__TELEGRAM__TOKEN": telegram.token,
            "HEARTH__TELEGRAM__API_BASE_URL": telegram.api_base_url,
            "HEARTH__HTTP__LISTEN": f"127.0.0.1:{unused_tcp_port}",
            "PYTHONPATH": str(ROOT),
        }
        command = [sys.executable, "-m", "bot", "run"]
        process = await asyncio.create_subprocess_exec(*command, env=environment | more, cwd=tmp_path, stderr=PIPE)
        begun.append(Hearth(process, unused_tcp_port))
        return begun[-1]

    yield start
    for hearth in begun:
        if hearth.process.returncode is None:
            hearth.process.kill()
            await hearth.process.wait()


async def test_it_is_ready_answers_and_ends_when_told(telegram: TelegramServer, begin: Begin) -> None:
    anna = telegram.user("Anna")
    club = telegram.group("Club", anna)
    hearth = await begin()
    await hearth.says("ready")
    assert await hearth.ask("/healthz") == (200, "ok\n")
    assert (await hearth.ask("/readyz"))[0] == 200
    telegram.says(anna, club, "/about")
    await telegram.until(lambda: "Club" in "".join(club.texts))
    _, page = await hearth.ask("/metrics")
    assert 'hearth_updates_total{platform="telegram",type="CommandInvoked"} 1.0' in page
    hearth.process.send_signal(signal.SIGTERM)
    assert await hearth.ends() == 0
    assert "Traceback" not in "".join(hearth.log)


async def test_it_answers_not_ready_while_telegram_is_down_and_ends_all_the_same(
    telegram: TelegramServer, begin: Begin
) -> None:
    await telegram.goes_away()
    hearth = await begin()
    await hearth.says("cannot be reached")
    status, text = await hearth.ask("/readyz")
    assert status == 503
    assert "cannot be reached" in json.loads(text)["checks"]["telegram"]["why"]
    hearth.process.send_signal(signal.SIGTERM)
    assert await hearth.ends() == 0
    assert not any("ready" in line.split() for line in hearth.log)


async def test_a_second_signal_ends_it_at_once(telegram: TelegramServer, begin: Begin) -> None:
    anna = telegram.user("Anna")
    club = telegram.group("Club", anna)
    hearth = await begin()
    await hearth.says("ready")
    hold = telegram.hold("sendMessage")
    telegram.says(anna, club, "/about")
    await telegram.until(lambda: telegram.held)
    hearth.process.send_signal(signal.SIGTERM)
    await asyncio.sleep(0.3)
    assert hearth.process.returncode is None
    hearth.process.send_signal(signal.SIGTERM)
    assert await hearth.ends(within=1) == -signal.SIGTERM
    hold.set()


async def test_what_is_in_hand_is_finished_before_it_ends(telegram: TelegramServer, begin: Begin) -> None:
    anna = telegram.user("Anna", started=True)
    club = telegram.group("Club", anna)
    hearth = await begin()
    await hearth.says("ready")
    hold = telegram.hold("sendMessage")
    telegram.says(anna, club, "/about")
    await telegram.until(lambda: telegram.held)
    hearth.process.send_signal(signal.SIGTERM)
    await asyncio.sleep(0.3)
    hold.set()
    assert await hearth.ends() == 0
    assert "Club" in "".join(telegram.private(anna).texts)


async def test_a_wrong_token_and_a_port_in_use_end_it_with_one_line(telegram: TelegramServer, begin: Begin) -> None:
    wrong = await begin(HEARTH__TELEGRAM__TOKEN="1:wrong")
    assert await wrong.ends(30) == 2
    assert [line for line in wrong.log if "info" not in line] == [
        "telegram.token: Telegram does not take it; @BotFather shows the right one\n"
    ]
    port = telegram.base.rpartition("/")[2]
    taken = await begin(HEARTH__HTTP__LISTEN=port)
    assert await taken.ends(30) == 2
    assert len(taken.log) == 1
    assert taken.log[0].startswith(f"http.listen: cannot listen on {port}: ")
