"""What a community can set about its moderation, and how that is read."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Any, ClassVar, Literal, Protocol, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field

from bot.ids import CommunityId
from bot.moderation.measures import parse_ladder, parse_measure, write_ladder, write_measure
from bot.moderation.model import Measure, Rung
from bot.ports import Tx
from bot.settings import Section

Ladder = Annotated[str, AfterValidator(lambda text: write_ladder(parse_ladder(text)))]
Act = Annotated[str, AfterValidator(lambda text: write_measure(parse_measure(text)))]


def _listed(value: Any) -> Any:
    """Read a list as people write it: `a, b`; `no` and nothing at all are an empty one."""
    if not isinstance(value, str):
        return value
    return [] if value.strip().lower() in ("", "no") else [part.strip() for part in value.split(",") if part.strip()]


Listed = Annotated[tuple[str, ...], BeforeValidator(_listed), Field(max_length=500)]


class ModerationSettings(Section):
    """How warnings add up, and how long words are kept."""

    warning_days: int = Field(default=30, ge=1, le=3650)  # after which a warning no longer counts
    ladder: Ladder = "3: mute 1d, 5: ban"  # so many warnings, then this
    evidence_hours: int = Field(default=72, ge=0, le=24 * 90)  # how long the words a case is about are kept; 0 is never
    appeal_days: int = Field(default=30, ge=1, le=365)  # for how long a case can be appealed
    appeal_hours: int = Field(default=48, ge=2, le=24 * 14)  # how long moderators have to answer an appeal
    log_chat: str = Field(default="", repr=False)  # where every case is posted; `/log` changes it

    @property
    def warning_life(self) -> timedelta:
        """Give how long a warning counts."""
        return timedelta(days=self.warning_days)

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """Give the ladder's steps, lowest first."""
        return parse_ladder(self.ladder)

    @property
    def evidence(self) -> timedelta:
        """Give how long the words a case is about are kept."""
        return timedelta(hours=self.evidence_hours)


class RuleSettings(Section):
    """What every rule can be told."""

    listed: ClassVar[bool] = False
    on: bool = False
    action: Act = "delete"
    dry_run: bool = False  # it is only told what would be done
    exempt_access: Literal["trusted", "member"] = "trusted"  # whoever has this access or more is not looked at
    exempt_roles: Listed = ()  # the platform's ids of roles whose owners are not looked at
    exempt_chats: Listed = ()  # the platform's ids of chats that are not looked at
    exempt_topics: Listed = ()  # … and of topics

    @property
    def measure(self) -> Measure:
        """Give what is done about a message the rule finds."""
        return parse_measure(self.action)


M = TypeVar("M", bound=Section)


class Settings(Protocol):
    """Give a community's settings, from memory."""

    def of(self, community: CommunityId, model: type[M]) -> M:
        """Give one section."""


class Book(Settings, Protocol):
    """Give and change a community's settings."""

    async def change(self, tx: Tx, community: CommunityId, section: str, changes: Mapping[str, Any]) -> Section:
        """Change values of a section."""
