"""What moderators say to a raid: begin it, end it, let everybody in or ban them."""

from dataclasses import dataclass, replace

from bot.call import Call, Person
from bot.errors import Refused
from bot.ids import CommunityId, MemberId
from bot.moderation.raid.course import Communities, Course
from bot.moderation.raid.holding import Holding
from bot.moderation.raid.model import OPEN, Cause, Decision, Fate, Raid, Tally
from bot.moderation.raid.report import RaidReport
from bot.moderation.raid.store import RaidStore
from bot.moderation.rules import SECTION
from bot.moderation.rules.raid import RAID, RaidSettings
from bot.moderation.settings import Book
from bot.ports import Transactions, Tx


@dataclass(frozen=True, slots=True)
class State:
    """How it stands: the settings, and the raid with what became of people, if there is one."""

    settings: RaidSettings
    raid: Raid | None = None
    tally: Tally | None = None


class RaidService:
    """The use cases of raids. Every method that writes is one transaction."""

    def __init__(
        self,
        store: RaidStore,
        transactions: Transactions,
        course: Course,
        holding: Holding,
        report: RaidReport,
        communities: Communities,
        settings: Book,
    ) -> None:
        self._store = store
        self._transactions = transactions
        self._course = course
        self._holding = holding
        self._report = report
        self._communities = communities
        self._settings = settings

    async def load(self) -> None:
        """Read who is held: at the start, and when another process has changed it."""
        async with self._transactions.read() as tx:
            await self._holding.load(tx)

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
                raid = await self._course.begin_now(tx, call, Cause.HAND, call.person.member or None, raid)
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
            await self._report.show(tx, raid, self._communities.community(community))

    async def merge_members(self, tx: Tx, community: CommunityId, kept: MemberId, gone: MemberId) -> None:
        """Make two members one."""
        await self._store.merge_members(tx, community, kept, gone)

    async def absorb(self, tx: Tx, into: CommunityId, gone: CommunityId) -> None:
        """Move everything of one community into another."""
        await self._store.absorb(tx, into, gone)
        await self._holding.moved(tx)
