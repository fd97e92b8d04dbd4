"""Handle the updates of one chat in order, and those of different chats side by side."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Hashable
from typing import TypeAlias

import structlog

MAX_WAITING = 10_000  # updates waiting in all; whoever brings more waits until there is room

log = structlog.get_logger()

Work: TypeAlias = Callable[[], Awaitable[None]]


class Lanes:
    """Run work lane by lane. `run` returns once the work is in line. Work handles its own errors; one that still raises
    is logged, and the lane goes on."""

    def __init__(self, limit: int = MAX_WAITING) -> None:
        self._room = asyncio.Semaphore(limit)
        self._waiting: dict[Hashable, deque[Work]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def idle(self, lane: Hashable) -> bool:
        """Tell whether nothing waits or runs in a lane."""
        return not self._waiting or lane not in self._waiting

    async def run(self, lane: Hashable, work: Work) -> None:
        """Put work in line."""
        await self._room.acquire()
        if (line := self._waiting.get(lane)) is not None:
            line.append(work)
            return
        self._waiting[lane] = deque([work])
        task = asyncio.create_task(self._drain(lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _drain(self, lane: Hashable) -> None:
        line = self._waiting[lane]
        try:
            while line:
                try:
                    await line[0]()
                except Exception:
                    log.exception("work failed", lane=str(lane))
                finally:
                    line.popleft()
                    self._room.release()
        finally:
            del self._waiting[lane]

    async def settle(self) -> None:
        """Wait until nothing waits or runs."""
        while self._tasks:
            await asyncio.gather(*self._tasks)
