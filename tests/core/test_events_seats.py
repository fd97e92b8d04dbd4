"""Seats: never more than there are, nobody waits while one is free, and the line keeps its order."""

from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.events.seats import (
    Answer,
    Guest,
    Outcome,
    Roster,
    Rsvp,
    Standing,
    decide_answer,
    fill_seats,
    lapse_offer,
    offer_deadline,
    one_of,
)
from bot.ids import MemberId, Platform

START = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def guest(member: int) -> Guest:
    return Guest(MemberId(member), Platform.CONSOLE, "en", "UTC")


def said(roster: Roster, member: int, answer: Answer = Answer.GOING) -> tuple[Roster, Outcome]:
    return decide_answer(roster, guest(member), answer, START, START + HOUR)


def test_going_with_a_seat_free_is_going() -> None:
    roster, outcome = said(Roster(1, 0, {}), 1)
    assert outcome is Outcome.GOING
    assert roster.full


def test_a_seat_given_up_is_held_for_the_first_in_line() -> None:
    roster = Roster(1, 0, {})
    for member in (1, 2, 3):
        roster, _ = said(roster, member)
    roster, outcome = said(roster, 1, Answer.NO)
    assert outcome is Outcome.NO
    assert roster.rsvps[MemberId(2)].standing is Standing.OFFERED
    assert roster.rsvps[MemberId(2)].until == START + HOUR
    assert roster.position(MemberId(3)) == 1


def test_an_event_without_a_limit_has_a_seat_for_everybody() -> None:
    roster = Roster(None, 0, {})
    for member in range(50):
        roster, outcome = said(roster, member)
        assert outcome is Outcome.GOING


def test_an_offer_holds_for_half_of_the_time_left_when_that_is_less() -> None:
    assert offer_deadline(START, START + 100 * HOUR, 12 * HOUR) == START + 12 * HOUR
    assert offer_deadline(START, START + 10 * HOUR, 12 * HOUR) == START + 5 * HOUR
    assert offer_deadline(START, START - HOUR, 12 * HOUR) == START


def test_of_two_rsvps_of_one_person_the_latest_stands_but_a_seat_is_not_lost() -> None:
    seat = Rsvp(guest(1), Standing.GOING, START)
    line = Rsvp(guest(2), Standing.WAITING, START + HOUR, turn=1)
    no = Rsvp(guest(2), Standing.NO, START + HOUR)
    assert one_of([seat, line]) is seat
    assert one_of([seat, no]) is no


class Seats(RuleBasedStateMachine):
    """Press, lapse and change the limit in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.roster = Roster(3, 0, {})
        self.evictable = 3  # the most that may sit: a limit lowered below what was taken evicts nobody

    @rule(member=st.integers(1, 8), answer=st.sampled_from(Answer))
    def press(self, member: int, answer: Answer) -> None:
        before = self.roster.line
        self.roster, outcome = decide_answer(self.roster, guest(member), answer, self.now, self.now + HOUR)
        if outcome is Outcome.WAITING:
            assert self.roster.line == (*before, self.roster.rsvps[MemberId(member)])
        again, _ = decide_answer(self.roster, guest(member), answer, self.now, self.now + HOUR)
        assert (
            answer is not Answer.GOING
            or self.roster.rsvps[MemberId(member)].standing is not Standing.GOING
            or (again == self.roster)
        )

    @rule(minutes=st.integers(1, 120))
    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @precondition(lambda self: self.roster.of(Standing.OFFERED))
    @rule()
    def deadline(self) -> None:
        rsvp = self.roster.of(Standing.OFFERED)[0]
        assert rsvp.turn is not None
        self.roster = lapse_offer(self.roster, rsvp.member, rsvp.turn, self.now, self.now + HOUR)
        lapsed = self.roster.rsvps[rsvp.member].standing is Standing.LAPSED
        assert lapsed == (rsvp.until is not None and rsvp.until <= self.now)

    @rule(limit=st.integers(1, 6))
    def set_limit(self, limit: int) -> None:
        taken = self.roster.taken
        changed = Roster(limit, self.roster.turns, self.roster.rsvps)
        self.roster = fill_seats(changed, self.now + HOUR)
        assert self.roster.taken >= taken
        self.evictable = max(limit, taken)

    @invariant()
    def no_more_seats_are_taken_than_there_are(self) -> None:
        assert self.roster.taken <= self.evictable
        self.evictable = max(self.roster.limit or 0, self.roster.taken)

    @invariant()
    def nobody_waits_while_a_seat_is_free(self) -> None:
        assert self.roster.full or not self.roster.line

    @invariant()
    def places_in_line_are_never_given_twice(self) -> None:
        turns = [r.turn for r in self.roster.of(Standing.WAITING, Standing.OFFERED)]
        assert len(turns) == len(set(turns))
        assert all(t is not None and t <= self.roster.turns for t in turns)


TestSeats = Seats.TestCase
TestSeats.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
