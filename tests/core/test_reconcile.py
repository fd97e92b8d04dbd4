"""What is done about a mute or ban that the platform does not show follows from what is known, never from guessing."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.ids import CommunityId, MemberId
from bot.moderation.acted import Carried
from bot.moderation.model import Kind, Sanction
from bot.moderation.reconcile import Remedy, decide
from bot.ports import Standing

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
BEGAN = NOW - 5 * HOUR
FREE, AWAY, MUTED = Standing(), Standing(present=False), Standing(muted=True)
BANNED = Standing(present=False, banned=True)
SENT = Carried(1, "sent", NOW - 4 * HOUR)


def of(kind: Kind, until: datetime | None = None) -> Sanction:
    return Sanction(CommunityId(1), MemberId(1), kind, until, 1)


def done(outcome: str | None) -> Carried:
    return Carried(1, outcome, NOW - 4 * HOUR)


@pytest.mark.parametrize(
    ("kind", "standing"),
    [(Kind.MUTE, MUTED), (Kind.MUTE, AWAY), (Kind.MUTE, BANNED), (Kind.BAN, BANNED)],
)
@pytest.mark.parametrize("carried", [None, SENT, done("unknown")])
def test_what_the_platform_shows_is_left(kind: Kind, standing: Standing, carried: Carried | None) -> None:
    assert decide(of(kind), BEGAN, carried, standing, NOW) is Remedy.LEAVE


@pytest.mark.parametrize("kind", [Kind.MUTE, Kind.BAN])
@pytest.mark.parametrize(
    ("carried", "remedy"),
    [
        (None, Remedy.AGAIN),
        (done(None), Remedy.LEAVE),
        (SENT, Remedy.OVER),
        (done("unknown"), Remedy.AGAIN),
        (done("expired"), Remedy.AGAIN),
        (done("gone"), Remedy.AGAIN),
        (done("forbidden"), Remedy.LEAVE),
        (done("rejected"), Remedy.LEAVE),
    ],
)
def test_what_is_missing_is_done_again_if_it_was_lost_and_over_if_it_arrived(
    kind: Kind, carried: Carried | None, remedy: Remedy
) -> None:
    assert decide(of(kind), BEGAN, carried, FREE, NOW) is remedy


def test_who_came_back_after_it_was_done_did_not_have_it_lifted() -> None:
    assert decide(of(Kind.MUTE), BEGAN, SENT, Standing(came=NOW - 3 * HOUR), NOW) is Remedy.AGAIN
    assert decide(of(Kind.MUTE), BEGAN, SENT, Standing(came=NOW - 9 * HOUR), NOW) is Remedy.OVER


def test_what_is_over_or_about_to_be_renewed_is_left_to_its_own_time() -> None:
    assert decide(of(Kind.MUTE, NOW), BEGAN, SENT, FREE, NOW) is Remedy.LEAVE
    lapsed = Carried(1, "sent", NOW - 4 * HOUR, until=NOW - HOUR)
    assert decide(of(Kind.MUTE, NOW + HOUR), BEGAN, lapsed, FREE, NOW) is Remedy.LEAVE


def test_what_nobody_remembers_is_left() -> None:
    assert decide(of(Kind.BAN), NOW - timedelta(days=31), None, AWAY, NOW) is Remedy.LEAVE


def test_a_ban_that_found_nobody_is_left_while_nobody_is_there() -> None:
    assert decide(of(Kind.BAN), BEGAN, done("gone"), AWAY, NOW) is Remedy.LEAVE
