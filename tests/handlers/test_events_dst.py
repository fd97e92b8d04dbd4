"""Series over the changes of the clocks, minute by minute as the alarm clock would run them."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from storage.database import Database
from tests.databases import create_tables
from tests.fakes_events import CHANNEL, World

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
REMINDERS = {"starts in 1 day": DAY, "starts in 1 hour": HOUR, "is starting now": timedelta(0)}


@pytest.fixture
async def world() -> AsyncIterator[World]:
    database = Database("sqlite://")
    await create_tables(database)
    yield World(database)
    await database.close()


async def begin(world: World, zone: str, first: datetime, repeat: str) -> None:
    """Announce a series two days before it begins."""
    world.zone = zone
    starts = first.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    world.clock.time = starts - 2 * DAY
    await world.announce("Meeting", after=2 * DAY, repeat=repeat)


async def reminded(world: World, until: datetime) -> list[tuple[datetime, timedelta]]:
    """Run everything at the moment it is due, and list the reminders in the channel: when, and how long before."""
    heard = []
    while (due := await world.jobs.next_due()) is not None and due <= until:
        world.clock.time = max(world.clock.time, due)
        for sent in await world.wait(timedelta(0)):
            if sent.to == CHANNEL:
                heard += [(world.clock.time, ahead) for words, ahead in REMINDERS.items() if words in sent.text]
    return heard


@pytest.mark.parametrize(
    ("zone", "first", "offsets"),
    [
        ("Europe/Berlin", datetime(2027, 3, 15, 19), [1, 1, 2, 2]),
        ("Europe/Berlin", datetime(2027, 10, 18, 19), [2, 2, 1, 1]),
        ("America/Santiago", datetime(2027, 8, 24, 19), [-4, -4, -3, -3]),
        ("America/Santiago", datetime(2027, 3, 23, 19), [-3, -3, -4, -4]),
    ],
)
async def test_a_weekly_meeting_stays_at_seven_and_each_reminder_comes_once_and_in_time(
    world: World, zone: str, first: datetime, offsets: list[int]
) -> None:
    await begin(world, zone, first, "every week")
    starts = [(first + timedelta(weeks=week)).replace(tzinfo=ZoneInfo(zone)) for week in range(4)]
    assert [at.utcoffset() for at in starts] == [timedelta(hours=hours) for hours in offsets]
    expected = [(start.astimezone(UTC) - ahead, ahead) for start in starts for ahead in REMINDERS.values()]
    assert await reminded(world, starts[-1]) == expected


@pytest.mark.parametrize(
    ("first", "starts"),
    [
        (
            datetime(2027, 3, 27, 2, 30),  # at 2:00 on the 28th it becomes 3:00
            ["2027-03-27T02:30+01:00", "2027-03-28T03:30+02:00", "2027-03-29T02:30+02:00"],
        ),
        (
            datetime(2027, 10, 30, 2, 30),  # at 3:00 on the 31st it becomes 2:00
            ["2027-10-30T02:30+02:00", "2027-10-31T02:30+02:00", "2027-11-01T02:30+01:00"],
        ),
    ],
)
async def test_what_falls_into_the_gap_or_the_fold_happens_once(
    world: World, first: datetime, starts: list[str]
) -> None:
    await begin(world, "Europe/Berlin", first, "daily")
    last = datetime.fromisoformat(starts[-1])
    begun = [at for at, ahead in await reminded(world, last) if not ahead]
    assert begun == [datetime.fromisoformat(start) for start in starts]
    berlin = ZoneInfo("Europe/Berlin")
    assert [at.astimezone(berlin).isoformat(timespec="minutes") for at in begun] == starts
