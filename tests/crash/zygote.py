"""The parent of the processes that are killed.

To import Hearth takes a second; fifty starts would be most of the test. So one process imports everything, starts no
thread and no loop, and forks a child for each order that it reads: the child has what a fresh process has after its
imports, and nothing else. Run as `python -m tests.crash.zygote`.
"""

import asyncio
import json
import os
import signal
import sys
from typing import Any

import httpx

import adapters.telegram.run  # noqa: F401 - what the child would import
import storage.schema  # noqa: F401
from bot.app import App
from bot.config import load_settings
from bot.logs import set_up_logs
from tests.crash.clock import FastClock

RING_SECONDS = 0.05  # Hearth's alarm clock is set by the machine's time, which is too slow here: it is rung instead


async def live(clock: FastClock) -> int:
    """Run Hearth as `python -m bot run` does, until it is told to stop; give what went wrong on its side."""
    settings = load_settings()
    set_up_logs(settings.log)
    app = App(settings, clock)
    app.add_configured()
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


def main() -> None:
    """Fork a child for each order, and say its id and then how it ended."""
    context = httpx.create_ssl_context()  # reading the system's certificates is half of a start, and none is used
    httpx._transports.default.create_ssl_context = lambda *_, **__: context  # type: ignore[attr-defined]
    print("ready", flush=True)
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            code = 70
            try:
                code = min(_child(json.loads(line)), 69)
            finally:
                sys.stderr.flush()
                os._exit(code)
        print(pid, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)


if __name__ == "__main__":
    main()
