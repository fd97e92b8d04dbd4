"""Emptying the outbox: order within a lane, every answer of a platform, and what a crash leaves behind."""

from datetime import timedelta

import pytest

from bot.acts import Act, Ban, Delete, Kick, Release, Restrict, Unban
from bot.courier import FIRST_RETRY, LEASE, LONGEST_RETRY, MAX_UNKNOWN, REFUSED_REST, WORDS_KEPT
from bot.deliveries import MESSAGE_LIFE
from bot.errors import Forbidden, Gone, Migrated, RateLimited, Rejected, Unavailable, Unknown
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
    outbox.telegram.answers.extend([RateLimited(SECOND)] * 15)
    await outbox.send("a")
    for _ in range(15):
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


async def test_a_broken_line_is_tried_again_with_longer_breaks_for_as_long_as_it_is_news(outbox: Outbox) -> None:
    outbox.telegram.answers.extend([Unavailable()] * 10_000)
    await outbox.send("a")
    waits = []
    for _ in range(8):
        assert await outbox.empty() == ["send a"]
        due = await outbox.courier.next_due()
        assert due is not None
        waits.append(due - outbox.clock.now())
        outbox.clock.set(due)
    assert waits == [*(FIRST_RETRY * 2**n for n in range(6)), LONGEST_RETRY, LONGEST_RETRY]
    assert await outbox.empty(MESSAGE_LIFE) == []
    assert await outbox.outcomes() == {"a": "expired"}
    assert await outbox.courier.next_due() is None


async def test_retries_are_spread_so_that_a_thousand_chats_do_not_come_back_in_one_moment(outbox: Outbox) -> None:
    outbox.restarted(jitter=lambda: 0.0)
    outbox.telegram.answers.append(Unavailable())
    await outbox.send("a")
    await outbox.empty()
    assert await outbox.courier.next_due() == outbox.clock.now() + FIRST_RETRY / 2


async def test_a_message_of_unknown_fate_is_sent_again_but_not_for_ever_and_the_admins_hear_it(outbox: Outbox) -> None:
    outbox.telegram.answers.extend([Unknown()] * 9)
    await outbox.send("a")
    sent = [line for _ in range(9) for line in await outbox.empty(LONGEST_RETRY)]
    assert sent == ["send a"] * MAX_UNKNOWN
    assert await outbox.outcomes() == {"a": "unknown"}
    assert list(outbox.admins.told.values()) == ["unknown -100"]


async def test_where_the_platform_knows_a_message_again_an_unknown_fate_costs_nothing(outbox: Outbox) -> None:
    outbox.discord.answers.extend([Unknown()] * 9)
    await outbox.send("a", CHANNEL)
    for _ in range(10):
        await outbox.empty(LONGEST_RETRY)
    assert (await outbox.outcomes(), len(outbox.discord.done)) == ({"a": "sent"}, 10)


async def test_an_act_of_unknown_fate_is_repeated_until_there_is_an_answer(outbox: Outbox) -> None:
    outbox.telegram.answers.extend([Unknown()] * 9)
    await outbox.perform(Ban(SPACE, ANNA, None), "ban")
    done = [line for _ in range(20) for line in await outbox.empty(LONGEST_RETRY)]
    assert (done, await outbox.outcomes()) == (["ban 5"] * 10, {"ban": "sent"})


@pytest.mark.parametrize("error", [Forbidden("no"), Gone("left"), Rejected("too long")])
async def test_a_final_answer_ends_a_delivery_and_lets_the_next_one_go(outbox: Outbox, error: Exception) -> None:
    outbox.telegram.answers.append(error)
    await outbox.send("a")
    await outbox.send("b")
    assert await outbox.empty() + await outbox.empty(REFUSED_REST) == ["send a", "send b"]
    assert await outbox.outcomes() == {"a": type(error).__name__.lower(), "b": "sent"}
    assert outbox.courier.faults == 0


async def test_a_chat_that_refuses_us_is_left_alone_for_a_while_and_its_messages_wait(outbox: Outbox) -> None:
    outbox.telegram.answers.append(Forbidden())
    await outbox.send("a")
    await outbox.send("b")
    assert await outbox.empty() == ["send a"]
    await outbox.send("other", OTHER)
    assert await outbox.empty() == ["send other"]
    assert await outbox.courier.next_due() == outbox.clock.now() + REFUSED_REST
    assert await outbox.empty(REFUSED_REST - SECOND) == []
    assert await outbox.empty(SECOND) == ["send b"]


async def test_a_fault_of_ours_ends_a_delivery_is_counted_and_lets_the_next_one_go(outbox: Outbox) -> None:
    outbox.telegram.answers.append(ZeroDivisionError())
    await outbox.send("a")
    await outbox.send("b")
    assert await outbox.empty() == ["send a", "send b"]
    assert (await outbox.outcomes(), outbox.courier.faults) == ({"a": "fault", "b": "sent"}, 1)


async def test_what_goes_to_a_platform_that_runs_elsewhere_waits_until_it_is_too_old(outbox: Outbox) -> None:
    await outbox.send("a", ChatRef(Platform.CONSOLE, "1"))
    await outbox.empty()
    assert await outbox.courier.next_due() is None
    assert await outbox.outcomes() == {"a": None}
    outbox.clock.advance(MESSAGE_LIFE)
    await outbox.courier.tidy()
    assert await outbox.outcomes() == {"a": "expired"}


async def test_what_was_said_is_forgotten_after_a_while_and_can_still_be_shown_anew(outbox: Outbox) -> None:
    await outbox.send("a", subject="case:1")
    await outbox.empty()
    await outbox.send("waits", ChatRef(Platform.CONSOLE, "1"))
    kept = []
    for passed in (WORDS_KEPT, SECOND):
        outbox.clock.advance(passed)
        await outbox.courier.tidy()
        async with outbox.database.read() as tx:
            found = [await outbox.store.find_by_key(tx, key) for key in ("a", "waits")]
        kept.append([delivery is not None and "doc" in delivery.payload for delivery in found])
    assert kept == [[True, True], [False, True]]
    await outbox.show("case:1", "b")
    assert await outbox.empty() == ["edit 1 b"]


async def test_an_act_that_is_forbidden_is_told_and_a_message_that_is_forbidden_is_not(outbox: Outbox) -> None:
    outbox.telegram.answers.extend([Forbidden(), Forbidden(), Gone()])
    ban = Ban(SPACE, ANNA, None)
    await outbox.send("a")
    await outbox.perform(ban, "ban")
    await outbox.perform(Kick(SPACE, ANNA), "kick")
    await outbox.empty()
    assert outbox.admins.told == {"undelivered:telegram:-100:forbidden:0": "forbidden -100", "refused:2": ban}


async def test_everything_that_waits_follows_a_chat_to_where_it_has_moved(outbox: Outbox) -> None:
    topic = ChatRef(Platform.TELEGRAM, "-100", "9")
    outbox.telegram.answers.append(Migrated(MOVED))
    await outbox.send("a")
    await outbox.send("b", topic)
    assert await outbox.empty() == ["send a", "send a", "send b"]
    assert outbox.telegram.targets == [GROUP, MOVED, ChatRef(Platform.TELEGRAM, MOVED.id, "9")]
    assert outbox.moves == [(SPACE, SpaceRef(Platform.TELEGRAM, MOVED.id))]
    assert set((await outbox.outcomes()).values()) == {"sent"}


async def test_acts_follow_a_group_to_where_it_has_moved(outbox: Outbox) -> None:
    outbox.telegram.answers.append(Migrated(MOVED))
    await outbox.perform(Kick(SPACE, ANNA), "kick")
    await outbox.perform(Unban(SPACE, ANNA), "unban")
    assert await outbox.empty() == ["kick 5", "kick 5", "unban 5"]
    moved = SpaceRef(MOVED.platform, MOVED.id)
    assert outbox.telegram.targets == [SPACE, moved, moved]


async def test_a_message_that_stayed_behind_in_the_old_chat_cannot_be_edited_or_deleted_any_more(
    outbox: Outbox,
) -> None:
    await outbox.send("a", subject="event:1")
    await outbox.empty()
    outbox.telegram.answers.extend([None, Migrated(MOVED)])
    await outbox.show("event:1", "b")
    await outbox.send("c")
    assert await outbox.empty() == ["send c", "edit 1 b"]
    assert await outbox.outcomes() == {"a": "sent", "edit:1": "gone", "c": "sent"}
    outbox.telegram.answers.append(Migrated(MOVED))
    await outbox.perform(Delete((MessageRef(GROUP, "1"),)), "delete")
    assert await outbox.empty() == ["delete 1"]
    assert (await outbox.outcomes())["delete"] == "gone"


async def test_what_was_being_sent_when_the_process_died_is_sent_again_by_the_next_one(outbox: Outbox) -> None:
    await outbox.send("a")
    await outbox.send("b")
    outbox.telegram.open.clear()
    await outbox.courier.send_due()
    dead = outbox.courier
    await outbox.restarted().recover()
    outbox.telegram.open.set()
    assert await outbox.empty() == ["send a", "send a", "send b"]
    await dead.settle()


async def test_a_process_that_is_alive_keeps_what_it_is_sending_from_the_others(outbox: Outbox) -> None:
    outbox.telegram.open.clear()
    await outbox.send("a")
    first = outbox.courier
    await first.send_due()
    second = outbox.restarted()
    for _ in range(3):
        outbox.clock.advance(LEASE - SECOND)
        assert await second.send_due() == 0
        await first.renew()
    assert await second.next_due() == outbox.clock.now() + LEASE
    outbox.telegram.open.set()
    await first.settle()
    assert (await second.send_due(), outbox.telegram.done) == (0, ["send a"])


async def test_an_edit_of_a_message_that_never_went_out_does_nothing(outbox: Outbox) -> None:
    outbox.telegram.open.clear()
    outbox.telegram.answers.append(Forbidden())
    await outbox.send("a", subject="event:1")
    await outbox.courier.send_due()
    await outbox.show("event:1", "b")
    outbox.telegram.open.set()
    await outbox.courier.settle()
    assert await outbox.empty(REFUSED_REST) == ["send a"]
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
