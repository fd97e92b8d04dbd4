"""Run a Hearth from the command line until it is told to stop."""

import asyncio
import io
import signal
import sys
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

import structlog

from bot.config import Settings, StorageSettings, load_settings
from bot.errors import CannotStart, PlatformError, StorageError
from bot.logs import set_up_logs
from bot.ports import SystemClock

SHUTDOWN_SECONDS = 10  # what is in hand is finished within this time

log = structlog.get_logger()


def run_platforms() -> int:
    """Run on every platform whose token is set; with none, open the local chat."""
    return guarded(_run_platforms)


def run_chat(file: Path | None, db: str | None, *, as_json: bool) -> int:
    """Open the local chat, or play a script."""
    return guarded(lambda settings: _run_chat(settings, file, db, as_json=as_json))


def guarded(work: Callable[[Settings], Awaitable[int]]) -> int:
    """Run to the end with the settings read and the logs set up, as `answered` does."""

    async def run() -> int:
        settings = load_settings()
        set_up_logs(settings.log)
        return await work(settings)

    return answered(lambda: asyncio.run(run()))


def answered(work: Callable[[], int]) -> int:
    """Do something and return the exit code; what the operator can mend is said in a few lines, without a traceback."""
    try:
        return work()
    except (CannotStart, StorageError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except PlatformError as error:
        sys.stderr.write(f"{error.detail or type(error).__name__}\n")
        return 2
    except KeyboardInterrupt:
        return 130


async def _run_platforms(settings: Settings) -> int:
    if settings.telegram.token is None and settings.discord.token is None:
        return await _run_chat(settings, None, None, as_json=False)
    from bot.app import App

    app = App(settings, SystemClock())
    app.add_configured()
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    try:
        await app.open()
        await app.start()
        log.info("ready", platforms=[a.ports.platform.value for a in app.adapters])
        await stopped.wait()
    finally:
        try:
            async with asyncio.timeout(SHUTDOWN_SECONDS):
                await app.close()
        except TimeoutError:
            log.warning("stopped before everything in hand was finished", after_seconds=SHUTDOWN_SECONDS)
    return 0


async def _run_chat(settings: Settings, file: Path | None, db: str | None, *, as_json: bool) -> int:
    from bot.app import local_chat

    remembered = settings.model_copy(update={"storage": StorageSettings.at(db or "sqlite://", "--db")})
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    interactive = file is None and sys.stdin.isatty()
    app, console = local_chat(remembered, as_json=as_json, color=interactive and sys.stdout.isatty())
    try:
        await app.open()
        if interactive:
            return await console.converse(app)
        return await console.play(_lines(file), app)
    finally:
        await app.close()


def _lines(file: Path | None) -> Iterable[str]:
    """Read a script; its lines end where a terminal's would, not at every separator that Unicode knows."""
    if file is None:
        return sys.stdin
    try:
        return file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeError) as error:
        raise CannotStart(f"{file}: {error}") from None
