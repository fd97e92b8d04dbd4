"""When many who come at once are a raid."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject
from pydantic import ValidationError

from bot.moderation.raid.model import Fate, Tally, burst
from bot.moderation.rules.raid import RaidSettings

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
TIMES = st.lists(st.integers(0, 600).map(lambda s: NOON + timedelta(seconds=s)), min_size=1, max_size=60)


def after(*seconds: int) -> list[datetime]:
    return [NOON + timedelta(seconds=s) for s in seconds]


def test_ten_within_a_minute_are_a_burst_and_nine_are_not() -> None:
    came = after(*range(0, 60, 6))
    assert burst(came, came[-1], MINUTE, 10) == (came[0], came[-1])
    assert burst(came[1:], came[-1], MINUTE, 10) is None


def test_ten_within_a_minute_and_a_moment_are_none() -> None:
    came = after(*range(0, 63, 7), 60)
    assert len(came) == 10
    assert burst(came, came[-1], MINUTE, 10) is None


def test_a_burst_of_an_hour_ago_says_nothing_about_who_comes_now() -> None:
    assert burst([*after(*range(10)), NOON + timedelta(hours=1)], NOON + timedelta(hours=1), MINUTE, 10) is None


def test_a_burst_that_goes_on_is_one_from_its_beginning() -> None:
    came = after(*range(0, 120, 5))
    assert burst(came, came[12], MINUTE, 10) == (came[1], came[23])


@given(st.data(), TIMES, st.integers(3, 20), st.integers(5, 120))
def test_the_order_in_which_arrivals_are_told_does_not_matter(
    data: DataObject, came: list[datetime], most: int, seconds: int
) -> None:
    at, window = came[0], timedelta(seconds=seconds)
    assert burst(data.draw(st.permutations(came)), at, window, most) == burst(came, at, window, most)


@given(TIMES, st.integers(3, 20), st.integers(5, 120))
def test_a_burst_is_what_counting_every_window_finds(came: list[datetime], most: int, seconds: int) -> None:
    at, window = came[0], timedelta(seconds=seconds)
    crowded = [s for s in came if s <= at < s + window and sum(s <= t < s + window for t in came) >= most]
    found = burst(came, at, window, most)
    # A window may begin at each arrival; of those around `at`, one that reaches `most` makes a burst.
    if found is None:
        assert not [s for s in crowded if max(t for t in came if t < s + window) >= at]
    else:
        first, last = found
        assert first <= at <= last
        assert sum(first <= t <= last for t in came) >= most


@given(TIMES, st.integers(3, 20), st.datetimes(NOON.replace(tzinfo=None), NOON.replace(tzinfo=None) + 10 * MINUTE))
def test_one_more_who_comes_never_ends_a_burst(came: list[datetime], most: int, more: datetime) -> None:
    at = came[0]
    if burst(came, at, MINUTE, most):
        assert burst([*came, more.replace(tzinfo=UTC)], at, MINUTE, most)


def test_a_tally_counts_everybody_once() -> None:
    tally = Tally({Fate.HELD: 5, Fate.FREEING: 1, Fate.BANNING: 2, Fate.LEFT: 3, Fate.BANNED: 4, Fate.FREED: 6})
    assert (tally.came, tally.held, tally.waiting) == (21, 8, 5)
    assert tally.came == tally.held + tally.left + tally.banned + tally.freed


@pytest.mark.parametrize(
    "wrong",
    [{"arrivals": 2}, {"arrivals": 501}, {"seconds": 4}, {"calm": "10s"}, {"calm": "13h"}, {"hold": "8d"},
     {"hold": "soon"}, {"action": "ban"}, {"mode": "on"}],
)  # fmt: skip
def test_settings_out_of_range_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        RaidSettings.model_validate(wrong)


def test_lengths_are_read_as_people_write_them() -> None:
    settings = RaidSettings.model_validate({"calm": "1 час", "hold": "90m"})
    assert (settings.calm, settings.hold) == ("1h", "1h30m")
    assert settings.hold_time == timedelta(minutes=90)
