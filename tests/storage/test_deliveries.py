"""The outbox in the database, on each backend: what is taken, in which order, and what it shows."""

import asyncio
from dataclasses import replace

from bot.outgoing import Delivery
from storage.database import Database
from tests.fakes import NOON
from tests.storage.outbox import SECOND, SENT, add, claim, claim_keys, draft, finish, next_due, postpone, store


async def test_a_delivery_is_claimed_as_it_was_written(database: Database) -> None:
    await add(database, "a", subject="event:1")
    (delivery,) = await claim(database)
    assert delivery == Delivery(delivery.id, "a", "telegram:1", {"said": "a"}, 1, locale="ru", subject="event:1")


async def test_the_same_key_again_is_the_same_delivery_even_when_it_is_done(database: Database) -> None:
    await add(database, "a")
    await add(database, "a", "telegram:2")
    (delivery,) = await claim(database)
    assert delivery.lane == "telegram:1"
    await finish(database, delivery)
    await add(database, "a")
    assert await claim(database) == []


async def test_two_that_write_one_key_at_once_write_it_once(database: Database) -> None:
    await asyncio.gather(*(add(database, "a", f"telegram:{n}") for n in range(8)))
    assert len(await claim(database)) == 1
    assert await claim(database) == []


async def test_a_lane_gives_one_delivery_at_a_time_in_the_order_they_were_written(database: Database) -> None:
    for key in ("a", "b", "c"):
        await add(database, key)
    await add(database, "x", "telegram:2")
    first, other = await claim(database)
    assert (first.key, other.key) == ("a", "x")
    assert await claim(database) == []
    await finish(database, first)
    assert await claim(database, busy=frozenset({"telegram:1"})) == []
    assert await claim_keys(database) == ["b"]


async def test_a_delivery_that_failed_holds_its_lane_until_its_next_try(database: Database) -> None:
    await add(database, "a")
    await add(database, "b")
    await add(database, "other", "telegram:2")
    failed, other = await claim(database)
    await postpone(database, failed, 30 * SECOND)
    await finish(database, other)
    assert await claim(database, at=29 * SECOND) == []
    assert await claim_keys(database, at=30 * SECOND) == ["a"]


async def test_an_edit_planned_for_later_does_not_hold_its_lane(database: Database) -> None:
    async with database.begin() as tx:
        await store.replace(tx, replace(draft("edit:1", due=5 * SECOND), payload={"said": "edit"}))
    await add(database, "b")
    (message,) = await claim(database)
    assert message.key == "b"
    await finish(database, message)
    assert await claim_keys(database, at=5 * SECOND) == ["edit"]


async def test_a_delivery_replaced_while_it_is_being_sent_goes_out_again(database: Database) -> None:
    async with database.begin() as tx:
        await store.replace(tx, replace(draft("edit:1", due=0 * SECOND), payload={"said": "first"}))
    (delivery,) = await claim(database)
    async with database.begin() as tx:
        await store.replace(tx, replace(draft("edit:1", due=0 * SECOND), payload={"said": "second"}))
    await finish(database, delivery)
    (again,) = await claim(database)
    assert (again.id, again.payload, again.finished) == (delivery.id, {"said": "second"}, NOON)


async def test_a_delivery_replaced_while_it_fails_is_not_put_off(database: Database) -> None:
    async with database.begin() as tx:
        await store.replace(tx, replace(draft("edit:1", due=0 * SECOND), payload={"said": "first"}))
    (delivery,) = await claim(database)
    async with database.begin() as tx:
        await store.replace(tx, replace(draft("edit:1", due=0 * SECOND), payload={"said": "second"}))
    await postpone(database, delivery, 30 * SECOND, unknown=True)
    (again,) = await claim(database)
    assert (again.payload, again.unknown, again.attempts) == ({"said": "second"}, 0, 1)


async def test_a_delivery_that_is_done_can_be_replaced_and_goes_out_again(database: Database) -> None:
    await add(database, "a")
    (delivery,) = await claim(database)
    await finish(database, delivery)
    async with database.begin() as tx:
        await store.replace(tx, replace(draft("a", due=0 * SECOND), payload={"said": "anew"}))
    assert await claim_keys(database) == ["anew"]


async def test_what_was_being_sent_when_the_process_died_is_sent_again(
    database: Database,
) -> None:
    await add(database, "a")
    await claim(database)
    assert await claim(database) == []
    async with database.begin() as tx:
        await store.recover(tx)
    (delivery,) = await claim(database)
    assert delivery.attempts == 2


async def test_recovering_leaves_what_waits_and_what_is_done(database: Database) -> None:
    await add(database, "done")
    (delivery,) = await claim(database)
    await finish(database, delivery)
    await add(database, "waiting")
    async with database.begin() as tx:
        await store.recover(tx)
    (waiting,) = await claim(database)
    assert waiting.payload == {"said": "waiting"}


async def test_a_subjects_messages_are_those_waiting_being_sent_and_sent(database: Database) -> None:
    for key in ("sent", "refused", "sending", "waiting"):
        await add(database, key, f"telegram:{key}", subject="event:1")
    await add(database, "other", subject="event:2")
    claimed = {d.payload["said"]: d for d in await claim(database, busy=frozenset({"telegram:waiting"}))}
    await finish(database, claimed["sent"])
    await finish(database, claimed["refused"], "forbidden")
    async with database.begin() as tx:
        found = [(d.payload["said"], d.message, waits) for d, waits in await store.of_subject(tx, "event:1")]
    assert found == [("sent", SENT, False), ("sending", None, False), ("waiting", None, True)]


async def test_a_waiting_delivery_can_be_rewritten_and_keeps_its_place(database: Database) -> None:
    await add(database, "a", subject="event:1")
    await add(database, "b")
    async with database.begin() as tx:
        ((delivery, _),) = await store.of_subject(tx, "event:1")
        await store.rewrite(tx, delivery.id, {"said": "anew"})
    assert await claim_keys(database) == ["anew"]


async def test_a_waiting_delivery_can_be_dropped_and_one_being_sent_cannot(database: Database) -> None:
    await add(database, "a")
    (sending,) = await claim(database)
    await add(database, "b", subject="event:1")
    async with database.begin() as tx:
        ((waiting, _),) = await store.of_subject(tx, "event:1")
        for delivery in (sending, waiting):
            await store.drop(tx, delivery.id, NOON, "withdrawn")
        assert await store.of_subject(tx, "event:1") == []
        assert [d.id for d in await store.waiting_in(tx, "telegram:1")] == [sending.id]


async def test_what_waits_can_be_sent_to_another_chat_and_keeps_its_order(database: Database) -> None:
    await add(database, "a")
    await add(database, "b")
    await claim(database)
    async with database.begin() as tx:
        for delivery in await store.waiting_in(tx, "telegram:1"):
            await store.relocate(tx, delivery.id, "telegram:2", dict(delivery.payload) | {"moved": True})
        assert await store.waiting_in(tx, "telegram:1") == []
        moved = await store.waiting_in(tx, "telegram:2")
    assert [(d.payload["said"], d.payload["moved"]) for d in moved] == [("a", True), ("b", True)]


async def test_a_delivery_is_found_by_its_id_and_by_its_key(database: Database) -> None:
    await add(database, "a")
    (delivery,) = await claim(database)
    await finish(database, delivery)
    async with database.read() as tx:
        found = await store.find(tx, delivery.id)
        assert found is not None
        assert (found.message, found.finished) == (SENT, NOON)
        assert await store.find_by_key(tx, "a") == found
        assert await store.find(tx, delivery.id + 1) is None
        assert await store.find_by_key(tx, "b") is None


async def test_next_due_is_when_a_delivery_can_next_be_claimed(database: Database) -> None:
    assert await next_due(database) is None
    await add(database, "b", due=9 * SECOND)
    assert await next_due(database) == 9 * SECOND
    await add(database, "a", "telegram:2", due=5 * SECOND)
    assert await next_due(database) == 5 * SECOND
    assert await next_due(database, frozenset({"telegram:2"})) == 9 * SECOND


async def test_next_due_passes_over_what_waits_behind_a_failed_delivery(database: Database) -> None:
    await add(database, "a")
    await add(database, "behind")
    (failed,) = await claim(database)
    await postpone(database, failed, 30 * SECOND)
    assert await next_due(database) == 30 * SECOND


async def test_next_due_heeds_an_edit_that_was_written_before_the_failed_delivery(database: Database) -> None:
    await add(database, "edit", due=10 * SECOND)
    await add(database, "a")
    (failed,) = await claim(database)
    await postpone(database, failed, 30 * SECOND)
    assert await next_due(database) == 10 * SECOND
    assert await claim_keys(database, at=10 * SECOND) == ["edit"]


async def test_words_are_forgotten_so_many_at_a_time_and_nothing_that_waits_loses_them(database: Database) -> None:
    said = {"said": "a", "doc": ["what was written"], "buttons": [], "files": []}
    async with database.begin() as tx:
        for key in ("a", "b", "c", "waits"):
            await store.add(tx, replace(draft(key, f"telegram:{key}"), payload=said | {"said": key}))
    for delivery in await claim(database, busy=frozenset({"telegram:waits"})):
        await finish(database, delivery)
    async with database.begin() as tx:
        assert await store.forget_words(tx, NOON, 9) == 0
        assert [await store.forget_words(tx, NOON + SECOND, 2) for _ in range(3)] == [2, 1, 0]
        payloads = [found.payload for key in ("a", "waits") if (found := await store.find_by_key(tx, key))]
    assert payloads == [{"said": "a"}, said | {"said": "waits"}]
