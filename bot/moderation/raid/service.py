"""Watch who comes, and let moderators say what becomes of them."""

from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from bot.access import Access
from bot.call import Call, Person
from bot.errors import Refused
from bot.ids import AccountRef, CommunityId, MemberId
from bot.moderation.raid.course import Communities, Course
from bot.moderation.raid.holding import Holding
from bot.moderation.raid.model import (
    MOST,
    NEWCOMER,
    OPEN,
    SILENCED,
    Cause,
    Decision,
    Fate,
    Newcomer,
    Raid,
    Tally,
    burst,
)
from bot.moderation.raid.report import RaidReport
from bot.moderation.raid.store import RaidStore
from bot.moderation.rules import SECTION
from bot.moderation.rules.raid import RAID, RaidSettings
from bot.moderation.ruleset import EXEMPT, exempt
from bot.ports import Transactions, Tx
from bot.settings import Section
from bot.updates import MemberJoined, MemberLeft, MessagePosted

MEMORY = timedelta(hours=2)  # who came longer ago than this, and in no raid, is forgotten: twice the longest window
CONDEMNED = 1_000  # newcomers of a community whose messages were punished lately, kept in memory

M = TypeVar("M", bound=Section)


class Regular(Protocol):
    """What is asked about a member."""

    @property
    def id(self) -> MemberId:
        """Their id."""

    @property
    def joined(self) -> datetime | None:
        """When they first came; None where nobody saw it."""

    @property
    def substance(self) -> int:
        """How many messages of substance they have written."""


class Regulars(Communities, Protocol):
    """Know members and communities, from memory."""

    def held(self, community: CommunityId, account: AccountRef) -> Regular | None:
        """Give the member behind an account as far as it is in memory."""

    def last_wrote(self, community: CommunityId, member: MemberId) -> datetime | None:
        """Say when a member who was looked up before last wrote."""


class Book(Protocol):
    """Read and change a community's settings."""

    def of(self, community: CommunityId, model: type[M]) -> M:
        """Give one section, from memory."""

    async def change(self, tx: Tx, community: CommunityId, section: str, changes: dict[str, Any]) -> Section:
        """Change values of a section."""


@dataclass(frozen=True, slots=True)
class State:
    """How it stands: the settings, and the raid with what became of people, if there is one."""

    settings: RaidSettings
    raid: Raid | None = None
    tally: Tally | None = None


class RaidService:
    """The use cases of raids. A method that writes is one transaction, and the same update again changes nothing."""

    def __init__(
        self,
        store: RaidStore,
        transactions: Transactions,
        course: Course,
        holding: Holding,
        report: RaidReport,
        regulars: Regulars,
        settings: Book,
    ) -> None:
        self._store = store
        self._transactions = transactions
        self._course = course
        self._holding = holding
        self._report = report
        self._regulars = regulars
        self._settings = settings
        self._condemned: dict[CommunityId, OrderedDict[AccountRef, datetime]] = {}

    async def load(self) -> None:
        """Read who is held: at the start, and when another process has changed it."""
        async with self._transactions.read() as tx:
            await self._holding.load(tx)

    async def on_joined(self, call: Call, update: MemberJoined) -> bool:
        """Look at somebody who came; True when they are held, and nobody greets them."""
        async with self._transactions.begin() as tx:
            raid, held = await self._look(tx, call, update, await self._course.take(tx, call.community.id))
            if raid is not None:
                await self._course.plan(tx, raid)
            return held

    async def on_left(self, community: CommunityId, update: MemberLeft) -> None:
        """Note that somebody who is held is gone."""
        if not self._holding.silenced(community, update.actor.account):
            return
        async with self._transactions.begin() as tx:
            raid = await self._course.take(tx, community)
            newcomer = await self._store.came(tx, community, update.actor.account)
            if raid is None:
                return
            if newcomer is not None and newcomer.fate is Fate.HELD and newcomer.raid == raid.id:
                await self._holding.left(tx, newcomer)
                await self._report.show(tx, raid, self._regulars.community(community))
            await self._course.plan(tx, raid)

    async def on_condemned(self, call: Call, message: MessagePosted) -> None:
        """Count newcomers whose messages were punished: many of them are a raid as well."""
        community, account = call.community.id, message.actor.account
        settings = self._settings.of(community, RaidSettings)
        known = self._regulars.held(community, account)
        if not _watches(settings) or known is None or known.joined is None or known.joined < call.now - NEWCOMER:
            return
        lately = self._condemned.setdefault(community, OrderedDict())
        lately[account] = call.now
        lately.move_to_end(account)
        while len(lately) > CONDEMNED or next(iter(lately.values())) <= call.now - settings.window:
            lately.popitem(last=False)
        if len(lately) < settings.condemned:
            return
        lately.clear()
        async with self._transactions.begin() as tx:
            raid = await self._course.take(tx, community)
            if raid is None or raid.ended is not None:
                raid = await self._begin(tx, call, Cause.MESSAGES, None, raid)
            else:
                raid = await self._prolong(tx, raid, call.now + settings.calm_time)
            await self._course.plan(tx, raid)

    async def state(self, call: Call) -> State:
        """Say how it stands."""
        settings = self._settings.of(call.community.id, RaidSettings)
        async with self._transactions.read() as tx:
            raid = await self._store.current(tx, call.community.id)
            return State(settings, raid, await self._report.tally(tx, raid) if raid else None)

    async def switch(self, call: Call, wish: str) -> State:
        """Begin a raid by hand (`on`), or say whether arrivals begin one by themselves (`auto`) or not (`off`, which
        also ends one). Raises Refused where one is on already."""
        community = call.community.id
        async with self._transactions.begin() as tx:
            raid = await self._course.take(tx, community)
            if wish == "on":
                if raid is not None and raid.on:
                    raise Refused("raid-on-already")
                raid = await self._begin(tx, call, Cause.HAND, call.person.member or None, raid)
            elif wish == "off" and raid is not None and raid.ended is None:
                raid = await self._course.end(tx, raid)
                await self._report.show(tx, raid, call.community)
            if raid is not None:
                await self._course.plan(tx, raid)
            mode = "off" if wish == "off" else "auto"
            if self._settings.of(community, RaidSettings).mode != mode:
                await self._settings.change(tx, community, SECTION + RAID, {"mode": mode})
        return await self.state(call)

    async def decide(self, call: Call, number: int, decision: Decision) -> int:
        """Let everybody in who is held, ban them, or end the raid; say how many people that concerns.

        Raises Refused where there is nothing to decide any more.
        """
        async with self._transactions.begin() as tx:
            raid = await self._course.take(tx, call.community.id)
            if raid is None or raid.id != number:
                raise Refused("raid-over-long")
            concerned = 0
            if decision is Decision.END:
                if raid.ended is not None:
                    raise Refused("raid-over-already")
            else:
                fate = Fate.BANNING if decision is Decision.BAN else Fate.FREEING
                concerned = await self._store.decide(tx, raid.id, (Fate.HELD,), fate)
                if not concerned:
                    raise Refused("raid-nobody-held")
            raid = replace(raid, decision=decision, decided_by=call.person.member or None)
            if decision is not Decision.BAN and raid.ended is None:
                raid = await self._course.end(tx, raid)
            else:
                await self._store.save(tx, raid)
            await self._course.plan(tx, raid)
            await self._report.show(tx, raid, call.community)
            return concerned

    async def let_in(self, tx: Tx, community: CommunityId, person: Person, by: MemberId | None) -> None:
        """Let one person in who is held, at once: they were approved."""
        theirs = [n for n in await self._store.of_member(tx, community, person.member) if n.fate in OPEN]
        if not theirs:
            return
        await self._holding.free(tx, theirs, by)
        raid = await self._store.find(tx, theirs[0].raid) if theirs[0].raid else None
        if raid is not None:
            await self._report.show(tx, raid, self._regulars.community(community))

    async def merge_members(self, tx: Tx, community: CommunityId, kept: MemberId, gone: MemberId) -> None:
        """Make two members one."""
        await self._store.merge_members(tx, community, kept, gone)

    async def absorb(self, tx: Tx, into: CommunityId, gone: CommunityId) -> None:
        """Move everything of one community into another."""
        await self._store.absorb(tx, into, gone)
        await self._holding.moved(tx)

    async def _look(self, tx: Tx, call: Call, update: MemberJoined, raid: Raid | None) -> tuple[Raid | None, bool]:
        """Look at an arrival; give the raid as it stands then, and whether they are held."""
        community = call.community
        settings = self._settings.of(community.id, RaidSettings)
        before = await self._store.came(tx, community.id, update.actor.account)
        if before is not None and before.update == update.id:
            return raid, before.fate in SILENCED
        if before is not None and raid is not None and before.raid == raid.id:
            if before.fate is not Fate.LEFT:
                return raid, before.fate in SILENCED
            await self._holding.back(tx, replace(before, update=update.id))
            await self._report.show(tx, raid, community)
            return raid, True
        if self._spared(call, update, settings):
            return raid, False
        if not update.greet and (raid is None or not raid.on or update.at < raid.began):
            return raid, False  # one of many who came while nobody looked: that is no raid
        going = raid is not None and raid.ended is None
        newcomer = Newcomer(
            community.id,
            update.actor.account,
            call.person.member,
            update.at,
            update.id,
            call.chat,
            call.chat_locale,
            raid=raid.id if raid is not None and going else None,
        )
        await self._store.note(tx, newcomer)
        await self._store.forget_before(tx, community.id, update.at - MEMORY)
        together = await self._together(tx, newcomer, settings) if _watches(settings) else []
        if raid is None or not going:
            if not together:
                return raid, False
            # Whoever came before was greeted, and this one is not if they are held.
            last = [n for n in together if n.account == newcomer.account]
            first = [n for n in together if n.account != newcomer.account]
            together = [*first, *(replace(n, greeted=settings.tells_only or not update.greet) for n in last)]
            raid = await self._course.begin(tx, call, Cause.ARRIVALS, together, None, raid)
            return raid, raid.on
        if together:
            raid = await self._prolong(tx, raid, call.now + settings.calm_time)
        if raid.on:
            held = replace(newcomer, greeted=not update.greet)
            await self._holding.hold(tx, [held], raid.id, call.now, community.locale)
        await self._report.show(tx, raid, community)
        return raid, raid.on

    def _spared(self, call: Call, update: MemberJoined, settings: RaidSettings) -> bool:
        """Tell whether somebody is no newcomer: they are known here, or are not looked at."""
        if call.access >= Access.TRUSTED or call.access >= EXEMPT[settings.exempt_access]:
            return True
        if exempt(settings, update.actor, update.chat):
            return True
        known = self._regulars.held(call.community.id, update.actor.account)
        if known is None:
            return False
        wrote = known.substance or self._regulars.last_wrote(call.community.id, known.id)
        return bool(wrote) or (known.joined is not None and known.joined < update.at - NEWCOMER)

    async def _together(self, tx: Tx, newcomer: Newcomer, settings: RaidSettings) -> list[Newcomer]:
        """List who came in the same burst, and in no raid so far; nobody where it is no burst."""
        window, at = settings.window, newcomer.at
        rows = await self._store.between(tx, newcomer.community, at - window, at + window, MOST)
        stretch = burst([n.at for n in rows], at, window, settings.arrivals)
        if stretch is None:
            return []
        return [n for n in reversed(rows) if stretch[0] <= n.at <= stretch[1] and n.fate is Fate.CAME]

    async def _begin(self, tx: Tx, call: Call, cause: Cause, by: MemberId | None, old: Raid | None) -> Raid:
        """Begin a raid for another reason than a burst; who came in the last moments belongs to it."""
        window = self._settings.of(call.community.id, RaidSettings).window
        rows = await self._store.between(tx, call.community.id, call.now - window, call.now, MOST)
        came = [n for n in reversed(rows) if n.fate is Fate.CAME]
        return await self._course.begin(tx, call, cause, came, by, old)

    async def _prolong(self, tx: Tx, raid: Raid, until: datetime) -> Raid:
        longer = replace(raid, until=max(raid.until, until))
        await self._store.save(tx, longer)
        return longer


def _watches(settings: RaidSettings) -> bool:
    return settings.on and settings.mode == "auto" and settings.action != "nothing"
