"""What raids ask of the database."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from bot.ids import AccountRef, CommunityId, MemberId
from bot.moderation.raid.model import Fate, Newcomer, Raid
from bot.ports import Tx


class RaidStore(Protocol):
    """Keep raids, and who came lately."""

    async def take_turns(self, tx: Tx, community: CommunityId) -> None:
        """Wait for whoever else changes the community's raid, until the transaction ends; runners do not wait."""

    async def current(self, tx: Tx, community: CommunityId) -> Raid | None:
        """Read the raid in which something is still to be done."""

    async def find(self, tx: Tx, raid: int) -> Raid | None:
        """Read a raid."""

    async def begin(self, tx: Tx, raid: Raid) -> Raid:
        """Write a new raid, and give it with its id."""

    async def save(self, tx: Tx, raid: Raid) -> None:
        """Write how a raid stands."""

    async def came(self, tx: Tx, community: CommunityId, account: AccountRef) -> Newcomer | None:
        """Read when an account came lately, and what became of it."""

    async def note(self, tx: Tx, newcomer: Newcomer) -> None:
        """Write somebody who came, over what was written about the same account."""

    async def between(
        self, tx: Tx, community: CommunityId, first: datetime, last: datetime, most: int
    ) -> list[Newcomer]:
        """List who came between two moments, both included."""

    async def times(
        self, tx: Tx, community: CommunityId, first: datetime, last: datetime, most: int, *, alone: bool
    ) -> list[datetime]:
        """List when people came between two moments; `alone` leaves out who came in a raid."""

    async def of_raid(self, tx: Tx, raid: int, fates: Collection[Fate], most: int) -> list[Newcomer]:
        """List who came in a raid and of whom this became, the first ones first."""

    async def of_member(self, tx: Tx, community: CommunityId, member: MemberId) -> list[Newcomer]:
        """List the accounts of a member that came lately."""

    async def count(self, tx: Tx, raid: int) -> dict[str, int]:
        """Count who came in a raid, by what became of them."""

    async def decide(self, tx: Tx, raid: int, fates: Collection[Fate], fate: Fate) -> int:
        """Make this of everybody in a raid of whom those became; say how many that were."""

    async def forget(self, tx: Tx, raid: int) -> None:
        """Forget who came in a raid."""

    async def forget_before(self, tx: Tx, community: CommunityId, at: datetime) -> None:
        """Forget who came before a moment and in no raid."""

    async def all_held(self, tx: Tx) -> list[tuple[CommunityId, AccountRef]]:
        """List whose messages are removed, in every community."""

    async def merge_members(self, tx: Tx, community: CommunityId, kept: MemberId, gone: MemberId) -> None:
        """Give one member what the other had."""

    async def absorb(self, tx: Tx, into: CommunityId, gone: CommunityId) -> None:
        """Give one community what the other had."""
