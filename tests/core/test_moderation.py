"""What moderation decides, without anybody acting on it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ids import CommunityId, MemberId
from bot.moderation.measures import parse_ladder, parse_measure, write_ladder, write_measure
from bot.moderation.model import (
    Action,
    Kind,
    Measure,
    Rung,
    Sanction,
    Verdict,
    climb,
    extend,
    merge,
    next_rung,
)

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
LADDER = parse_ladder("3: mute 1d, 5: ban")
LENGTHS = st.one_of(st.none(), st.timedeltas(min_value=timedelta(seconds=1), max_value=timedelta(days=3000)))
VERDICTS = st.builds(
    Verdict, st.sampled_from(["blocklist", "flood", "links"]), st.builds(Measure, st.sampled_from(Action), LENGTHS)
    , st.just(""), st.just("")
)  # fmt: skip


def sanction(until: datetime | None) -> Sanction:
    return Sanction(CommunityId(1), MemberId(2), Kind.MUTE, until, 3)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("nothing", Measure(Action.NOTHING)),
        ("Delete", Measure(Action.DELETE)),
        (" warn ", Measure(Action.WARN)),
        ("mute 10m", Measure(Action.MUTE, timedelta(minutes=10))),
        ("mute 1h30m", Measure(Action.MUTE, timedelta(minutes=90))),
        ("ban", Measure(Action.BAN)),
        ("ban 2w", Measure(Action.BAN, timedelta(days=14))),
        ("mute 2 часа", Measure(Action.MUTE, timedelta(hours=2))),
    ],
)
def test_a_measure_is_read_as_written(text: str, measure: Measure) -> None:
    assert parse_measure(text) == measure


@pytest.mark.parametrize("text", ["", "explode", "warn 10m", "kick 1d", "mute soon", "mute 0m", "ban 10m please"])
def test_what_is_no_measure_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_measure(text)


@given(st.sampled_from([Action.MUTE, Action.BAN]), st.integers(1, 3000 * 86_400))
def test_a_measure_survives_being_written_and_read(action: Action, seconds: int) -> None:
    measure = Measure(action, timedelta(seconds=seconds))
    assert parse_measure(write_measure(measure)) == measure


@pytest.mark.parametrize("text", ["3: mute 1d, 5: ban", "no", "2: kick", "1: mute, 2: ban 1w"])
def test_a_ladder_survives_being_read_and_written(text: str) -> None:
    assert write_ladder(parse_ladder(text)) == text


@pytest.mark.parametrize(
    "text", ["3", "3 mute", "0: ban", "x: ban", "3: warn", "3: delete", "100: ban", "-1: ban", ","]
)
def test_what_is_no_ladder_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_ladder(text)


@pytest.mark.parametrize(
    ("warnings", "action"),
    [(1, None), (2, None), (3, Action.MUTE), (4, None), (5, Action.BAN), (6, Action.BAN), (40, Action.BAN)],
)
def test_the_ladder_acts_at_its_steps_and_from_the_last_one_on(warnings: int, action: Action | None) -> None:
    rung = climb(LADDER, warnings)
    assert (rung.measure.action if rung else None) == action


def test_without_a_ladder_warnings_lead_nowhere() -> None:
    assert climb((), 7) is None
    assert next_rung((), 7) is None


def test_somebody_warned_is_told_the_next_step() -> None:
    assert next_rung(LADDER, 1) == Rung(3, Measure(Action.MUTE, timedelta(days=1)))
    assert next_rung(LADDER, 3) == Rung(5, Measure(Action.BAN))
    assert next_rung(LADDER, 5) is None


@given(LENGTHS, LENGTHS)
def test_a_second_mute_never_shortens_the_first(first: timedelta | None, second: timedelta | None) -> None:
    old = NOON + first if first is not None else None
    new = NOON + second if second is not None else None
    until = extend(sanction(old), new)
    if old is None or new is None:
        assert until is None
    else:
        assert until is not None
        assert until >= old
        assert until >= new


def test_a_first_mute_ends_when_it_says() -> None:
    assert extend(None, NOON) == NOON
    assert extend(None, None) is None


@given(st.lists(VERDICTS, min_size=1, max_size=6).flatmap(lambda v: st.tuples(st.just(v), st.permutations(v))))
def test_verdicts_merge_to_the_strictest_in_any_order_and_every_rule_is_kept(
    pair: tuple[list[Verdict], list[Verdict]],
) -> None:
    verdicts, shuffled = pair
    merged = merge(verdicts)
    assert merged is not None
    assert merge(shuffled) == merged
    assert all(v.measure.strictness <= merged.verdict.measure.strictness for v in verdicts)
    assert {v.rule for v in (merged.verdict, *merged.others)} == {v.rule for v in verdicts}


def test_no_verdicts_merge_to_nothing() -> None:
    assert merge([]) is None


def test_for_good_is_stricter_than_any_length() -> None:
    assert Measure(Action.MUTE).strictness > Measure(Action.MUTE, timedelta(days=3650)).strictness
    assert Measure(Action.BAN, timedelta(minutes=1)).strictness > Measure(Action.MUTE).strictness
