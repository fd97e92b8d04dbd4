"""Mind messages that call many people, or everybody."""

import re
from typing import ClassVar, Self

from pydantic import Field

from bot.carried import EVERYBODY
from bot.content import Choice, msg
from bot.moderation.model import Verdict
from bot.moderation.rules.base import Seen
from bot.moderation.settings import RuleSettings
from bot.updates import MessagePosted

# Both are linear. What stands before the sign keeps e-mail addresses out.
_NAMED = re.compile(r"(?<![\w.@/])@([\w.]{2,64})|<@[!&]?(\d{15,22})>")
_ALL = frozenset({"everyone", "here", "all", "channel"})


class MentionsSettings(RuleSettings):
    """How many people one message may call."""

    most: int = Field(default=5, ge=1, le=50)
    everyone: bool = True  # an attempt to call everybody, or a whole role, is found too


class MentionsRule:
    """Count whom a message calls, each once."""

    name: ClassVar[str] = "mentions"
    settings_type: ClassVar[type[RuleSettings]] = MentionsSettings
    carried_only: ClassVar[bool] = True

    def fresh(self) -> Self:
        """Give itself: nothing is remembered between messages."""
        return self

    def check(self, seen: Seen, settings: RuleSettings) -> Verdict | None:
        """Find a message that calls too many."""
        called = _called(seen.message)
        if not called:
            return None
        assert isinstance(settings, MentionsSettings)
        everybody = settings.everyone and EVERYBODY in called
        people = len(set(called) - {EVERYBODY})
        if people <= settings.most and not everybody:
            return None
        why = Choice("everyone" if everybody else "crowd")
        detail = msg("moderation-mentions-detail", why=why, count=people, most=settings.most)
        return Verdict(self.name, settings.measure, msg("moderation-mentions-reason", why=why), detail)


def _called(message: MessagePosted) -> tuple[str, ...]:
    if message.called is not None:
        return message.called
    if "@" not in message.text:
        return ()
    names = [(name or number).lower().rstrip(".") for name, number in _NAMED.findall(message.text)]
    return tuple(EVERYBODY if name in _ALL else name for name in names)
