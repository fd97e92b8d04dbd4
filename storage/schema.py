"""Every table there is: importing this fills `metadata`."""

from storage import communities, deliveries, events, jobs, kernel, linking, onboarding
from storage.database import metadata

__all__ = [
    "communities",
    "deliveries",
    "events",
    "jobs",
    "kernel",
    "linking",
    "metadata",
    "onboarding",
]
