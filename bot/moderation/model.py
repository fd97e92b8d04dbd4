"""What moderation knows and decides: measures, verdicts, cases and the ladder. Nothing here acts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.acts import Unreact
from bot.call import Person
from bot.content import Inline
from bot.ids import CommunityId, MemberId, MessageRef

MAX_REASON = 1_000  # characters, as many as any one-line text may have
NATIVE = "native"  # stands for a rule in cases of what somebody unknown did in the platform's own menu


class Action(StrEnum):
    """What can be done about a message or a person, from mild to strict."""

    NOTHING = "nothing"
    LOG = "log"
    REVIEW = "review"  # a moderator is asked
    DELETE = "delete"
    WARN = "warn"
    MUTE = "mute"
    KICK = "kick"
    BAN = "ban"

    @property
    def rank(self) -> int:
        """Give its place on the scale; a higher one is stricter."""
        return tuple(Action).index(self)

    @property
    def deletes(self) -> bool:
        """Tell whether the message goes as well."""
        return self.rank >= Action.DELETE.rank


@dataclass(frozen=True, slots=True)
class Measure:
    """An action with its length; None is for good."""

    action: Action
    length: timedelta | None = None

    @property
    def strictness(self) -> tuple[int, timedelta]:
        """Give what measures are compared by: the action, then its length."""
        return self.action.rank, self.length if self.length is not None else timedelta.max


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule makes of a message. `reason` is for everybody, `detail` for moderators: it may quote the message.

    `score` is how sure the rule is, from 0 to 1. `dry` means that the rule is on trial: it is told, not acted on.
    `also` are earlier messages that go together with this one, `undo` are reactions that are taken away.
    """

    rule: str
    measure: Measure
    reason: Inline
    detail: Inline
    score: float = 1.0
    dry: bool = False
    also: tuple[MessageRef, ...] = ()
    undo: tuple[Unreact, ...] = ()


@dataclass(frozen=True, slots=True)
class Merged:
    """What several verdicts come to: the strictest is carried out, the reasons of all are kept."""

    verdict: Verdict
    others: tuple[Verdict, ...] = ()

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Give all of them, the strictest first."""
        return (self.verdict, *self.others)


def merge(verdicts: Iterable[Verdict]) -> Merged | None:
    """Merge verdicts that count; the order they come in does not matter. None when there is nothing to be done."""
    ranked = sorted({v.rule: v for v in sorted(verdicts, key=_rank)}.values(), key=_rank, reverse=True)
    return Merged(ranked[0], tuple(ranked[1:])) if ranked else None


def _rank(verdict: Verdict) -> tuple[object, ...]:
    said = repr((verdict.reason, verdict.detail, verdict.also, verdict.undo))
    return *verdict.measure.strictness, verdict.score, verdict.rule, said


class Kind(StrEnum):
    """What a case is about."""

    DELETE = "delete"
    WARN = "warn"
    MUTE = "mute"
    UNMUTE = "unmute"
    KICK = "kick"
    BAN = "ban"
    UNBAN = "unban"
    NOTE = "note"
    APPROVE = "approve"
    UNAPPROVE = "unapprove"
    PURGE = "purge"


APPEALABLE = frozenset({Kind.WARN, Kind.MUTE, Kind.BAN, Kind.KICK, Kind.DELETE})


class Step(StrEnum):
    """One line of a case's history."""

    OPENED = "opened"
    LIFTED = "lifted"  # taken back by a moderator
    RELEASED = "released"  # taken back on the platform itself, while nobody here was looking
    ENDED = "ended"  # its time was over
    CONTINUED = "continued"  # a later case took its place; the entry's text is that case's number
    REMOVED = "removed"  # more of the same burst was removed without a word; the entry's text is how many messages
    APPEALED = "appealed"  # by the person it is about
    UPHELD = "upheld"  # the appeal changed nothing
    OVERTURNED = "overturned"  # taken back on appeal


TAKEN_BACK = frozenset({Step.LIFTED, Step.RELEASED, Step.OVERTURNED})
OVER = TAKEN_BACK | {Step.ENDED, Step.CONTINUED}


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a case's ledger. `by` is None where Hearth itself did it."""

    step: Step
    at: datetime
    by: MemberId | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One thing done about somebody: who, what, why, until when, and by whom. `by` is None for rules and the ladder."""

    id: int
    community: CommunityId
    number: int
    kind: Kind
    member: MemberId
    by: MemberId | None
    rule: str | None
    reason: Inline
    detail: Inline
    at: datetime
    until: datetime | None = None
    silent: bool = False
    evidence: str | None = None  # the words it is about, as long as the community keeps them
    message: MessageRef | None = None
    history: tuple[Entry, ...] = ()

    @property
    def over(self) -> bool:
        """Tell whether it was taken back, ran out, or was followed by another case."""
        return any(e.step in OVER for e in self.history)

    @property
    def removed(self) -> int:
        """Count the messages that went besides the one it is about."""
        return sum(int(e.text) for e in self.history if e.step is Step.REMOVED)


@dataclass(frozen=True, slots=True)
class Sanction:
    """A mute or a ban in force. `until` None is for good; `case` is the one that says why."""

    community: CommunityId
    member: MemberId
    kind: Kind
    until: datetime | None
    case: int


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder: so many warnings, then this."""

    warnings: int
    measure: Measure


@dataclass(frozen=True, slots=True)
class Done:
    """What was done about somebody. `followed` is what the ladder did on top; a warning counts for so long (`life`)."""

    case: Case
    person: Person
    warnings: int = 0
    coming: Rung | None = None
    followed: Case | None = None
    life: timedelta = timedelta()

    @property
    def cases(self) -> tuple[Case, ...]:
        """List what was opened for it."""
        return (self.case,) if self.followed is None else (self.case, self.followed)


def climb(ladder: Sequence[Rung], warnings: int) -> Rung | None:
    """Choose what follows the latest warning: the rung at exactly that number, and from the last rung on always it."""
    if not ladder:
        return None
    last = max(ladder, key=lambda r: r.warnings)
    if warnings >= last.warnings:
        return last
    return next((r for r in ladder if r.warnings == warnings), None)


def next_rung(ladder: Sequence[Rung], warnings: int) -> Rung | None:
    """Say which rung comes next, for somebody to know."""
    return min((r for r in ladder if r.warnings > warnings), key=lambda r: r.warnings, default=None)


def extend(old: Sanction | None, until: datetime | None) -> datetime | None:
    """Choose the end of a second mute or ban: it may prolong the first, never shorten it."""
    if old is None:
        return until
    if old.until is None or until is None:
        return None
    return max(old.until, until)


def is_person(person: Person) -> bool:
    """Tell whether somebody can be acted upon: no bot, no channel, no anonymous admin."""
    return person.human and bool(person.member)
