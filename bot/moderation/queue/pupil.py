"""Let the classifier of spam learn from decisions about tickets and appeals."""

from datetime import datetime
from typing import Protocol

from bot.ids import CommunityId
from bot.moderation.rules.spam import SpamSettings
from bot.moderation.settings import Settings
from bot.moderation.spam.shapes import Look
from bot.moderation.text import read
from bot.ports import Clock, Tx


class Classifier(Protocol):
    """Judge messages by what they look like, and learn from it."""

    def probability(self, community: CommunityId, look: Look) -> float:
        """Say how likely a message is spam."""

    async def learn(self, tx: Tx, community: CommunityId, key: str, look: Look, *, spam: bool, at: datetime) -> None:
        """Learn that a message is spam, or is not."""


class SpamPupil:
    """Take lessons as words: what came with a message is not kept, and counts as nothing."""

    def __init__(self, classifier: Classifier, settings: Settings, clock: Clock) -> None:
        self._classifier = classifier
        self._settings = settings
        self._clock = clock

    def suspects(self, community: CommunityId, text: str) -> bool:
        """Tell whether the spam rule takes a text for spam, as its threshold is set."""
        threshold = self._settings.of(community, SpamSettings).threshold
        return self._classifier.probability(community, Look(read(text))) >= threshold

    async def learn(self, tx: Tx, community: CommunityId, key: str, text: str, *, spam: bool) -> None:
        """Learn that a text was spam, or was not; the same key again takes the place of what was learnt before."""
        look = Look(read(text))
        await self._classifier.learn(tx, community, key, look, spam=spam, at=self._clock.now())
