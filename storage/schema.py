"""Every table there is: importing this fills `metadata`."""

from storage import (
    blocklist,
    catchup,
    chronicle,
    communities,
    deliveries,
    events,
    jobs,
    kernel,
    linking,
    moderation,
    onboarding,
    queue,
    raids,
    recognition_tables,
    spam,
    updates,
)
from storage.database import metadata

__all__ = [
    "blocklist",
    "catchup",
    "chronicle",
    "communities",
    "deliveries",
    "events",
    "jobs",
    "kernel",
    "linking",
    "metadata",
    "moderation",
    "onboarding",
    "queue",
    "raids",
    "recognition_tables",
    "spam",
    "updates",
]
