"""Acts of thanks, the entries of the ledger, and what may be thanked when: facts and pure decisions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from bot.call import Person
from bot.content import Joined, Time
from bot.errors import Refused
from bot.ids import CommunityId, MemberId, MessageRef
from bot.recognition.settings import RecognitionSettings

POINT = 1000  # millipoints, the unit of the ledger
DAY = timedelta(days=1)  # within which a giver's acts are counted
PAIR_MEMORY = timedelta(days=30)  # within which each further thanks of a pair is worth less
MAX_REASON = 300  # characters


class Category(StrEnum):
    """What somebody is thanked for."""

    ANSWERS = "answers"
    CODE = "code"
    CONTENT = "content"
    DESIGN = "design"
    IDEAS = "ideas"
    MENTORING = "mentoring"
    ORGANIZING = "organizing"
    TALKS = "talks"
    TRANSLATION = "translation"


class Cause(StrEnum):
    """Why an entry was taken back."""

    DELETED = "deleted"  # the message that gave the thanks was deleted
    JOINED = "joined"  # giver and receiver turned out to be one person


@dataclass(frozen=True, slots=True)
class Wish:
    """A thank-you as somebody means it. `zone` is the IANA zone in which a refusal names its times."""

    receivers: tuple[Person, ...]
    reason: str
    category: Category | None
    message: MessageRef | None
    zone: str


@dataclass(frozen=True, slots=True)
class Act:
    """One thank-you, to one or several people. `id` is 0 for one that is not written yet."""

    id: int
    community: CommunityId
    giver: MemberId
    at: datetime
    reason: str
    category: Category | None
    message: MessageRef | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger, in millipoints. A correction names the entry it takes back (`corrects`, by number)."""

    number: int
    act: int
    receiver: MemberId
    amount: int
    at: datetime
    counts_from: datetime
    corrects: int | None = None
    cause: Cause | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """What one receiver gets from an act, in millipoints."""

    receiver: MemberId
    amount: int


@dataclass(frozen=True, slots=True)
class Past:
    """What stands already: when the giver thanked within a day, and when each pair thanked, in either direction,
    within the pair's memory. What was taken back is left out."""

    given: Sequence[datetime]
    between: Mapping[MemberId, Sequence[datetime]]
    wrote: Mapping[MemberId, datetime | None]


def worth(times: int, receivers: int) -> int:
    """Give what each receiver gets, in millipoints, for a pair's n-th thanks in an act shared by so many."""
    return max(1, round(Fraction(POINT, times * receivers)))  # rounds half to even


def decide_thanks(
    giver: Person, wish: Wish, past: Past, settings: RecognitionSettings, now: datetime
) -> tuple[Share, ...]:
    """Give each receiver's share. Raises Refused, with the moment from which on it is possible, for all or for none."""
    check_people(giver, wish)
    _check_active(wish.receivers, past.wrote, settings, now)
    _check_times(wish, past, settings, now)
    people = len(wish.receivers)
    shares = []
    for receiver in wish.receivers:
        before = [at for at in past.between.get(receiver.member, ()) if at > now - PAIR_MEMORY]
        shares.append(Share(receiver.member, worth(len(before) + 1, people)))
    return tuple(shares)


def check_people(giver: Person, wish: Wish) -> None:
    """Refuse what no waiting makes possible."""
    if not giver.human or not all(r.human for r in wish.receivers):
        raise Refused("thanks-people-only")
    if any(r.member == giver.member for r in wish.receivers):
        raise Refused("thanks-self")
    if len(wish.reason) > MAX_REASON:
        raise Refused("thanks-reason-too-long", length=len(wish.reason), most=MAX_REASON)


def _check_active(
    receivers: Sequence[Person],
    wrote: Mapping[MemberId, datetime | None],
    settings: RecognitionSettings,
    now: datetime,
) -> None:
    quiet = []
    for receiver in receivers:
        last = wrote.get(receiver.member)
        if last is None or last < now - settings.active:
            quiet.append(receiver.named)
    if quiet:
        raise Refused("thanks-inactive", who=Joined(tuple(quiet)), days=settings.active_days)


def _check_times(wish: Wish, past: Past, settings: RecognitionSettings, now: datetime) -> None:
    """Refuse by the limit that lasts longest, so that the moment named is one at which it is possible."""
    given = sorted((at for at in past.given if at > now - DAY), reverse=True)
    limit = settings.acts_a_day
    day_free = given[limit - 1] + DAY if len(given) >= limit else now
    waiting = []
    pair_free = now
    for receiver in wish.receivers:
        last = max(past.between.get(receiver.member, ()), default=None)
        if last is not None and last + settings.pair > now:
            waiting.append(receiver.named)
            pair_free = max(pair_free, last + settings.pair)
    if waiting and pair_free >= day_free:
        raise Refused("thanks-pair", who=Joined(tuple(waiting)), when=Time(pair_free, wish.zone, full=True))
    if day_free > now:
        raise Refused("thanks-daily", limit=limit, when=Time(day_free, wish.zone, full=True))


def decide_counting(now: datetime, joined: datetime | None, settings: RecognitionSettings) -> datetime:
    """Say from when on a giver's thanks count; nobody knows when those came who were here before Hearth."""
    return now if joined is None else max(now, joined + settings.newcomer)


def taken_back(entry: Entry, cause: Cause, now: datetime) -> Entry:
    """Make the entry that undoes another, without a number yet. It never counts before what it undoes."""
    from_when = max(now, entry.counts_from)
    return Entry(0, entry.act, entry.receiver, -entry.amount, now, from_when, corrects=entry.number, cause=cause)
