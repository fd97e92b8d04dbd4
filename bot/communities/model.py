"""Communities, spaces, members and accounts as Hearth knows them."""

from dataclasses import dataclass
from datetime import datetime

from bot.ids import AccountRef, ChatRef, CommunityId, MemberId, SpaceRef

ENOUGH = 50  # messages of substance: whoever wrote so many is well known, and they are counted no further


@dataclass(frozen=True, slots=True)
class Space:
    """A Telegram group or Discord server of a community. `chat` is where the community is spoken to there.

    `locale` is the chat's own language; None means the community's.
    """

    ref: SpaceRef
    community: CommunityId
    chat: ChatRef
    title: str
    locale: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody's account on one platform, as it was last seen."""

    ref: AccountRef
    name: str
    username: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A person in a community, with every account of theirs.

    `joined` is None for those who were there before Hearth came; `wrote` is when they last wrote in a chat; `substance`
    counts their messages that said something, up to ENOUGH.
    """

    id: MemberId
    community: CommunityId
    name: str
    accounts: tuple[Account, ...] = ()
    locale: str | None = None
    zone: str | None = None
    trusted: bool = False
    joined: datetime | None = None
    wrote: datetime | None = None
    substance: int = 0

    @property
    def settled(self) -> bool:
        """Tell whether they are well known: their messages are counted no further."""
        return self.substance >= ENOUGH
