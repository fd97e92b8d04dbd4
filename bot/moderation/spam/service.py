"""Learn from moderators' decisions, and hold in memory what each community has taught."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

import structlog

from bot.ids import CommunityId, MemberId
from bot.moderation.spam.classifier import Classifier
from bot.moderation.spam.features import take_apart
from bot.moderation.spam.lessons import Learned, Lesson, make_lesson
from bot.moderation.spam.shapes import Look
from bot.ports import Transactions, Tx
from bot.topics import Topic

MAX_LESSONS = 5_000  # of one community; the oldest go

log = structlog.get_logger()


class LessonStore(Protocol):
    """Keep lessons."""

    async def lesson_marks(self, tx: Tx) -> Mapping[CommunityId, tuple[int, datetime]]:
        """Tell of each community how many lessons it has and when the latest was: enough to see a change."""

    async def lessons(self, tx: Tx, community: CommunityId) -> list[Lesson]:
        """Read a community's lessons in the order they were given."""

    async def find_lesson(self, tx: Tx, community: CommunityId, key: str) -> Lesson | None:
        """Read one lesson."""

    async def save_lesson(self, tx: Tx, community: CommunityId, lesson: Lesson, most: int) -> None:
        """Write a lesson over an earlier one of the same key, and keep the latest `most` only."""

    async def absorb_lessons(self, tx: Tx, into: CommunityId, gone: CommunityId) -> None:
        """Give one community the other's lessons; of two with one key its own stays."""


class SpamService:
    """The use cases of learning."""

    def __init__(self, store: LessonStore, transactions: Transactions, classifier: Classifier) -> None:
        self._store = store
        self._transactions = transactions
        self._classifier = classifier
        self._marks: dict[CommunityId, tuple[int, datetime]] = {}

    async def load(self) -> None:
        """Read the lessons of communities that have changed: at the start, and when another process says so."""
        async with self._transactions.read() as tx:
            marks = await self._store.lesson_marks(tx)
            changed = {c for c in {*marks, *self._marks} if marks.get(c) != self._marks.get(c)}
            lessons = {c: await self._store.lessons(tx, c) for c in changed}
        for community, given in lessons.items():
            self._classifier.hold(community, await asyncio.to_thread(Learned, given))
        self._marks = dict(marks)

    def probability(self, community: CommunityId, look: Look) -> float:
        """Say how likely a message is spam, from memory."""
        return self._classifier.probability(community, look)

    async def learn(self, tx: Tx, community: CommunityId, key: str, look: Look, *, spam: bool, at: datetime) -> None:
        """Learn that a message is spam, or is not. A second decision under the same key replaces the first."""
        lesson = make_lesson(self._classifier.model, take_apart(look), key, spam=spam, at=at)
        again = await self._store.find_lesson(tx, community, key) is not None
        await self._store.save_lesson(tx, community, lesson, MAX_LESSONS)
        if again:
            await self._relearn(tx, community)
        else:
            tx.after_commit(lambda: self._classifier.learn(community, lesson))
            tx.announce(Topic.SPAM)

    async def merge_members(self, tx: Tx, community: CommunityId, kept: MemberId, gone: MemberId) -> None:
        """Leave everything as it is: lessons belong to nobody."""

    async def absorb(self, tx: Tx, into: CommunityId, gone: CommunityId) -> None:
        """Give one community what the other was taught."""
        await self._store.absorb_lessons(tx, into, gone)
        await self._relearn(tx, into)
        await self._relearn(tx, gone)

    async def _relearn(self, tx: Tx, community: CommunityId) -> None:
        """Work out the weights from all lessons: one that was replaced leaves no trace. In force once committed."""
        learned = await asyncio.to_thread(Learned, await self._store.lessons(tx, community))
        tx.after_commit(lambda: self._classifier.hold(community, learned))
        tx.announce(Topic.SPAM)
