"""What is read from the ledger: scores, pages of it, and what a thank-you came to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from bot.call import Person
from bot.ids import MemberId
from bot.recognition.model import Act, Entry

Names: TypeAlias = Mapping[MemberId, Person]


@dataclass(frozen=True, slots=True)
class Score:
    """Sums of a member's entries in millipoints: those that count, and those that will."""

    points: int
    pending: int


@dataclass(frozen=True, slots=True)
class Line:
    """An entry with the act it comes from."""

    entry: Entry
    act: Act


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the entries that count, newest first, with the sums (millipoints) of those before and after them.

    `number` counts pages from 0; `more` tells that there are earlier ones.
    """

    number: int = 0
    lines: tuple[Line, ...] = ()
    newer: int = 0
    earlier: int = 0
    more: bool = False

    @property
    def total(self) -> int:
        """Give the score, which the parts add up to."""
        return self.newer + sum(line.entry.amount for line in self.lines) + self.earlier


@dataclass(frozen=True, slots=True)
class Given:
    """A thank-you that was given: the act and an entry for each receiver."""

    act: Act
    entries: tuple[Entry, ...]

    @property
    def pending(self) -> datetime | None:
        """Say from when on it counts, where that is not at once."""
        return next((e.counts_from for e in self.entries if e.counts_from > e.at), None)


@dataclass(frozen=True, slots=True)
class Explained:
    """A page of the entries behind a score; those that do not count yet; and everybody named."""

    who: Person
    page: Page
    pending: tuple[Line, ...]
    pending_sum: int
    names: Names
