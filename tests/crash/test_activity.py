"""When people last wrote is the one thing that is written behind: a kill loses the last second of it, no more."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from bot.pulse import FLUSH_SECONDS
from tests.crash.database import Watched
from tests.crash.lives import Lives, lives
from tests.crash.telegram import FastTelegram
from tests.wire.telegram.model import Chat, Message, User

WROTE = "SELECT m.wrote FROM members m JOIN accounts a ON a.member_id = m.id WHERE a.account = :account"


@dataclass
class Place:
    """A group that Hearth knows, and the process it runs in."""

    telegram: FastTelegram
    hearth: Lives
    watched: Watched
    chat: Chat
    anna: User
    ben: User

    def wrote(self, user: User) -> datetime | None:
        """Read when somebody last wrote, as far as it is written down."""
        rows = self.watched.rows(WROTE, account=str(user.id))
        return datetime.fromisoformat(rows[0]["wrote"]) if rows and rows[0]["wrote"] else None

    async def says(self, user: User) -> Message:
        """Write something, and wait until Hearth has heard it."""
        message = self.telegram.says(user, self.chat, "Hello!")
        await self.telegram.until(lambda: not self.telegram.feed.waiting, within=30)
        return message

    async def written(self, user: User, message: Message) -> None:
        """Wait until it is written down that somebody wrote this."""
        await self.telegram.until(lambda: self.wrote(user) == message.date, within=30)


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    """Start Hearth, and let it know two people."""
    async with FastTelegram() as telegram, lives(telegram, tmp_path) as hearth:
        anna, ben = telegram.user("Anna"), telegram.user("Ben")
        watched = Watched(hearth.database, telegram.now)
        place = Place(telegram, hearth, watched, telegram.group("Club", anna, ben), anna, ben)
        await hearth.begin()
        await hearth.ready()
        for user in (anna, ben):
            message = await place.says(user)
            await place.written(user, message)
        yield place


async def test_what_was_written_down_outlives_a_kill_and_only_what_came_after_it_may_be_lost(place: Place) -> None:
    heard = await place.says(place.ben)
    await place.written(place.ben, heard)  # by itself: nothing else happens that would write it
    last = await place.says(place.ben)
    await place.hearth.kill()
    assert place.wrote(place.ben) in (heard.date, last.date)
    assert FLUSH_SECONDS == 1


async def test_an_orderly_end_loses_nothing(place: Place) -> None:
    heard = [await place.says(place.ben) for _ in range(3)]
    await place.hearth.stop()
    assert place.wrote(place.ben) == heard[-1].date
    await place.hearth.begin()
    await place.hearth.ready()
    assert place.wrote(place.ben) == heard[-1].date
