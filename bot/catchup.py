"""Make up for what happened on a platform while the bot was not connected to it."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from bot.communities.model import Space
from bot.connection import Connection
from bot.content import Reply
from bot.errors import Gone, PlatformError, StorageError
from bot.ids import MessageRef, Platform
from bot.ports import Clock, Ports, Responder, Transactions, Tx
from bot.updates import MemberJoined, Update

NOTED_EVERY = timedelta(minutes=1)
COMPARED_EVERY = timedelta(minutes=10)  # mutes and bans are compared at most so often
AGAIN_SECONDS = 60.0  # until another try where a space could not say who came
MANY = 20  # who come to a space at once, more than these, are not greeted
STOP_SECONDS = 1.0

log = structlog.get_logger()


class ContactStore(Protocol):
    """Keep until when each platform was connected."""

    async def load(self, tx: Tx) -> dict[Platform, datetime]:
        """Read it."""

    async def note(self, tx: Tx, platform: Platform, at: datetime) -> None:
        """Write that a platform is connected."""


class CatchUp:
    """Catch up with each platform when it is connected (again). `spaces` lists them all, `submit` takes updates in,
    `compare` compares mutes and bans."""

    def __init__(
        self,
        store: ContactStore,
        transactions: Transactions,
        clock: Clock,
        ports: Mapping[Platform, Ports],
        spaces: Callable[[], list[Space]],
        submit: Callable[[Update, Responder], Awaitable[None]],
        compare: Callable[[Platform], Awaitable[None]],
    ) -> None:
        self._store = store
        self._transactions = transactions
        self._clock = clock
        self._ports = ports
        self._spaces = spaces
        self._submit = submit
        self._compare = compare
        self._last: dict[Platform, datetime] = {}  # connected, and told of everything, until then
        self._compared: dict[Platform, datetime] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._behind: set[Platform] = set()
        self._stopping = asyncio.Event()

    async def load(self) -> None:
        """Read until when each platform was connected."""
        async with self._transactions.read() as tx:
            self._last = await self._store.load(tx)

    def connected(self, platform: Platform) -> None:
        """Begin to catch up with a platform. Returns at once; what is under way already goes on."""
        self._behind.add(platform)
        self._begin(f"missed on {platform}", self._until_told(platform))
        self._begin(f"compare {platform}", self._compare_in_time(platform))

    def _begin(self, name: str, work: Coroutine[object, object, None]) -> None:
        task = self._tasks.get(name)
        if task is None or task.done():
            self._tasks[name] = asyncio.create_task(_guarded(work, name), name=name)
        else:
            work.close()

    async def _until_told(self, platform: Platform) -> None:
        while platform in self._behind and not self._stopping.is_set():
            if await self.take_missed(platform):
                self._behind.discard(platform)
            else:
                await self._pause(AGAIN_SECONDS)

    async def take_missed(self, platform: Platform) -> bool:
        """Hand in who came while the platform was not connected; False when a space could not say."""
        since, complete = self._last.get(platform), True
        for space in self._spaces() if since is not None else ():
            if space.ref.platform is not platform:
                continue
            assert since is not None
            try:
                came = await self._ports[platform].roster.missed(space.ref, since)
            except Gone:
                continue
            except PlatformError:
                complete = False
                continue
            many = sum(isinstance(update, MemberJoined) for update in came) > MANY
            for update in came:
                if isinstance(update, MemberJoined):
                    update = replace(update, greet=not many)
                await self._submit(update, NOBODY)
            if came:
                log.info("happened while nobody looked", platform=platform.value, space=space.ref.id, count=len(came))
        return complete

    async def _compare_in_time(self, platform: Platform) -> None:
        last = self._compared.get(platform)
        if last is not None and (left := last + COMPARED_EVERY - self._clock.now()) > timedelta(0):
            await self._pause(left.total_seconds())
        if not self._stopping.is_set():
            self._compared[platform] = self._clock.now()
            await self._compare(platform)

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)

    def known(self, platform: Platform) -> bool:
        """Tell whether it is written down that a platform was connected, so that what is missed can be made up for."""
        return platform in self._last

    async def flush(self, connections: Iterable[Connection]) -> None:
        """Write down which platforms are connected; once a minute is enough."""
        now = self._clock.now()
        for connection in connections:
            platform = connection.platform
            if connection.trouble is not None or platform in self._behind:
                continue  # what is not caught up with stays to be caught up with
            last = self._last.get(platform)
            if last is None or now - last >= NOTED_EVERY or self._stopping.is_set():
                async with self._transactions.begin() as tx:
                    await self._store.note(tx, platform, now)
                self._last[platform] = now

    async def stop(self) -> None:
        """Stop catching up; the next start goes on."""
        self._stopping.set()
        tasks = [task for task in self._tasks.values() if not task.done()]
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=STOP_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


async def _guarded(work: Coroutine[object, object, None], name: str) -> None:
    try:
        await work
    except StorageError as error:
        log.warning("could not catch up", what=name, why=str(error))
    except Exception:
        log.exception("could not catch up", what=name)


class _Nobody:
    """Whoever came while nobody looked waits for no answer."""

    async def answer(self, reply: Reply, locale: str) -> MessageRef | None:
        """Say nothing."""
        return None

    async def done(self) -> None:
        """There is nothing to close."""


NOBODY = _Nobody()
