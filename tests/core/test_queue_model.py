"""Who may decide, who may report, and what can be appealed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.access import Access
from bot.audience import Team
from bot.call import Person
from bot.ids import AccountRef, ChatRef, CommunityId, MemberId, Platform
from bot.moderation.model import Case, Entry, Kind, Step
from bot.moderation.queue.model import (
    HALF_LIFE,
    Filed,
    NoAppeal,
    Objection,
    Report,
    Ruling,
    Ticket,
    TicketKind,
    bar_reporter,
    judges,
    median,
    object_to_judge,
    object_to_ruling,
    refuse_appeal,
    seniors,
)
from bot.moderation.views import pseudonym

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
HERE, CHAT = CommunityId(1), ChatRef(Platform.CONSOLE, "group")
MEMBER, MODERATOR, ADMIN, OWNER = Access.MEMBER, Access.MODERATOR, Access.ADMIN, Access.OWNER


def a_person(number: int, access: Access = MODERATOR) -> Person:
    return Person(MemberId(number), f"p{number}", (AccountRef(Platform.CONSOLE, f"p{number}"),), access)


MAX, OLGA, ANNA = a_person(1), a_person(2, OWNER), a_person(3, MEMBER)


def a_ticket(*reporters: Person) -> Ticket:
    reports = tuple(Report(p.member, NOW, "", p.accounts[0], CHAT) for p in reporters)
    return Ticket(1, HERE, TicketKind.REPORT, ANNA.member, NOW, CHAT, reports=reports)


def a_case(kind: Kind = Kind.MUTE, by: Person | None = MAX, *steps: Step) -> Case:
    history = tuple(Entry(step, NOW, None) for step in (Step.OPENED, *steps))
    actor = by.member if by else None
    return Case(1, HERE, 1, kind, ANNA.member, actor, None, "", "", NOW, history=history)


def filed(*outcomes: bool | None, age: timedelta = timedelta(0)) -> list[Filed]:
    return [Filed(NOW - age, outcome) for outcome in outcomes]


def test_a_moderator_decides_about_somebody_of_lower_rank_only() -> None:
    assert object_to_ruling(a_ticket(), Ruling.BAN, MAX, MEMBER) is None
    assert object_to_ruling(a_ticket(), Ruling.BAN, MAX, MODERATOR) is Objection.RANK
    assert object_to_ruling(a_ticket(), Ruling.DELETE, MAX, OWNER) is Objection.RANK
    assert object_to_ruling(a_ticket(), Ruling.DISMISS, MAX, OWNER) is None


def test_nobody_decides_about_themselves_or_their_own_report() -> None:
    about_max = replace(a_ticket(), member=MAX.member)
    for ruling in (Ruling.BAN, Ruling.DISMISS):
        assert object_to_ruling(about_max, ruling, MAX, MODERATOR) is Objection.YOURSELF
        assert object_to_ruling(a_ticket(OLGA, MAX), ruling, MAX, MEMBER) is Objection.OWN_REPORT


def test_whoever_acted_does_not_judge_unless_they_own_it_all_and_are_alone() -> None:
    both = Team((OLGA, MAX))
    assert object_to_judge(a_case(by=MAX), MAX, both) is Objection.OWN_CASE
    assert object_to_judge(a_case(by=MAX), OLGA, both) is None
    assert object_to_judge(a_case(by=None), MAX, both) is None
    assert object_to_judge(a_case(by=OLGA), OLGA, both) is Objection.OWN_CASE
    assert object_to_judge(a_case(by=OLGA), OLGA, Team((OLGA,))) is None
    assert object_to_judge(a_case(by=OLGA), OLGA, Team((OLGA,), hidden=1)) is Objection.OWN_CASE
    assert object_to_judge(a_case(by=MAX), MAX, Team((MAX,))) is Objection.OWN_CASE  # no owner
    assert object_to_judge(a_case(by=OLGA), a_person(3), both) is Objection.YOURSELF


def test_judges_are_all_who_moderate_but_the_two_it_is_about() -> None:
    unmet = a_person(0)
    team = Team((OLGA, MAX, a_person(3), unmet))
    assert judges(a_case(by=MAX), team) == (OLGA, unmet)
    assert judges(a_case(by=None), team) == (OLGA, MAX, unmet)
    assert seniors(team.people) == (OLGA,)
    assert seniors((MAX,)) == (MAX,)


def test_two_dismissed_reports_are_forgiven_and_three_in_a_row_are_not() -> None:
    assert bar_reporter(filed(False, False), NOW) is None
    barred = bar_reporter(filed(False, False, False), NOW)
    assert barred is not None
    assert (barred.dismissed, barred.decided) == (3, 3)
    assert 3 * DAY < barred.until - NOW < 4 * DAY


def test_a_good_record_outweighs_mistakes_and_open_reports_do_not_count() -> None:
    assert bar_reporter(filed(False, False, False, True), NOW) is None
    assert bar_reporter(filed(False, False, None, None, None), NOW) is None
    assert bar_reporter(filed(*[False] * 5, age=3 * HALF_LIFE), NOW) is None


@given(st.lists(st.tuples(st.integers(0, 100), st.booleans()), max_size=20))
def test_who_is_barred_may_report_again_exactly_when_it_was_said(record: list[tuple[int, bool]]) -> None:
    reports = [Filed(NOW - DAY * age, upheld) for age, upheld in record]
    barred = bar_reporter(reports, NOW)
    if barred is None:
        return
    assert barred.until > NOW
    second = timedelta(seconds=1)
    assert bar_reporter(reports, barred.until + second) is None
    recent = all(barred.until - f.at < 179 * DAY for f in reports)
    assert bar_reporter(reports, barred.until - second) is not None or not recent


@pytest.mark.parametrize(
    ("case", "why"),
    [
        (a_case(Kind.WARN), None),
        (a_case(Kind.KICK), None),
        (a_case(Kind.NOTE), NoAppeal.KIND),
        (a_case(Kind.UNBAN), NoAppeal.KIND),
        (a_case(Kind.MUTE, MAX, Step.LIFTED), NoAppeal.UNDONE),
        (a_case(Kind.MUTE, MAX, Step.RELEASED), NoAppeal.UNDONE),
        (a_case(Kind.MUTE, MAX, Step.ENDED), NoAppeal.ENDED),
        (a_case(Kind.MUTE, MAX, Step.CONTINUED), NoAppeal.CONTINUED),
        (a_case(Kind.MUTE, MAX, Step.APPEALED), NoAppeal.AGAIN),
        (a_case(Kind.MUTE, MAX, Step.APPEALED, Step.OVERTURNED), NoAppeal.AGAIN),
        (replace(a_case(), at=NOW - 31 * DAY), NoAppeal.LATE),
    ],
)
def test_a_case_is_appealed_once_in_time_and_while_there_is_something_to_undo(case: Case, why: NoAppeal | None) -> None:
    assert refuse_appeal(case, NOW, 30 * DAY) is why


def test_an_appeal_that_changes_nothing_does_not_end_a_case() -> None:
    assert not a_case(Kind.WARN, MAX, Step.APPEALED, Step.UPHELD).over
    assert a_case(Kind.WARN, MAX, Step.APPEALED, Step.OVERTURNED).over


def test_the_median_is_the_middle() -> None:
    assert median([]) is None
    assert median([3 * DAY, DAY, 9 * DAY]) == 3 * DAY
    assert median([DAY, 3 * DAY]) == 2 * DAY


def test_a_pseudonym_is_the_same_each_time_and_another_for_others() -> None:
    assert pseudonym(HERE, MemberId(7)) == pseudonym(HERE, MemberId(7))
    assert len({pseudonym(HERE, MemberId(n)) for n in range(20)}) == 20
    assert pseudonym(CommunityId(2), MemberId(7)) != pseudonym(HERE, MemberId(7))
