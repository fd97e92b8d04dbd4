"""Mind messages that are full of emoji."""

import re
from typing import ClassVar, Self

from pydantic import Field

from bot.content import msg
from bot.moderation.model import Verdict
from bot.moderation.rules.base import Seen
from bot.moderation.settings import RuleSettings

# What is shown as an emoji by itself, and what is only with U+FE0F behind it. Skin tones, flags and joined ones
# (a family, an astronaut) are one each. https://www.unicode.org/reports/tr51/
_SIGN = (
    "(?:[\U0001f004\U0001f0cf\U0001f18e\U0001f191-\U0001f19a\U0001f201-\U0001f251\U0001f300-\U0001faff"
    "\u231a\u231b\u23e9-\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1\u26aa\u26ab\u26bd\u26be\u26c4"
    "\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e\u2753-\u2755\u2757"
    "\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55\u2660\u2663\u2665\u2666\u2763\u2764]\ufe0f?"
    "|[\u00a9\u00ae\u203c-\u3299\U0001f170-\U0001f171\U0001f17e-\U0001f17f]\ufe0f)"
    "[\U0001f3fb-\U0001f3ff\u20e3\U000e0020-\U000e007f]*"
)
_EMOJI = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}|[0-9#*]\ufe0f?\u20e3"
    f"|{_SIGN}(?:\u200d{_SIGN})*"
    r"|<a?:\w{2,32}:\d{15,22}>"
)
_ANY = re.compile("[^\x00-\u203b]")
FEW = 4  # emoji that are never too large a share: a reaction in words


class EmojiSettings(RuleSettings):
    """How many emoji are too many."""

    most: int = Field(default=10, ge=1, le=500)
    share: int = Field(default=0, ge=0, le=100)  # per cent of what is shown; 0 is not looked at


class EmojiRule:
    """Count emoji as people see them."""

    name: ClassVar[str] = "emoji"
    settings_type: ClassVar[type[RuleSettings]] = EmojiSettings

    def fresh(self) -> Self:
        """Give itself: nothing is remembered between messages."""
        return self

    def check(self, seen: Seen, settings: RuleSettings) -> Verdict | None:
        """Find a message with too many."""
        text = seen.message.text
        if not may_have_emoji(text):
            return None
        assert isinstance(settings, EmojiSettings)
        count = count_emoji(text)
        if count <= settings.most and not (settings.share and _fills(text, count, settings.share)):
            return None
        detail = msg("moderation-emoji-detail", count=count, most=settings.most)
        return Verdict(self.name, settings.measure, msg("moderation-emoji-reason"), detail)


def may_have_emoji(text: str) -> bool:
    """Tell cheaply whether there may be an emoji."""
    return ":" in text and "<" in text if text.isascii() else _ANY.search(text) is not None or "<" in text


def count_emoji(text: str) -> int:
    """Count the emoji of a text, Discord's own (`<:name:id>`) too."""
    return len(_EMOJI.findall(text))


def _fills(text: str, count: int, share: int) -> bool:
    others = sum(not c.isspace() for c in _EMOJI.sub("", text))
    return count > FEW and count * 100 >= share * (count + others)
