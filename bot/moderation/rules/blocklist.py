"""Find words and phrases that a community does not want, however many there are, in one pass over the text."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Self

import ahocorasick_rs
import re2

from bot.content import Code, Text, msg
from bot.ids import CommunityId
from bot.moderation.measures import parse_measure
from bot.moderation.model import Verdict
from bot.moderation.rules.base import Seen
from bot.moderation.settings import Act, RuleSettings
from bot.moderation.text import is_word, normalise, stands_alone

LETTER = r"[\pL\pM\pN_]"


@dataclass(frozen=True, slots=True)
class Blocked:
    """One entry. `action` empty means the rule's own; `expires` None means it stays."""

    entry: str
    action: str = ""
    reason: str = ""
    expires: datetime | None = None

    @property
    def wild(self) -> bool:
        """Tell whether it has wildcards."""
        return "*" in self.entry or "?" in self.entry


class BlocklistSettings(RuleSettings):
    """The rule is on from the start, with an empty list."""

    on: bool = True
    action: Act = "warn"


class Matcher:
    """Match every entry of one list. `*` stands for any letters of a word, `?` for one.

    One automaton looks for all entries at once: for those with wildcards for their longest solid part. Only where that
    is found is the whole pattern looked at, by RE2, which never backtracks.
    """

    def __init__(self, entries: Iterable[Blocked]) -> None:
        self._entries = tuple(entries)
        solid = [_solid(normalise(e.entry)) for e in self._entries]
        self._automaton = ahocorasick_rs.AhoCorasick(solid)
        self._patterns: dict[int, re2._Regexp] = {}

    def find(self, text: str, now: datetime) -> list[Blocked]:
        """List the entries that are in a normalised text."""
        looked: dict[int, bool] = {}
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if self._entries[index].wild:
                if index not in looked:
                    looked[index] = self._pattern(index).search(text) is not None
            elif not looked.get(index):
                looked[index] = stands_alone(text, start, end)
        hits = [self._entries[index] for index, found in looked.items() if found]
        return [e for e in hits if e.expires is None or e.expires > now]

    def _pattern(self, index: int) -> "re2._Regexp":
        if index not in self._patterns:
            self._patterns[index] = re2.compile(_pattern(normalise(self._entries[index].entry)))
        return self._patterns[index]


def _solid(entry: str) -> str:
    return max(entry.replace("?", "*").split("*"), key=len)


def _pattern(entry: str) -> str:
    body = "".join(f"{LETTER}*" if c == "*" else LETTER if c == "?" else re2.escape(c) for c in entry)
    edge = rf"(?:^|[^{LETTER[1:-1]}])", rf"(?:$|[^{LETTER[1:-1]}])"
    before = edge[0] if is_word(entry[0]) or entry[0] in "*?" else ""
    after = edge[1] if is_word(entry[-1]) or entry[-1] in "*?" else ""
    return f"{before}{body}{after}"


class BlocklistRule:
    """Look for what is on the community's list. The lists are held here, compiled."""

    name: ClassVar[str] = "blocklist"
    settings_type: ClassVar[type[RuleSettings]] = BlocklistSettings

    def __init__(self) -> None:
        self._matchers: dict[CommunityId, Matcher] = {}

    def hold(self, community: CommunityId, entries: Iterable[Blocked]) -> None:
        """Take over a community's list as it is now."""
        held = tuple(entries)
        if held:
            self._matchers[community] = Matcher(held)
        else:
            self._matchers.pop(community, None)

    def fresh(self) -> Self:
        """Give itself: nothing is remembered between messages."""
        return self

    def communities(self) -> list[CommunityId]:
        """Name those who have a list."""
        return list(self._matchers)

    def check(self, seen: Seen, settings: RuleSettings) -> Verdict | None:
        """Find entries; the strictest of those found speaks."""
        matcher = self._matchers.get(seen.community)
        if matcher is None:
            return None
        hits = matcher.find(seen.text, seen.message.at)
        if not hits:
            return None
        ranked = [(parse_measure(e.action) if e.action else settings.measure, e) for e in hits]
        measure, entry = max(ranked, key=lambda pair: (pair[0].strictness, pair[1].entry))
        reason = Text(entry.reason) if entry.reason else msg("moderation-blocklist-reason")
        return Verdict(self.name, measure, reason, msg("moderation-blocklist-detail", entry=Code(entry.entry)))
