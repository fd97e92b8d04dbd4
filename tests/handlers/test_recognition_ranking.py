"""Who is thanked most, from the call to the reply, on a database in memory."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.content import Reply
from storage.database import Database, metadata, sql
from tests.fakes_recognition import World

DAY = timedelta(days=1)


@pytest.fixture
async def world() -> AsyncIterator[World]:
    database = Database("sqlite://")
    async with database.begin() as tx:
        await sql(tx).run_sync(metadata.create_all)
    yield World(database)
    await database.close()


def actions(reply: Reply) -> list[str]:
    return [b.action for row in reply.buttons for b in row]


async def test_the_ranking_counts_people_before_points(world: World) -> None:
    await world.thank(1, 2)
    await world.thank(3, 4)
    await world.thank(5, 4, 6)
    top = await world.top()
    assert "Most thanked, last 30 days" in top
    lines = [line for line in top.splitlines() if "thanked by" in line]
    assert ["Gleb" in lines[0], "Boris" in lines[1], "P6" in lines[2]] == [True, True, True]
    assert "Gleb — thanked by 2 people, 1.5 points" in lines[0]


async def test_points_fade_in_the_ranking_but_not_in_the_score(world: World) -> None:
    await world.thank(1, 2)
    world.wait(90 * DAY)
    assert "Boris — thanked by 1 person, 0.5 points" in await world.top("all")
    assert "Nobody yet" in await world.top("week")
    assert await world.score(2) == 1000


async def test_the_ranking_of_a_category_and_a_period_leaves_the_others_out(world: World) -> None:
    await world.thank(1, 2, for_="code")
    await world.thank(1, 3, for_="talks")
    world.wait(10 * DAY)
    await world.thank(1, 4, for_="code")
    top = await world.top("month", "code")
    assert "Most thanked for code" in top
    assert ["Boris" in top, "Vera" in top, "Gleb" in top] == [True, False, True]
    top = await world.top("week", "code")
    assert ["Boris" in top, "Gleb" in top] == [False, True]


async def test_those_who_opted_out_are_left_out_until_they_come_back(world: World) -> None:
    await world.thank(1, 2)
    out = await world.handlers.leave_top(world.call(2))
    assert out.replace
    assert actions(out) == ["top-in"]
    assert "Boris" not in await world.top("all")
    assert actions(await world.handlers.score(world.call(2)))[1] == "top-in"
    await world.handlers.join_top(world.call(2))
    assert "Boris" in await world.top("all")
