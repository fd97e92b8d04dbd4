"""Find who writes so much at once that nobody else is heard, in all chats of a community together."""

from typing import ClassVar, Self

from pydantic import Field

from bot.content import msg
from bot.moderation.model import Verdict
from bot.moderation.rules.base import Seen
from bot.moderation.settings import Act, RuleSettings
from bot.moderation.windows import Windows
from bot.updates import MessagePosted


class FloodSettings(RuleSettings):
    """The rule is on from the start: so many messages in so many seconds."""

    on: bool = True
    action: Act = "mute 10m"
    messages: int = Field(default=10, ge=2, le=100)
    seconds: int = Field(default=5, ge=1, le=600)


class FloodRule:
    """Count each person's messages, on every linked platform; edits do not count."""

    name: ClassVar[str] = "flood"
    settings_type: ClassVar[type[RuleSettings]] = FloodSettings

    def __init__(self) -> None:
        # A list for each message: the parts of an album are one.
        self._windows: Windows[list[MessagePosted]] = Windows()

    def fresh(self) -> Self:
        """Give the same rule with nothing remembered."""
        return type(self)()

    def check(self, seen: Seen, settings: RuleSettings) -> Verdict | None:
        """Count a message; the one that makes it a flood takes the others with it."""
        if seen.edited:
            return None
        assert isinstance(settings, FloodSettings)
        message = seen.message
        window = self._windows.of(seen.community, seen.author, message.actor.account)
        if message.album is not None:
            for _, said in window.held:
                if said[0].album == message.album and said[0].chat == message.chat:
                    said.append(message)
                    return None
        this = [message]
        if not window.add(message.at, this, settings.seconds, settings.messages):
            return None
        others = window.recent(message.at, settings.seconds)
        also = tuple(each.message for said in others for each in said if each is not message)
        return Verdict(
            self.name,
            settings.measure,
            msg("moderation-flood-reason"),
            msg("moderation-flood-detail", count=len(others), seconds=settings.seconds),
            also=also,
        )
