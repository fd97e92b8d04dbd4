"""What onboarding asks of the database."""

from datetime import datetime
from typing import Protocol

from bot.ids import CommunityId, MemberId
from bot.onboarding.model import Rules, Step
from bot.ports import Tx


class OnboardingStore(Protocol):
    """Keep the versions of the rules, and who took which step."""

    async def add_rules(self, tx: Tx, community: CommunityId, text: str, by: MemberId, at: datetime) -> Rules:
        """Write the next version of the rules."""

    async def rules(self, tx: Tx, community: CommunityId) -> list[Rules]:
        """Read every version of the rules, the newest first."""

    async def accepted(self, tx: Tx, community: CommunityId, member: MemberId) -> int:
        """Say which version of the rules a member accepted last; 0 is none."""

    async def accept(self, tx: Tx, community: CommunityId, member: MemberId, version: int, at: datetime) -> bool:
        """Note that a member accepted a version; False when it was noted before."""

    async def reach(self, tx: Tx, community: CommunityId, member: MemberId, step: Step, at: datetime) -> None:
        """Note a member's first time at a step."""

    async def count(self, tx: Tx, community: CommunityId, step: Step) -> int:
        """Count the members who took a step."""
