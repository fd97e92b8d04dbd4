"""Plans, reminders and settings of events."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.content import Buttons
from bot.errors import Refused
from bot.events.model import Event, Plan, State, Wish, check_plan, decide_changes
from bot.events.reminders import (
    MAX_AHEAD,
    MAX_REMINDERS,
    Moment,
    OffsetsError,
    decide_reminder,
    parse_offsets,
    still_ahead,
)
from bot.events.settings import EventSettings
from bot.events.views import answer_buttons, draft_buttons, offer_buttons, quiet_buttons
from bot.ids import CommunityId, MemberId

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
PLAN = Plan("Meetup", NOW + 2 * DAY, HOUR, MemberId(1), remind=(DAY, HOUR, timedelta(0)))


@pytest.mark.parametrize(
    ("text", "offsets"),
    [
        ("24h, 1h, 0m", (DAY, HOUR, timedelta(0))),
        ("0m,1h , 24h", (DAY, HOUR, timedelta(0))),
        ("1ч, 30м, 0м", (HOUR, 30 * MINUTE, timedelta(0))),
        ("0", (timedelta(0),)),
        ("no", ()),
        ("нет", ()),
        ("1h, 60m", (HOUR,)),
    ],
)
def test_reminders_are_read_longest_first(text: str, offsets: tuple[timedelta, ...]) -> None:
    assert parse_offsets(text) == offsets


@pytest.mark.parametrize("text", ["", "soon", "1h,,2h", "31d", "1m,2m,3m,4m,5m,6m", "-1h"])
def test_unreadable_or_too_many_or_too_far_reminders_are_refused(text: str) -> None:
    with pytest.raises(OffsetsError):
        parse_offsets(text)
    with pytest.raises(ValidationError):
        EventSettings(remind=text)


@given(st.text(max_size=200))
def test_any_text_is_read_as_reminders_or_refused(text: str) -> None:
    try:
        offsets = parse_offsets(text)
    except OffsetsError:
        return
    assert len(offsets) <= MAX_REMINDERS
    assert all(timedelta(0) <= o <= MAX_AHEAD for o in offsets)


def test_only_reminders_still_ahead_are_planned() -> None:
    assert [o for o, _ in still_ahead(PLAN, PLAN.starts - 2 * HOUR)] == [HOUR, timedelta(0)]


def test_a_reminder_on_time_names_its_own_distance() -> None:
    reminder = decide_reminder(PLAN, HOUR, MINUTE, PLAN.starts - HOUR + MINUTE)
    assert reminder is not None
    assert (reminder.moment, reminder.distance, reminder.late) == (Moment.AHEAD, HOUR, False)


def test_a_late_reminder_names_the_distance_there_is() -> None:
    reminder = decide_reminder(PLAN, DAY, 3 * HOUR, PLAN.starts - 21 * HOUR)
    assert reminder is not None
    assert (reminder.moment, reminder.distance, reminder.late) == (Moment.AHEAD, 21 * HOUR, True)


def test_of_several_late_reminders_only_the_nearest_goes_out() -> None:
    now = PLAN.starts + 10 * MINUTE
    said = [decide_reminder(PLAN, o, now - (PLAN.starts - o), now) for o in PLAN.remind]
    assert said[:2] == [None, None]
    assert said[2] is not None
    assert (said[2].moment, said[2].late) == (Moment.BEGUN, True)


def test_nothing_is_said_once_the_event_is_over() -> None:
    assert decide_reminder(PLAN, timedelta(0), HOUR, PLAN.ends) is None


def test_a_link_has_to_be_a_web_address() -> None:
    with pytest.raises(Refused, match="event-link-bad"):
        check_plan(Wish(link="https://x y").applied_to(PLAN), NOW)
    check_plan(Wish(link="https://x.example").applied_to(PLAN), NOW)


def test_a_start_that_has_passed_is_refused() -> None:
    with pytest.raises(Refused, match="event-in-the-past"):
        check_plan(PLAN, PLAN.starts)


def test_a_wish_changes_what_it_says_and_nothing_else() -> None:
    assert decide_changes(PLAN, Wish(place="Café", limit=5).applied_to(PLAN)) == ("place", "limit")
    assert Wish().applied_to(PLAN) == PLAN


def test_every_button_fits_into_telegrams_64_bytes() -> None:
    event = Event(2**63 - 1, CommunityId(1), 1, State.OPEN, "UTC", MemberId(1), PLAN)
    rows: Buttons = (
        *answer_buttons(event, NOW),
        *draft_buttons(event),
        *offer_buttons(event),
        *quiet_buttons(event, quiet=True),
    )
    assert all(len(b.action.encode()) <= 64 for row in rows for b in row)
