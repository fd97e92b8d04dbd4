"""Who comes to an event: seats, the line for them, and offers of freed ones. Pure: no clock, no store.

A seat is taken by somebody going or held for somebody it is offered to; both together never exceed the limit, except
when the limit was lowered below what was taken already. Nobody waits while a seat is free.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.ids import MemberId, Platform


class Answer(StrEnum):
    """What somebody says."""

    GOING = "going"
    MAYBE = "maybe"
    NO = "no"


class Standing(StrEnum):
    """Where somebody stands."""

    GOING = "going"
    OFFERED = "offered"  # a seat is held for them until a deadline
    WAITING = "waiting"
    MAYBE = "maybe"
    NO = "no"
    LAPSED = "lapsed"  # did not take the offered seat in time


_WANTS = (Standing.GOING, Standing.OFFERED, Standing.WAITING)  # nearest to a seat first


class Outcome(StrEnum):
    """What came of an answer."""

    GOING = "going"
    ALREADY_GOING = "already-going"
    TOOK = "took"
    WAITING = "waiting"
    ALREADY_WAITING = "already-waiting"
    MAYBE = "maybe"
    NO = "no"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who answers, and how to write to them: the platform, language and IANA zone they answered from."""

    member: MemberId
    platform: Platform
    locale: str
    zone: str


@dataclass(frozen=True, slots=True)
class Rsvp:
    """One member's standing. `turn` is the place in line, `until` the deadline of an offer."""

    guest: Guest
    standing: Standing
    at: datetime
    turn: int | None = None
    until: datetime | None = None

    @property
    def member(self) -> MemberId:
        """Give whose it is."""
        return self.guest.member


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody's standing at one event. `turns` is how many places in line were ever given."""

    limit: int | None
    turns: int
    rsvps: Mapping[MemberId, Rsvp]

    def of(self, *standings: Standing) -> tuple[Rsvp, ...]:
        """List those who stand so, in the order in which they came to."""
        chosen = [r for r in self.rsvps.values() if r.standing in standings]
        return tuple(sorted(chosen, key=lambda r: (r.turn or 0, r.at, r.member)))

    @property
    def going(self) -> tuple[Rsvp, ...]:
        """List those going, who came first first."""
        return tuple(sorted(self.of(Standing.GOING), key=lambda r: (r.at, r.member)))

    @property
    def taken(self) -> int:
        """Count the seats that are taken or held."""
        return len(self.of(Standing.GOING, Standing.OFFERED))

    @property
    def full(self) -> bool:
        """Tell whether no seat is free."""
        return self.limit is not None and self.taken >= self.limit

    @property
    def line(self) -> tuple[Rsvp, ...]:
        """List those waiting, first in line first."""
        return self.of(Standing.WAITING)

    def position(self, member: MemberId) -> int:
        """Give somebody's place in line, from 1; 0 for somebody who is not waiting."""
        return next((n for n, r in enumerate(self.line, start=1) if r.member == member), 0)

    def put(self, rsvp: Rsvp) -> "Roster":
        """Give the roster with one standing changed."""
        return replace(self, rsvps={**self.rsvps, rsvp.member: rsvp})


def decide_answer(
    roster: Roster, guest: Guest, answer: Answer, now: datetime, hold_until: datetime
) -> tuple[Roster, Outcome]:
    """Decide what an answer comes to; a seat that it frees is offered to the first in line until `hold_until`."""
    roster = fill_seats(roster, hold_until)
    held = roster.rsvps.get(guest.member)
    standing = held.standing if held else None
    if answer is not Answer.GOING:
        passed = standing is Standing.OFFERED and answer is Answer.NO
        if standing is not Standing(answer):
            roster = roster.put(Rsvp(guest, Standing(answer), now))
        return fill_seats(roster, hold_until), Outcome.PASSED if passed else Outcome(answer)
    match standing:
        case Standing.GOING:
            return roster, Outcome.ALREADY_GOING
        case Standing.WAITING:
            return roster, Outcome.ALREADY_WAITING
        case Standing.OFFERED:
            return roster.put(Rsvp(guest, Standing.GOING, now)), Outcome.TOOK
    if roster.full:
        turn = roster.turns + 1
        return replace(roster, turns=turn).put(Rsvp(guest, Standing.WAITING, now, turn)), Outcome.WAITING
    return roster.put(Rsvp(guest, Standing.GOING, now)), Outcome.GOING


def fill_seats(roster: Roster, hold_until: datetime) -> Roster:
    """Offer every free seat to those waiting, in order."""
    free = len(roster.line) if roster.limit is None else max(0, roster.limit - roster.taken)
    for rsvp in roster.line[:free]:
        roster = roster.put(replace(rsvp, standing=Standing.OFFERED, until=hold_until))
    return roster


def lapse_offer(roster: Roster, member: MemberId, turn: int, now: datetime, hold_until: datetime) -> Roster:
    """Take back a seat that was not taken in time and offer it to the next; an offer answered meanwhile stays."""
    rsvp = roster.rsvps.get(member)
    if rsvp is None or rsvp.standing is not Standing.OFFERED or rsvp.turn != turn:
        return roster
    if rsvp.until is None or rsvp.until > now:
        return roster
    return fill_seats(roster.put(replace(rsvp, standing=Standing.LAPSED, turn=None, until=None)), hold_until)


def offer_deadline(now: datetime, starts: datetime, longest: timedelta) -> datetime:
    """Decide until when a freed seat is held: `longest`, or half of the time left if that is less."""
    return now + min(longest, max(timedelta(0), starts - now) / 2)


def one_of(rsvps: Collection[Rsvp]) -> Rsvp:
    """Choose which RSVP of one person stands: the latest, but nobody loses a seat, or a place in line, by wanting it
    twice."""
    latest = max(rsvps, key=lambda r: r.at)
    if latest.standing not in _WANTS:
        return latest
    return min((r for r in rsvps if r.standing in _WANTS), key=lambda r: (_WANTS.index(r.standing), r.turn or 0, r.at))


def changed(old: Roster, new: Roster) -> tuple[Rsvp, ...]:
    """List the standings that differ from before."""
    return tuple(r for m, r in new.rsvps.items() if old.rsvps.get(m) != r)


def offered(old: Roster, new: Roster) -> tuple[Rsvp, ...]:
    """List the offers that were not there before, in order."""
    before = {r.member: r.turn for r in old.of(Standing.OFFERED)}
    return tuple(r for r in new.of(Standing.OFFERED) if before.get(r.member) != r.turn)
