"""Run a Hearth from the command line until it is told to stop."""

import asyncio
import gc
import io
import signal
import sys
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from bot.config import Settings, StorageSettings, load_settings, secrets_of
from bot.errors import CannotStart, StorageError
from bot.health import Health
from bot.logs import scrub, set_up_logs
from bot.ports import SystemClock

if TYPE_CHECKING:
    from bot.app import App

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
        set_up_logs(settings.log, secrets_of(settings))
        return await work(settings)

    return answered(lambda: asyncio.run(run()))


def answered(work: Callable[[], int]) -> int:
    """Do something and return the exit code; what the operator can mend is said in a few lines, without a traceback."""
    try:
        return work()
    except (CannotStart, StorageError) as error:
        sys.stderr.write(f"{scrub(str(error))}\n")
        return 2
    except KeyboardInterrupt:
        return 130


@contextmanager
def starting() -> Iterator[None]:
    """Keep the garbage collector away from what is made at a start, now and later: it stays as long as the process, and
    to look through it takes a quarter of a second each time."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


async def _run_platforms(settings: Settings) -> int:
    if settings.telegram.token is None and settings.discord.token is None:
        return await _run_chat(settings, None, None, as_json=False)
    stopped = _until_told()
    with starting():
        from bot.app import App, http_server

        app = App(settings, SystemClock())
        app.add_configured()
    health = app.health()
    http = http_server(settings.http.listen, health) if settings.http.listen else None
    if http is not None:
        await http.start()
    health.lag.start()
    living = asyncio.create_task(_live(app, health), name="hearth")
    asking = asyncio.create_task(stopped.wait(), name="until told")
    try:
        await asyncio.wait({living, asking}, return_when=asyncio.FIRST_COMPLETED)
        if living.done():
            living.result()
    finally:
        for task in (living, asking):
            task.cancel()
        await asyncio.gather(living, asking, return_exceptions=True)
        await _close(app)
        await health.lag.stop()
        if http is not None:
            await http.stop()
    return 0


async def _live(app: "App", health: Health) -> None:
    with starting():
        await app.open()
    health.open = True
    await app.start()
    await app.supervisor.all_connected()
    log.info("ready", platforms=[a.ports.platform.value for a in app.adapters])
    await app.supervisor.run()


async def _close(app: "App") -> None:
    try:
        async with asyncio.timeout(SHUTDOWN_SECONDS):
            await app.close()
    except TimeoutError:
        log.warning("ended before everything was written down", after_seconds=SHUTDOWN_SECONDS)


def _until_told() -> asyncio.Event:
    """Give what is set by the first SIGTERM or SIGINT; the second one ends the process at once."""
    stopped, loop, numbers = asyncio.Event(), asyncio.get_running_loop(), (signal.SIGTERM, signal.SIGINT)

    def stop() -> None:
        stopped.set()
        for number in numbers:
            loop.remove_signal_handler(number)
            signal.signal(number, signal.SIG_DFL)

    for number in numbers:
        loop.add_signal_handler(number, stop)
    return stopped


async def _run_chat(settings: Settings, file: Path | None, db: str | None, *, as_json: bool) -> int:
    with starting():
        from bot.app import local_chat

    remembered = settings.model_copy(update={"storage": StorageSettings.at(db or "sqlite://", "--db")})
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    interactive = file is None and sys.stdin.isatty()
    app, console = local_chat(remembered, as_json=as_json, color=interactive and sys.stdout.isatty())
    try:
        with starting():
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
