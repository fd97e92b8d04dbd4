"""Finding what is due next, with 100 jobs waiting and with 100,000."""

import tempfile
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

from sqlalchemy import insert

from benchmarks.measure import Line, in_turns
from bot.ports import SystemClock
from storage.database import Database, sql
from storage.jobs import SqlJobs, jobs
from storage.migrate import migrate

FEW, MANY = 100, 100_000


async def next_due() -> Line:
    """Measure it, and that nothing is taken before it is due."""
    with tempfile.TemporaryDirectory() as folder:
        few, many = [await _filled(Path(folder), number) for number in (FEW, MANY)]
        name = f"jobs: the next one due, {MANY:,} waiting beside {FEW}"
        try:
            return await in_turns(name, _look(many), _look(few), times=200, aim="≤ 1.2 ×")
        finally:
            await few.close()
            await many.close()


async def _filled(folder: Path, number: int) -> Database:
    database = Database(f"sqlite:///{folder / f'{number}.db'}")
    await migrate(database)
    now = SystemClock().now()
    rows = [
        {
            "kind": "bench",
            "key": str(n),
            "community_id": 1,
            "due": now + timedelta(hours=1, seconds=n),
            "payload": {"event": n},
            "parked": False,
        }
        for n in range(number)
    ]
    async with database.begin() as tx:
        await sql(tx).execute(insert(jobs), rows)
    return database


def _look(database: Database) -> Callable[[int], Awaitable[None]]:
    store, now = SqlJobs(), SystemClock().now()

    async def look(times: int) -> None:
        for _ in range(times):
            async with database.begin() as tx:
                assert await store.claim(tx, now) is None
                assert await store.next_due(tx) is not None

    return look
