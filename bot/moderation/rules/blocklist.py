"""Find words and phrases that a community does not want, however many there are, in one pass over the text."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

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
    """Match every entry of one list. `*` stands for any letters of a word, `?` for one."""

    def __init__(self, entries: Iterable[Blocked]) -> None:
        self._plain: list[Blocked] = []
        self._wild: list[Blocked] = []
        for entry in entries:
            (self._wild if entry.wild else self._plain).append(entry)
        self._words = ahocorasick_rs.AhoCorasick([normalise(e.entry) for e in self._plain]) if self._plain else None
        self._patterns = _compiled(self._wild) if self._wild else None

    def find(self, text: str, now: datetime) -> list[Blocked]:
        """List the entries that are in a normalised text."""
        found: dict[int, Blocked] = {}
        if self._words is not None:
            for index, start, end in self._words.find_matches_as_indexes(text, overlapping=True):
                if index not in found and stands_alone(text, start, end):
                    found[index] = self._plain[index]
        hits = list(found.values())
        if self._patterns is not None:
            hits += [self._wild[i] for i in self._patterns.Match(text) or ()]
        return [e for e in hits if e.expires is None or e.expires > now]


def _compiled(entries: list[Blocked]) -> "re2.Set":
    # RE2 never backtracks: a pattern costs the same for every text of a length.
    patterns = re2.Set.SearchSet()
    for entry in entries:
        patterns.Add(_pattern(normalise(entry.entry)))
    patterns.Compile()
    return patterns


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
