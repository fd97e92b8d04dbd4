"""What was written, and how often rules spoke, in the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Integer, Row, Select, Text, and_, delete, func, literal, or_, select, update
from sqlalchemy.schema import Column, Index, PrimaryKeyConstraint, Table, UniqueConstraint

from bot.ids import AccountRef, ChatRef, CommunityId, MemberId, MessageRef, Platform
from bot.moderation.memory import PARTS
from bot.moderation.record import Record
from bot.ports import Tx
from storage.columns import BigInt, Flag, Json, UtcTime
from storage.database import STRICT, metadata, sql, upsert

messages = Table(
    "messages",
    metadata,
    Column("id", BigInt, primary_key=True),  # the order they came in: many are of the same second
    Column("community_id", BigInt, nullable=False),
    Column("platform", Text, nullable=False),
    Column("chat_id", Text, nullable=False),
    Column("topic", Text),
    Column("message_id", Text, nullable=False),
    Column("member_id", BigInt),
    Column("account_id", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("album", Text),
    Column("gone", Flag, nullable=False),
    # What follows is emptied when the community's time for words is over.
    Column("text", Text),
    Column("facts", Json),
    Column("verdicts", Json),
    UniqueConstraint("platform", "chat_id", "message_id"),
    **STRICT,
)
Index("ix_messages_community", messages.c.community_id, messages.c.at)
Index("ix_messages_member", messages.c.community_id, messages.c.member_id, messages.c.at)
Index("ix_messages_chat", messages.c.platform, messages.c.chat_id, messages.c.at)

rule_days = Table(
    "rule_days",
    metadata,
    Column("community_id", BigInt, nullable=False),
    Column("rule", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("acted", Integer, nullable=False),
    Column("tried", Integer, nullable=False),
    PrimaryKeyConstraint("community_id", "rule", "day"),
    **STRICT,
)

_FORGOTTEN = {"text": None, "facts": None, "verdicts": None}
_NEWEST = (messages.c.at.desc(), messages.c.id.desc())


def _record(row: Row[Any]) -> Record:
    platform = Platform(row.platform)
    return Record(
        community=CommunityId(row.community_id),
        message=MessageRef(ChatRef(platform, row.chat_id, row.topic), row.message_id),
        account=AccountRef(platform, row.account_id),
        member=MemberId(row.member_id) if row.member_id is not None else None,
        at=row.at,
        album=row.album,
        gone=row.gone,
        text=row.text,
        facts=row.facts,
        verdicts=row.verdicts,
    )


def _values(record: Record) -> dict[str, Any]:
    chat = record.message.chat
    return {
        "community_id": record.community,
        "platform": chat.platform.value,
        "chat_id": chat.id,
        "topic": chat.topic,
        "message_id": record.message.id,
        "member_id": record.member,
        "account_id": record.account.id,
        "at": record.at,
        "album": record.album,
        "gone": record.gone,
        "text": record.text,
        "facts": record.facts,
        "verdicts": record.verdicts,
    }


def _in(chat: ChatRef) -> Any:
    there = and_(messages.c.platform == chat.platform.value, messages.c.chat_id == chat.id)
    return there if chat.topic is None else and_(there, messages.c.topic == chat.topic)


def _is(message: MessageRef) -> Any:
    chat = message.chat
    same = (messages.c.chat_id == chat.id, messages.c.message_id == message.id)
    return and_(messages.c.platform == chat.platform.value, *same)


def _beyond(at: datetime, number: int) -> Any:
    return or_(messages.c.at > at, and_(messages.c.at == at, messages.c.id > number))


@dataclass(frozen=True, slots=True)
class SqlChronicle:
    """Keep what was written in the database."""

    async def write(self, tx: Tx, records: Sequence[Record]) -> None:
        """Write records; one of the same message is written over, and what is gone stays gone."""
        if not records:
            return
        written = upsert(tx, messages)
        new = {name: written.excluded[name] for name in ("member_id", *_FORGOTTEN)}
        change = written.on_conflict_do_update(index_elements=["platform", "chat_id", "message_id"], set_=new)
        await sql(tx).execute(change, [_values(r) for r in records])

    async def mark_gone(self, tx: Tx, gone: Sequence[MessageRef]) -> None:
        """Note that messages were deleted."""
        for message in gone:
            await sql(tx).execute(update(messages).where(_is(message)).values(gone=True))

    async def find_record(self, tx: Tx, message: MessageRef) -> Record | None:
        """Read the record of one message."""
        row = (await sql(tx).execute(select(messages).where(_is(message)))).one_or_none()
        return _record(row) if row else None

    async def album(self, tx: Tx, message: MessageRef) -> list[Record]:
        """List all parts of the album that a message is part of, newest first; nothing where it is part of none."""
        album = select(messages.c.album).where(_is(message)).scalar_subquery()
        there = _in(message.chat._replace(topic=None))
        return await self._listed(tx, select(messages).where(there, messages.c.album == album), PARTS)

    async def recent(self, tx: Tx, chat: ChatRef, most: int) -> list[Record]:
        """List the latest messages of a chat (of a topic, where one is named), newest first."""
        return await self._listed(tx, select(messages).where(_in(chat)), most)

    async def since(self, tx: Tx, chat: ChatRef, message: MessageRef, most: int) -> list[Record]:
        """List a message of a chat and those after it, newest first; nothing where it is not known."""
        first = (await sql(tx).execute(select(messages.c.at, messages.c.id).where(_is(message)))).one_or_none()
        if first is None:
            return []
        return await self._listed(tx, select(messages).where(_in(chat), _beyond(first.at, first.id - 1)), most)

    async def of_member(
        self, tx: Tx, community: CommunityId, member: MemberId, since: datetime, most: int
    ) -> list[Record]:
        """List what a member wrote in any chat since then, newest first."""
        theirs = (messages.c.community_id == community, messages.c.member_id == member)
        return await self._listed(tx, select(messages).where(*theirs, messages.c.at >= since), most)

    async def _listed(self, tx: Tx, query: Select[Any], most: int) -> list[Record]:
        there = query.where(messages.c.gone == literal(False, Flag)).order_by(*_NEWEST).limit(most)
        return [_record(row) for row in await sql(tx).execute(there)]

    async def count_kept(self, tx: Tx, community: CommunityId, since: datetime) -> int:
        """Count the messages since then whose words are kept."""
        query = select(func.count()).select_from(messages).where(*_kept(community), messages.c.at > since)
        return int((await sql(tx).execute(query)).scalar_one())

    async def kept(
        self, tx: Tx, community: CommunityId, since: datetime, after: tuple[datetime, int], most: int
    ) -> list[tuple[int, Record]]:
        """List the messages since then whose words are kept, oldest first, from beyond a place (time and number)."""
        query = select(messages).where(*_kept(community), messages.c.at > since, _beyond(*after))
        ordered = query.order_by(messages.c.at, messages.c.id).limit(most)
        return [(row.id, _record(row)) for row in await sql(tx).execute(ordered)]

    async def oldest(self, tx: Tx, community: CommunityId, *, kept: bool) -> datetime | None:
        """Say when the oldest message is from, or the oldest of those whose words are kept."""
        of = _kept(community) if kept else (messages.c.community_id == community,)
        query = select(messages.c.at).where(*of).order_by(messages.c.at).limit(1)
        at: datetime | None = (await sql(tx).execute(query)).scalar_one_or_none()
        return at

    async def forget_words(self, tx: Tx, community: CommunityId, before: datetime, most: int) -> int:
        """Forget the words of at most so many messages from before then, and say of how many."""
        some = select(messages.c.id).where(*_kept(community), messages.c.at <= before)
        change = update(messages).where(messages.c.id.in_(some.order_by(messages.c.at).limit(most)))
        return int((await sql(tx).execute(change.values(_FORGOTTEN))).rowcount)

    async def forget_records(self, tx: Tx, community: CommunityId, before: datetime, most: int) -> int:
        """Forget at most so many messages from before then altogether, and say how many."""
        some = select(messages.c.id).where(messages.c.community_id == community, messages.c.at <= before)
        gone = delete(messages).where(messages.c.id.in_(some.order_by(messages.c.at).limit(most)))
        return int((await sql(tx).execute(gone)).rowcount)

    async def forget(self, tx: Tx, community: CommunityId, member: MemberId) -> None:
        """Forget everything a member wrote."""
        theirs = (messages.c.community_id == community, messages.c.member_id == member)
        await sql(tx).execute(delete(messages).where(*theirs))

    async def count_rules(self, tx: Tx, counts: Mapping[tuple[CommunityId, str, date], tuple[int, int]]) -> None:
        """Add to how often rules acted and would have acted, by day."""
        for (community, rule, day), (acted, tried) in counts.items():
            key = {"community_id": community, "rule": rule, "day": day.isoformat()}
            counted = upsert(tx, rule_days).values(key | {"acted": acted, "tried": tried})
            more = {"acted": rule_days.c.acted + acted, "tried": rule_days.c.tried + tried}
            await sql(tx).execute(counted.on_conflict_do_update(index_elements=list(key), set_=more))

    async def rule_counts(self, tx: Tx, community: CommunityId, rule: str, since: date) -> tuple[int, int]:
        """Say how often a rule acted and would have acted from that day on."""
        total = select(func.coalesce(func.sum(rule_days.c.acted), 0), func.coalesce(func.sum(rule_days.c.tried), 0))
        where = (rule_days.c.community_id == community, rule_days.c.rule == rule, rule_days.c.day >= since.isoformat())
        acted, tried = (await sql(tx).execute(total.where(*where))).one()
        return int(acted), int(tried)

    async def forget_counts(self, tx: Tx, community: CommunityId, before: date) -> None:
        """Forget the counts of days before that one."""
        old = (rule_days.c.community_id == community, rule_days.c.day < before.isoformat())
        await sql(tx).execute(delete(rule_days).where(*old))

    async def merge_members(self, tx: Tx, community: CommunityId, kept: MemberId, gone: MemberId) -> None:
        """Give one member what the other wrote."""
        theirs = (messages.c.community_id == community, messages.c.member_id == gone)
        await sql(tx).execute(update(messages).where(*theirs).values(member_id=kept))

    async def absorb(self, tx: Tx, into: CommunityId, gone: CommunityId) -> None:
        """Give one community what was written in the other, and the counts of its rules."""
        await sql(tx).execute(update(messages).where(messages.c.community_id == gone).values(community_id=into))
        for row in (await sql(tx).execute(select(rule_days).where(rule_days.c.community_id == gone))).all():
            counts = {(into, row.rule, date.fromisoformat(row.day)): (row.acted, row.tried)}
            await self.count_rules(tx, counts)
        await sql(tx).execute(delete(rule_days).where(rule_days.c.community_id == gone))


def _kept(community: CommunityId) -> tuple[Any, ...]:
    return messages.c.community_id == community, messages.c.text.is_not(None)
