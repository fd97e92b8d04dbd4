"""Nothing promised is lost: Hearth's process is killed at random moments while its people go on."""

import asyncio
import os
import random
import sys
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from tests.crash.checks import check_everything
from tests.crash.database import Watched
from tests.crash.lives import Lives, lives
from tests.crash.load import Load
from tests.crash.telegram import FastTelegram

POINTS = int(os.environ.get("HEARTH_CRASH_POINTS", "50"))
LONGEST_LIFE = 0.4  # seconds from the first poll to the kill
EARLY = 0.1  # of the kills: those before the first poll, while it takes up what the one before left


async def test_nothing_is_lost_and_nothing_happens_twice_though_the_process_is_killed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seed = int(os.environ.get("HEARTH_CRASH_SEED", random.SystemRandom().randrange(10**6)))
    _tell(capsys, f"\ncrash test: {POINTS} points, HEARTH_CRASH_SEED={seed}")
    async with FastTelegram() as telegram, lives(telegram, tmp_path) as hearth:
        load = Load(telegram, seed)
        await hearth.begin()
        await load.set_up()
        watched = Watched(hearth.database, telegram.now)
        going_on = [asyncio.create_task(load.run(lambda: watched.waiting)), asyncio.create_task(watched.watch())]
        await _kill_often(hearth, random.Random(seed))
        for task in going_on:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await _settle(hearth, telegram, watched)
        # Events begin and short mutes end; then the longest mutes do.
        for leap in (timedelta(minutes=5), timedelta(hours=26)):
            await hearth.kill()
            telegram.leap(leap)
            await hearth.begin()
            await _settle(hearth, telegram, watched)
        await hearth.stop()
        report = check_everything(telegram, load, watched, hearth.log)
    _tell(capsys, report)


def _tell(capsys: pytest.CaptureFixture[str], line: str) -> None:
    with capsys.disabled():
        sys.stdout.write(f"{line}\n")


async def _kill_often(hearth: Lives, chance: random.Random) -> None:
    for _ in range(POINTS):
        if chance.random() < EARLY:
            await asyncio.sleep(chance.uniform(0, EARLY))
        else:
            await hearth.ready()
            await asyncio.sleep(chance.uniform(0, LONGEST_LIFE))
        await hearth.kill()
        await hearth.begin()


async def _settle(hearth: Lives, telegram: FastTelegram, watched: Watched) -> None:
    """Wait until everything told is handled, and everything due is done."""
    await hearth.ready()
    await telegram.until(lambda: not telegram.feed.waiting and not watched.open_work(telegram.clock.now()), within=120)
