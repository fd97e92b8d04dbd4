"""What a community can set about its events."""

from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator, Field

from bot.events.reminders import OffsetsError, parse_offsets
from bot.settings import Section


def _offsets(text: str) -> str:
    try:
        parse_offsets(text)
    except OffsetsError as error:
        raise ValueError("up to five lengths of time of at most 30 days, such as 24h, 1h, 0m") from error
    return text


class EventSettings(Section):
    """Defaults of events, for those that say nothing else."""

    remind: Annotated[str, AfterValidator(_offsets)] = "24h, 1h, 0m"  # before the start; 0m is at the start
    default_duration_minutes: int = Field(default=60, ge=5, le=60 * 24 * 30)
    offer_hours: int = Field(default=12, ge=1, le=24 * 7)  # how long a freed seat is held for the first in line

    @property
    def default_duration(self) -> timedelta:
        """Give how long an event lasts."""
        return timedelta(minutes=self.default_duration_minutes)

    @property
    def offer(self) -> timedelta:
        """Give how long a freed seat is held, at most."""
        return timedelta(hours=self.offer_hours)
