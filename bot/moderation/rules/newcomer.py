"""Keep links, forwards and media from those who have only just come."""

from datetime import timedelta
from typing import ClassVar, Self

from pydantic import Field

from bot.content import Choice, msg
from bot.moderation.model import Verdict
from bot.moderation.rules.base import Seen
from bot.moderation.settings import RuleSettings


class NewcomerSettings(RuleSettings):
    """What a newcomer may not post, and for how long somebody is one."""

    hours: int = Field(default=24, ge=1, le=24 * 30)
    links: bool = True
    forwards: bool = True
    media: bool = True

    @property
    def length(self) -> timedelta:
        """Give for how long somebody is a newcomer."""
        return timedelta(hours=self.hours)


class NewcomerRule:
    """Look at what newcomers post. Who was here before Hearth is none."""

    name: ClassVar[str] = "newcomer"
    settings_type: ClassVar[type[RuleSettings]] = NewcomerSettings
    carried_only: ClassVar[bool] = True

    def fresh(self) -> Self:
        """Give itself: nothing is remembered between messages."""
        return self

    def check(self, seen: Seen, settings: RuleSettings) -> Verdict | None:
        """Find what a newcomer may not post yet."""
        joined = seen.author.joined
        if joined is None:
            return None
        assert isinstance(settings, NewcomerSettings)
        message = seen.message
        if settings.links and seen.links:
            what = "link"
        elif settings.forwards and (message.forwarded or message.origin is not None):
            what = "forward"
        elif settings.media and (message.media is not None or message.more_media):
            what = "media"
        else:
            return None
        if message.at - joined >= settings.length:
            return None
        reason = msg("moderation-newcomer-reason", what=Choice(what), hours=settings.hours)
        minutes = max(0, int((message.at - joined).total_seconds() // 60))
        detail = msg("moderation-newcomer-detail", what=Choice(what), hours=minutes // 60, minutes=minutes % 60)
        return Verdict(self.name, settings.measure, reason, detail)
