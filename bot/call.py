"""What a handler gets: facts about who asks, where and when. Nothing here sends."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.access import Access
from bot.content import Choice, Mention
from bot.errors import Refused
from bot.ids import AccountRef, ChatRef, CommunityId, MemberId, MessageRef, Platform, SpaceRef
from bot.updates import Quoted


@dataclass(frozen=True, slots=True)
class Community:
    """A community as everybody sees it. `zone` is an IANA name."""

    id: CommunityId
    name: str
    locale: str
    zone: str


@dataclass(frozen=True, slots=True)
class Person:
    """A member of a community, with every account of theirs, and the access they have where the call was made.

    `human` is False for bots, channels and anonymous admins.
    """

    member: MemberId
    name: str
    accounts: tuple[AccountRef, ...]
    access: Access
    human: bool = True

    @property
    def mention(self) -> Mention:
        """Give the node that mentions them, with a notification."""
        return Mention(self.name, self.accounts)

    @property
    def named(self) -> Mention:
        """Give the node that names them, without a notification."""
        return Mention(self.name, self.accounts, notify=False)


@dataclass(frozen=True, slots=True)
class Call:
    """One command, press or form, as a handler sees it. `now` is in UTC; `zone` and `locale` are the reader's."""

    now: datetime
    home: Community | None
    person: Person
    platform: Platform
    account: AccountRef
    space: SpaceRef | None
    chat: ChatRef
    locale: str
    zone: ZoneInfo
    message: MessageRef | None = None
    reply_to: Quoted | None = None
    replied: Person | None = None
    chat_locale: str = "en"  # what the chat speaks, for replies that everybody sees

    @property
    def community(self) -> Community:
        """Give the community this call belongs to; refuse where there is none (a stranger's private chat)."""
        if self.home is None:
            raise Refused("no-community")
        return self.home

    @property
    def private(self) -> bool:
        """Tell whether the call was made in a private conversation with the bot."""
        return self.space is None

    @property
    def access(self) -> Access:
        """Give the caller's access."""
        return self.person.access

    def require(self, access: Access) -> None:
        """Refuse a caller with less access, where it depends on what exactly a command is asked to do."""
        if self.access < access:
            raise Refused("refused-access", access=Choice(access.key))
