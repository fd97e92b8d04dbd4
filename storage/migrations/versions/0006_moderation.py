"""how much members have said; moderation's queue, evidence, lessons and raids"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("members") as members:
        members.add_column(sa.Column("substance", sa.Integer(), server_default="0", nullable=False))
    op.create_table(
        "messages",
        sa.Column("id", storage.columns.BigInt, nullable=False),
        sa.Column("community_id", storage.columns.BigInt, nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("chat_id", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("member_id", storage.columns.BigInt, nullable=True),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("at", storage.columns.UtcTime(), nullable=False),
        sa.Column("album", sa.Text(), nullable=True),
        sa.Column("gone", storage.columns.Flag(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("facts", storage.columns.Json(), nullable=True),
        sa.Column("verdicts", storage.columns.Json(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("platform", "chat_id", "message_id", name=op.f("uq_messages_platform_chat_id_message_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_messages_community", "messages", ["community_id", "at"], unique=False)
    op.create_index("ix_messages_member", "messages", ["community_id", "member_id", "at"], unique=False)
    op.create_index("ix_messages_chat", "messages", ["platform", "chat_id", "at"], unique=False)
    op.create_table(
        "rule_days",
        sa.Column("community_id", storage.columns.BigInt, nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("acted", sa.Integer(), nullable=False),
        sa.Column("tried", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "rule", "day", name=op.f("pk_rule_days")),
        sqlite_strict=True,
    )
    op.create_table(
        "spam_lessons",
        sa.Column("community_id", storage.columns.BigInt, autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("spam", storage.columns.Flag(), nullable=False),
        sa.Column("features", storage.columns.Json(), nullable=False),
        sa.Column("at", storage.columns.UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "key", name=op.f("pk_spam_lessons")),
        sqlite_strict=True,
    )
