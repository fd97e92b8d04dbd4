"""Every table there is: importing this fills `metadata`."""

from storage import (
    blocklist,
    catchup,
    communities,
    deliveries,
    events,
    jobs,
    kernel,
    linking,
    moderation,
    onboarding,
    raids,
    recognition_tables,
    updates,
)
from storage.database import metadata

__all__ = [
    "blocklist",
    "catchup",
    "communities",
    "deliveries",
    "events",
    "jobs",
    "kernel",
    "linking",
    "metadata",
    "moderation",
    "onboarding",
    "raids",
    "recognition_tables",
    "updates",
]
