"""Turn an update into the call a handler gets: which community, who, with what access, in which language."""

from dataclasses import dataclass
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.access import Access
from bot.arguments import BadArgument, shorten
from bot.audience import own_language
from bot.call import Call, Community, Person
from bot.commands import Option
from bot.ids import AccountRef, ChatRef, CommunityId, MemberId, MessageRef, Platform, SpaceRef
from bot.ports import Clock
from bot.updates import Actor, Quoted


class MemberLike(Protocol):
    """What reception looks at of a member."""

    @property
    def id(self) -> MemberId:
        """Their id."""

    @property
    def locale(self) -> str | None:
        """The language they chose."""

    @property
    def zone(self) -> str | None:
        """The zone they chose."""

    def told(self, account: AccountRef) -> tuple[str | None, ...]:
        """List the languages their clients told, that of an account first."""


class Directory(Protocol):
    """What reception asks of the directory."""

    def chat_locale(self, space: SpaceRef) -> str | None:
        """Say which language a chat speaks, where it has one of its own."""

    async def meet(self, ref: SpaceRef, chat: ChatRef) -> Community:
        """Give the community of a space; on first contact the space becomes one."""

    async def home_of(self, account: AccountRef) -> Community | None:
        """Find the community that somebody in a private chat most likely means."""

    async def identify(
        self, community: Community, actor: Actor, space: SpaceRef | None, *, ranked: bool
    ) -> tuple[Person, MemberLike]:
        """Give the person behind an account; `ranked` asks the platform for their access."""

    async def rank(self, community: CommunityId, space: SpaceRef | None, account: AccountRef) -> Access:
        """Ask the platform for somebody's access in a space."""

    async def named(
        self, community: CommunityId, platform: Platform, space: SpaceRef | None, text: str
    ) -> Actor | None:
        """Find who is meant by `@username`, a mention or a numeric id."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where an update came in: what every kind of update has in common."""

    chat: ChatRef
    space: SpaceRef | None
    actor: Actor
    message: MessageRef | None = None
    reply_to: Quoted | None = None


STRANGER = MemberId(0)


class Reception:
    """Make calls. `locale` and `zone` are what somebody without a community gets."""

    def __init__(self, directory: Directory, clock: Clock, *, locale: str, zone: str) -> None:
        self._directory = directory
        self._clock = clock
        self._locale = locale
        self._zone = zone

    async def call(self, door: Door, *, ranked: bool = True) -> Call:
        """Make the call of an update; `ranked` False spares asking the platform where access does not matter."""
        actor = door.actor
        if door.space is not None:
            home: Community | None = await self._directory.meet(door.space, door.chat)
        else:
            home = await self._directory.home_of(actor.account)
        if home is None:
            person = Person(STRANGER, actor.name, (actor.account,), Access.EVERYONE, actor.person)
            locale = own_language(None, [actor.locale], self._locale)
            return self._made(door, None, person, locale, self._zone)
        if not actor.person:
            access = Access.EVERYONE
            if actor.channel and ranked:  # the channel that the group belongs to speaks for its admins
                access = await self._directory.rank(home.id, door.space, actor.account)
            person = Person(STRANGER, actor.name, (actor.account,), access, human=False)
            return self._made(door, home, person, self._spoken(door, home), home.zone)
        person, member = await self._directory.identify(home, actor, door.space, ranked=ranked)
        replied = None
        if door.reply_to is not None and door.reply_to.author is not None:
            replied = await self.person(home, door.reply_to.author, ranked=ranked)
        # In a chat it is the chat's, whatever their client speaks: what everybody reads is not for one of them.
        told = member.told(actor.account) if door.space is None else ()
        locale = own_language(member.locale, told, self._spoken(door, home))
        return self._made(door, home, person, locale, member.zone or home.zone, replied)

    def _spoken(self, door: Door, home: Community) -> str:
        return (self._directory.chat_locale(door.space) if door.space else None) or home.locale

    def _made(
        self, door: Door, home: Community | None, person: Person, locale: str, zone: str, replied: Person | None = None
    ) -> Call:
        return Call(
            now=self._clock.now(),
            home=home,
            person=person,
            platform=door.actor.account.platform,
            account=door.actor.account,
            space=door.space,
            chat=door.chat,
            locale=locale,
            zone=ZoneInfo(zone),
            message=door.message,
            reply_to=door.reply_to,
            replied=replied,
            chat_locale=self._spoken(door, home) if home and door.space else locale,
        )

    async def person(self, home: Community, actor: Actor, *, ranked: bool) -> Person:
        """Show somebody else as a person, with the most access they have anywhere in the community when `ranked`."""
        if not actor.person:
            access = Access.EVERYONE
            if actor.channel and ranked:  # nobody acts on the channel that the group belongs to
                access = await self._directory.rank(home.id, None, actor.account)
            return Person(STRANGER, actor.name, (actor.account,), access, human=False)
        person, _ = await self._directory.identify(home, actor, None, ranked=ranked)
        return person

    async def find(self, call: Call, option: Option, raw: str | Actor, *, ranked: bool) -> Person:
        """Find the person that an argument names. Raises BadArgument when there is none."""
        home = call.community
        actor = raw if isinstance(raw, Actor) else None
        if isinstance(raw, str):
            actor = await self._directory.named(home.id, call.platform, call.space, raw)
            if actor is None:
                raise BadArgument(option, "argument-bad-who", value=shorten(raw))
        assert actor is not None
        return await self.person(home, actor, ranked=ranked)
