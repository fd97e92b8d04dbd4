"""The tables of recognition, and what a row of them says."""

from datetime import datetime
from typing import Any

from sqlalchemy import Integer, Row, Text, and_, exists, select
from sqlalchemy.schema import Column, ForeignKey, Index, Table, UniqueConstraint

from bot.ids import ChatRef, CommunityId, MemberId, MessageRef, Platform
from bot.recognition.ledger import Line
from bot.recognition.model import Act, Category, Cause, Entry
from storage.columns import BigInt, UtcTime
from storage.database import STRICT, metadata

acts = Table(
    "recognition_acts",
    metadata,
    Column("id", BigInt, primary_key=True),
    Column("community_id", BigInt, nullable=False),
    Column("giver_id", BigInt, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("reason", Text, nullable=False),
    Column("category", Text),
    Column("platform", Text),
    Column("chat_id", Text),
    Column("message_id", Text),
    **STRICT,
)
Index("ix_recognition_acts_giver", acts.c.community_id, acts.c.giver_id, acts.c.at)
Index("ix_recognition_acts_message", acts.c.community_id, acts.c.message_id)

entries = Table(
    "recognition_entries",
    metadata,
    Column("id", BigInt, primary_key=True),
    Column("community_id", BigInt, nullable=False),
    Column("number", Integer, nullable=False),
    Column("act_id", BigInt, ForeignKey("recognition_acts.id"), nullable=False),
    Column("receiver_id", BigInt, nullable=False),
    Column("amount", Integer, nullable=False),  # millipoints
    Column("at", UtcTime, nullable=False),
    Column("counts_from", UtcTime, nullable=False),
    Column("corrects", Integer),  # the number of the entry that this one takes back
    Column("cause", Text),
    UniqueConstraint("community_id", "number"),
    UniqueConstraint("community_id", "corrects", name="uq_recognition_entries_corrects"),
    **STRICT,
)
Index("ix_recognition_entries_receiver", entries.c.community_id, entries.c.receiver_id, entries.c.at)
Index("ix_recognition_entries_act", entries.c.act_id)

# A counter rather than the highest number: its row is what two thanks at once wait for each other on.
numbers = Table(
    "recognition_numbers",
    metadata,
    Column("community_id", BigInt, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
    **STRICT,
)

hidden_members = Table(
    "recognition_hidden",
    metadata,
    Column("community_id", BigInt, primary_key=True, autoincrement=False),
    Column("member_id", BigInt, primary_key=True, autoincrement=False),
    **STRICT,
)

corrections = entries.alias("corrections")
# What was given and never taken back.
STANDS = and_(
    entries.c.corrects.is_(None),
    ~exists().where(corrections.c.community_id == entries.c.community_id, corrections.c.corrects == entries.c.number),
)
WITH_ACT = (
    select(
        entries,
        acts.c.giver_id,
        acts.c.at.label("act_at"),
        acts.c.reason,
        acts.c.category,
        acts.c.platform,
        acts.c.chat_id,
        acts.c.message_id,
    )
    .select_from(entries)
    .join(acts, acts.c.id == entries.c.act_id)
)


def read_act(row: Row[Any], act_id: int, at: datetime) -> Act:
    """Make an act of a row that holds one."""
    message = None
    if row.platform is not None:
        message = MessageRef(ChatRef(Platform(row.platform), row.chat_id), row.message_id)
    category = Category(row.category) if row.category else None
    return Act(act_id, CommunityId(row.community_id), MemberId(row.giver_id), at, row.reason, category, message)


def read_entry(row: Row[Any]) -> Entry:
    """Make an entry of a row that holds one."""
    return Entry(
        row.number,
        row.act_id,
        MemberId(row.receiver_id),
        row.amount,
        row.at,
        row.counts_from,
        row.corrects,
        Cause(row.cause) if row.cause else None,
    )


def read_line(row: Row[Any]) -> Line:
    """Make an entry with its act of a row that holds both."""
    return Line(read_entry(row), read_act(row, row.act_id, row.act_at))
