"""Play the local chat in a test: lines in, what Hearth did out. The same app as `hearth chat --json`."""

import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from adapters.console.clock import VirtualClock
from adapters.console.run import ConsolePlatform
from adapters.console.world import GROUP, SPACE
from bot.app import App
from bot.config import Settings, StorageSettings
from bot.content import Para, Quote, Reply, Title
from bot.ids import AccountRef, MessageRef, Platform
from bot.texts import plain
from bot.updates import Actor, ButtonPressed

START = "time 2026-12-01 18:00 Europe/Moscow"


class Chat:
    """A running local chat."""

    def __init__(self, app: App, console: ConsolePlatform, out: io.StringIO) -> None:
        self.app = app
        self.console = console
        self._out = out
        self._read = 0

    async def play(self, *lines: str) -> list[dict[str, Any]]:
        """Play lines and give what Hearth did meanwhile."""
        await self.console.play(lines, self.app)
        written = self._out.getvalue()
        fresh, self._read = written[self._read :], len(written)
        return [json.loads(line) for line in fresh.splitlines()]

    async def said(self, *lines: str) -> str:
        """Play lines and give everything Hearth said meanwhile, as one text."""
        return "\n".join(str(act.get("text", "")) for act in await self.play(*lines))

    async def pressed(self, name: str, action: str) -> str:
        """Press a button that need not be on any message, as an old client might, and give the answer."""
        account, heard = AccountRef(Platform.CONSOLE, name), _Heard()
        update = ButtonPressed(
            f"forged-{action}-{name}", self.app.clock.now(), SPACE, GROUP, Actor(account, name, name), None, action
        )
        await self.app.submit(update, heard)
        await self.app.settle()
        return "\n".join(heard.texts)


class _Heard:
    """Keep answers as bare text."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    async def answer(self, reply: Reply, locale: str) -> MessageRef | None:
        for block in reply.doc.blocks:
            if isinstance(block, Para | Title | Quote):
                self.texts.append(plain(block.content, locale))
        return None

    async def done(self) -> None:
        return


@asynccontextmanager
async def open_chat(url: str = "sqlite://", *, start: str = START) -> AsyncIterator[Chat]:
    """Open a local chat at a fixed time, with olga as its owner and max as its moderator."""
    clock, out = VirtualClock(), io.StringIO()
    app = App(Settings(storage=StorageSettings(url=url)), clock)
    console = ConsolePlatform(app.table, clock, out, as_json=True)
    app.add_ports(console.ports)
    try:
        await app.open()
        chat = Chat(app, console, out)
        await chat.play(start, "olga is owner", "max is moderator")
        yield chat
    finally:
        await app.close()
