"""Find spam by what it is like: a classifier that moderators of each community teach further."""

from typing import ClassVar, Self

from pydantic import Field

from bot.content import Choice, Inline, Joined, Row, Text, msg
from bot.moderation.model import Verdict
from bot.moderation.rules.base import Seen
from bot.moderation.settings import Act, RuleSettings
from bot.moderation.spam.classifier import Classifier
from bot.moderation.spam.model import THRESHOLD, Reason
from bot.moderation.spam.shapes import Look, look_at

SHOWN = 5  # reasons that are told


class SpamSettings(RuleSettings):
    """On from the start, on trial."""

    on: bool = True
    action: Act = "delete"
    dry_run: bool = True
    threshold: float = Field(default=THRESHOLD, gt=0, lt=1)  # from this probability on a message is spam
    first: int = Field(default=5, ge=1, le=10_000)  # messages of substance after which somebody is left alone


class SpamRule:
    """Judge what people write who are not known yet. What communities taught is held in the classifier."""

    name: ClassVar[str] = "spam"
    settings_type: ClassVar[type[RuleSettings]] = SpamSettings

    def __init__(self, classifier: Classifier) -> None:
        self._classifier = classifier

    def fresh(self) -> Self:
        """Give itself: nothing is remembered between messages, and lessons are shared."""
        return self

    def check(self, seen: Seen, settings: RuleSettings) -> Verdict | None:
        """Judge a message; nothing is said about those who have said enough."""
        assert isinstance(settings, SpamSettings)
        if seen.author.substance >= settings.first:
            return None
        look = look_at(seen.message, seen.plain)
        score = self._classifier.probability(seen.community, look)
        if score < settings.threshold:
            return None
        detail = self._explain(seen, look, score)
        return Verdict(self.name, settings.measure, msg("moderation-spam-reason"), detail, score)

    def _explain(self, seen: Seen, look: Look, score: float) -> Inline:
        reasons = self._classifier.explain(seen.community, look)
        shown = [inline for reason in reasons if (inline := show_reason(reason)) is not None]
        return msg("moderation-spam-detail", percent=int(score * 100), reasons=Joined(tuple(shown[:SHOWN])))


def show_reason(reason: Reason) -> Inline | None:
    """Say in words what speaks for spam; None for a mark that would mean nothing to a reader."""
    if reason.sign:
        return msg("moderation-spam-sign", sign=Choice(reason.sign))
    word = reason.words.removeprefix("/")
    return Row(("«", Text(word), "»")) if word[:1].isalpha() else None
