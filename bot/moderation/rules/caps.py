"""Mind messages written in capitals."""

import re
from typing import ClassVar, Self

from pydantic import Field

from bot.content import msg
from bot.moderation.model import Verdict
from bot.moderation.rules.base import Seen
from bot.moderation.settings import RuleSettings

_CAPITAL = "A-ZÀ-ÖØ-ÞΑ-ΩЀ-Я"
_CAPITALS = re.compile(f"[{_CAPITAL}]")
# Where more than half of the letters are capitals, two of them stand next to each other.
_TOGETHER = re.compile(rf"[{_CAPITAL}][\W\d_]*[{_CAPITAL}]")


class CapsSettings(RuleSettings):
    """How many capitals are too many."""

    share: int = Field(default=70, ge=55, le=100)  # per cent of the letters
    letters: int = Field(default=12, ge=5, le=1000)  # a message with fewer is not looked at: `OK`, `ASAP`


class CapsRule:
    """Count capitals."""

    name: ClassVar[str] = "caps"
    settings_type: ClassVar[type[RuleSettings]] = CapsSettings

    def fresh(self) -> Self:
        """Give itself: nothing is remembered between messages."""
        return self

    def check(self, seen: Seen, settings: RuleSettings) -> Verdict | None:
        """Find a message that shouts."""
        text = seen.message.text
        if _TOGETHER.search(text) is None:
            return None
        assert isinstance(settings, CapsSettings)
        capitals = len(_CAPITALS.findall(text))
        if capitals * 100 < settings.share * settings.letters:
            return None
        letters = sum(map(str.isalpha, text))
        share = capitals * 100 // letters
        if letters < settings.letters or share < settings.share:
            return None
        detail = msg("moderation-caps-detail", share=share, most=settings.share)
        return Verdict(self.name, settings.measure, msg("moderation-caps-reason"), detail)
