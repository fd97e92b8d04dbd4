"""What a rule is: settings of its own and one pure check."""

from dataclasses import dataclass
from typing import ClassVar, Protocol

from bot.ids import CommunityId
from bot.moderation.model import Verdict
from bot.moderation.settings import RuleSettings
from bot.updates import MessagePosted


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as rules see it. `text` is normalised and holds the targets of hidden links as well."""

    community: CommunityId
    message: MessagePosted
    text: str


class Rule(Protocol):
    """Look at a message. `name` is the word people call it by; `settings_type` holds its defaults."""

    name: ClassVar[str]
    settings_type: ClassVar[type[RuleSettings]]

    def check(self, seen: Seen, settings: RuleSettings) -> Verdict | None:
        """Judge a message, in memory; None when there is nothing to say."""
