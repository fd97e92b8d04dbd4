"""Hear what other processes on the same PostgreSQL have changed. SQLite has one process, which knows."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, TypeAlias

import structlog

from bot.topics import Topic
from storage.database import CHANNEL, Database

AGAIN_SECONDS = 5.0  # between two tries to listen again

Heard: TypeAlias = Callable[[Topic], Awaitable[None]]

log = structlog.get_logger()


class Signals:
    """Listen on a connection of its own; when that breaks, what was missed meanwhile is taken to be everything."""

    def __init__(self, database: Database, heard: Heard) -> None:
        self._database = database
        self._heard = heard
        self._listening: asyncio.Task[None] | None = None
        self._topics: asyncio.Queue[Topic | None] = asyncio.Queue()  # None: the connection is gone

    async def start(self) -> None:
        """Begin to listen; what is written from here on is heard."""
        if not self._database.sqlite:
            there = asyncio.Event()
            self._listening = asyncio.create_task(self._keep_listening(there), name="signals")
            await there.wait()

    async def stop(self) -> None:
        """Stop listening."""
        if self._listening is not None:
            self._listening.cancel()
            with suppress(asyncio.CancelledError):
                await self._listening

    async def _keep_listening(self, there: asyncio.Event) -> None:
        while True:
            try:
                await self._listen(there)
            except Exception as error:
                log.warning("not listening to the other processes; trying again", error=type(error).__name__)
            there.set()
            await asyncio.sleep(AGAIN_SECONDS)

    async def _listen(self, there: asyncio.Event) -> None:
        async with self._database.engine.connect() as connection:
            driver: Any = (await connection.get_raw_connection()).driver_connection
            await driver.add_listener(CHANNEL, self._told)
            driver.add_termination_listener(self._cut)
            try:
                if there.is_set():
                    for topic in Topic:
                        await self._heard(topic)
                there.set()
                while (topic_told := await self._topics.get()) is not None:
                    await self._heard(topic_told)
            finally:
                driver.remove_termination_listener(self._cut)
                if not driver.is_closed():
                    await driver.remove_listener(CHANNEL, self._told)

    def _told(self, _connection: object, _pid: int, _channel: str, payload: str) -> None:
        process, _, name = payload.partition(":")
        if process != self._database.process and name in list(Topic):
            self._topics.put_nowait(Topic(name))

    def _cut(self, _connection: object) -> None:
        self._topics.put_nowait(None)
