"""Know who moderates a community, and what somebody may do in it wherever they ask from."""

import asyncio
from collections.abc import Mapping, Sequence
from contextvars import Context
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.access import Access
from bot.audience import Team
from bot.call import Community, Person
from bot.communities.directory import Directory
from bot.communities.model import Member
from bot.communities.store import DirectoryStore
from bot.errors import PlatformError
from bot.ids import AccountRef, CommunityId, MemberId, Platform, SpaceRef
from bot.ports import Clock, Ports, Transactions
from bot.updates import Actor

KEPT = timedelta(minutes=5)  # how long it is remembered who moderates a space
PATIENCE = 5.0  # seconds that a platform gets to say who does

log = structlog.get_logger()


class Staff:
    """Ask the platforms, and remember for a while."""

    def __init__(
        self,
        directory: Directory,
        store: DirectoryStore,
        transactions: Transactions,
        clock: Clock,
        ports: Mapping[Platform, Ports],
    ) -> None:
        self._directory = directory
        self._store = store
        self._transactions = transactions
        self._clock = clock
        self._ports = ports
        self._seen: dict[SpaceRef, tuple[datetime, Sequence[Actor]]] = {}
        self._teams: dict[CommunityId, tuple[datetime, Team]] = {}
        self._asking: dict[CommunityId, asyncio.Task[Team]] = {}

    async def team(self, community: CommunityId) -> Team:
        """Say who moderates a community. A platform that does not answer is left out."""
        actors: list[Actor] = []
        for space in self._directory.spaces(community):
            actors += await self._in_space(space.ref)
        found: dict[object, Person] = {}
        async with self._transactions.read() as tx:
            for actor in actors:
                if not actor.person or actor.access is None:
                    continue
                member = await self._store.member_of(tx, community, actor.account)
                person = _person(member, actor.access) if member else _unmet(actor, actor.access)
                key: object = person.member or actor.account
                known = found.get(key)
                found[key] = replace(person, access=max(person.access, known.access)) if known else person
        ranked = sorted(found.values(), key=lambda p: -p.access)
        team = Team(tuple(ranked), sum(not actor.person for actor in actors))
        self._teams[community] = (self._clock.now(), team)
        return team

    def known(self, community: CommunityId) -> Team | None:
        """Say who moderates a community as far as that is fresh in memory; else it is being asked for, from now on."""
        held = self._teams.get(community)
        if held is not None and self._clock.now() - held[0] < KEPT:
            return held[1]
        if community not in self._asking:
            # In a context of its own: whoever asks may be in a transaction, which is none of this task's.
            task = asyncio.create_task(self.team(community), name="who moderates", context=Context())
            self._asking[community] = task
            task.add_done_callback(lambda done: self._asked(community, done))
        return None

    def _asked(self, community: CommunityId, done: "asyncio.Task[Team]") -> None:
        self._asking.pop(community, None)
        if not done.cancelled() and (error := done.exception()) is not None:
            log.warning("it could not be asked who moderates", error=type(error).__name__)

    async def _in_space(self, space: SpaceRef) -> Sequence[Actor]:
        held = self._seen.get(space)
        if held is not None and self._clock.now() - held[0] < KEPT:
            return held[1]
        if space.platform not in self._ports:
            return ()
        try:
            async with asyncio.timeout(PATIENCE):
                found = await self._ports[space.platform].roster.team(space)
        except (PlatformError, TimeoutError) as error:
            log.warning("the platform does not say who moderates", space=space.id, error=type(error).__name__)
            return held[1] if held is not None else ()
        self._seen[space] = (self._clock.now(), found)
        return found

    async def who(self, community: CommunityId, account: AccountRef, name: str) -> Person | None:
        """Give the member behind an account with the most access they have anywhere in a community. A moderator who was
        not met yet becomes one, under this name."""
        async with self._transactions.read() as tx:
            member = await self._store.member_of(tx, community, account)
        if member is None:
            if await self._directory.rank(community, None, account) < Access.MODERATOR:
                return None
            member = await self._directory.member(community, Actor(account, name))
        person = _person(member, Access.EVERYONE)
        return replace(person, access=await self.access(community, person))

    async def access(self, community: CommunityId, person: Person) -> Access:
        """Say what somebody may do at most, on any account and anywhere in a community."""
        return max([person.access, *[await self._directory.rank(community, None, a) for a in person.accounts]])

    def community(self, community: CommunityId) -> Community:
        """Give a community as everybody sees it."""
        return self._directory.community(community)


def _person(member: Member, access: Access) -> Person:
    return Person(member.id, member.name, tuple(a.ref for a in member.accounts), access)


def _unmet(actor: Actor, access: Access) -> Person:
    return Person(MemberId(0), actor.name, (actor.account,), access)
