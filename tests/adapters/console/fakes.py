"""A core that remembers what it was told, answers as the test says, and has work due later."""

import io
import json
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, TypeVar

from adapters.console.clock import VirtualClock
from adapters.console.run import ConsolePlatform
from adapters.console.world import GROUP, SPACE, account_of
from bot.commands import CommandTable
from bot.content import Button, Buttons, Reply, doc
from bot.ids import AccountRef, SpaceRef
from bot.ports import Outgoing, Ports, Responder
from bot.updates import Update

Answer = Callable[[Update], Reply | None]
Work = Callable[[], Awaitable[Any]]
U = TypeVar("U")


class FakeHost:
    """A core. Work that is due runs in `settle`, once its time has come."""

    def __init__(self, clock: VirtualClock) -> None:
        self.clock = clock
        self.updates: list[Update] = []
        self.answer: Answer = lambda update: None
        self.due: list[tuple[datetime, Work]] = []
        self.wrong = 0
        self.settled: list[datetime] = []

    async def submit(self, update: Update, responder: Responder) -> None:
        """Take an update in."""
        self.updates.append(update)
        if (reply := self.answer(update)) is not None:
            await responder.answer(reply, "en")
        await responder.done()

    async def settle(self) -> None:
        """Run what is due."""
        self.settled.append(self.clock.now())
        while self.due and self.due[0][0] <= self.clock.now():
            _, work = self.due.pop(0)
            await work()

    async def next_due(self) -> datetime | None:
        """Say when the earliest work is due."""
        return self.due[0][0] if self.due else None

    def faults(self) -> int:
        """Count faults."""
        return self.wrong

    def plan(self, at: datetime, work: Work) -> None:
        """Plan work."""
        self.due = sorted([*self.due, (at, work)], key=lambda item: item[0])


class Chat:
    """A local chat with a fake core."""

    def __init__(self, *, as_json: bool = False, color: bool = False) -> None:
        self.out = io.StringIO()
        self.clock = VirtualClock()
        self.platform = ConsolePlatform(CommandTable(), self.clock, self.out, as_json=as_json, color=color)
        self.host = FakeHost(self.clock)

    @property
    def ports(self) -> Ports:
        """Give the platform's ports."""
        return self.platform.ports

    async def play(self, *lines: str) -> int:
        """Play lines, the clock standing at six in the evening in Moscow unless they set it."""
        if not self.clock.frozen and not any(line.startswith("time ") for line in lines):
            await self.platform.play(["time 2026-12-01 18:00 Europe/Moscow"], self.host)
        return await self.platform.play(lines, self.host)

    @property
    def lines(self) -> list[str]:
        """Give what was printed so far."""
        return self.out.getvalue().splitlines()

    @property
    def records(self) -> list[dict[str, Any]]:
        """Give the JSON lines that were printed so far."""
        return [json.loads(line) for line in self.lines]

    def told(self, kind: type[U]) -> list[U]:
        """List the updates of one kind that the core was told."""
        return [u for u in self.host.updates if isinstance(u, kind)]

    async def post(self, text: str, *labels: str, to: str | None = None) -> None:
        """Let the bot write in the group, or to one person."""
        buttons: Buttons = (tuple(Button(label, f"press:{label}") for label in labels),) if labels else ()
        await self.ports.messenger.send(account_of(to) if to else GROUP, Outgoing(doc(text), "en", buttons))


def at(name: str) -> tuple[SpaceRef, AccountRef]:
    """Name the group and somebody in it, as moderators' acts do."""
    return SPACE, account_of(name)
