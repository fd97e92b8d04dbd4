"""Communities, spaces, members and accounts as Hearth knows them."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.audience import Reader, own_language
from bot.ids import AccountRef, ChatRef, CommunityId, MemberId, SpaceRef
from bot.updates import Actor

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
    """Somebody's account on one platform, as it was last seen.

    `locale` is the last language its client told, as it told it. Telegram tells with every message, Discord with every
    command and press. It belongs to the account: two clients that differ would else be written anew at every turn, and
    a message is read in the client of the account it goes to.
    """

    ref: AccountRef
    name: str
    username: str | None = None
    locale: str | None = None

    def shown(self, actor: Actor) -> "Account":
        """Give the account as an update shows it; an update without a language takes none back."""
        return Account(self.ref, actor.name, actor.username, actor.locale or self.locale)


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

    def account(self, ref: AccountRef) -> Account:
        """Give one of their accounts. Raises KeyError for another's."""
        return {a.ref: a for a in self.accounts}[ref]

    def is_as(self, actor: Actor) -> bool:
        """Tell whether an update shows nothing new about one of their accounts."""
        for a in self.accounts:
            if a.ref == actor.account:
                known = a.name == actor.name and a.username == actor.username
                return known and (not actor.locale or a.locale == actor.locale)
        return False

    def shown(self, actor: Actor) -> "Member":
        """Give them as an update shows them."""
        others = tuple(a for a in self.accounts if a.ref != actor.account)
        name = self.name if others else actor.name  # somebody with several accounts keeps theirs
        return replace(self, name=name, accounts=(*others, self.account(actor.account).shown(actor)))

    def told(self, account: AccountRef) -> tuple[str | None, ...]:
        """List the languages their clients told, that of an account first."""
        return tuple(a.locale for a in sorted(self.accounts, key=lambda a: a.ref != account))

    def reader(self, account: AccountRef, anybody: Reader) -> Reader:
        """Say how they want to be written to on an account; what they did not say is as for anybody."""
        return Reader(own_language(self.locale, self.told(account), anybody.locale), self.zone or anybody.zone)
