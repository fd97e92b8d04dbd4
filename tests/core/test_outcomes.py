"""What comes of a message that could not be delivered: another way, and word to the admins, once."""

from datetime import timedelta

import pytest

from bot.acts import Ban
from bot.content import doc
from bot.deliveries import Fallback
from bot.errors import Forbidden, Gone
from bot.ids import ChatRef, Platform, SpaceRef
from bot.outgoing import Priority
from storage.database import Database
from tests.core.outbox import ANNA, GROUP, Outbox
from tests.fakes import FakeClock

LONG = timedelta(minutes=2)
TOPIC = ChatRef(Platform.TELEGRAM, "-100", "9")


@pytest.fixture
def outbox(memory: Database, clock: FakeClock) -> Outbox:
    return Outbox(memory, clock)


async def offer(outbox: Outbox) -> None:
    async with outbox.database.begin() as tx:
        await outbox.deliveries.send(
            tx, ANNA, doc("a seat is free"), locale="en", key="offer", fallback=Fallback(GROUP, "Anna")
        )


@pytest.mark.parametrize("error", [Forbidden("blocked"), Gone("deactivated")])
async def test_what_somebody_cannot_be_told_privately_is_said_in_the_chat_by_name(
    outbox: Outbox, error: Exception
) -> None:
    outbox.telegram.answers.append(error)
    await offer(outbox)
    assert await outbox.empty() == ["send a seat is free", "send Anna\na seat is free"]
    assert outbox.telegram.targets == [ANNA, GROUP]
    assert outbox.admins.told == {}


async def test_what_arrived_privately_is_not_said_in_the_chat(outbox: Outbox) -> None:
    await offer(outbox)
    assert await outbox.empty() == ["send a seat is free"]


async def test_a_fallback_that_fails_as_well_ends_there_and_the_admins_hear_of_the_chat(outbox: Outbox) -> None:
    outbox.telegram.answers.extend([Forbidden(), Forbidden()])
    await offer(outbox)
    assert len(await outbox.empty()) == 2
    assert await outbox.empty(LONG) == []
    assert list(outbox.admins.told.values()) == ["forbidden -100"]


async def test_a_lost_chat_is_told_once_and_again_only_after_it_was_reached(outbox: Outbox) -> None:
    outbox.telegram.answers.extend([Gone(), Gone(), Gone(), None, Gone()])
    for text in ("a", "b", "c"):
        await outbox.send(text)
        await outbox.empty(LONG)
    assert list(outbox.admins.told.values()) == ["gone -100"]
    for text in ("arrives", "d"):
        await outbox.send(text)
        await outbox.empty(LONG)
    assert list(outbox.admins.told.values()) == ["gone -100", "gone -100"]


async def test_a_person_who_takes_no_messages_is_nobodys_news(outbox: Outbox) -> None:
    outbox.telegram.answers.append(Forbidden())
    await outbox.send("a", ANNA)
    await outbox.empty()
    assert outbox.admins.told == {}


async def test_a_message_that_had_to_leave_its_topic_is_told_of_once(outbox: Outbox) -> None:
    outbox.telegram.answered_in = GROUP
    for text in ("a", "b"):
        await outbox.send(text, TOPIC)
    await outbox.empty()
    assert list(outbox.admins.told.values()) == ["astray 9"]


@pytest.mark.parametrize(
    ("answers", "corrected"),
    [
        pytest.param([None, Forbidden("no right")], True, id="it arrived"),
        pytest.param([Forbidden("blocked"), Forbidden("no right")], False, id="it did not"),
        pytest.param([None, None], False, id="it was done"),
    ],
)
async def test_what_was_told_of_an_act_is_taken_back_where_that_is_forbidden(
    outbox: Outbox, answers: list[Exception | None], corrected: bool
) -> None:
    outbox.telegram.answers.extend(answers)
    async with outbox.database.begin() as tx:
        await outbox.deliveries.perform(tx, Ban(SpaceRef(Platform.TELEGRAM, "-100"), ANNA, None), "ban", hold=LONG)
        await outbox.deliveries.send(tx, ANNA, doc("banned"), locale="ru", key="told", before=["ban"])
    await outbox.empty()
    assert (await outbox.outcomes())["ban"] == ("sent" if answers[1] is None else "forbidden")
    assert ("corrected 5 ru" in outbox.admins.told.values()) is corrected


async def test_nothing_is_sent_that_came_too_late(outbox: Outbox) -> None:
    async with outbox.database.begin() as tx:
        await outbox.deliveries.send(
            tx, GROUP, doc("soon"), locale="en", key="soon", priority=Priority.NEWS, until=outbox.clock.now() + LONG
        )
    assert await outbox.empty(LONG) == []
    assert await outbox.outcomes() == {"soon": "expired"}
