"""Writing the outbox: each thing once, in the transaction of its reason, in the language of those who read it."""

from contextlib import suppress
from datetime import timedelta

import pytest

from bot.acts import Ban, Delete, Kick
from bot.content import Button, doc, msg
from bot.deliveries import lane_of
from bot.ids import AccountRef, ChatRef, MessageRef, Platform, SpaceRef
from storage.database import Database
from tests.core.outbox import ANNA, GROUP, OTHER, Outbox
from tests.fakes import FakeClock, text_of

SECOND = timedelta(seconds=1)
SPACE = SpaceRef(Platform.TELEGRAM, "-100")


@pytest.fixture
def outbox(memory: Database, clock: FakeClock) -> Outbox:
    return Outbox(memory, clock)


def test_a_chats_topics_share_its_lane_and_people_have_lanes_of_their_own() -> None:
    assert lane_of(GROUP) == lane_of(ChatRef(Platform.TELEGRAM, "-100", "7")) == "telegram:-100"
    assert lane_of(AccountRef(Platform.TELEGRAM, "5")) == "telegram:@5" != lane_of(ChatRef(Platform.TELEGRAM, "5"))


async def test_a_message_with_the_same_key_is_sent_once_even_after_it_was_sent(outbox: Outbox) -> None:
    await outbox.send("a")
    await outbox.send("a")
    assert await outbox.empty() == ["send a"]
    await outbox.send("a")
    assert await outbox.empty() == []


async def test_what_was_written_in_a_transaction_that_failed_never_leaves(outbox: Outbox) -> None:
    with suppress(KeyError):
        async with outbox.database.begin() as tx:
            await outbox.deliveries.send(tx, GROUP, doc("a"), locale="en", key="a")
            raise KeyError
    assert outbox.woken == 0
    assert await outbox.empty() == []


async def test_a_committed_message_wakes_the_courier(outbox: Outbox) -> None:
    await outbox.send("a")
    assert outbox.woken == 1


async def test_a_message_is_written_in_the_language_it_is_sent_in(outbox: Outbox) -> None:
    async with outbox.database.begin() as tx:
        button = ((Button(msg("dialogue-cancel"), "cancel"),),)
        for locale, to in (("ru", GROUP), ("en", OTHER)):
            await outbox.deliveries.send(tx, to, doc(msg("rules-none")), locale=locale, key=locale, buttons=button)
    await outbox.empty()
    said = {m.locale: (text_of(m.doc)[:10], m.buttons[0][0].label) for m in outbox.telegram.asked}
    assert said == {"ru": ("Правил пок", "Отмена"), "en": ("There are ", "Cancel")}


async def test_a_subject_shown_before_it_was_sent_is_sent_as_it_is_now(outbox: Outbox) -> None:
    await outbox.send("old", subject="event:1")
    await outbox.show("event:1", "new")
    assert await outbox.empty() == ["send new"]


async def test_a_subject_is_edited_wherever_it_was_sent_each_in_its_language(outbox: Outbox) -> None:
    await outbox.send("a", GROUP, subject="event:1", locale="ru")
    await outbox.send("b", OTHER, subject="event:1")
    await outbox.send("c", ANNA, subject="event:2")
    await outbox.empty()
    async with outbox.database.begin() as tx:
        await outbox.deliveries.show(tx, "event:1", doc(msg("dialogue-cancel")))
    assert sorted(await outbox.empty()) == ["edit 1 Отмена", "edit 2 Cancel"]


async def test_edits_of_one_message_keep_their_distance_and_the_last_one_stands(outbox: Outbox) -> None:
    await outbox.send("a", subject="event:1")
    await outbox.empty()
    await outbox.show("event:1", "1")
    assert await outbox.empty() == ["edit 1 1"]
    for text in ("2", "3", "4"):
        await outbox.show("event:1", text)
    assert await outbox.empty(SECOND) == []
    assert await outbox.empty(SECOND) == ["edit 1 4"]


async def test_edits_that_keep_coming_still_go_out(outbox: Outbox) -> None:
    await outbox.send("a", subject="event:1")
    await outbox.empty()
    done = []
    for number in range(8):
        await outbox.show("event:1", str(number))
        done += await outbox.empty(timedelta(milliseconds=500))
    assert len(done) == 2
    assert await outbox.empty(2 * SECOND) == ["edit 1 7"]


async def test_a_planned_edit_holds_up_no_message_in_its_chat(outbox: Outbox) -> None:
    await outbox.send("a", subject="event:1")
    await outbox.empty()
    await outbox.show("event:1", "1")
    await outbox.empty()
    await outbox.show("event:1", "2")
    await outbox.send("b")
    assert await outbox.empty() == ["send b"]


async def test_a_subject_shown_while_its_message_is_being_sent_is_edited_afterwards(outbox: Outbox) -> None:
    await outbox.send("a", subject="event:1")
    outbox.telegram.open.clear()
    await outbox.courier.send_due()
    await outbox.show("event:1", "b")
    outbox.telegram.open.set()
    await outbox.courier.settle()
    assert await outbox.empty() == ["send a", "edit 1 b"]


async def test_a_withdrawn_subject_is_deleted_where_it_was_sent_and_not_sent_where_it_was_not(outbox: Outbox) -> None:
    await outbox.send("a", GROUP, subject="event:1")
    await outbox.empty()
    await outbox.send("b", OTHER, subject="event:1")
    await outbox.withdraw("event:1")
    assert await outbox.empty() == ["delete 1"]


async def test_a_withdrawal_takes_the_place_of_an_edit_that_waits(outbox: Outbox) -> None:
    await outbox.send("a", subject="event:1")
    await outbox.empty()
    for text in ("1", "2"):
        await outbox.show("event:1", text)
        await outbox.empty()
    await outbox.withdraw("event:1")
    assert await outbox.empty(10 * SECOND) == ["delete 1"]


async def test_a_subject_withdrawn_while_its_message_is_being_sent_is_deleted_afterwards(outbox: Outbox) -> None:
    await outbox.send("a", subject="event:1")
    outbox.telegram.open.clear()
    await outbox.courier.send_due()
    await outbox.withdraw("event:1")
    outbox.telegram.open.set()
    await outbox.courier.settle()
    assert await outbox.empty() == ["send a", "delete 1"]


async def test_an_act_is_carried_out_once_in_the_lane_of_its_space(outbox: Outbox) -> None:
    bob = AccountRef(Platform.TELEGRAM, "6")
    for _ in range(2):
        await outbox.perform(Delete((MessageRef(GROUP, "7"), MessageRef(GROUP, "8"))), "delete")
        await outbox.perform(Ban(SPACE, bob, None, "spam"), "ban")
        await outbox.perform(Kick(SPACE, ANNA), "kick")
    assert await outbox.empty() == ["delete 7 8", "ban 6", "kick 5"]
