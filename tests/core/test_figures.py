"""What moderation does, in numbers."""

from datetime import UTC, datetime, timedelta

from bot.ids import MemberId
from bot.moderation.model import NATIVE, Kind
from bot.moderation.queue.figures import CaseCount, count_acts
from bot.moderation.queue.store import Acted
from bot.moderation.views import LADDER

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


def an_act(kind: Kind, rule: str | None = None, *, seconds: float = 0, member: int = 1) -> Acted:
    """Give what was done to somebody so long after noon."""
    return Acted(kind, rule, MemberId(member), NOON + timedelta(seconds=seconds))


def test_a_burst_counts_once_by_its_strictest_case() -> None:
    acts = [an_act(Kind.DELETE, "links"), an_act(Kind.WARN, "flood", seconds=9), an_act(Kind.MUTE, "spam", seconds=18)]
    assert count_acts(acts) == [CaseCount(Kind.MUTE, "spam", 1)]


def test_what_comes_after_a_burst_and_other_peoples_count_for_themselves() -> None:
    acts = [
        an_act(Kind.WARN, "flood"),
        an_act(Kind.MUTE, "flood", seconds=10),
        an_act(Kind.WARN, "flood", seconds=10, member=2),
    ]
    assert count_acts(acts) == [CaseCount(Kind.MUTE, "flood", 1), CaseCount(Kind.WARN, "flood", 2)]


def test_what_moderators_and_the_ladder_do_counts_besides() -> None:
    acts = [an_act(Kind.WARN), an_act(Kind.WARN, "flood"), an_act(Kind.MUTE, LADDER), an_act(Kind.BAN)]
    assert [(c.kind, c.rule) for c in count_acts(acts)] == [
        (Kind.BAN, None),
        (Kind.MUTE, LADDER),
        (Kind.WARN, None),
        (Kind.WARN, "flood"),
    ]


def test_what_was_done_in_the_platforms_menu_was_done_by_hand() -> None:
    assert count_acts([an_act(Kind.BAN, NATIVE), an_act(Kind.BAN, "spam")]) == [
        CaseCount(Kind.BAN, None, 1),
        CaseCount(Kind.BAN, "spam", 1),
    ]


def test_notes_and_approvals_are_not_counted() -> None:
    assert count_acts([an_act(Kind.NOTE), an_act(Kind.APPROVE), an_act(Kind.UNAPPROVE)]) == []
