"""Find words, phrases, expressions and domains that a community does not want."""

from collections.abc import Iterable
from typing import ClassVar, Self

from bot.content import Code, Text, msg
from bot.ids import CommunityId
from bot.moderation.blocklist.entries import Blocked
from bot.moderation.blocklist.matcher import Matcher
from bot.moderation.measures import parse_measure
from bot.moderation.model import Verdict
from bot.moderation.rules.base import Seen
from bot.moderation.settings import Act, RuleSettings


class BlocklistSettings(RuleSettings):
    """The rule is on from the start, with an empty list."""

    on: bool = True
    action: Act = "warn"


class BlocklistRule:
    """Look for what is on the community's list. The lists are held here, compiled."""

    name: ClassVar[str] = "blocklist"
    settings_type: ClassVar[type[RuleSettings]] = BlocklistSettings

    def __init__(self) -> None:
        self._matchers: dict[CommunityId, Matcher] = {}

    def hold(self, community: CommunityId, matcher: Matcher | None) -> None:
        """Take over a community's list as it is now; None where it is empty."""
        if matcher is not None:
            self._matchers[community] = matcher
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
        hits = matcher.find(seen.plain, [link.host for link in seen.links], seen.message.at)
        return self._verdict(hits, settings) if hits else None

    def _verdict(self, hits: Iterable[Blocked], settings: RuleSettings) -> Verdict:
        ranked = [(parse_measure(e.action) if e.action else settings.measure, e) for e in hits]
        measure, entry = max(ranked, key=lambda pair: (pair[0].strictness, pair[1].entry))
        reason = Text(entry.reason) if entry.reason else msg("moderation-blocklist-reason")
        return Verdict(self.name, measure, reason, msg("moderation-blocklist-detail", entry=Code(entry.entry)))
