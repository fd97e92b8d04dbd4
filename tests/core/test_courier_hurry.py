"""A platform that is there again, and what is counted."""

from datetime import timedelta

import pytest

from bot.courier import LONGEST_RETRY
from bot.errors import Unavailable
from bot.ids import Platform
from storage.database import Database
from tests.core.outbox import CHANNEL, Outbox
from tests.fakes import FakeClock


@pytest.fixture
def outbox(memory: Database, clock: FakeClock) -> Outbox:
    return Outbox(memory, clock)


async def test_what_waits_for_its_next_try_goes_at_once_when_the_platform_is_there_again(outbox: Outbox) -> None:
    outbox.telegram.answers.extend([Unavailable()] * 8)
    outbox.discord.answers.extend([Unavailable()] * 8)
    await outbox.send("a")
    await outbox.send("there", CHANNEL)
    for _ in range(8):
        await outbox.empty(LONGEST_RETRY)
    outbox.discord.done.clear()
    assert await outbox.empty() == []
    outbox.courier.hurry(Platform.TELEGRAM)
    assert await outbox.empty() == ["send a"]
    assert outbox.discord.done == []


async def test_deliveries_are_counted_by_outcome_and_refusals_by_kind(outbox: Outbox) -> None:
    outbox.telegram.answers.append(Unavailable())
    await outbox.send("a")
    for _ in range(2):
        await outbox.empty(timedelta(minutes=2))
    assert outbox.meters.deliveries == {("telegram", "sent"): 1}
    assert outbox.meters.platform_errors == {("telegram", "Unavailable"): 1}
