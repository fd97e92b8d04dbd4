"""What the directory and the linking of communities ask of the database."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Protocol

from bot.call import Community
from bot.communities.model import Account, Member, Space
from bot.ids import AccountRef, CommunityId, MemberId, Platform, SpaceRef
from bot.ports import Tx


class DirectoryStore(Protocol):
    """Keep communities, spaces, members and accounts."""

    async def load_all(self, tx: Tx) -> tuple[list[Community], list[Space]]:
        """Read every community and every space."""

    async def found(self, tx: Tx, name: str, locale: str, zone: str, now: datetime) -> Community:
        """Write a new community."""

    async def save(self, tx: Tx, community: Community) -> None:
        """Write a community's name, language and zone."""

    async def save_space(self, tx: Tx, space: Space) -> Space:
        """Write a space, and say what is there now."""

    async def move_space(self, tx: Tx, old: SpaceRef, new: SpaceRef) -> None:
        """Give a space the id it goes on under."""

    async def member_of(self, tx: Tx, community: CommunityId, account: AccountRef) -> Member | None:
        """Read the member that an account belongs to."""

    async def load_members(
        self, tx: Tx, community: CommunityId, ids: Collection[MemberId]
    ) -> Mapping[MemberId, Member]:
        """Read members with all their accounts."""

    async def add_member(self, tx: Tx, community: CommunityId, account: Account, now: datetime) -> Member:
        """Write a new member with their first account, or read the one that was there already."""

    async def save_account(
        self, tx: Tx, community: CommunityId, member: MemberId, account: Account, now: datetime
    ) -> None:
        """Write an account as it is seen now."""

    async def save_member(self, tx: Tx, member: Member) -> None:
        """Write what can change about a member."""

    async def note_substance(self, tx: Tx, substance: Collection[tuple[MemberId, int]]) -> None:
        """Write how many messages of substance members have written."""

    async def note_wrote(self, tx: Tx, wrote: Collection[tuple[MemberId, datetime]]) -> None:
        """Write when members last wrote."""

    async def home_of(self, tx: Tx, account: AccountRef) -> CommunityId | None:
        """Find the community in which an account was seen last."""

    async def by_username(self, tx: Tx, community: CommunityId, platform: Platform, username: str) -> AccountRef | None:
        """Find an account by its user name, on this platform first."""

    async def count(self, tx: Tx, community: CommunityId) -> int:
        """Count a community's members."""
