"""Let the classifier of spam learn from decisions about tickets and appeals."""

from datetime import datetime
from typing import Protocol

from bot.ids import CommunityId
from bot.moderation.spam.shapes import Look
from bot.moderation.text import read
from bot.ports import Clock, Tx


class Classifier(Protocol):
    """Learn from what a message looks like."""

    async def learn(self, tx: Tx, community: CommunityId, key: str, look: Look, *, spam: bool, at: datetime) -> None:
        """Learn that a message is spam, or is not."""


class SpamPupil:
    """Take lessons as words: what came with a message is not kept, and counts as nothing."""

    def __init__(self, classifier: Classifier, clock: Clock) -> None:
        self._classifier = classifier
        self._clock = clock

    async def learn(self, tx: Tx, community: CommunityId, key: str, text: str, *, spam: bool) -> None:
        """Learn that a text was spam, or was not; the same key again takes the place of what was learnt before."""
        look = Look(read(text))
        await self._classifier.learn(tx, community, key, look, spam=spam, at=self._clock.now())
