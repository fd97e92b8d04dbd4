"""The outbox shared: priorities, leases of several processes, platforms that run elsewhere, and what is too old."""

import asyncio
from datetime import timedelta

from sqlalchemy import func, select

from bot.ids import Platform
from bot.outgoing import Lease, Priority, Wanted
from storage.database import Database, sql
from storage.deliveries_table import deliveries
from tests.fakes import NOON
from tests.storage.outbox import LEASE, OTHERS, SECOND, US, add, claim, claim_keys, finish, next_due, postpone, store

DAY = timedelta(days=1)


async def test_an_answer_goes_before_the_news_that_were_written_earlier_in_the_same_chat(database: Database) -> None:
    await add(database, "digest", priority=Priority.DIGEST)
    await add(database, "news", priority=Priority.NEWS)
    await add(database, "answer", priority=Priority.ANSWER)
    said = []
    for _ in range(3):
        (delivery,) = await claim(database)
        said.append(delivery.key)
        await finish(database, delivery)
    assert said == ["answer", "news", "digest"]


async def test_where_only_a_few_may_go_the_urgent_ones_of_all_chats_go_first(database: Database) -> None:
    for number in range(5):
        await add(database, f"news {number}", f"telegram:{number}", priority=Priority.NEWS)
    await add(database, "answer", "telegram:9", priority=Priority.ANSWER)
    assert await claim_keys(database, limit=2) == ["answer", "news 0"]


async def test_a_digest_that_failed_does_not_hold_up_an_answer(database: Database) -> None:
    await add(database, "digest", priority=Priority.DIGEST)
    (digest,) = await claim(database)
    await postpone(database, digest, 30 * SECOND)
    await add(database, "answer", priority=Priority.ANSWER)
    assert await next_due(database) == 0 * SECOND
    assert await claim_keys(database) == ["answer"]


async def test_chats_whose_first_delivery_waits_for_its_next_try_do_not_use_up_the_turns(database: Database) -> None:
    for number in range(5):
        await add(database, f"failed {number}", f"telegram:{number}")
    for delivery in await claim(database):
        await postpone(database, delivery, 30 * SECOND)
    await add(database, "fresh", "telegram:9")
    assert await claim_keys(database, limit=1) == ["fresh"]


async def test_acts_wait_for_no_message_and_messages_for_no_act(database: Database) -> None:
    await add(database, "message")
    await add(database, "act", "telegram:1!")
    assert await claim_keys(database, acts=True) == ["act"]
    assert await claim_keys(database) == ["message"]


async def test_what_goes_to_a_platform_that_runs_elsewhere_is_left_alone(database: Database) -> None:
    await add(database, "there", "discord:1")
    assert await claim(database) == []
    assert await next_due(database) is None


async def test_two_processes_never_send_the_same_nor_to_one_chat_at_once(database: Database) -> None:
    for lane in range(20):
        for number in range(2):
            await add(database, f"{lane}:{number}", f"telegram:{lane}")
    both = await asyncio.gather(*(claim(database, holder=h, limit=7) for h in (US, OTHERS) for _ in range(3)))
    taken = [d for found in both for d in found]
    assert len({d.id for d in taken}) == len(taken) == len({d.lane for d in taken}) <= 20
    rest = await claim(database)
    assert {d.lane for d in taken} | {d.lane for d in rest} == {f"telegram:{n}" for n in range(20)}


async def test_what_a_silent_process_was_sending_is_taken_over(database: Database) -> None:
    await add(database, "a")
    await claim(database, holder=OTHERS)
    assert await next_due(database) == LEASE
    assert await claim(database, at=LEASE - SECOND) == []
    (delivery,) = await claim(database, at=LEASE)
    assert delivery.attempts == 2


async def test_a_process_that_gives_signs_of_life_keeps_what_it_is_sending(database: Database) -> None:
    await add(database, "a")
    await claim(database, holder=OTHERS)
    async with database.begin() as tx:
        await store.renew(tx, Lease(OTHERS, NOON + 2 * LEASE))
    assert await claim(database, at=LEASE) == []
    assert await next_due(database) == 2 * LEASE


async def test_a_process_whose_lease_is_over_cannot_say_any_more_how_it_ended(database: Database) -> None:
    await add(database, "a")
    (lost,) = await claim(database, holder=OTHERS)
    (delivery,) = await claim(database, at=LEASE)
    await finish(database, lost, "forbidden", holder=OTHERS)
    await postpone(database, lost, 9 * SECOND, holder=OTHERS)
    await finish(database, delivery)
    async with database.read() as tx:
        assert (await store.find_by_key(tx, "a") or lost).message is not None


async def test_what_is_too_old_is_ended_wherever_it_was_to_go(database: Database) -> None:
    await add(database, "old", "discord:1", expires=SECOND)
    await add(database, "fresh", expires=9 * SECOND)
    await add(database, "for good", "telegram:2")
    async with database.begin() as tx:
        assert await store.expire(tx, NOON + SECOND) == 1
    assert await claim_keys(database) == ["fresh", "for good"]


async def test_what_ended_long_ago_is_forgotten_unless_it_shows_something_that_changes(database: Database) -> None:
    for key, subject in (("said", None), ("event", "event:1"), ("edit:2", None)):
        await add(database, key, f"telegram:{key}", subject=subject)
    await add(database, "waiting", due=90 * DAY)
    for delivery in await claim(database):
        await finish(database, delivery)
    async with database.begin() as tx:
        assert await store.purge(tx, NOON) == 0
        assert await store.purge(tx, NOON + SECOND) == 1
        assert (await sql(tx).execute(select(func.count()).select_from(deliveries))).scalar_one() == 3


async def test_the_newest_that_arrived_is_known_for_each_chat(database: Database) -> None:
    for key in ("a", "b", "c"):
        await add(database, key)
    for outcome in ("sent", "sent", "gone"):
        (delivery,) = await claim(database)
        await finish(database, delivery, outcome)
    async with database.read() as tx:
        newest = await store.find(tx, await store.last_sent(tx, "telegram:1"))
        assert (newest and newest.key, await store.last_sent(tx, "telegram:2")) == ("b", 0)


async def test_it_is_known_where_something_waits(database: Database) -> None:
    await add(database, "a")
    await add(database, "b", "telegram:2")
    async with database.begin() as tx:
        await store.claim(
            tx, Wanted(Platform.TELEGRAM, False, frozenset({"telegram:1"}), 9), NOON, Lease(US, NOON + LEASE)
        )
        assert await store.lanes_waiting(tx, ["telegram:1", "telegram:2", "telegram:3"]) == {"telegram:1"}
