"""What may be thanked when, and what it is worth."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.call import Person
from bot.content import Time
from bot.errors import Refused
from bot.ids import MemberId
from bot.recognition.model import (
    DAY,
    POINT,
    Cause,
    Entry,
    Past,
    Share,
    Wish,
    decide_counting,
    decide_thanks,
    taken_back,
    worth,
)
from bot.recognition.ranking import Period, contenders, decide_ranking, faded
from bot.recognition.settings import RecognitionSettings
from tests.fakes import NOON
from tests.fakes_recognition import person

USUAL = RecognitionSettings()
HOUR = timedelta(hours=1)
ANNA, BORIS, VERA = person(1), person(2), person(3)

ages = st.lists(st.timedeltas(timedelta(0), timedelta(days=40)), max_size=12)


def wish(*receivers: Person, reason: str = "the talk") -> Wish:
    return Wish(receivers, reason, None, None, "UTC")


def past(given: list[timedelta] | None = None, **between: list[timedelta]) -> Past:
    """Say how long ago Anna thanked, and how long ago she and Boris, or she and Vera, did."""
    pairs = {MemberId({"boris": 2, "vera": 3}[name]): [NOON - age for age in ages] for name, ages in between.items()}
    wrote: dict[MemberId, datetime | None] = {MemberId(n): NOON - HOUR for n in (2, 3)}
    return Past([NOON - age for age in given or []], pairs, wrote)


def refusal(wanted: Wish, facts: Past, now: datetime = NOON) -> Refused:
    with pytest.raises(Refused) as caught:
        decide_thanks(ANNA, wanted, facts, USUAL, now)
    return caught.value


def moment(refused: Refused) -> datetime:
    when = refused.values["when"]
    assert isinstance(when, Time)
    return when.at


def test_the_first_thanks_of_a_pair_are_a_point_the_second_half_and_the_third_a_third() -> None:
    for before, amount in (([], 1000), ([25 * HOUR], 500), ([25 * HOUR, 50 * HOUR], 333)):
        assert decide_thanks(ANNA, wish(BORIS), past(boris=before), USUAL, NOON) == (Share(BORIS.member, amount),)


def test_thanks_of_more_than_thirty_days_ago_do_not_make_new_ones_worth_less() -> None:
    assert decide_thanks(ANNA, wish(BORIS), past(boris=[30 * DAY]), USUAL, NOON) == (Share(BORIS.member, 1000),)


def test_several_people_at_once_share_the_worth_each_by_their_own_history() -> None:
    shares = decide_thanks(ANNA, wish(BORIS, VERA), past(vera=[2 * DAY]), USUAL, NOON)
    assert shares == (Share(BORIS.member, 500), Share(VERA.member, 250))


def test_a_worth_is_rounded_half_to_even_and_is_never_nothing() -> None:
    assert worth(16, 1) == 62  # 62.5
    assert worth(1, 16) == 62
    assert worth(5000, 20) == 1


def test_nobody_thanks_themselves_a_bot_or_as_a_bot() -> None:
    assert refusal(wish(BORIS, ANNA), past()).key == "thanks-self"
    assert refusal(wish(person(0, human=False)), past()).key == "thanks-people-only"
    with pytest.raises(Refused, match="thanks-people-only"):
        decide_thanks(person(0, human=False), wish(BORIS), past(), USUAL, NOON)


def test_a_reason_has_room_for_three_hundred_characters() -> None:
    assert refusal(wish(BORIS, reason="x" * 301), past()).key == "thanks-reason-too-long"
    assert decide_thanks(ANNA, wish(BORIS, reason="x" * 300), past(), USUAL, NOON)


@pytest.mark.parametrize(
    ("wrote", "fine"), [(None, False), (NOON - 30 * DAY - HOUR, False), (NOON - 30 * DAY, True), (NOON, True)]
)
def test_the_receiver_has_written_here_in_the_last_thirty_days(wrote: datetime | None, fine: bool) -> None:
    facts = Past([], {}, {BORIS.member: wrote})
    if fine:
        assert decide_thanks(ANNA, wish(BORIS), facts, USUAL, NOON)
    else:
        assert refusal(wish(BORIS), facts).key == "thanks-inactive"


def test_the_same_pair_has_to_wait_a_day_and_is_told_until_when() -> None:
    refused = refusal(wish(BORIS, VERA), past(boris=[3 * HOUR, 3 * DAY]))
    assert (refused.key, moment(refused)) == ("thanks-pair", NOON + 21 * HOUR)
    assert decide_thanks(ANNA, wish(BORIS), past(boris=[DAY]), USUAL, NOON)


def test_the_sixth_act_within_a_day_waits_until_the_first_is_a_day_old() -> None:
    refused = refusal(wish(BORIS), past([HOUR, 2 * HOUR, 3 * HOUR, 4 * HOUR, 20 * HOUR]))
    assert (refused.key, moment(refused)) == ("thanks-daily", NOON + 4 * HOUR)
    assert decide_thanks(ANNA, wish(BORIS), past([HOUR, 2 * HOUR, 3 * HOUR, 4 * HOUR, DAY]), USUAL, NOON)


def test_with_two_limits_in_the_way_the_later_moment_is_told() -> None:
    five = [HOUR, 2 * HOUR, 3 * HOUR, 4 * HOUR, 5 * HOUR]
    assert moment(refusal(wish(BORIS), past(five, boris=[HOUR]))) == NOON + 23 * HOUR
    assert moment(refusal(wish(BORIS), past(five, boris=[23 * HOUR]))) == NOON + 19 * HOUR


@given(ages, ages)
def test_a_refusal_for_now_names_the_first_moment_at_which_it_is_possible(
    given: list[timedelta], boris: list[timedelta]
) -> None:
    facts = past(given, boris=boris)
    try:
        decide_thanks(ANNA, wish(BORIS), facts, USUAL, NOON)
    except Refused as refused:
        when = moment(refused)
        assert when > NOON
        assert decide_thanks(ANNA, wish(BORIS), facts, USUAL, when)
        assert refusal(wish(BORIS), facts, when - timedelta(microseconds=1))


@given(ages, ages)
def test_limits_are_never_passed(given: list[timedelta], boris: list[timedelta]) -> None:
    try:
        (share,) = decide_thanks(ANNA, wish(BORIS), past(given, boris=boris), USUAL, NOON)
    except Refused:
        return
    assert sum(age < DAY for age in given) < USUAL.acts_a_day
    assert all(age >= USUAL.pair for age in boris)
    assert share.amount == round(POINT / (1 + sum(age < 30 * DAY for age in boris)))


def test_a_newcomers_thanks_count_once_three_days_have_passed_since_they_came() -> None:
    assert decide_counting(NOON, NOON - DAY, USUAL) == NOON + 2 * DAY
    assert decide_counting(NOON, NOON - 3 * DAY, USUAL) == NOON
    assert decide_counting(NOON, None, USUAL) == NOON


@given(st.integers(1, POINT), st.integers(-100, 100))
def test_what_is_taken_back_sums_to_nothing_at_every_moment(amount: int, hours: int) -> None:
    given = Entry(3, 1, BORIS.member, amount, NOON - DAY, NOON + hours * HOUR)
    undone = taken_back(given, Cause.DELETED, NOON)
    assert undone.corrects == given.number
    for at in (NOON, NOON + hours * HOUR, NOON + 200 * HOUR):
        assert sum(e.amount for e in (given, undone) if e.counts_from <= at) in ((0,) if at >= NOON else (0, amount))


def test_a_point_weighs_half_after_ninety_days_and_never_more_than_it_is() -> None:
    assert faded(1000, 90 * DAY, USUAL.half_life) == 500
    assert faded(1000, 180 * DAY, USUAL.half_life) == 250
    assert faded(1000, -DAY, USUAL.half_life) == 1000


def test_more_givers_come_before_more_points_and_fresh_points_before_old_ones() -> None:
    givers = {MemberId(1): 1, MemberId(2): 2, MemberId(3): 1}
    received = [(MemberId(1), 9000, NOON - 300 * DAY), (MemberId(2), 20, NOON), (MemberId(3), 3000, NOON)]
    ranked = decide_ranking(givers, received, USUAL.half_life, NOON, 10)
    assert [p.member for p in ranked] == [2, 3, 1]


@given(st.dictionaries(st.integers(1, 50).map(MemberId), st.integers(1, 4)), st.integers(1, 5))
def test_leaving_out_who_cannot_be_among_the_first_changes_nothing(givers: dict[MemberId, int], most: int) -> None:
    received = [(m, 100 * (m % 7), NOON) for m in givers]
    few = contenders(givers, most)
    kept = [r for r in received if r[0] in few]
    everybody = decide_ranking(givers, received, USUAL.half_life, NOON, most)
    assert decide_ranking(few, kept, USUAL.half_life, NOON, most) == everybody


def test_a_ranking_looks_back_a_week_a_month_or_to_the_beginning() -> None:
    assert [p.since(NOON) for p in Period] == [NOON - 7 * DAY, NOON - 30 * DAY, None]
