"""Start Hearth's process, kill it, start it again."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.crash.clock import FastClock
from tests.crash.telegram import FastTelegram

ROOT = Path(__file__).parents[2]


class Lives:
    """One Hearth in one process after another, on one database file."""

    def __init__(self, zygote: asyncio.subprocess.Process, telegram: FastTelegram, directory: Path) -> None:
        self._zygote = zygote
        self._telegram = telegram
        self._directory = directory
        self._pid = self._polls = 0
        self.database = directory / "hearth.db"
        self.log = directory / "hearth.log"

    async def imported(self) -> None:
        """Wait until processes can be started."""
        assert await self._line() == "ready"

    async def begin(self) -> None:
        """Start a process."""
        clock: FastClock = self._telegram.clock
        self._telegram.life += 1
        self._polls = self._telegram.feed.polls
        order = {
            "log": str(self.log),
            "directory": str(self._directory),
            "epoch": clock.epoch,
            "ahead": clock.ahead,
            "environment": {
                "HEARTH__STORAGE__URL": f"sqlite:///{self.database}",
                "HEARTH__TELEGRAM__TOKEN": self._telegram.token,
                "HEARTH__TELEGRAM__API_BASE_URL": self._telegram.api_base_url,
                "HEARTH__LOG__LEVEL": "warning",
            },
        }
        assert self._zygote.stdin is not None
        self._zygote.stdin.write(json.dumps(order).encode() + b"\n")
        self._pid = int(await self._line())

    async def ready(self) -> None:
        """Wait until it receives."""
        await self._telegram.until(lambda: self._telegram.feed.polls > self._polls, within=60)

    async def kill(self) -> None:
        """End it as a power cut would: nothing is finished, nothing is said."""
        assert await self._ended(signal.SIGKILL) == "-9", f"it died before it was killed: {self.log}"

    async def stop(self) -> None:
        """End it as an operator would. Nothing may have gone wrong in it."""
        assert await self._ended(signal.SIGTERM) == "0", f"something went wrong in it: {self.log}"

    async def close(self) -> None:
        """End whatever runs."""
        if self._pid:
            await self._ended(signal.SIGKILL)
        assert self._zygote.stdin is not None
        self._zygote.stdin.close()
        await self._zygote.wait()

    async def _ended(self, number: signal.Signals) -> str:
        os.kill(self._pid, number)
        code = await self._line()
        self._pid = 0
        return code

    async def _line(self) -> str:
        assert self._zygote.stdout is not None
        async with asyncio.timeout(60):
            line = (await self._zygote.stdout.readline()).decode().strip()
        assert line, f"the process that forks has ended: {self.log}"
        return line


@asynccontextmanager
async def lives(telegram: FastTelegram, directory: Path) -> AsyncIterator[Lives]:
    """Start the process that forks the others."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("HEARTH")} | {"PYTHONPATH": str(ROOT)}
    zygote = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.crash.zygote",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=ROOT,
        env=environment,
    )
    running = Lives(zygote, telegram, directory)
    try:
        await running.imported()
        yield running
    finally:
        await running.close()
