"""What waits is counted on both databases, and so is what a database fails at."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError

from bot.health import Depths, Queue
from storage.database import Database, sql
from storage.deliveries_table import deliveries
from storage.depths import SqlDepths
from storage.jobs import jobs
from tests.fakes import NOON

MINUTE = timedelta(minutes=1)


async def test_an_empty_database_answers_and_nothing_waits(database: Database) -> None:
    await SqlDepths(database).answers()
    assert await SqlDepths(database).depths() == Depths()


async def test_jobs_are_counted_with_the_earliest_and_parked_ones_apart(database: Database) -> None:
    async with database.begin() as tx:
        for number, (minutes, parked) in enumerate([(5, False), (-3, False), (-60, True)]):
            row = {"kind": "remind", "key": str(number), "community_id": 1, "payload": {}}
            await sql(tx).execute(insert(jobs).values(**row, due=NOON + minutes * MINUTE, parked=parked))
    depths = await SqlDepths(database).depths()
    assert depths.jobs == Queue(2, NOON - 3 * MINUTE)
    assert depths.parked == 1


async def test_deliveries_that_are_not_out_are_counted_by_platform(database: Database) -> None:
    lanes = [("telegram:-1", "waiting", 0), ("telegram:@5", "sending", -2), ("telegram:-1", "done", -9)]
    lanes += [("discord:7", "waiting", 1)]
    async with database.begin() as tx:
        for number, (lane, state, minutes) in enumerate(lanes):
            row = {"key": str(number), "lane": lane, "payload": {}, "state": state}
            await sql(tx).execute(insert(deliveries).values(**row, due=NOON + minutes * MINUTE))
    assert (await SqlDepths(database).depths()).deliveries == {
        "telegram": Queue(2, NOON - 2 * MINUTE),
        "discord": Queue(1, NOON + MINUTE),
    }


async def test_a_failing_statement_shows_no_values(database: Database) -> None:
    with pytest.raises(DBAPIError) as caught:
        async with database.read() as tx:
            await sql(tx).execute(text("SELECT :said FROM no_such_table"), {"said": "between us"})
    assert "between us" not in str(caught.value)
