"""Count what waits in the database, for health checks and metrics."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, literal, literal_column, select

from bot.health import Depths, Queue
from bot.ids import Platform
from storage.columns import Flag
from storage.database import Database, sql
from storage.deliveries_table import DONE, deliveries
from storage.jobs import jobs


@dataclass(frozen=True, slots=True)
class SqlDepths:
    """Ask the database how it is."""

    database: Database

    async def answers(self) -> None:
        """Return when the database answers."""
        async with self.database.read() as tx:
            await sql(tx).execute(select(literal_column("1")))

    async def depths(self) -> Depths:
        """Count what waits."""
        async with self.database.read() as tx:

            async def queue(query: Select[int, datetime]) -> Queue:
                waiting, oldest = (await sql(tx).execute(query)).one()
                return Queue(waiting, oldest)

            jobs_due = select(func.count(), func.min(jobs.c.due))
            parked = await queue(jobs_due.where(jobs.c.parked == literal(True, Flag)))
            sent = select(func.count(), func.min(deliveries.c.due)).where(deliveries.c.state != DONE)
            lanes = {p.value: await queue(sent.where(deliveries.c.lane.startswith(f"{p.value}:"))) for p in Platform}
            return Depths(
                jobs=await queue(jobs_due.where(jobs.c.parked == literal(False, Flag))),
                parked=parked.waiting,
                deliveries={platform: waiting for platform, waiting in lanes.items() if waiting.waiting},
            )
