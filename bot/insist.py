"""Ask a platform a question that changes nothing until it answers: what depends on it is not lost to a bad moment."""

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import ParamSpec, TypeVar

from bot.errors import RateLimited, Unavailable

# Whoever pressed a button waits for as long, and Telegram forgets a press after about 15 s.
PATIENCE = 8.0  # seconds in all; what would take longer is given up
FIRST_PAUSE = 0.25  # seconds; doubled with each attempt

P = ParamSpec("P")
T = TypeVar("T")


async def insist(ask: Callable[P, Awaitable[T]], *args: P.args, **named: P.kwargs) -> T:
    """Give the answer to a question. Raises PlatformError where it is refused, or not answered for PATIENCE."""
    began, pause = monotonic(), FIRST_PAUSE
    while True:
        try:
            return await ask(*args, **named)
        except (RateLimited, Unavailable) as error:
            wait = error.after.total_seconds() if isinstance(error, RateLimited) else pause
            if monotonic() - began + wait > PATIENCE:
                raise
        await asyncio.sleep(wait)
        pause *= 2
