"""what was done for which update, and updates in hand."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "done_updates",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", storage.columns.UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_done_updates")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_done_updates_at"), "done_updates", ["at"], unique=False)
    op.create_table(
        "waiting_updates",
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("content", storage.columns.Json(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "id", name=op.f("pk_waiting_updates")),
        sqlite_strict=True,
    )
