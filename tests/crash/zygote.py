"""The parent of the processes that are killed.

To import Hearth and to read its texts takes a second and a half; fifty starts would be most of the test. So one process
does that once, by playing a few lines of the local chat in memory, and forks a child for each order that it reads. No
thread, loop or connection is left when it forks: the child has modules and texts, and everything else it does itself.
Run as `python -m tests.crash.zygote`.
"""

import asyncio
import io
import json
import os
import signal
import sys
from contextlib import redirect_stdout
from typing import Any

from adapters.telegram.run import TelegramPlatform, certificates
from bot.app import App, local_chat
from bot.config import Settings, StorageSettings, load_settings
from bot.ids import Platform
from bot.logs import set_up_logs
from bot.texts import languages, say
from tests.crash.clock import FastClock

RING_SECONDS = 0.25  # Hearth's alarm clock is set by the machine's time, which is too slow here: it is rung instead


LINES = (
    "olga is owner",
    "anna joins",
    "olga: /event new Tea | in 2 hours",
    "olga: [Announce]",
    "olga: /warn @anna loud",
)


async def warm_up() -> None:
    """Load what a first start loads."""
    app, console = local_chat(Settings(storage=StorageSettings(url="sqlite://")), as_json=True, color=False)
    try:
        await app.open()
        await console.play(LINES, app)
    finally:
        await app.close()
    for language in languages():
        say("menu-event", language)
    certificates()


async def live(clock: FastClock) -> int:
    """Run Hearth as `python -m bot run` does, until it is told to stop; give what went wrong on its side."""
    settings = load_settings()
    set_up_logs(settings.log)
    app = App(settings, clock)
    inbox = app.inbox(Platform.TELEGRAM)
    # Without Telegram's own pace, which is kept in the machine's time and would be most of a life.
    app.add(TelegramPlatform(settings.telegram, app.table, app.submit, clock, limits=None, inbox=inbox))
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    await app.open()
    await app.start()
    while not stopped.is_set():
        app.pulse.wake()
        await asyncio.sleep(RING_SECONDS)
    await app.close()
    return app.faults()


def _child(order: dict[str, Any]) -> int:
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(log, stream)
    os.chdir(order["directory"])
    os.environ |= order["environment"]
    return asyncio.run(live(FastClock(order["epoch"], order["ahead"])))


def _say(what: object) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


def main() -> None:
    """Fork a child for each order, and say its id and then how it ended."""
    with redirect_stdout(io.StringIO()):
        asyncio.run(warm_up())
    _say("ready")
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            code = 70
            try:
                code = min(_child(json.loads(line)), 69)
            finally:
                sys.stderr.flush()
                os._exit(code)
        _say(pid)
        _say(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


if __name__ == "__main__":
    main()
