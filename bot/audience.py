"""Who hears a community, and who its people are: what the capabilities ask of the kernel's directory."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.call import Person
from bot.ids import AccountRef, ChatRef, CommunityId, MemberId, SpaceRef
from bot.ports import Tx
from bot.texts import language_of


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


def own_language(chosen: str | None, told: Iterable[str | None], otherwise: str) -> str:
    """Choose the language of what one person alone reads: the one they chose, else the first of those their clients
    told that Hearth speaks, else another."""
    return chosen or next(filter(None, map(language_of, told)), otherwise)


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


class Addressees(People, Protocol):
    """Know a community's people, and how each wants to be written to."""

    async def reader(
        self, tx: Tx, community: CommunityId, member: MemberId, account: AccountRef, *, otherwise: str | None = None
    ) -> Reader:
        """Say how somebody wants to be written to on one of their accounts.

        `otherwise` is the language where theirs is not known; without it, the community's.
        """
