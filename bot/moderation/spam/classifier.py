"""Say how likely a message is spam in a community, and why: the built-in model, moved by what was learned there."""

from collections.abc import Callable

from bot.ids import CommunityId
from bot.moderation.spam.features import take_apart
from bot.moderation.spam.lessons import Learned, Lesson, lesson_words
from bot.moderation.spam.model import Model, Reason, built_in, probability
from bot.moderation.spam.shapes import Look

TAUGHT = "taught"  # the sign of what moderators decided here about messages like it


class Classifier:
    """Judge messages from memory. The built-in model is read when the first message is judged."""

    def __init__(self, model: Callable[[], Model] = built_in) -> None:
        self._model = model
        self._learned: dict[CommunityId, Learned] = {}

    @property
    def model(self) -> Model:
        """Give the built-in model."""
        return self._model()

    def hold(self, community: CommunityId, learned: Learned) -> None:
        """Take over what a community has taught."""
        if learned:
            self._learned[community] = learned
        else:
            self._learned.pop(community, None)

    def learn(self, community: CommunityId, lesson: Lesson) -> None:
        """Take one more lesson of a community in."""
        self._learned.setdefault(community, Learned()).learn(lesson)

    def probability(self, community: CommunityId, look: Look) -> float:
        """Give how likely a message is spam, from 0 to 1."""
        parts = take_apart(look)
        logit = self.model.logit(parts)
        learned = self._learned.get(community)
        if learned:
            logit += learned.shift(lesson_words(parts, self.model.common))
        return probability(logit)

    def explain(self, community: CommunityId, look: Look) -> list[Reason]:
        """List what speaks for spam in a message, strongest first."""
        parts = take_apart(look)
        reasons = self.model.explain(parts)
        learned = self._learned.get(community)
        if learned:
            reasons.append(Reason(learned.shift(lesson_words(parts, self.model.common)), sign=TAUGHT))
        return sorted((r for r in reasons if r.weight > 0), key=lambda r: -r.weight)
