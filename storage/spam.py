"""What moderators taught the spam classifier, in the database: numbers only, no message."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Text, delete, func, select, update
from sqlalchemy.schema import Column, Table

from bot.ids import CommunityId
from bot.moderation.spam.lessons import Lesson
from bot.ports import Tx
from storage.columns import BigInt, Flag, Json, UtcTime
from storage.database import STRICT, metadata, sql, upsert

spam_lessons = Table(
    "spam_lessons",
    metadata,
    Column("community_id", BigInt, primary_key=True, autoincrement=False),
    Column("key", Text, primary_key=True),
    Column("spam", Flag, nullable=False),
    Column("features", Json, nullable=False),  # {"base": the built-in model's logit, "words": [hashed words]}
    Column("at", UtcTime, nullable=False),
    **STRICT,
)
_LATEST = (spam_lessons.c.at.desc(), spam_lessons.c.key.desc())


def _lesson(row: Row[Any]) -> Lesson:
    return Lesson(row.key, row.spam, float(row.features["base"]), tuple(row.features["words"]), row.at)


@dataclass(frozen=True, slots=True)
class SqlSpamLessons:
    """Keep lessons in the database."""

    async def lesson_marks(self, tx: Tx) -> dict[CommunityId, tuple[int, datetime]]:
        """Tell of each community how many lessons it has and when the latest was."""
        query = select(spam_lessons.c.community_id, func.count(), func.max(spam_lessons.c.at))
        rows = await sql(tx).execute(query.group_by(spam_lessons.c.community_id))
        return {CommunityId(community): (count, latest) for community, count, latest in rows}

    async def lessons(self, tx: Tx, community: CommunityId) -> list[Lesson]:
        """Read a community's lessons in the order they were given."""
        query = select(spam_lessons).where(spam_lessons.c.community_id == community)
        return [_lesson(row) for row in await sql(tx).execute(query.order_by(spam_lessons.c.at, spam_lessons.c.key))]

    async def find_lesson(self, tx: Tx, community: CommunityId, key: str) -> Lesson | None:
        """Read one lesson."""
        query = select(spam_lessons).where(spam_lessons.c.community_id == community, spam_lessons.c.key == key)
        row = (await sql(tx).execute(query)).one_or_none()
        return _lesson(row) if row else None

    async def save_lesson(self, tx: Tx, community: CommunityId, lesson: Lesson, most: int) -> None:
        """Write a lesson over an earlier one of the same key, and keep the latest `most` only."""
        features = {"base": lesson.base, "words": list(lesson.words)}
        values = {"spam": lesson.spam, "features": features, "at": lesson.at}
        written = upsert(tx, spam_lessons).values(values | {"community_id": community, "key": lesson.key})
        await sql(tx).execute(written.on_conflict_do_update(index_elements=["community_id", "key"], set_=values))
        await self._trim(tx, community, most)

    async def absorb_lessons(self, tx: Tx, into: CommunityId, gone: CommunityId) -> None:
        """Give one community the other's lessons; of two with one key its own stays."""
        own = select(spam_lessons.c.key).where(spam_lessons.c.community_id == into)
        theirs = spam_lessons.c.community_id == gone
        await sql(tx).execute(delete(spam_lessons).where(theirs, spam_lessons.c.key.in_(own)))
        await sql(tx).execute(update(spam_lessons).where(theirs).values(community_id=into))

    async def _trim(self, tx: Tx, community: CommunityId, most: int) -> None:
        here = spam_lessons.c.community_id == community
        kept = select(spam_lessons.c.key).where(here).order_by(*_LATEST).limit(most)
        count = (await sql(tx).execute(select(func.count()).select_from(spam_lessons).where(here))).scalar_one()
        if count > most:
            await sql(tx).execute(delete(spam_lessons).where(here, spam_lessons.c.key.not_in(kept)))
