"""Know every community, space and member; what the path of an ordinary message needs is held in memory."""

from collections import OrderedDict
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from bot.access import Access
from bot.audience import Destination, Reader
from bot.call import Community, Person
from bot.communities.activity import Activity
from bot.communities.lookup import Lookup
from bot.communities.model import Account, Member, Space
from bot.communities.store import DirectoryStore
from bot.errors import PlatformError
from bot.ids import AccountRef, ChatRef, CommunityId, MemberId, Platform, SpaceRef
from bot.insist import insist
from bot.ports import Clock, Ports, Transactions, Tx
from bot.texts import language_of
from bot.topics import Topic
from bot.updates import Actor
from bot.watchers import Moved

HELD_MEMBERS = 50_000  # accounts kept in memory; the least recently seen leave first


class Directory:
    """Answer who is who and what belongs where. `locale` and `zone` are a new community's; `everywhere`: other
    processes run the platforms that are not here."""

    def __init__(
        self,
        store: DirectoryStore,
        transactions: Transactions,
        clock: Clock,
        ports: Mapping[Platform, Ports],
        *,
        locale: str,
        zone: str,
        everywhere: bool = False,
    ) -> None:
        self._store = store
        self._transactions = transactions
        self._clock = clock
        self._ports = ports
        self._locale = locale
        self._zone = zone
        self._everywhere = everywhere
        self.moved: list[Moved] = []
        self._communities: dict[CommunityId, Community] = {}
        self._spaces: dict[SpaceRef, Space] = {}
        self._members: OrderedDict[tuple[CommunityId, AccountRef], Member] = OrderedDict()
        self._activity = Activity(store, transactions)
        self._lookup = Lookup(store, transactions, ports)

    async def refresh(self) -> None:
        """Read communities and spaces; again after any of them was joined to another."""
        async with self._transactions.read() as tx:
            found, places = await self._store.load_all(tx)
        self._communities = {c.id: c for c in found}
        self._spaces = {s.ref: s for s in places}
        self._members.clear()
        self._activity.keep_homes({s.community for s in places})

    def space(self, ref: SpaceRef) -> Space | None:
        """Look a space up in memory."""
        return self._spaces.get(ref)

    def spaces(self, community: CommunityId | None = None) -> list[Space]:
        """List a community's spaces, or every one there is."""
        return [s for s in self._spaces.values() if community in (None, s.community)]

    def community(self, community: CommunityId) -> Community:
        """Look a community up in memory."""
        return self._communities[community]

    def community_of(self, space: SpaceRef) -> CommunityId | None:
        """Give a space's community, from memory."""
        known = self._spaces.get(space)
        return known.community if known else None

    def chat_locale(self, space: SpaceRef) -> str | None:
        """Say which language a chat speaks, where it has one of its own."""
        known = self._spaces.get(space)
        return known.locale if known else None

    async def meet(
        self, ref: SpaceRef, chat: ChatRef, title: str = "", locale: str | None = None, zone: str | None = None
    ) -> Community:
        """Give the community of a space; on first contact the space becomes a community of its own."""
        known = self._spaces.get(ref)
        if known is not None:
            if title and title != known.title:
                async with self._transactions.begin() as tx:
                    self._spaces[ref] = await self._store.save_space(tx, replace(known, title=title))
            return self._communities[known.community]
        async with self._transactions.begin() as tx:
            name = title or "Hearth"
            language = language_of(locale) or self._locale
            community = await self._store.found(tx, name, language, zone or self._zone, self._clock.now())
            home = chat._replace(topic=None)
            space = await self._store.save_space(tx, Space(ref, community.id, home, name))
            tx.announce(Topic.COMMUNITIES)
        self._communities[community.id] = community
        self._spaces[ref] = space
        return community

    async def save_community(self, tx: Tx, community: Community) -> None:
        """Change a community's name, language or zone."""
        await self._store.save(tx, community)
        tx.after_commit(lambda: self._communities.__setitem__(community.id, community))
        tx.announce(Topic.COMMUNITIES)

    async def save_space(self, tx: Tx, space: Space) -> None:
        """Change a space's language or its chat."""
        await self._store.save_space(tx, space)
        tx.after_commit(lambda: self._spaces.__setitem__(space.ref, space))
        tx.announce(Topic.COMMUNITIES)

    async def speak_in(self, ref: SpaceRef, chat: ChatRef) -> None:
        """Choose the chat in which the community is spoken to in a space."""
        async with self._transactions.begin() as tx:
            await self.save_space(tx, replace(self._spaces[ref], chat=chat._replace(topic=None)))

    async def migrate(self, old: SpaceRef, new: SpaceRef) -> None:
        """Follow a space to its new id; told twice, it happens once."""
        if old not in self._spaces:
            return
        async with self._transactions.begin() as tx:
            await self._store.move_space(tx, old, new)
            for on_moved in self.moved:
                await on_moved(tx, self._spaces[old].community, old, new)
            tx.announce(Topic.COMMUNITIES)
        await self.refresh()

    async def chats(self, tx: Tx, community: CommunityId) -> tuple[Destination, ...]:
        """List every linked chat, on every platform that runs."""
        default = self._communities[community].locale
        here = [s for s in self.spaces(community) if self._everywhere or s.ref.platform in self._ports]
        return tuple(Destination(s.chat, s.ref, s.locale or default) for s in here)

    # Members

    def quick(self, space: SpaceRef, actor: Actor) -> CommunityId | None:
        """Give the community of somebody who is known as they are, from memory; None when it has to be looked up."""
        known = self._spaces.get(space)
        member = self._members.get((known.community, actor.account)) if known is not None else None
        return member.community if member is not None and member.is_as(actor) else None

    def held(self, community: CommunityId, account: AccountRef) -> Member | None:
        """Give the member behind an account as far as it is in memory."""
        return self._members.get((community, account))

    async def member(self, community: CommunityId, actor: Actor) -> Member:
        """Give the member behind an account, as seen now; a new account becomes a new member."""
        held = self._members.get((community, actor.account))
        if held is not None and held.is_as(actor):
            self._members.move_to_end((community, actor.account))
            return held
        account = Account(actor.account, actor.name, actor.username, actor.locale)
        async with self._transactions.begin() as tx:
            found = await self._store.member_of(tx, community, actor.account)
            if found is None:
                found = await self._store.add_member(tx, community, account, self._clock.now())
            else:
                known, found = found.account(actor.account), found.shown(actor)
                account = found.account(actor.account)
                await self._store.save_account(tx, community, found.id, account, self._clock.now())
                await self._store.save_member(tx, found)
                if known.locale not in (None, account.locale):
                    tx.announce(Topic.MEMBERS)  # who still holds the old one would not notice it told again
        return self._hold(found)

    def _hold(self, member: Member) -> Member:
        if member.wrote is not None:
            self._activity.learn(member.id, member.wrote)
        for account in member.accounts:
            self._members[member.community, account.ref] = member
        while len(self._members) > HELD_MEMBERS:
            self._members.popitem(last=False)
        return member

    def forget(self, members: Collection[MemberId] | None = None) -> None:
        """Drop members, or all of them, from memory: the database knows better."""
        for key in [k for k, m in self._members.items() if members is None or m.id in members]:
            del self._members[key]

    async def load_member(self, tx: Tx, community: CommunityId, member: MemberId) -> Member:
        """Read a member. Raises KeyError for one that is not there."""
        return (await self._store.load_members(tx, community, [member]))[member]

    async def note_joined(self, tx: Tx, community: CommunityId, member: MemberId, at: datetime) -> None:
        """Note when a member came; somebody who was seen before keeps being an old hand."""
        held = await self.load_member(tx, community, member)
        if held.joined is None and held.wrote is None:
            await self.save_member(tx, replace(held, joined=at))

    async def joined_at(self, tx: Tx, community: CommunityId, member: MemberId) -> datetime | None:
        """Say when a member came; None for those who were there before Hearth."""
        return (await self.load_member(tx, community, member)).joined

    async def save_member(self, tx: Tx, member: Member) -> None:
        """Change a member's language, zone, trust or date of joining."""
        await self._store.save_member(tx, member)
        tx.after_commit(lambda: self._hold(member))
        tx.announce(Topic.MEMBERS)

    async def count(self, tx: Tx, community: CommunityId) -> int:
        """Count a community's members."""
        return await self._store.count(tx, community)

    async def home_of(self, account: AccountRef) -> Community | None:
        """Find the community that somebody in a private chat most likely means: where they were last active."""
        found = self._activity.home_of(account)
        if found is None:
            async with self._transactions.read() as tx:
                found = await self._store.home_of(tx, account)
        return self._communities.get(found) if found is not None else None

    # Activity

    def wrote(self, community: CommunityId, account: AccountRef, at: datetime) -> None:
        """Note that a member wrote, in memory; `flush` writes it down."""
        self._activity.seen(community, account)
        member = self._members.get((community, account))
        if member is not None:
            self._activity.wrote(member.id, at)

    def said_something(self, community: CommunityId, account: AccountRef) -> None:
        """Count a message of substance, in memory; `flush` writes it down."""
        member = self._members.get((community, account))
        if member is not None and not member.settled:
            grown = replace(member, substance=member.substance + 1)
            self._activity.grew(grown.id, grown.substance)
            self._hold(grown)

    def last_wrote(self, community: CommunityId, member: MemberId) -> datetime | None:
        """Say when a member who was looked up before last wrote."""
        return self._activity.last_wrote(member)

    async def flush(self) -> None:
        """Write down when members last wrote."""
        await self._activity.flush()

    # People

    async def rank(self, community: CommunityId, space: SpaceRef | None, account: AccountRef) -> Access:
        """Ask the platform what somebody may do: in one space, or (None) the most they may in any of them."""
        if account.platform not in self._ports:
            return Access.EVERYONE
        roster = self._ports[account.platform].roster
        asked = [space] if space else [s.ref for s in self.spaces(community) if s.ref.platform == account.platform]
        best = Access.EVERYONE
        for ref in asked:
            try:
                best = max(best, await (insist(roster.access, ref, account) if space else roster.access(ref, account)))
            except PlatformError:
                if space:
                    raise
        return best

    async def identify(
        self, community: Community, actor: Actor, space: SpaceRef | None, *, ranked: bool
    ) -> tuple[Person, Member]:
        """Give the person behind an account; `ranked` asks the platform for their access: in this space, or, without
        one, the most they have on any account anywhere in the community."""
        member = await self.member(community.id, actor)
        if space is not None:
            self._activity.seen(community.id, actor.account)
        access = Access.MEMBER
        if ranked and space is not None:
            access = actor.access if actor.access is not None else await self.rank(community.id, space, actor.account)
        elif ranked:
            access = max([await self.rank(community.id, None, a.ref) for a in member.accounts])
        return self._person(member, access), member

    def _person(self, member: Member, access: Access) -> Person:
        if member.trusted and access == Access.MEMBER:
            access = Access.TRUSTED
        return Person(member.id, member.name, tuple(a.ref for a in member.accounts), access)

    async def load(self, tx: Tx, community: CommunityId, members: Collection[MemberId]) -> Mapping[MemberId, Person]:
        """Read people with all their accounts; somebody forgotten is left out."""
        found = await self._store.load_members(tx, community, members)
        return {m.id: self._person(m, Access.MEMBER) for m in found.values()}

    async def reader(
        self, tx: Tx, community: CommunityId, member: MemberId, account: AccountRef, *, otherwise: str | None = None
    ) -> Reader:
        """Say how somebody wants to be written to on one of their accounts."""
        home = self._communities[community]
        anybody = Reader(otherwise or home.locale, home.zone)
        found = (await self._store.load_members(tx, community, [member])).get(member)
        return found.reader(account, anybody) if found else anybody

    async def named(
        self, community: CommunityId, platform: Platform, space: SpaceRef | None, text: str
    ) -> Actor | None:
        """Find who is meant by `@username`, a Discord mention or a numeric id."""
        return await self._lookup.named(community, platform, space, text)
