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
