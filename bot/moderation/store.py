"""What moderation asks of the database."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from bot.ids import CommunityId, MemberId, MessageRef
from bot.moderation.blocklist.service import BlocklistStore
from bot.moderation.model import Case, Entry, Kind, Sanction
from bot.ports import Tx


class CaseStore(Protocol):
    """Keep cases. A case never changes; what becomes of it is added to its history."""

    async def open(self, tx: Tx, case: Case) -> Case:
        """Write a new case with its first entry, and give it with its id and short number.

        Whoever opens a case of a community waits for the one who is opening another.
        """

    async def note(self, tx: Tx, case: int, entry: Entry) -> None:
        """Add to a case's history."""

    async def find(self, tx: Tx, case: int) -> Case | None:
        """Read a case by its id."""

    async def find_numbered(self, tx: Tx, community: CommunityId, number: int) -> Case | None:
        """Read a case by its short number."""

    async def find_about(self, tx: Tx, community: CommunityId, message: MessageRef) -> Case | None:
        """Read the case that a rule opened about a message."""

    async def latest(
        self,
        tx: Tx,
        community: CommunityId,
        *,
        member: MemberId | None = None,
        kinds: Collection[Kind] = (),
        since: datetime | None = None,
        most: int = 1000,
    ) -> list[Case]:
        """List cases, newest first: of one member, of some kinds, not older than `since`, as asked."""

    async def forget_member(self, tx: Tx, community: CommunityId, member: MemberId) -> None:
        """Forget the words in somebody's cases, and which messages they are about."""

    async def forget_evidence(self, tx: Tx, case: int) -> None:
        """Forget the words a case is about."""


class SanctionStore(Protocol):
    """Keep which mutes and bans are in force."""

    async def take_turns(self, tx: Tx, community: CommunityId, member: MemberId) -> None:
        """Wait for whoever else mutes or bans the member, until the transaction ends; runners do not wait."""

    async def find_sanction(self, tx: Tx, community: CommunityId, member: MemberId, kind: Kind) -> Sanction | None:
        """Read one."""

    async def in_force(self, tx: Tx, most: int) -> list[Sanction]:
        """List mutes and bans of every community, the latest first."""

    async def save_sanction(self, tx: Tx, sanction: Sanction) -> None:
        """Write one over the member's earlier one of the same kind."""

    async def remove_sanction(self, tx: Tx, sanction: Sanction) -> None:
        """Forget one: it is over."""


class ModerationStore(CaseStore, SanctionStore, BlocklistStore, Protocol):
    """All of it, and moving it when communities or people are joined."""

    async def merge_members(self, tx: Tx, community: CommunityId, kept: MemberId, gone: MemberId) -> None:
        """Give one member what the other had; of two mutes or bans the longer stays."""

    async def absorb(self, tx: Tx, into: CommunityId, gone: CommunityId) -> None:
        """Give one community what the other had."""
