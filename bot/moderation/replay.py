"""Run rules over what was written before: the same path as live, and nothing is done."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol, TypeVar

from bot.ids import AccountRef, CommunityId
from bot.moderation.model import Verdict
from bot.moderation.record import Record
from bot.moderation.rules.base import Author, Rule
from bot.moderation.ruleset import RuleSet, Settings
from bot.moderation.settings import RuleSettings
from bot.settings import Section
from bot.updates import MessagePosted

MOST_HITS = 5_000  # that are kept with their words; beyond that the oldest are left out

M = TypeVar("M", bound=Section)


class Held(Protocol):
    """Give a community's settings, from memory."""

    def of(self, community: CommunityId, model: type[M]) -> M:
        """Give one section."""


class Instead:
    """The settings there are, but for some sections."""

    version = 0

    def __init__(self, settings: Held, sections: Iterable[Section] = ()) -> None:
        self._settings = settings
        self._sections: Mapping[type[Section], Section] = {type(s): s for s in sections}

    def of(self, community: CommunityId, model: type[M]) -> M:
        """Give one section."""
        replaced = self._sections.get(model)
        return replaced if isinstance(replaced, model) else self._settings.of(community, model)


class AllOn:
    """Every rule on at its defaults, and none on trial."""

    version = 0

    def of(self, community: CommunityId, model: type[M]) -> M:
        """Give one section."""
        section = _all_on(model)
        assert isinstance(section, model)
        return section


@cache
def _all_on(model: type[Section]) -> Section:
    default = model()
    return default.model_copy(update={"on": True, "dry_run": False}) if isinstance(default, RuleSettings) else default


class Past:
    """Rules with nothing remembered, for one run over messages in the order of time."""

    def __init__(self, rules: Iterable[Rule], settings: Settings) -> None:
        self._author = Author()
        self._ruleset = RuleSet(tuple(rule.fresh() for rule in rules), settings, self)

    def author(self, community: CommunityId, account: AccountRef) -> Author:
        """Give whoever wrote the message that is looked at, as they were known then."""
        return self._author

    def judge(self, community: CommunityId, message: MessagePosted, author: Author) -> list[Verdict]:
        """Give what the rules say to the next message."""
        self._author = author
        return self._ruleset.judge(community, message)


@dataclass(frozen=True, slots=True)
class Hit:
    """A message that a rule would act on. `verdict` is None where it would not any more, as it is now it does."""

    record: Record
    verdict: Verdict | None
    before: bool = False  # the rule as it is now catches it too


@dataclass(slots=True)
class Outcome:
    """What came of a run: of `looked` messages, the hits with and without the change, newest last."""

    looked: int = 0
    hits: list[Hit] = field(default_factory=list)

    @property
    def caught(self) -> list[Hit]:
        """List what the rule, as it was asked for, would act on."""
        return [h for h in self.hits if h.verdict is not None]

    @property
    def newly(self) -> list[Hit]:
        """List what only the changed rule would act on."""
        return [h for h in self.hits if h.verdict is not None and not h.before]

    @property
    def spared(self) -> list[Hit]:
        """List what only the rule as it is now acts on."""
        return [h for h in self.hits if h.verdict is None]

    @property
    def people(self) -> int:
        """Count who wrote what would be acted on."""
        return len({h.record.member or h.record.account for h in self.caught})

    def without(self, exempt: Collection[AccountRef]) -> "Outcome":
        """Leave out those whom no rule looks at."""
        return Outcome(self.looked, [h for h in self.hits if h.record.account not in exempt])


class Run:
    """One rule over messages, in order of time; with `now`, beside the rule as it is now."""

    def __init__(self, asked: Past, now: Past | None) -> None:
        self._asked = asked
        self._now = now
        self.outcome = Outcome()

    def look(self, record: Record) -> None:
        """Judge the next message."""
        message = record.posted
        if message is None:
            return
        self.outcome.looked += 1
        said = self._asked.judge(record.community, message, record.author)
        before = bool(self._now and self._now.judge(record.community, message, record.author))
        if said or before:
            hits = self.outcome.hits
            hits.append(Hit(record, said[0] if said else None, before))
            if len(hits) > MOST_HITS:
                del hits[0]
