"""What is in the database of a Hearth that runs, or ran, elsewhere."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

LOOK_SECONDS = 0.1

OPEN_WORK = """
SELECT (SELECT count(*) FROM deliveries WHERE state <> 'done' AND due <= :now)
     + (SELECT count(*) FROM jobs WHERE due <= :now)
     + (SELECT count(*) FROM waiting_updates)
"""
OVERSOLD = """
SELECT e.number, count(*) FROM events e JOIN event_rsvps r ON r.event_id = e.id
WHERE r.standing IN ('going', 'offered') GROUP BY e.id HAVING count(*) > e.seats
"""


class Watched:
    """Read a database from outside."""

    def __init__(self, file: Path, now: Callable[[], datetime]) -> None:
        self._file = file
        self._now = now
        self.kept: dict[int, datetime] = {}  # when an update was last seen waiting
        self.oversold: list[Any] = []
        self.looks = 0
        self.waiting = 0  # updates, at the last look

    def rows(self, query: str, **values: object) -> list[Any]:
        """Read rows, by name or by place."""
        with closing(sqlite3.connect(f"file:{self._file}?mode=ro", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            return connection.execute(query, values).fetchall()

    def open_work(self, now: datetime) -> int:
        """Count what is due and not done."""
        [(count,)] = self.rows(OPEN_WORK, now=now.strftime("%Y-%m-%dT%H:%M:%S.%fZ"))
        return int(count)

    async def watch(self) -> None:
        """Look, all the time, whether more seats are taken than there are, and what waits."""
        while True:
            self.oversold += [tuple(row) for row in self.rows(OVERSOLD)]
            waiting = {row["id"]: self._now() for row in self.rows("SELECT id FROM waiting_updates")}
            self.kept |= waiting
            self.waiting = len(waiting)
            self.looks += 1
            await asyncio.sleep(LOOK_SECONDS)
