"""Count, for everybody, what moderation does. No names."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.call import Call
from bot.content import Bullets, Choice, Code, Doc, Field, Inline, Node, Para, Row, Span, Title, msg
from bot.moderation.burst import AFTERMATH
from bot.moderation.model import NATIVE, Kind
from bot.moderation.queue.model import Ruling, TicketKind, median
from bot.moderation.queue.store import Acted, Answered, TicketStore
from bot.moderation.views import LADDER
from bot.ports import Transactions

PERIOD = timedelta(days=30)


# What is noted about somebody without anything being done about them or what they wrote.
UNCOUNTED = frozenset({Kind.NOTE, Kind.APPROVE, Kind.UNAPPROVE})


@dataclass(frozen=True, slots=True)
class CaseCount:
    """How often one thing was done. `rule` is None where it was done by hand."""

    kind: Kind
    rule: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What there was in a length of time."""

    length: timedelta
    cases: Sequence[CaseCount]
    answered: Sequence[Answered]


class FiguresService:
    """Read the figures."""

    def __init__(self, store: TicketStore, transactions: Transactions) -> None:
        self._store = store
        self._transactions = transactions

    async def figures(self, call: Call, length: timedelta | None) -> Figures:
        """Count what there was in the latest so much time."""
        since = call.now - (length or PERIOD)
        async with self._transactions.read() as tx:
            acts = await self._store.acts(tx, call.community.id, since)
            answered = await self._store.answered(tx, call.community.id, since)
        return Figures(length or PERIOD, count_acts(acts), answered)


def count_acts(acts: Iterable[Acted]) -> list[CaseCount]:
    """Count what was done to people and messages; `acts` are one person's after another's, in the order of time.

    A burst counts once, by its last case: rules open another only for something stricter.
    """
    counted: Counter[tuple[Kind, str | None]] = Counter()
    before: Acted | None = None
    for act in acts:
        if act.kind in UNCOUNTED:
            continue
        by_rule = act.rule is not None and act.rule not in (LADDER, NATIVE)
        if by_rule:
            if before is not None and before.member == act.member and act.at - before.at < AFTERMATH:
                counted[before.kind, before.rule] -= 1
            before = act
        counted[act.kind, None if act.rule == NATIVE else act.rule] += 1
    return [CaseCount(kind, rule, count) for (kind, rule), count in sorted(counted.items(), key=_by_name) if count]


def _by_name(counted: tuple[tuple[Kind, str | None], int]) -> tuple[str, str]:
    (kind, rule), _ = counted
    return kind, rule or ""


def show_figures(figures: Figures) -> Doc:
    """Show them."""
    blocks: list[Node] = [Title(msg("queue-figures-title", length=Span(figures.length)))]
    acts = figures.cases
    if not acts and not figures.answered:
        return Doc((*blocks, Para(msg("queue-figures-none"))))
    if acts:
        by_hand = sum(c.count for c in acts if c.rule is None)
        blocks.append(Para(msg("queue-figures-acts", hand=by_hand, rules=sum(c.count for c in acts) - by_hand)))
        blocks.append(Bullets(tuple(_kind_line(kind, acts) for kind in Kind if any(c.kind is kind for c in acts))))
    answered = [a for a in figures.answered if a.kind is not TicketKind.APPEAL]
    if answered:
        dismissed = sum(a.ruling is Ruling.DISMISS for a in answered)
        counts = {"upheld": len(answered) - dismissed, "dismissed": dismissed}
        blocks.append(Field(msg("queue-figures-reports"), msg("queue-figures-reports-value", **counts)))
        blocks += _wait(answered)
    appeals = [a for a in figures.answered if a.kind is TicketKind.APPEAL]
    if appeals:
        overturned = sum(a.ruling is Ruling.OVERTURN for a in appeals)
        counts = {"upheld": len(appeals) - overturned, "overturned": overturned}
        blocks.append(Field(msg("queue-figures-appeals"), msg("queue-figures-appeals-value", **counts)))
        blocks += _wait(appeals)
    return Doc(tuple(blocks))


def _kind_line(kind: Kind, counts: Iterable[CaseCount]) -> Inline:
    here = [c for c in counts if c.kind is kind]
    total = msg("queue-figures-kind", kind=msg("moderation-kind", kind=Choice(kind)), count=sum(c.count for c in here))
    by_rule = [c for c in here if c.rule is not None]
    if not by_rule:
        return total
    parts: list[Inline] = [total, " ("]
    for number, counted in enumerate(by_rule):
        name: Inline = msg("moderation-by-ladder") if counted.rule == LADDER else Code(counted.rule or "")
        parts += [", " if number else "", name, f": {counted.count}"]
    return Row((*parts, ")"))


def _wait(answered: Sequence[Answered]) -> list[Node]:
    middle = median([a.waited for a in answered])
    if middle is None:
        return []
    shown = timedelta(seconds=max(60, round(middle.total_seconds() / 60) * 60))
    return [Field(msg("queue-figures-wait"), Span(shown))]
