"""What the recognition capability asks of the database, and of the kernel."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from bot.ids import CommunityId, MemberId, MessageRef
from bot.ports import Tx
from bot.recognition.ledger import Line, Page, Score
from bot.recognition.model import Act, Category, Entry
from bot.settings import Section

M = TypeVar("M", bound=Section)


class Settings(Protocol):
    """Give a community's settings."""

    def of(self, community: CommunityId, model: type[M]) -> M:
        """Give one section of a community."""


class Activity(Protocol):
    """Know who was active."""

    def last_wrote(self, community: CommunityId, member: MemberId) -> datetime | None:
        """Say when a member last wrote."""


class Membership(Protocol):
    """Know since when somebody is here."""

    async def joined_at(self, tx: Tx, community: CommunityId, member: MemberId) -> datetime | None:
        """Say when a member came; None for those who were there before Hearth."""


class RecognitionStore(Protocol):
    """Keep acts, the ledger, and who is left out of the ranking. Entries are only ever added."""

    async def lock(self, tx: Tx, community: CommunityId) -> None:
        """Keep everybody else from adding to a community's ledger until the transaction ends."""

    async def add_act(self, tx: Tx, act: Act) -> Act:
        """Write an act, whatever its id says, and give it with its own."""

    async def append(self, tx: Tx, community: CommunityId, entries: Sequence[Entry]) -> list[Entry]:
        """Write entries under the community's next short numbers, whatever their numbers say."""

    async def act_of(self, tx: Tx, community: CommunityId, message: MessageRef) -> Act | None:
        """Find the act that a message gave."""

    async def entries_of(self, tx: Tx, act: int) -> list[Entry]:
        """List an act's entries, corrections included, by number."""

    async def self_thanks(self, tx: Tx, community: CommunityId, member: MemberId) -> list[Entry]:
        """List the entries that stand and that somebody gave to themselves."""

    async def given(self, tx: Tx, community: CommunityId, giver: MemberId, since: datetime) -> list[datetime]:
        """List when somebody's acts were that stand, after a moment."""

    async def between(
        self, tx: Tx, community: CommunityId, one: MemberId, others: Collection[MemberId], since: datetime
    ) -> Mapping[MemberId, list[datetime]]:
        """List when one thanked each of the others or was thanked by them, as far as it stands, after a moment."""

    async def score(self, tx: Tx, community: CommunityId, member: MemberId, now: datetime) -> Score:
        """Sum a member's entries."""

    async def page(
        self, tx: Tx, community: CommunityId, member: MemberId, now: datetime, number: int, length: int
    ) -> Page:
        """Read one page, from 0 on, of the entries that count. Past the end it is empty."""

    async def pending(self, tx: Tx, community: CommunityId, member: MemberId, now: datetime, most: int) -> list[Line]:
        """List entries that do not count yet, soonest first."""

    async def count_givers(
        self, tx: Tx, community: CommunityId, since: datetime | None, now: datetime, category: Category | None
    ) -> Mapping[MemberId, int]:
        """Count who thanked each member, by entries that stand and count; those who opted out are left out."""

    async def received(
        self,
        tx: Tx,
        community: CommunityId,
        members: Collection[MemberId],
        since: datetime | None,
        now: datetime,
        category: Category | None,
    ) -> list[tuple[MemberId, int, datetime]]:
        """List what members received that stands and counts: who, millipoints, when."""

    async def is_hidden(self, tx: Tx, community: CommunityId, member: MemberId) -> bool:
        """Tell whether somebody opted out of the ranking."""

    async def set_hidden(self, tx: Tx, community: CommunityId, member: MemberId, hidden: bool) -> None:
        """Note whether somebody opted out of the ranking."""

    async def move_member(self, tx: Tx, community: CommunityId, kept: MemberId, gone: MemberId) -> None:
        """Give one member everything of another, who is the same person."""

    async def absorb(self, tx: Tx, into: CommunityId, gone: CommunityId) -> None:
        """Move everything of one community into another; moved short numbers are shifted past the other's."""
