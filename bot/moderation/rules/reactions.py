"""Find who reacts to so many messages at once that it only disturbs."""

from typing import ClassVar, Self

from pydantic import Field

from bot.acts import Unreact
from bot.content import msg
from bot.moderation.model import Verdict
from bot.moderation.rules.base import Reacted
from bot.moderation.settings import Act, RuleSettings
from bot.moderation.windows import Windows


class ReactionsSettings(RuleSettings):
    """So many reactions in so many seconds."""

    action: Act = "delete"
    reactions: int = Field(default=15, ge=2, le=100)
    seconds: int = Field(default=10, ge=1, le=600)


class ReactionsRule:
    """Count each person's reactions, on every linked platform; those taken back by themselves do not count."""

    name: ClassVar[str] = "reactions"
    settings_type: ClassVar[type[RuleSettings]] = ReactionsSettings

    def __init__(self) -> None:
        self._windows: Windows[list[Unreact]] = Windows()

    def fresh(self) -> Self:
        """Give the same rule with nothing remembered."""
        return type(self)()

    def check_reaction(self, seen: Reacted, settings: RuleSettings) -> Verdict | None:
        """Count reactions; the one that makes it a flood takes the others with it."""
        assert isinstance(settings, ReactionsSettings)
        update = seen.update
        window = self._windows.of(seen.community, seen.author, update.actor.account)
        full = False
        for mark in update.added:
            given = [Unreact(update.message, update.actor.account, mark)]
            full = window.add(update.at, given, settings.seconds, settings.reactions) or full
        if not full:
            return None
        recent = window.recent(update.at, settings.seconds)
        undo = tuple(dict.fromkeys(unreact for given in recent for unreact in given))
        for given in recent:
            given.clear()
        return Verdict(
            self.name,
            settings.measure,
            msg("moderation-reactions-reason"),
            msg("moderation-reactions-detail", count=len(recent), seconds=settings.seconds),
            undo=undo,
        )
