"""Read lines from a person at a terminal while the event loop goes on."""

import asyncio
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from bot.commands import CommandTable

from .screen import Screen
from .world import World

try:
    import readline
    import termios
except ImportError:  # Windows has neither: lines are read all the same, without history and completion
    HAS_READLINE = False
else:
    HAS_READLINE = True

PROMPT = "› "


class Terminal:
    """Ask for lines. Leaving the block puts the terminal back as it was, also in the middle of a question."""

    def __init__(self, table: CommandTable, world: World, screen: Screen) -> None:
        self._table = table
        self._world = world
        self._screen = screen
        self._restore: Callable[[], None] = lambda: None

    def __enter__(self) -> Self:
        if HAS_READLINE and sys.stdin.isatty():
            before: list[Any] = termios.tcgetattr(sys.stdin)
            self._restore = lambda: termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)
            readline.set_completer_delims("")
            readline.set_completer(self._complete)
            readline.parse_and_bind("tab: complete")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._screen.prompt = None
        self._restore()
        print()  # what comes next begins on a line of its own, not behind the prompt

    async def ask(self, watch: asyncio.Task[None]) -> str | None:
        """Ask for a line; None when there are no more. Raises what stopped `watch`, which goes on meanwhile."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[str | None] = loop.create_future()
        prompt = f"{self._screen.hour} {PROMPT}"

        def give(line: str | None) -> None:
            if not answer.done():
                answer.set_result(line)

        def read() -> None:
            line: str | None = None
            try:
                line = input(prompt)
            except UnicodeError:
                line = ""  # bytes that are no text: nothing was written
            except (EOFError, OSError, ValueError):
                line = None  # the terminal was closed
            with suppress(RuntimeError):  # the loop is closed: nobody waits for the answer any more
                loop.call_soon_threadsafe(give, line)

        self._screen.prompt = lambda: prompt + (readline.get_line_buffer() if HAS_READLINE else "")
        # A daemon: a thread that waits for a key must not keep the process from ending.
        threading.Thread(target=read, name="prompt", daemon=True).start()
        try:
            await asyncio.wait((answer, watch), return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._screen.prompt = None
        if watch.done():
            watch.result()
        return await answer

    def _complete(self, text: str, number: int) -> str | None:
        return next((c for n, c in enumerate(self._completions(text)) if n == number), None)

    def _completions(self, text: str) -> Iterator[str]:
        before, slash, typed = text.partition("/")
        if slash:
            yield from (f"{before}/{name} " for name in self._table.commands if name.startswith(typed))
        else:
            yield from (f"{person.name}: " for person in self._world.people.values() if person.name.startswith(text))
