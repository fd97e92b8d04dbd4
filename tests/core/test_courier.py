"""Emptying the outbox: order within a lane, every answer of a platform, and what a crash leaves behind."""

from datetime import timedelta

import pytest

from bot.acts import Act, Ban, Delete, Kick, Release, Restrict, Unban
from bot.courier import FIRST_RETRY, MAX_ATTEMPTS
from bot.errors import Forbidden, Gone, Migrated, RateLimited, Rejected, Unavailable
from bot.ids import ChatRef, MessageRef, Platform, SpaceRef
from storage.database import Database
from tests.core.outbox import ANNA, CHANNEL, GROUP, OTHER, Outbox
from tests.fakes import FakeClock

SECOND = timedelta(seconds=1)
SPACE = SpaceRef(Platform.TELEGRAM, "-100")
MOVED = ChatRef(Platform.TELEGRAM, "-100777")


@pytest.fixture
def outbox(memory: Database, clock: FakeClock) -> Outbox:
    return Outbox(memory, clock)


async def test_one_chat_is_written_to_in_order(outbox: Outbox) -> None:
    for text in ("a", "b", "c"):
        await outbox.send(text)
    assert await outbox.courier.send_due() == 1
    assert await outbox.courier.send_due() == 0
    await outbox.courier.settle()
    assert await outbox.empty() == ["send a", "send b", "send c"]


async def test_a_chat_that_hangs_holds_no_other_one_up(outbox: Outbox) -> None:
    outbox.telegram.open.clear()
    for text in ("a", "behind a"):
        await outbox.send(text)
    for text in ("b", "behind b"):
        await outbox.send(text, CHANNEL)
    outbox.woken = 0
    outbox.awake.clear()
    assert await outbox.courier.send_due() == 2
    await outbox.awake.wait()
    assert await outbox.outcomes() == {"a": None, "behind a": None, "b": "sent", "behind b": None}
    assert await outbox.courier.send_due() == 1
    outbox.telegram.open.set()
    await outbox.courier.settle()
    assert (outbox.courier.busy, outbox.woken) == (False, 3)
    assert await outbox.empty() == ["send a", "send behind a"]
    assert outbox.discord.done == ["send b", "send behind b"]


async def test_a_chat_that_is_being_written_to_is_busy(outbox: Outbox) -> None:
    outbox.telegram.open.clear()
    await outbox.send("a")
    await outbox.courier.send_due()
    assert outbox.courier.busy
    outbox.telegram.open.set()
    await outbox.courier.settle()


async def test_a_rate_limit_is_waited_out_and_holds_what_stands_behind(outbox: Outbox) -> None:
    outbox.telegram.answers.append(RateLimited(30 * SECOND))
    await outbox.send("a")
    await outbox.send("b")
    assert await outbox.empty() == ["send a"]
    assert await outbox.courier.next_due() == outbox.clock.now() + 30 * SECOND
    assert await outbox.empty(29 * SECOND) == []
    assert await outbox.empty(SECOND) == ["send a", "send b"]


async def test_a_rate_limit_is_waited_out_however_often_it_comes(outbox: Outbox) -> None:
    outbox.telegram.answers.extend([RateLimited(SECOND)] * (MAX_ATTEMPTS + 5))
    await outbox.send("a")
    for _ in range(MAX_ATTEMPTS + 5):
        assert await outbox.empty(SECOND) == ["send a"]
    assert await outbox.outcomes() == {"a": None}
    assert await outbox.empty(SECOND) == ["send a"]
    assert await outbox.outcomes() == {"a": "sent"}


async def test_every_attempt_carries_the_same_nonce(outbox: Outbox) -> None:
    outbox.telegram.answers.append(Unavailable())
    await outbox.send("a")
    await outbox.send("other", OTHER)
    await outbox.empty()
    await outbox.empty(5 * SECOND)
    first, other, again = (m.nonce for m in outbox.telegram.asked)
    assert first == again != other


async def test_a_broken_line_is_tried_again_with_longer_and_longer_breaks_and_then_given_up(outbox: Outbox) -> None:
    outbox.telegram.answers.extend([Unavailable()] * MAX_ATTEMPTS)
    await outbox.send("a")
    waits = []
    for _ in range(MAX_ATTEMPTS - 1):
        assert await outbox.empty() == ["send a"]
        due = await outbox.courier.next_due()
        assert due is not None
        waits.append(due - outbox.clock.now())
        outbox.clock.set(due)
    assert waits == [FIRST_RETRY * 2**n for n in range(1, MAX_ATTEMPTS)]
    assert await outbox.empty() == ["send a"]
    assert await outbox.outcomes() == {"a": "unavailable"}
    assert await outbox.courier.next_due() is None


async def test_what_may_have_gone_through_is_marked_unsure_and_what_was_only_limited_is_not(outbox: Outbox) -> None:
    outbox.telegram.answers.extend([Unavailable(), RateLimited(SECOND)])
    await outbox.send("a")
    await outbox.send("b", OTHER)
    await outbox.empty()
    outbox.clock.advance(10 * SECOND)
    async with outbox.database.begin() as tx:
        found = await outbox.store.claim(tx, outbox.clock.now(), frozenset())
    assert [d.unsure for d in found] == [True, False]


@pytest.mark.parametrize("error", [Forbidden("no"), Gone("left"), Rejected("too long")])
async def test_a_final_answer_ends_a_delivery_and_lets_the_next_one_go(outbox: Outbox, error: Exception) -> None:
    outbox.telegram.answers.append(error)
    await outbox.send("a")
    await outbox.send("b")
    assert await outbox.empty() == ["send a", "send b"]
    assert await outbox.outcomes() == {"a": type(error).__name__.lower(), "b": "sent"}
    assert outbox.courier.faults == 0


async def test_a_fault_of_ours_ends_a_delivery_is_counted_and_lets_the_next_one_go(outbox: Outbox) -> None:
    outbox.telegram.answers.append(ZeroDivisionError())
    await outbox.send("a")
    await outbox.send("b")
    assert await outbox.empty() == ["send a", "send b"]
    assert (await outbox.outcomes(), outbox.courier.faults) == ({"a": "fault", "b": "sent"}, 1)


async def test_a_platform_that_no_longer_runs_is_gone(outbox: Outbox) -> None:
    await outbox.send("a", ChatRef(Platform.CONSOLE, "1"))
    await outbox.empty()
    assert await outbox.outcomes() == {"a": "gone"}


async def test_an_act_that_is_forbidden_is_told_and_a_message_that_is_forbidden_is_not(outbox: Outbox) -> None:
    outbox.telegram.answers.extend([Forbidden(), Forbidden(), Gone()])
    ban = Ban(SPACE, ANNA, None)
    await outbox.send("a")
    await outbox.perform(ban, "ban")
    await outbox.perform(Kick(SPACE, ANNA), "kick")
    await outbox.empty()
    assert outbox.refused == [ban]


async def test_everything_that_waits_follows_a_chat_to_where_it_has_moved(outbox: Outbox) -> None:
    topic = ChatRef(Platform.TELEGRAM, "-100", "9")
    outbox.telegram.answers.append(Migrated(MOVED))
    await outbox.send("a")
    await outbox.send("b", topic)
    await outbox.perform(Kick(SPACE, ANNA), "kick")
    await outbox.send("other", OTHER)
    assert sorted(await outbox.empty()) == ["kick 5", "send a", "send a", "send b", "send other"]
    to = ChatRef(Platform.TELEGRAM, MOVED.id, "9")
    assert [t for t in outbox.telegram.targets if t != OTHER] == [GROUP, MOVED, to, SpaceRef(MOVED.platform, MOVED.id)]
    assert set((await outbox.outcomes()).values()) == {"sent"}


async def test_a_message_that_stayed_behind_in_the_old_chat_cannot_be_edited_or_deleted_any_more(
    outbox: Outbox,
) -> None:
    await outbox.send("a", subject="event:1")
    await outbox.empty()
    outbox.telegram.answers.append(Migrated(MOVED))
    await outbox.show("event:1", "b")
    await outbox.send("c")
    assert await outbox.empty() == ["edit 1 b", "send c"]
    assert await outbox.outcomes() == {"a": "sent", "edit:1": "gone", "c": "sent"}
    outbox.telegram.answers.append(Migrated(MOVED))
    await outbox.perform(Delete((MessageRef(GROUP, "1"),)), "delete")
    assert await outbox.empty() == ["delete 1"]
    assert (await outbox.outcomes())["delete"] == "gone"


async def test_what_was_being_sent_when_the_process_died_is_sent_again_by_the_next_one(outbox: Outbox) -> None:
    await outbox.send("a")
    await outbox.send("b")
    async with outbox.database.begin() as tx:
        await outbox.store.claim(tx, outbox.clock.now(), frozenset())
    await outbox.restarted().recover()
    assert await outbox.empty() == ["send a", "send b"]


async def test_an_edit_of_a_message_that_never_went_out_does_nothing(outbox: Outbox) -> None:
    outbox.telegram.open.clear()
    outbox.telegram.answers.append(Forbidden())
    await outbox.send("a", subject="event:1")
    await outbox.courier.send_due()
    await outbox.show("event:1", "b")
    outbox.telegram.open.set()
    await outbox.courier.settle()
    assert await outbox.empty() == ["send a"]
    assert await outbox.outcomes() == {"a": "forbidden", "edit:1": "sent"}


async def test_every_act_reaches_the_platform(outbox: Outbox) -> None:
    acts: tuple[Act, ...] = (
        Delete((MessageRef(GROUP, "3"),)),
        Restrict(SPACE, ANNA, None),
        Release(SPACE, ANNA),
        Kick(SPACE, ANNA),
        Ban(SPACE, ANNA, outbox.clock.now()),
        Unban(SPACE, ANNA),
    )
    for number, act in enumerate(acts):
        await outbox.perform(act, str(number))
    assert await outbox.empty() == ["delete 3", "restrict 5", "release 5", "kick 5", "ban 5", "unban 5"]
