"""What a community event is, and what may be said about it. Pure: no clock, no store."""

from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.access import Access
from bot.call import Person
from bot.content import Span
from bot.errors import Refused
from bot.events.series import Series
from bot.ids import CommunityId, MemberId

# Discord's native scheduled events take no longer ones; the same lengths on every platform keep an event one thing.
MAX_TITLE = 100
MAX_PLACE = 100
MAX_ABOUT = 1000
MAX_LINK = 500
MAX_REASON = 300
MAX_LIMIT = 10_000  # seats
MAX_DURATION = timedelta(days=30)
DRAFT_KEPT = timedelta(hours=24)  # how long a preview waits to be confirmed


class Format(StrEnum):
    """How people come together."""

    ONLINE = "online"
    OFFLINE = "offline"
    HYBRID = "hybrid"


class State(StrEnum):
    """Where an event stands. A draft has no number and is seen by its author alone."""

    DRAFT = "draft"
    OPEN = "open"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything an organizer says about an event. `remind` is how long before the start, longest first."""

    title: str
    starts: datetime
    duration: timedelta
    host: MemberId
    place: str = ""
    about: str = ""
    link: str = ""
    format: Format | None = None
    limit: int | None = None
    remind: tuple[timedelta, ...] = ()

    @property
    def ends(self) -> datetime:
        """Give the end."""
        return self.starts + self.duration


@dataclass(frozen=True, slots=True)
class Wish:
    """What an organizer wrote, None where they said nothing. Its fields are those of a Plan."""

    title: str | None = None
    starts: datetime | None = None
    duration: timedelta | None = None
    host: MemberId | None = None
    place: str | None = None
    about: str | None = None
    link: str | None = None
    format: Format | None = None
    limit: int | None = None
    remind: tuple[timedelta, ...] | None = None

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan with everything that was said."""
        said: dict[str, Any] = {f.name: getattr(self, f.name) for f in fields(self)}
        return replace(plan, **{name: value for name, value in said.items() if value is not None})


@dataclass(frozen=True, slots=True)
class Event:
    """An event as it stands. `zone` is the IANA zone it was planned in; `revision` counts what its guests were told."""

    id: int
    community: CommunityId
    number: int | None
    state: State
    zone: str
    author: MemberId
    plan: Plan
    revision: int = 0
    turns: int = 0  # places in the waitlist ever given; a place is never given twice
    reason: str = ""  # why it was cancelled
    series: Series | None = None  # what follows it

    @property
    def subject(self) -> str:
        """Give the name under which the outbox knows the messages that show this event."""
        return f"event:{self.id}"

    def may_be_managed_by(self, person: Person) -> bool:
        """Tell whether somebody may change or cancel it: its host, or a moderator."""
        return person.member == self.plan.host or person.access >= Access.MODERATOR


def check_plan(plan: Plan, now: datetime) -> None:
    """Check what an organizer said. Raises Refused, naming the first thing that cannot be and what can."""
    if not plan.title.strip():
        raise Refused("event-title-missing")
    for name, text, most in (
        ("title", plan.title, MAX_TITLE),
        ("where", plan.place, MAX_PLACE),
        ("about", plan.about, MAX_ABOUT),
        ("link", plan.link, MAX_LINK),
    ):
        if len(text) > most:
            raise Refused("event-text-too-long", option=name, length=len(text), most=most)
    if plan.link and (not plan.link.startswith(("https://", "http://")) or len(plan.link.split()) != 1):
        raise Refused("event-link-bad", link=plan.link)
    if plan.starts <= now:
        raise Refused("event-in-the-past")
    if not timedelta(0) < plan.duration <= MAX_DURATION:
        raise Refused("event-duration-bad", most=Span(MAX_DURATION))
    if plan.limit is not None and not 0 < plan.limit <= MAX_LIMIT:
        raise Refused("event-limit-bad", most=MAX_LIMIT)


def decide_changes(old: Plan, new: Plan) -> tuple[str, ...]:
    """Name the fields that differ, in the order in which a plan lists them."""
    return tuple(f.name for f in fields(Plan) if getattr(old, f.name) != getattr(new, f.name))
