"""What was said while the bot was away: it is moderated and counted, and not answered any more."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tests.backends import Backend
from tests.journeys.hearth import open_hearth
from tests.wire.telegram.model import Chat
from tests.wire.telegram.server import TelegramServer

MINUTE = timedelta(minutes=1)


@pytest.fixture
async def url(backend: Backend) -> str:
    database = await backend.fresh()
    await database.close()
    return database.url


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as telegram:
        yield telegram


def written(telegram: TelegramServer, chat: Chat) -> list[str]:
    return [m.text for m in chat.messages.values() if m.sender is telegram.me]


@pytest.mark.parametrize(("pause", "answered"), [(4 * MINUTE, True), (6 * MINUTE, False)])
async def test_after_a_pause_what_came_is_moderated_and_counted_and_answered_only_if_somebody_still_waits(
    url: str, telegram: TelegramServer, pause: timedelta, answered: bool
) -> None:
    olga, anna, ben = (telegram.user(name, started=True) for name in ("Olga", "Anna", "Ben"))
    club = telegram.group("Club", olga, anna, ben)
    telegram.owns(olga, club)
    async with open_hearth(url, telegram=telegram) as hearth:
        telegram.says(olga, club, "/blocklist add casino")
        helpful = telegram.says(ben, club, "It works if you restart it")
        telegram.says(anna, club, "I see")
        await hearth.settle()
    spam = telegram.says(ben, club, "casino here")
    telegram.says(anna, club, "/about")
    telegram.says(anna, club, "thanks, that helped me a lot", reply_to=helpful)
    before, private = written(telegram, club), written(telegram, telegram.private(anna))
    telegram.advance(pause)
    async with open_hearth(url, telegram=telegram) as hearth:
        await hearth.settle()
        assert spam.id not in club.messages
        fresh = written(telegram, telegram.private(anna))[len(private) :]
        assert any("Club" in text for text in fresh) == answered
        thanked = [text for text in written(telegram, club)[len(before) :] if "Ben" in text and "Anna" in text]
        assert bool(thanked) == answered
        telegram.says(olga, club, "/score @ben")
        await hearth.settle()
        score = written(telegram, club) + written(telegram, telegram.private(olga))
        assert "1" in score[-1]
