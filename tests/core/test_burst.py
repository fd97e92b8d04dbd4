"""One person and burst, one case: what belongs together is decided from the cases alone."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.ids import ChatRef, CommunityId, MemberId, MessageRef, Platform
from bot.moderation.burst import AFTERMATH, find_burst
from bot.moderation.measures import parse_measure
from bot.moderation.model import Case, Entry, Kind, Step
from bot.moderation.views import LADDER
from tests.fakes import NOON

SECOND = timedelta(seconds=1)
MESSAGE = MessageRef(ChatRef(Platform.TELEGRAM, "-100"), "7")


def case(number: int, kind: Kind, at: float, *, rule: str | None = "flood", length: float | None = None) -> Case:
    moment = NOON + at * SECOND
    until = moment + length * SECOND if length is not None else None
    blank = Case(number, CommunityId(1), number, kind, MemberId(1), None, rule, "", "", moment, until)
    return replace(blank, message=None if rule == LADDER else MESSAGE)


def test_what_comes_within_ten_seconds_belongs_to_the_case_and_later_things_do_not() -> None:
    cases = [case(1, Kind.WARN, 0)]
    assert find_burst(cases, NOON + AFTERMATH - SECOND) is not None
    assert find_burst(cases, NOON + AFTERMATH) is None
    assert find_burst(cases, NOON - timedelta(hours=1)) is not None  # written before, and told after


def test_cases_by_hand_and_those_taken_back_begin_no_burst() -> None:
    assert find_burst([case(1, Kind.MUTE, 0, rule=None)], NOON) is None
    lifted = replace(case(1, Kind.MUTE, 0), history=(Entry(Step.LIFTED, NOON, MemberId(2)),))
    assert find_burst([lifted], NOON) is None


def test_a_burst_covers_what_is_no_stricter() -> None:
    burst = find_burst([case(1, Kind.MUTE, 0, length=600)], NOON)
    assert burst is not None
    assert [burst.covers(parse_measure(m)) for m in ("delete", "warn", "mute 10m", "mute 1h", "mute", "ban")] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]


def test_what_the_ladder_did_counts_as_done() -> None:
    cases = [case(2, Kind.MUTE, 0, rule=LADDER, length=86_400), case(1, Kind.WARN, 0)]
    burst = find_burst(cases, NOON)
    assert burst is not None
    assert (burst.shown.id, burst.followed and burst.followed.id, burst.name) == (1, 2, "burst:1")
    assert burst.covers(parse_measure("mute 10m"))
    assert burst.silences


def test_a_burst_that_gets_stricter_goes_on_from_its_latest_case_under_its_first_name() -> None:
    cases = [case(2, Kind.MUTE, 8, length=600), case(1, Kind.DELETE, 0)]
    burst = find_burst(cases, NOON + 17 * SECOND)
    assert burst is not None
    assert (burst.name, burst.shown.id, burst.more) == ("burst:1", 2, 1)


@given(st.lists(st.floats(0, 60), min_size=1, max_size=8), st.floats(0, 80))
def test_a_burst_has_no_gap_of_ten_seconds(times: list[float], moment: float) -> None:
    cases = [case(n, Kind.WARN, at) for n, at in enumerate(sorted(times), 1)][::-1]
    burst = find_burst(cases, NOON + moment * SECOND)
    latest = cases[0].at
    assert (burst is not None) == (latest > NOON + moment * SECOND - AFTERMATH)
    if burst is not None:
        since = min(latest, NOON + moment * SECOND) - AFTERMATH
        for newer, older in zip(burst.cases, burst.cases[1:], strict=False):
            assert older.at > since or newer.at - older.at < AFTERMATH
