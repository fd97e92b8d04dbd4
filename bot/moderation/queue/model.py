"""What waits for a moderator, who may decide it, and who may report: facts and pure decisions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import log2

from bot.access import Access, may_act_on
from bot.audience import Team
from bot.call import Person
from bot.content import Inline
from bot.ids import AccountRef, ChatRef, CommunityId, MemberId, MessageRef
from bot.moderation.model import APPEALABLE, Case, Kind, Step

MUTE = timedelta(days=1)  # what the button "mute" means
MAX_OPEN = 10  # reports of one member that may wait at the same time

# How long it takes until a report counts half, and how much the dismissed ones may outweigh those that were upheld.
HALF_LIFE = timedelta(days=14)
TOLERANCE = 2.5
REMEMBERED = timedelta(days=180)  # older reports weigh next to nothing


class TicketKind(StrEnum):
    """Why a moderator is asked."""

    REPORT = "report"
    REVIEW = "review"
    APPEAL = "appeal"


class Ruling(StrEnum):
    """What a moderator can decide: about a message, or about an appeal."""

    DELETE = "delete"
    WARN = "warn"
    MUTE = "mute"
    BAN = "ban"
    DISMISS = "dismiss"
    UPHOLD = "uphold"
    OVERTURN = "overturn"


ABOUT_MESSAGE = (Ruling.DELETE, Ruling.WARN, Ruling.MUTE, Ruling.BAN, Ruling.DISMISS)
ABOUT_APPEAL = (Ruling.UPHOLD, Ruling.OVERTURN)
ACTS = {Ruling.DELETE: Kind.DELETE, Ruling.WARN: Kind.WARN, Ruling.MUTE: Kind.MUTE, Ruling.BAN: Kind.BAN}


@dataclass(frozen=True, slots=True)
class Report:
    """What one member said about a message. `account` and `chat` are where they hear what came of it."""

    member: MemberId
    at: datetime
    text: str
    account: AccountRef
    chat: ChatRef


@dataclass(frozen=True, slots=True)
class Decision:
    """What a moderator decided. `case` is what was opened for it."""

    ruling: Ruling
    by: MemberId
    at: datetime
    case: int | None = None


@dataclass(frozen=True, slots=True)
class Ticket:
    """One thing that waits, or waited, for a moderator.

    `member` is whom it is about. `words` are theirs, as long as the community keeps them; of an appeal, what they say
    about it. `public` is where it stands in a chat for everybody, who learn neither words nor names from it. `rule`,
    `reason` and `detail` are those of a review; `case`, `account` and `due` those of an appeal.
    """

    id: int
    community: CommunityId
    kind: TicketKind
    member: MemberId
    at: datetime
    chat: ChatRef
    public: bool = False
    message: MessageRef | None = None
    words: str | None = None
    rule: str | None = None
    reason: Inline = ""
    detail: Inline = ""
    case: int | None = None
    account: AccountRef | None = None
    due: datetime | None = None
    reports: tuple[Report, ...] = ()
    decision: Decision | None = None


class Objection(StrEnum):
    """Why somebody may not decide."""

    YOURSELF = "yourself"
    OWN_REPORT = "own-report"
    RANK = "rank"
    OWN_CASE = "own-case"


def object_to_ruling(ticket: Ticket, ruling: Ruling, by: Person, target: Access) -> Objection | None:
    """Say why somebody may not decide about a message whose author has this access; None when they may.

    Whoever dismisses a report does nothing to anybody, so it does not take a higher rank.
    """
    if ticket.member == by.member:
        return Objection.YOURSELF
    if any(report.member == by.member for report in ticket.reports):
        return Objection.OWN_REPORT
    if ruling is not Ruling.DISMISS and not may_act_on(by.access, target):
        return Objection.RANK
    return None


def object_to_judge(case: Case, by: Person, team: Team) -> Objection | None:
    """Say why somebody may not decide about an appeal; None when they may.

    Whoever acted does not judge it, unless they own the community and nobody else moderates it.
    """
    if case.member == by.member:
        return Objection.YOURSELF
    if case.by != by.member or (by.access is Access.OWNER and not judges(case, team) and not team.hidden):
        return None
    return Objection.OWN_CASE


def judges(case: Case, team: Team) -> tuple[Person, ...]:
    """List who can judge a case: everybody who moderates, but whoever acted and whomever it is about."""
    return tuple(p for p in team.people if p.member == 0 or p.member not in (case.by, case.member))


def asked(case: Case, team: Team) -> tuple[Person, ...]:
    """List who is asked to judge a case: whoever can; where nobody can, the owner, who acted and is alone."""
    able = judges(case, team)
    if able or team.hidden:
        return able
    return tuple(p for p in team.people if p.access is Access.OWNER and p.member != case.member)


def seniors(people: Collection[Person]) -> tuple[Person, ...]:
    """List those to whom it goes when nobody answers: the admins and the owner; where there are none, everybody."""
    high = tuple(p for p in people if p.access >= Access.ADMIN)
    return high or tuple(people)


@dataclass(frozen=True, slots=True)
class Filed:
    """One report of somebody's. `upheld` None while it waits."""

    at: datetime
    upheld: bool | None


@dataclass(frozen=True, slots=True)
class Barred:
    """Somebody who may not report until then; of their `decided` reports so many were `dismissed`."""

    until: datetime
    dismissed: int
    decided: int


def bar_reporter(record: Sequence[Filed], now: datetime) -> Barred | None:
    """Say until when somebody may not report, weighing what came of their reports; None when they may.

    Each report weighs half as much after HALF_LIFE. The weights of all shrink alike, so it can be said when the
    dismissed ones no longer outweigh the others by TOLERANCE.
    """
    decided = [f for f in record if f.upheld is not None and now - f.at < REMEMBERED]
    weight = sum((-1 if f.upheld else 1) * 0.5 ** ((now - f.at) / HALF_LIFE) for f in decided)
    if weight <= TOLERANCE:
        return None
    until = now + HALF_LIFE * log2(weight / TOLERANCE)
    return Barred(until, sum(not f.upheld for f in decided), len(decided))


class NoAppeal(StrEnum):
    """Why a case cannot be appealed."""

    KIND = "kind"
    UNDONE = "undone"
    ENDED = "ended"
    CONTINUED = "continued"
    AGAIN = "again"
    LATE = "late"


def refuse_appeal(case: Case, now: datetime, within: timedelta) -> NoAppeal | None:
    """Say why a case cannot be appealed any more, or at all; None when it can."""
    if case.kind not in APPEALABLE:
        return NoAppeal.KIND
    steps = {entry.step for entry in case.history}
    if Step.APPEALED in steps:
        return NoAppeal.AGAIN
    if steps & {Step.LIFTED, Step.RELEASED, Step.OVERTURNED}:
        return NoAppeal.UNDONE
    if Step.CONTINUED in steps:
        return NoAppeal.CONTINUED
    if Step.ENDED in steps:
        return NoAppeal.ENDED
    return NoAppeal.LATE if now - case.at > within else None


def median(lengths: Sequence[timedelta]) -> timedelta | None:
    """Give the middle one; of an even number, the mean of the two in the middle; None of none."""
    if not lengths:
        return None
    ranked, half = sorted(lengths), len(lengths) // 2
    return ranked[half] if len(ranked) % 2 else (ranked[half - 1] + ranked[half]) / 2
