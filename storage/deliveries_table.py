"""Where the outbox is kept."""

from sqlalchemy import Column, Index, Integer, Table, Text, text

from storage.columns import BigInt, Json, UtcTime
from storage.database import STRICT, metadata

WAITING, SENDING, DONE = "waiting", "sending", "done"

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", BigInt, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("lane", Text, nullable=False),
    Column("payload", Json, nullable=False),
    Column("locale", Text),
    Column("subject", Text, index=True),
    Column("state", Text, nullable=False),
    Column("due", UtcTime, nullable=False),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("outcome", Text),
    Column("finished", UtcTime),
    Column("message", Json),
    Column("priority", Integer, nullable=False, server_default=text("2")),
    Column("unknown", Integer, nullable=False, server_default=text("0")),
    Column("expires", UtcTime),
    Column("holder", Text),
    Column("leased_until", UtcTime),
    **STRICT,
)
Index("ix_deliveries_state_due", deliveries.c.state, deliveries.c.due)
Index("ix_deliveries_lane", deliveries.c.lane, deliveries.c.state, deliveries.c.id)
