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
        "tickets",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", storage.columns.UtcTime(), nullable=False),
        sa.Column("chat", storage.columns.Json(), nullable=False),
        sa.Column("public", storage.columns.Flag(), nullable=False),
        sa.Column("message", storage.columns.Json(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("rule", sa.Text(), nullable=True),
        sa.Column("reason", storage.columns.Json(), nullable=False),
        sa.Column("detail", storage.columns.Json(), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("account", storage.columns.Json(), nullable=True),
        sa.Column("due", storage.columns.UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_tickets_case_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tickets")),
        sa.UniqueConstraint("case_id", name=op.f("uq_tickets_case_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_tickets_message", "tickets", ["community_id", "message"], unique=False)
    op.create_table(
        "ticket_reports",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", storage.columns.UtcTime(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("account", storage.columns.Json(), nullable=False),
        sa.Column("chat", storage.columns.Json(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_reports_ticket_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_reports")),
        sa.UniqueConstraint("ticket_id", "member_id", name=op.f("uq_ticket_reports_ticket_id_member_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_ticket_reports_member", "ticket_reports", ["community_id", "member_id", "at"], unique=False)
    op.create_table(
        "ticket_decisions",
        sa.Column(
            "ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ruling", sa.Text(), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", storage.columns.UtcTime(), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_ticket_decisions_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_decisions_ticket_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_ticket_decisions")),
        sqlite_strict=True,
    )
    op.create_index("ix_ticket_decisions_at", "ticket_decisions", ["community_id", "at"], unique=False)
    op.create_index(op.f("ix_ticket_decisions_case_id"), "ticket_decisions", ["case_id"], unique=False)
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
    big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "raids",
        sa.Column("id", big, nullable=False),
        sa.Column("community_id", big, nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("began", storage.columns.UtcTime(), nullable=False),
        sa.Column("until", storage.columns.UtcTime(), nullable=False),
        sa.Column("dry", storage.columns.Flag(), nullable=False),
        sa.Column("by_id", big),
        sa.Column("ended", storage.columns.UtcTime()),
        sa.Column("decision", sa.Text()),
        sa.Column("decided_by_id", big),
        sa.Column("finished", storage.columns.UtcTime()),
        sa.Column("counts", storage.columns.Json()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_raids")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_raids_community_id"), "raids", ["community_id"])
    op.create_table(
        "raid_held",
        sa.Column("community_id", big, autoincrement=False, nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("member_id", big, nullable=False),
        sa.Column("at", storage.columns.UtcTime(), nullable=False),
        sa.Column("update_id", sa.Text(), nullable=False),
        sa.Column("chat", storage.columns.Json(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("greeted", storage.columns.Flag(), nullable=False),
        sa.Column("fate", sa.Text(), nullable=False),
        sa.Column("raid_id", big),
        sa.Column("case_id", big),
        sa.PrimaryKeyConstraint("community_id", "platform", "account", name=op.f("pk_raid_held")),
        sqlite_strict=True,
    )
    op.create_index("ix_raid_held_at", "raid_held", ["community_id", "at"])
    op.create_index("ix_raid_held_raid", "raid_held", ["raid_id", "fate"])
