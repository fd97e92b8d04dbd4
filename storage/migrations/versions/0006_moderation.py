"""how much members have said; moderation's queue, evidence, lessons and raids"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("members") as members:
        members.add_column(sa.Column("substance", sa.Integer(), server_default="0", nullable=False))
