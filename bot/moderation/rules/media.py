"""Mind kinds of media that a community does not want."""

from typing import Annotated, ClassVar, Self

from pydantic import BeforeValidator

from bot.carried import MediaKind
from bot.content import Code, msg
from bot.moderation.model import Verdict
from bot.moderation.rules.base import Seen
from bot.moderation.rules.forwards import split
from bot.moderation.settings import RuleSettings


class MediaSettings(RuleSettings):
    """Which kinds may not be posted; at first those that a conversation hardly needs and advertisers like."""

    kinds: Annotated[tuple[MediaKind, ...], BeforeValidator(split)] = (
        "contact",
        "game",
        "giveaway",
        "paid_media",
        "story",
    )


class MediaRule:
    """Look at what a message has besides text."""

    name: ClassVar[str] = "media"
    settings_type: ClassVar[type[RuleSettings]] = MediaSettings
    carried_only: ClassVar[bool] = True

    def fresh(self) -> Self:
        """Give itself: nothing is remembered between messages."""
        return self

    def check(self, seen: Seen, settings: RuleSettings) -> Verdict | None:
        """Find the first kind that may not be posted."""
        message = seen.message
        if message.media is None and not message.more_media:
            return None
        assert isinstance(settings, MediaSettings)
        for kind in (message.media, *message.more_media):
            if kind in settings.kinds:
                detail = msg("moderation-media-detail", kind=Code(kind))
                return Verdict(self.name, settings.measure, msg("moderation-media-reason"), detail)
        return None
