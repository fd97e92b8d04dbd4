"""Keeping to a platform's limits: never faster, and no slower than that."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.pace import PLENTY, Limits, Pace
from tests.fakes import NOON

SECOND = timedelta(seconds=1)
LIMITS = Limits(
    gap=SECOND,
    in_group=5,
    group_window=20 * SECOND,
    in_all=((3, SECOND), (2, SECOND / 4)),
    is_group=lambda chat: chat[0] == "-",
)
CHATS = st.sampled_from(["-1", "-2", "3", "4", "5"])


@given(st.lists(st.tuples(CHATS, st.integers(0, 1500)), max_size=60))
def test_whoever_waits_for_their_turn_never_exceeds_a_limit(wishes: list[tuple[str, int]]) -> None:
    pace, now, sent = Pace(LIMITS), NOON, []
    for chat, later in wishes:
        now = pace.ready_at(chat, now + timedelta(milliseconds=later))
        assert chat not in pace.resting(now)
        assert pace.room(now) > 0
        pace.take(chat, now)
        sent.append((chat, now))
    for index, (chat, at) in enumerate(sent):
        soon = [c for c, t in sent[index:] if t - at < SECOND]
        assert len(soon) <= 3
        assert sum(t - at < SECOND / 4 for _, t in sent[index:]) <= 2
        assert soon.count(chat) == 1
        if chat.startswith("-"):
            window = [c for c, t in sent[index:] if t - at < LIMITS.group_window]
            assert window.count(chat) <= LIMITS.in_group


def test_a_chat_that_rests_keeps_no_other_one_waiting() -> None:
    pace = Pace(LIMITS)
    pace.take("-1", NOON)
    assert pace.ready_at("-1", NOON) == NOON + SECOND
    assert pace.ready_at("-2", NOON) == NOON
    assert pace.resting(NOON) == {"-1": NOON + SECOND}
    assert pace.resting(NOON + SECOND) == {}


def test_a_private_chat_knows_no_limit_by_the_minute() -> None:
    pace = Pace(LIMITS)
    for number in range(LIMITS.in_group):
        for chat in ("-1", "3"):
            pace.take(chat, NOON + number * SECOND)
    last = NOON + (LIMITS.in_group - 1) * SECOND
    assert pace.ready_at("3", last) == last + SECOND
    assert pace.ready_at("-1", last) == NOON + LIMITS.group_window


def test_what_was_sent_long_ago_is_forgotten() -> None:
    pace = Pace(LIMITS)
    for number in range(1000):
        pace.take(str(number), NOON + number * SECOND)
    pace.rest("-7", NOON + SECOND)
    pace.resting(NOON + 2000 * SECOND)
    assert (pace._chats, pace._resting) == ({}, {})


def test_without_limits_only_a_chat_that_was_told_to_rest_waits() -> None:
    pace = Pace()
    for _ in range(1000):
        pace.take("1", NOON)
    assert (pace.room(NOON), pace.room_at(NOON), pace.ready_at("1", NOON)) == (PLENTY, NOON, NOON)
    pace.rest("1", NOON + SECOND)
    pace.rest("1", NOON)
    assert pace.resting(NOON) == {"1": NOON + SECOND}
    assert pace.ready_at("1", NOON) == NOON + SECOND
