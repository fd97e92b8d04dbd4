"""Databases in memory without a thread of their own.

What is done on a connection happens on the loop's own thread, and its result comes a turn of the loop later. So whoever
waits for it lets others run as ever, but nothing is handed to a thread and back, fifty times for each command: that was
a third of the tests. A file keeps its thread: there one writer waits for another.
"""

import asyncio
from collections.abc import Callable
from threading import Thread
from typing import Any

import aiosqlite
import pytest
from aiosqlite.core import set_exception, set_result


class AtOnce:
    """Stand in for the queue of aiosqlite's thread: what is put in is done."""

    def put_nowait(self, item: tuple[asyncio.Future[Any] | None, Callable[[], Any]]) -> None:
        """Do it; whoever waits hears of it in the loop's next turn."""
        future, work = item
        try:
            result = work()
        except BaseException as error:
            if future is not None:
                future.get_loop().call_soon(set_exception, future, error)
        else:
            if future is not None:
                future.get_loop().call_soon(set_result, future, result)


def without_threads(patch: pytest.MonkeyPatch) -> None:
    """Do so for every database in memory that is opened from now on."""
    connect = aiosqlite.connect

    def open_here(database: str, *args: Any, **options: Any) -> aiosqlite.Connection:
        connection = connect(database, *args, **options)
        if database == ":memory:":
            connection._tx = AtOnce()  # type: ignore[assignment]
            connection._thread = Thread(target=lambda: None)
        return connection

    patch.setattr(aiosqlite, "connect", open_here)
