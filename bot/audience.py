"""Who hears a community, and who its people are: what the capabilities ask of the kernel's directory."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.call import Person
from bot.ids import ChatRef, CommunityId, MemberId, SpaceRef
from bot.ports import Tx


@dataclass(frozen=True, slots=True)
class Destination:
    """One linked chat, where the community is spoken to, in the chat's language."""

    chat: ChatRef
    space: SpaceRef
    locale: str


class Audience(Protocol):
    """Know where a community is spoken to."""

    async def chats(self, tx: Tx, community: CommunityId) -> tuple[Destination, ...]:
        """List every linked chat, on every platform."""


@dataclass(frozen=True, slots=True)
class Reader:
    """How somebody wants to be written to: their language, and their time zone by its IANA name."""

    locale: str
    zone: str


@dataclass(frozen=True, slots=True)
class Team:
    """Who moderates a community, with their access; `hidden` counts those who do so anonymously.

    `member` is 0 for somebody who has not been met yet.
    """

    people: tuple[Person, ...] = ()
    hidden: int = 0


class People(Protocol):
    """Know a community's people."""

    async def load(self, tx: Tx, community: CommunityId, members: Collection[MemberId]) -> Mapping[MemberId, Person]:
        """Read people with all their accounts; somebody forgotten is left out."""
