"""Run the local chat: play lines from a file or a pipe, or talk at a terminal."""

import asyncio
from collections.abc import AsyncIterable, Iterable
from contextlib import suppress
from typing import TextIO

from bot.commands import CommandTable

from .clock import VirtualClock
from .player import Player
from .ports import ConsoleMessenger, make_ports
from .screen import Screen
from .terminal import Terminal
from .timeline import Host
from .world import World

__all__ = ["ConsolePlatform", "Host"]

GLANCE_SECONDS = 1.0  # how often a talk at a terminal looks whether something fell due


class ConsolePlatform:
    """The terminal as a platform. `locale` is the language of its own notices and help."""

    def __init__(
        self,
        table: CommandTable,
        clock: VirtualClock,
        out: TextIO,
        *,
        as_json: bool = False,
        color: bool = False,
        locale: str = "en",
    ) -> None:
        self._table = table
        self._clock = clock
        self._world = World()
        self._screen = Screen(out, clock, as_json=as_json, color=color, locale=locale)
        self._messenger = ConsoleMessenger(self._world, self._screen)
        self.ports = make_ports(self._world, self._messenger, self._screen)

    async def play(self, lines: Iterable[str] | AsyncIterable[str], host: Host) -> int:
        """Play lines to their end and return the exit code: 1 when a fault happened."""
        player = Player(self._world, self._screen, self._messenger, self._clock, host)
        if isinstance(lines, AsyncIterable):
            async for line in lines:
                await player.play(line)
        else:
            for line in lines:
                await player.play(line)
        return 1 if player.faults else 0

    async def converse(self, host: Host) -> int:
        """Talk at the terminal until it is closed, and return the exit code: 1 when a fault happened.

        What falls due meanwhile in real time happens while the prompt is open, and is printed above it.
        """
        player = Player(self._world, self._screen, self._messenger, self._clock, host, self._screen.number)
        turn = asyncio.Lock()
        self._screen.notice("console-welcome", "")
        with Terminal(self._table, self._world, self._screen) as terminal:
            watch = asyncio.create_task(self._watch(player, host, turn), name="local chat")
            try:
                while (line := await terminal.ask(watch)) is not None:
                    async with turn:
                        await player.play(line)
            finally:
                watch.cancel()
                with suppress(asyncio.CancelledError):
                    await watch
        return 1 if player.faults else 0

    async def _watch(self, player: Player, host: Host, turn: asyncio.Lock) -> None:
        while True:
            await asyncio.sleep(GLANCE_SECONDS)
            async with turn:
                due = await host.next_due()
                if due is not None and due <= self._clock.now():
                    await player.settle()
