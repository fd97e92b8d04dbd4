"""Find spam by what it is like: a classifier that moderators of each community teach further."""

from typing import ClassVar, Self

from pydantic import Field

from bot.content import Choice, Inline, Joined, Text, msg
from bot.moderation.model import Verdict
from bot.moderation.rules.base import Seen
from bot.moderation.settings import Act, RuleSettings
from bot.moderation.spam.classifier import Classifier
from bot.moderation.spam.model import THRESHOLD, Reason
from bot.moderation.spam.shapes import Look, look_at

LEAST = 4  # letters of a word that says something by itself
SHOWN, SHOWN_WORDS = 6, 2  # reasons that are told, and how many of them are words of the message


class SpamSettings(RuleSettings):
    """On from the start, on trial."""

    on: bool = True
    action: Act = "delete"
    dry_run: bool = True
    threshold: float = Field(default=THRESHOLD, ge=0.01, le=0.99)  # from this probability on a message is spam
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
        telling = [r for r in reasons if not r.sign and is_telling(r.words)][:SHOWN_WORDS]
        shown = [show_reason(r) for r in reasons if r.sign or r in telling][:SHOWN]
        return msg("moderation-spam-detail", percent=round(score * 100), reasons=Joined(tuple(shown)))


def is_telling(word: str) -> bool:
    """Tell whether a word of a message says something by itself: no particle, no number, no sign."""
    word = word.removeprefix("/")
    return len(word) >= LEAST and word[0].isalpha()


def show_reason(reason: Reason) -> Inline:
    """Say in words what speaks for spam."""
    if reason.sign:
        return msg("moderation-spam-sign", sign=Choice(reason.sign))
    return msg("moderation-spam-word", word=Text(reason.words.removeprefix("/")))
