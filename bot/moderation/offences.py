"""What the guard hands over when rules have found something, and what it hears back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.call import Call
from bot.content import Code, Inline, Row
from bot.ids import MessageRef
from bot.moderation.model import Action, Measure, Merged, Verdict
from bot.updates import MessagePosted

# Somebody who was just punished, or the rest of an album that was: what they send goes without a word.
CLEANUP = Verdict("aftermath", Measure(Action.DELETE), "", "")


@dataclass(frozen=True, slots=True)
class Offence:
    """What somebody did. `refs` are the messages that go; `message` is None where it was no message, and `came` tells
    that it was an arrival.

    `moment` is when it was done; for an edit, when it was told. `escalates` is what it adds to a burst: several
    messages that were each removed already are no more than that, whichever rule counts them together.
    """

    merged: Merged
    moment: datetime
    message: MessagePosted | None = None
    refs: tuple[MessageRef, ...] = ()
    escalates: Measure = CLEANUP.measure
    came: bool = False

    @property
    def measure(self) -> Measure:
        """Give what is to be done."""
        return self.merged.verdict.measure

    @property
    def cleanup(self) -> bool:
        """Tell whether no rule found anything: it only came too soon after a punishment."""
        return self.merged.verdict is CLEANUP

    @property
    def about(self) -> MessageRef | None:
        """Name the message."""
        return self.message.message if self.message else None

    @property
    def words(self) -> str:
        """Give everything that rules have read, as it was written."""
        if self.message is None:
            return ""
        return "\n".join(filter(None, (self.message.text, self.message.quote, *self.message.links)))

    @property
    def detail(self) -> Inline:
        """Say what was found; where several rules found something, what each did."""
        found = [v for v in self.merged.verdicts if v is not CLEANUP]
        if len(found) == 1:
            return found[0].detail
        parts: list[Inline] = []
        for verdict in found:
            parts += ["; " if parts else "", Code(verdict.rule), ": ", verdict.detail]
        return Row(tuple(parts))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: whether the message is stopped, and whether whatever follows from them goes as well."""

    stops: bool = False
    silences: bool = False


class Hands(Protocol):
    """Do something about an offence, or write down what would be done."""

    async def carry(self, call: Call, offence: Offence) -> Outcome:
        """Do it. Messages are removed first, whatever becomes of the rest."""
