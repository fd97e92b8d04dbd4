"""Watch who comes: a burst of newcomers is a raid, and so are many newcomers whose messages are punished."""

from collections import OrderedDict
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.access import Access
from bot.call import Call
from bot.ids import AccountRef, CommunityId, MemberId
from bot.moderation.raid.course import Course, Regulars
from bot.moderation.raid.holding import Holding
from bot.moderation.raid.model import MOST, NEWCOMER, SILENCED, Cause, Fate, Newcomer, Raid, burst
from bot.moderation.raid.report import RaidReport
from bot.moderation.raid.store import RaidStore
from bot.moderation.rules.raid import RaidSettings
from bot.moderation.ruleset import EXEMPT, exempt
from bot.moderation.settings import Settings
from bot.ports import Transactions, Tx
from bot.updates import MemberJoined, MemberLeft

MEMORY = timedelta(hours=2)  # who came longer ago than this, and in no raid, is forgotten: twice the longest window
CONDEMNED = 1_000  # newcomers of a community whose messages were punished lately, kept in memory


class Visitors(Regulars, Protocol):
    """Know when members last wrote as well."""

    def last_wrote(self, community: CommunityId, member: MemberId) -> datetime | None:
        """Say when a member who was looked up before last wrote."""


class RaidWatch:
    """Look at each arrival, in one transaction; the same update again changes nothing."""

    def __init__(
        self,
        store: RaidStore,
        transactions: Transactions,
        course: Course,
        holding: Holding,
        report: RaidReport,
        regulars: Visitors,
        settings: Settings,
    ) -> None:
        self._store = store
        self._transactions = transactions
        self._course = course
        self._holding = holding
        self._report = report
        self._regulars = regulars
        self._settings = settings
        self._condemned: dict[CommunityId, OrderedDict[AccountRef, datetime]] = {}

    async def on_joined(self, call: Call, update: MemberJoined) -> bool:
        """Look at somebody who came; True when they are held, and nobody greets them."""
        async with self._transactions.begin() as tx:
            raid, held = await self._look(tx, call, update, await self._course.take(tx, call.community.id))
            if raid is not None:
                await self._course.plan(tx, raid)
            return held

    async def told(self, tx: Tx, community: CommunityId, account: AccountRef, update: str) -> bool:
        """Tell whether somebody is held since this very update, which is told again."""
        before = await self._store.came(tx, community, account)
        return before is not None and before.update == update and before.fate is Fate.HELD

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

    async def on_condemned(self, call: Call) -> None:
        """Count newcomers whose messages were punished: many of them are a raid as well."""
        community, account = call.community.id, call.account
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
                raid = await self._course.begin_now(tx, call, Cause.MESSAGES, None, raid)
            else:
                raid = await self._prolong(tx, raid, call.now + settings.calm_time)
            await self._course.plan(tx, raid)

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
        if not going:
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
        """List who came in the same burst, and in no raid so far; nobody where it is no burst. In a raid that goes on
        only the newcomer is of interest."""
        window, at = settings.window, newcomer.at
        around = (tx, newcomer.community, at - window, at + window, MOST)
        # Those of a raid that is over make no other one.
        times = await self._store.times(*around, alone=newcomer.raid is None)
        stretch = burst(times, at, window, settings.arrivals)
        if stretch is None:
            return []
        rows = await self._store.between(*around) if newcomer.raid is None else [newcomer]
        return [
            n
            for n in reversed(rows)
            if stretch[0] <= n.at <= stretch[1] and n.fate is Fate.CAME and n.raid == newcomer.raid
        ]

    async def _prolong(self, tx: Tx, raid: Raid, until: datetime) -> Raid:
        longer = replace(raid, until=max(raid.until, until))
        await self._store.save(tx, longer)
        return longer


def _watches(settings: RaidSettings) -> bool:
    return settings.on and settings.mode == "auto" and settings.action != "nothing"
