"""Decide what one more offence means to somebody who was just punished: one person and burst, one case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.moderation.model import Action, Case, Kind, Measure, Step
from bot.moderation.views import LADDER

AFTERMATH = timedelta(seconds=10)  # what somebody still manages to send after a punishment belongs to it
LONGEST = timedelta(minutes=1)  # a burst that gets stricter all the time is looked back at for so long

SILENCING = frozenset({Kind.MUTE, Kind.KICK, Kind.BAN})  # after these, whatever they still send is removed
_UNDONE = frozenset({Step.LIFTED, Step.RELEASED})


@dataclass(frozen=True, slots=True)
class Burst:
    """The cases of one burst, newest first; most often there is one, with what the ladder added."""

    cases: tuple[Case, ...]

    @property
    def name(self) -> str:
        """Name what is shown of it: by the case that it began with."""
        return f"burst:{self.cases[-1].id}"

    @property
    def shown(self) -> Case:
        """Give the case that its notice is about: the latest that a rule opened."""
        return next(c for c in self.cases if c.rule != LADDER)

    @property
    def followed(self) -> Case | None:
        """Give what the ladder added to that case."""
        return next((c for c in self.cases if c.rule == LADDER and c.id > self.shown.id), None)

    @property
    def silences(self) -> bool:
        """Tell whether they were not supposed to write any more."""
        return any(c.kind in SILENCING for c in self.cases)

    @property
    def more(self) -> int:
        """Count the messages that went besides the one it began with."""
        return sum(c.removed for c in self.cases) + sum(c.message is not None for c in self.cases[:-1])

    def covers(self, measure: Measure) -> bool:
        """Tell whether what was done is as strict as this."""
        return max(_measure(c).strictness for c in self.cases) >= measure.strictness


def find_burst(cases: Sequence[Case], moment: datetime) -> Burst | None:
    """Find the burst that something belongs to, among somebody's latest cases, newest first."""
    found: list[Case] = []
    for case in cases:
        if case.rule is None or any(e.step in _UNDONE for e in case.history):
            continue
        if case.at <= moment - AFTERMATH:
            break
        found.append(case)
        moment = min(moment, case.at)
    while found and found[-1].rule == LADDER:
        del found[-1]  # what it followed is long over
    return Burst(tuple(found)) if found else None


def _measure(case: Case) -> Measure:
    length = case.until - case.at if case.until is not None else None
    return Measure(Action(case.kind.value), length)
