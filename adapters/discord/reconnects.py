"""Hear why discord.py connects again: it writes a traceback into the log for each try, and tells nobody else."""

import asyncio
import logging
from collections.abc import Callable

AGAIN = "Attempting a reconnect in %.2fs"  # discord.client, in connect()


class ReconnectFilter(logging.Filter):
    """Tell `failed` instead of the log, for the task that `mine` gives: another client has a log of its own."""

    def __init__(self, mine: Callable[[], asyncio.Task[None] | None], failed: Callable[[BaseException], None]) -> None:
        super().__init__()
        self._mine = mine
        self._failed = failed

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep everything but these lines."""
        if record.msg != AGAIN or asyncio.current_task() is not self._mine():
            return True
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            self._failed(error)
        return False

    def listen(self) -> None:
        """Begin to listen."""
        logging.getLogger("discord.client").addFilter(self)

    def stop(self) -> None:
        """Stop listening."""
        logging.getLogger("discord.client").removeFilter(self)
