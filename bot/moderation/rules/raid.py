"""Notice that many come at once. What is decided is in bot/moderation/raid/model.py: it needs more than one arrival."""

from collections.abc import Callable
from datetime import timedelta
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, Field

from bot.moderation.measures import write_length
from bot.moderation.settings import RuleSettings
from bot.when import BadDuration, parse_duration

RAID = "raid"


def _length(least: timedelta, most: timedelta) -> Callable[[str], str]:
    def checked(text: str) -> str:
        try:
            length = parse_duration(text.strip())
        except BadDuration as error:
            raise ValueError(f"no length of time: {text}") from error
        if not least <= length <= most:
            raise ValueError(f"from {write_length(least)} to {write_length(most)}")
        return write_length(length)

    return checked


Calm = Annotated[str, AfterValidator(_length(timedelta(minutes=1), timedelta(hours=12)))]
Hold = Annotated[str, AfterValidator(_length(timedelta(minutes=1), timedelta(days=7)))]


class RaidSettings(RuleSettings):
    """When many who come at once are a raid, and for how long they are held."""

    on: bool = True
    action: Literal["mute", "log", "nothing"] = "mute"  # hold them, only tell, or neither
    arrivals: int = Field(default=10, ge=3, le=500)  # so many newcomers …
    seconds: int = Field(default=60, ge=5, le=3600)  # … within so many seconds are a raid
    condemned: int = Field(default=5, ge=2, le=500)  # and so are so many newcomers whose messages rules punish
    calm: Calm = "10m"  # a raid is over when nobody came in a burst for so long
    hold: Hold = "30m"  # whom nobody decided about is let in so long after it is over
    pause_invites: bool = True  # invites and private messages are paused where the platform can do that
    mode: Literal["auto", "off"] = Field(default="auto", repr=False)  # `/raid` changes it

    @property
    def tells_only(self) -> bool:
        """Tell whether a raid is told and nothing is done about it."""
        return self.dry_run or self.action == "log"

    @property
    def window(self) -> timedelta:
        """Give the time within which arrivals are counted together."""
        return timedelta(seconds=self.seconds)

    @property
    def calm_time(self) -> timedelta:
        """Give how long it has to be calm."""
        return parse_duration(self.calm)

    @property
    def hold_time(self) -> timedelta:
        """Give how long people are held after the raid."""
        return parse_duration(self.hold)


class RaidRule:
    """The rule's name and settings."""

    name: ClassVar[str] = RAID
    settings_type: ClassVar[type[RuleSettings]] = RaidSettings

    def fresh(self) -> Self:
        """Give the rule itself: it remembers nothing."""
        return self
