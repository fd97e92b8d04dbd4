"""A person at a real (pseudo-)terminal types lines, sees what happens meanwhile, and leaves."""

import os
import pty
import select
import signal
import subprocess
import sys
import time
from codecs import getincrementaldecoder
from collections.abc import Iterator
from pathlib import Path

import pytest

PROGRAM = """
import asyncio, signal, sys
# Whoever runs the tests in the background has this ignored, which is inherited.
signal.signal(signal.SIGINT, signal.default_int_handler)
from datetime import UTC, datetime, timedelta
from adapters.console.clock import VirtualClock
from adapters.console import run
from bot.commands import CommandTable
from bot.content import doc, reply
from bot.ports import Outgoing
from bot.updates import MessagePosted
from adapters.console.world import GROUP
from tests.adapters.console.fakes import FakeHost

async def main():
    clock = VirtualClock()
    run.GLANCE_SECONDS = 0.05
    console = run.ConsolePlatform(CommandTable(), clock, sys.stdout)
    host = FakeHost(clock)
    host.answer = lambda u: reply("heard " + u.text, private=False) if isinstance(u, MessagePosted) else None
    async def ding():
        await console.ports.messenger.send(GROUP, Outgoing(doc("ding"), "en"))
    host.plan(datetime.now(UTC) + timedelta(seconds=0.2), ding)
    return await console.converse(host)

try:
    code = asyncio.run(main())
except KeyboardInterrupt:
    code = 130
print("bye", code, flush=True)
sys.exit(code)
"""


class Terminal:
    """A program in a terminal of its own."""

    def __init__(self) -> None:
        self.master, slave = pty.openpty()
        root = Path(__file__).parents[3]
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=root,
            env=os.environ | {"TERM": "xterm", "PYTHONPATH": str(root)},
            start_new_session=True,
        )
        os.close(slave)
        self.seen = ""
        self.decoder = getincrementaldecoder("utf-8")()

    def type(self, text: str) -> None:
        """Press keys."""
        os.write(self.master, text.encode())

    def wait_for(self, text: str, seconds: float = 20) -> None:
        """Read until something is shown, and forget everything up to there."""
        end = time.monotonic() + seconds
        while text not in self.seen:
            ready, _, _ = select.select([self.master], [], [], max(0, end - time.monotonic()))
            assert ready, f"{text!r} never came: {self.seen!r}"
            try:
                self.seen += self.decoder.decode(os.read(self.master, 4096))
            except OSError:
                raise AssertionError(f"{text!r} never came: {self.seen!r}") from None
        self.seen = self.seen.partition(text)[2]

    def close(self) -> None:
        """End the program."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.master)


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    opened = Terminal()
    yield opened
    opened.close()


def test_a_person_talks_sees_numbers_and_leaves(terminal: Terminal) -> None:
    terminal.wait_for("› ")
    terminal.type("anna: he")
    terminal.wait_for("hearth: ding")  # above the prompt, which comes back with what was typed
    terminal.wait_for("› anna: he")
    terminal.type("llo\n")
    terminal.wait_for("[2]")
    terminal.wait_for("hearth: heard hello")
    terminal.wait_for("› ")
    terminal.type("\x04")
    terminal.wait_for("bye 0")
    assert terminal.process.wait(10) == 0


def test_an_interrupt_ends_the_talk_in_the_middle_of_a_line(terminal: Terminal) -> None:
    terminal.wait_for("› ")
    terminal.type("anna: never m")
    terminal.wait_for("never m")
    terminal.process.send_signal(signal.SIGINT)
    terminal.wait_for("bye 130")
    assert terminal.process.wait(10) == 130
