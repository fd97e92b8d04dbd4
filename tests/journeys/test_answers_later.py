"""An answer that Telegram does not take now comes later, ahead of what nobody waits for, and not when nobody waits."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tests.journeys.hearth import Hearth, open_hearth
from tests.wire.telegram.model import Chat, User
from tests.wire.telegram.server import TelegramServer

MINUTE = timedelta(minutes=1)


@pytest.fixture
async def hearth() -> AsyncIterator[Hearth]:
    async with TelegramServer() as telegram, open_hearth(telegram=telegram) as hearth:
        yield hearth


@pytest.fixture
def olga(hearth: Hearth) -> User:
    return hearth.telegram.user("Olga")


@pytest.fixture
def club(hearth: Hearth, olga: User) -> Chat:
    return hearth.telegram.group("Club", olga)


def written(hearth: Hearth, chat: Chat) -> list[str]:
    return [m.text for m in chat.messages.values() if m.sender is hearth.telegram.me]


async def ask(hearth: Hearth, olga: User, club: Chat) -> None:
    hearth.telegram.says(olga, club, "/about")
    await hearth.settle()


@pytest.mark.parametrize("trouble", ["limited", "broken"])
async def test_an_answer_that_telegram_does_not_take_now_comes_later(
    hearth: Hearth, olga: User, club: Chat, trouble: str
) -> None:
    if trouble == "limited":
        hearth.telegram.limit("sendMessage", after=40)
    else:
        hearth.telegram.fail("sendMessage", 502, "Bad Gateway", times=2)
    await ask(hearth, olga, club)
    assert written(hearth, club) == []
    await hearth.wait(MINUTE)
    assert len(written(hearth, club)) == 1
    await ask(hearth, olga, club)
    first, second = written(hearth, club)
    assert first == f"Olga\n{second}"  # she never started the bot, so she is called by name in the chat


async def test_an_answer_nobody_waits_for_any_more_is_not_sent(hearth: Hearth, olga: User, club: Chat) -> None:
    hearth.telegram.fail("sendMessage", 502, "Bad Gateway", times=10_000)
    await ask(hearth, olga, club)
    await hearth.wait(16 * MINUTE)
    hearth.telegram.heal()
    await hearth.wait(16 * MINUTE)
    assert written(hearth, club) == []
