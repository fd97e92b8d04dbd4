"""outbox leases."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("deliveries", sa.Column("priority", sa.Integer(), server_default=sa.text("2"), nullable=False))
    op.add_column("deliveries", sa.Column("unknown", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.add_column("deliveries", sa.Column("expires", storage.columns.UtcTime(), nullable=True))
    op.add_column("deliveries", sa.Column("holder", sa.Text(), nullable=True))
    op.add_column("deliveries", sa.Column("leased_until", storage.columns.UtcTime(), nullable=True))
    op.execute("UPDATE deliveries SET state = 'waiting', unknown = 1 WHERE state = 'sending'")
    # Acts have lanes of their own from here on.
    op.execute(
        "UPDATE deliveries SET lane = lane || '!', priority = 0 WHERE state = 'waiting' AND payload LIKE '{\"act\"%'"
    )
    op.drop_column("deliveries", "unsure")
    op.drop_index(op.f("ix_jobs_due"), table_name="jobs")
    op.create_index("ix_jobs_due", "jobs", ["parked", "due", "id"], unique=False)
