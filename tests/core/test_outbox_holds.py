"""An act that waits for a message, and a message that fades: both in the outbox, so that no kill -9 loses either."""

import asyncio
from datetime import timedelta

import pytest

from bot.acts import Ban
from bot.content import doc
from bot.errors import Forbidden, Unavailable
from bot.ids import AccountRef, Platform, SpaceRef
from storage.database import Database
from tests.core.outbox import GROUP, Outbox
from tests.fakes import FakeClock

BOB = AccountRef(Platform.TELEGRAM, "bob")
BAN = Ban(SpaceRef(Platform.TELEGRAM, "-100"), BOB, None)
TWO = timedelta(seconds=2)


@pytest.fixture
async def outbox(memory: Database, clock: FakeClock) -> Outbox:
    return Outbox(memory, clock)


async def _banned(outbox: Outbox) -> None:
    async with outbox.database.begin() as tx:
        await outbox.deliveries.perform(tx, BAN, "ban", hold=TWO)
        await outbox.deliveries.send(tx, BOB, doc("bye"), locale="en", key="told", before=["ban"])


async def test_the_message_goes_first_and_the_act_follows_at_once(outbox: Outbox) -> None:
    await _banned(outbox)
    assert await outbox.empty() == ["send bye", "ban bob"]


async def test_where_nobody_can_be_written_to_the_act_does_not_wait(outbox: Outbox) -> None:
    outbox.telegram.answers.append(Forbidden("50007 Cannot send messages to this user"))
    await _banned(outbox)
    assert await outbox.empty() == ["send bye", "ban bob"]
    assert outbox.telegram.took == ["ban bob"]


async def test_an_act_waits_no_longer_than_it_is_held(outbox: Outbox) -> None:
    outbox.telegram.answers.extend([Unavailable("no answer"), None])
    await _banned(outbox)
    assert await outbox.empty() == ["send bye"]
    outbox.telegram.answers.extend([None, None])
    assert sorted(await outbox.empty(TWO)) == ["ban bob", "send bye"]


async def test_killed_while_the_message_is_sent_neither_is_lost(outbox: Outbox) -> None:
    await _banned(outbox)
    outbox.telegram.open.clear()
    await outbox.courier.send_due()  # the message hangs, and the process dies
    dying = [task for task in asyncio.all_tasks() if task.get_name().startswith("delivery")]
    assert len(dying) == 1
    for task in dying:
        task.cancel()
    await asyncio.gather(*dying, return_exceptions=True)
    await outbox.restarted().recover()
    outbox.telegram.open.set()
    assert await outbox.empty() == ["send bye", "ban bob"]
    assert await outbox.empty(TWO) == []


async def test_an_act_that_was_tried_is_not_hurried_past_its_pause(outbox: Outbox) -> None:
    async with outbox.database.begin() as tx:
        await outbox.deliveries.perform(tx, BAN, "ban")
    outbox.telegram.answers.append(Unavailable("no answer"))
    assert await outbox.empty() == ["ban bob"]
    async with outbox.database.begin() as tx:
        await outbox.deliveries.send(tx, BOB, doc("bye"), locale="en", key="told", before=["ban"])
    assert await outbox.empty() == ["send bye"]
    assert await outbox.empty(TWO) == ["ban bob"]


async def test_a_message_that_fades_is_deleted_once_and_in_time(outbox: Outbox) -> None:
    async with outbox.database.begin() as tx:
        for _ in range(2):
            await outbox.deliveries.send(
                tx, GROUP, doc("gone soon"), locale="en", key="fading", fades=timedelta(seconds=30)
            )
    assert await outbox.empty() == ["send gone soon"]
    assert await outbox.empty(timedelta(seconds=29)) == []
    await outbox.restarted().recover()
    assert await outbox.empty(timedelta(seconds=1)) == ["delete 1"]
    assert await outbox.empty(timedelta(minutes=5)) == []


async def test_a_message_that_never_arrived_leaves_nothing_to_delete(outbox: Outbox) -> None:
    outbox.telegram.answers.append(Forbidden("not allowed to write"))
    async with outbox.database.begin() as tx:
        await outbox.deliveries.send(tx, GROUP, doc("a"), locale="en", key="a", fades=timedelta(seconds=30))
    assert await outbox.empty() == ["send a"]
    assert await outbox.empty(timedelta(minutes=1)) == []
