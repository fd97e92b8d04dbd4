"""What the events capability asks of the database."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Protocol

from bot.events.model import Event
from bot.events.seats import Rsvp
from bot.ids import CommunityId, MemberId
from bot.ports import Tx


class EventStore(Protocol):
    """Keep events, who comes to them, and who wants no reminders."""

    async def add(self, tx: Tx, event: Event, now: datetime) -> Event:
        """Write a new event, whatever its id says, and give it with its own."""

    async def next_number(self, tx: Tx, community: CommunityId) -> int:
        """Take the community's next short number; it is never given again."""

    async def find(self, tx: Tx, event: int) -> Event | None:
        """Read an event by its id."""

    async def find_numbered(self, tx: Tx, community: CommunityId, number: int) -> Event | None:
        """Read an event by its short number."""

    async def lock(self, tx: Tx, event: int) -> Event | None:
        """Read an event and keep everybody else from changing it or its roster until the transaction ends."""

    async def take_turns(self, tx: Tx, event: int) -> None:
        """Wait for whoever else manages the event, until the transaction ends; guests and runners do not wait."""

    async def save(self, tx: Tx, event: Event) -> None:
        """Write an event's present state."""

    async def remove(self, tx: Tx, event: int) -> None:
        """Forget an event."""

    async def coming(self, tx: Tx, community: CommunityId, now: datetime, most: int) -> list[Event]:
        """List announced events that are not over, soonest first."""

    async def load_rsvps(self, tx: Tx, event: int) -> Mapping[MemberId, Rsvp]:
        """Read everybody's standing at an event."""

    async def save_rsvps(self, tx: Tx, event: Event, rsvps: Iterable[Rsvp]) -> None:
        """Write standings, one a member."""

    async def count_taken(self, tx: Tx, events: Collection[int]) -> Mapping[int, int]:
        """Count the seats taken or held at each event; one without any is left out."""

    async def load_quiet(self, tx: Tx, community: CommunityId) -> frozenset[MemberId]:
        """List those who want no reminders."""

    async def set_quiet(self, tx: Tx, community: CommunityId, member: MemberId, quiet: bool) -> None:
        """Note whether somebody wants no reminders."""

    async def merge_members(self, tx: Tx, community: CommunityId, kept: MemberId, gone: MemberId) -> None:
        """Give one member everything of another, who is the same person. One RSVP an event remains."""

    async def coming_of(self, tx: Tx, community: CommunityId, member: MemberId, now: datetime) -> list[int]:
        """List the ids of announced events ahead at which somebody has an RSVP, lowest first."""

    async def absorb(self, tx: Tx, into: CommunityId, gone: CommunityId) -> None:
        """Move everything of one community into another; moved short numbers are shifted past the other's."""
