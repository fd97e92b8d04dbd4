"""What a community can set about thanks."""

from datetime import timedelta

from pydantic import Field

from bot.settings import Section


class RecognitionSettings(Section):
    """Limits of thanks, and how their weight fades."""

    acts_a_day: int = Field(default=5, ge=1, le=100)  # acts of one giver within 24 hours
    pair_hours: int = Field(default=24, ge=0, le=720)  # between two thanks of the same pair, in either direction
    active_days: int = Field(default=30, ge=1, le=365)  # within which the receiver must have written
    newcomer_days: int = Field(default=3, ge=0, le=90)  # after joining, before which a member's thanks do not count
    half_life_days: int = Field(default=90, ge=1, le=3650)  # after which a point weighs half in /top
    plain_thanks: bool = True  # whether a reply such as `+` or `thanks` is a thank-you

    @property
    def pair(self) -> timedelta:
        """Give the time between two thanks of the same pair."""
        return timedelta(hours=self.pair_hours)

    @property
    def active(self) -> timedelta:
        """Give the time within which the receiver must have written."""
        return timedelta(days=self.active_days)

    @property
    def newcomer(self) -> timedelta:
        """Give the time after joining before which a member's thanks do not count."""
        return timedelta(days=self.newcomer_days)

    @property
    def half_life(self) -> timedelta:
        """Give the time after which a point weighs half."""
        return timedelta(days=self.half_life_days)
