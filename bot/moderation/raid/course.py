"""The course of a raid: it begins, goes on, is over when it stays calm, and is finished when nobody is held."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.acts import PauseJoins
from bot.audience import Audience, People
from bot.call import Call, Community, Person
from bot.deliveries import Outbox
from bot.ids import AccountRef, ChatRef, CommunityId, MemberId, Platform
from bot.jobs import Job, Runner, Scheduler
from bot.moderation.acquaintances import Known
from bot.moderation.model import Case
from bot.moderation.raid.holding import Holding
from bot.moderation.raid.model import MOST, WAITING, Cause, Fate, Newcomer, Raid
from bot.moderation.raid.report import RaidReport
from bot.moderation.raid.store import RaidStore
from bot.moderation.rules.raid import RaidSettings
from bot.moderation.settings import Settings
from bot.ports import Clock, Ports, Tx

COURSE = "moderation-raid"  # the job that ends a raid, and does what was decided about those who are held
AT_ONCE = 25  # people let in or banned in one transaction: others wait for it
MARGIN = timedelta(minutes=5)  # invites stay paused so much longer than planned, until they are paused anew


class Communities(Protocol):
    """Know communities, from memory."""

    def community(self, community: CommunityId) -> Community:
        """Look a community up."""


class Regulars(Communities, Protocol):
    """Know members and communities, from memory."""

    def held(self, community: CommunityId, account: AccountRef) -> Known | None:
        """Give the member behind an account as far as it is in memory."""


class Greeter(Protocol):
    """Greet newcomers."""

    async def greet_together(
        self, tx: Tx, community: Community, chat: ChatRef, locale: str, people: Sequence[Person], key: str
    ) -> None:
        """Greet people in one message; the same key again greets nobody."""

    async def take_back(
        self,
        tx: Tx,
        community: Community,
        chat: ChatRef,
        locale: str,
        came: Mapping[MemberId, tuple[str, datetime]],
        now: datetime,
    ) -> Collection[MemberId]:
        """Take people out of the welcomes of the last moments, and give those who stood there. `came` is the update
        with which each came, and when."""


class Course:
    """Everything happens in the caller's transaction. Whoever changes a raid takes it first and plans it last."""

    def __init__(
        self,
        store: RaidStore,
        holding: Holding,
        report: RaidReport,
        clock: Clock,
        scheduler: Scheduler,
        outbox: Outbox,
        audience: Audience,
        people: People,
        regulars: Regulars,
        settings: Settings,
        greeter: Greeter,
        ports: Mapping[Platform, Ports],
    ) -> None:
        self._store = store
        self._holding = holding
        self._report = report
        self._clock = clock
        self._scheduler = scheduler
        self._outbox = outbox
        self._audience = audience
        self._people = people
        self._regulars = regulars
        self._settings = settings
        self._greeter = greeter
        self._ports = ports

    def runners(self) -> Mapping[str, Runner]:
        """List the kinds of jobs planned here, each with who runs it."""
        return {COURSE: self._run}

    async def take(self, tx: Tx, community: CommunityId) -> Raid | None:
        """Read the community's raid, and keep everybody else from changing it. `plan` it before the transaction ends.

        Its job is dropped: whoever runs it has it first, and takes no turns, so that neither waits for the other.
        """
        await self._store.take_turns(tx, community)
        raid = await self._store.current(tx, community)
        if raid is None:
            return None
        await self._scheduler.cancel(tx, _job_key(raid))
        return await self._store.current(tx, community)

    async def begin(
        self, tx: Tx, call: Call, cause: Cause, came: Sequence[Newcomer], by: MemberId | None, old: Raid | None
    ) -> Raid:
        """Declare a raid, hold those who came in it so far and have said nothing of substance since, and tell the
        moderators. One of which people are still held goes on."""
        came = [n for n in came if not self._has_spoken(n)]
        settings = self._settings.of(call.community.id, RaidSettings)
        dry = settings.tells_only and by is None
        until = call.now + settings.calm_time
        if old is not None and old.dry == dry:
            raid = replace(old, until=until, ended=None)
            await self._store.save(tx, raid)
        else:
            raid = await self._store.begin(tx, Raid(0, call.community.id, cause, call.now, until, dry, by))
        if dry:
            for newcomer in came:
                await self._store.note(tx, replace(newcomer, raid=raid.id))
        else:
            came = await self._ungreeted(tx, call, came)
            await self._holding.hold(tx, came, raid.id, call.now, call.community.locale)
            await self._pause(tx, raid, until + MARGIN)
        if raid is not old and (old is None or raid.id != old.id):
            await self._report.send(tx, call, raid)
        else:
            await self._report.show(tx, raid, call.community)
        return raid

    async def _ungreeted(self, tx: Tx, call: Call, came: Sequence[Newcomer]) -> list[Newcomer]:
        """Take back what greeted people before anybody could know: in a raid no newcomer is named in the chat."""
        chats: dict[tuple[ChatRef, str], dict[MemberId, tuple[str, datetime]]] = {}
        for n in came:
            chats.setdefault((n.chat, n.locale), {})[n.member] = n.update, n.at
        gone: set[MemberId] = set()
        for (chat, locale), theirs in chats.items():
            gone.update(await self._greeter.take_back(tx, call.community, chat, locale, theirs, call.now))
        return [replace(n, greeted=n.greeted and n.member not in gone) for n in came]

    def _has_spoken(self, newcomer: Newcomer) -> bool:
        known = self._regulars.held(newcomer.community, newcomer.account)
        return known is not None and known.substance > 0

    async def begin_now(self, tx: Tx, call: Call, cause: Cause, by: MemberId | None, old: Raid | None) -> Raid:
        """Declare a raid for another reason than a burst; who came in the last moments belongs to it."""
        window = self._settings.of(call.community.id, RaidSettings).window
        rows = await self._store.between(tx, call.community.id, call.now - window, call.now, MOST)
        return await self.begin(tx, call, cause, [n for n in reversed(rows) if n.fate is Fate.CAME], by, old)

    async def end(self, tx: Tx, raid: Raid) -> Raid:
        """Hold nobody who comes from now on. It is over when it should have been, whoever was there to see it."""
        over = replace(raid, ended=min(self._clock.now(), raid.until))
        await self._store.save(tx, over)
        if not raid.dry:
            await self._pause(tx, raid, None)
        return over

    async def plan(self, tx: Tx, raid: Raid) -> None:
        """Come back when there is something to do."""
        if raid.ended is None and raid.decision is None:  # nothing else can be due, however many come
            await self._schedule(tx, raid, raid.until)
            return
        counts = await self._store.count(tx, raid.id)
        now = self._clock.now()
        if counts.get(Fate.FREEING) or counts.get(Fate.BANNING):
            due = now
        elif raid.ended is None:
            due = raid.until
        elif any(counts.get(fate) for fate in WAITING):
            due = self._released(raid)
        else:
            due = now  # nobody is left to wait for
        await self._schedule(tx, raid, due)

    async def changed(self, tx: Tx, case: Case, over: bool) -> None:
        """Follow what was done about somebody who is held."""
        found = await self._holding.changed(tx, case, over=over)
        raid = await self._store.find(tx, found) if found is not None else None
        if raid is not None:
            await self._report.show(tx, raid, self._regulars.community(raid.community))

    async def _run(self, tx: Tx, job: Job) -> None:
        raid = await self._store.find(tx, job.payload["raid"])
        if raid is None or raid.finished is not None:
            return
        now = self._clock.now()
        if raid.ended is None and raid.until <= now:
            raid = await self.end(tx, raid)
        elif raid.on:
            await self._pause(tx, raid, raid.until + MARGIN)
        community = self._regulars.community(raid.community)
        released = raid.ended is not None and self._released(raid) <= now
        let_in = (Fate.FREEING, *WAITING) if released else (Fate.FREEING,)
        freed = await self._store.of_raid(tx, raid.id, let_in, AT_ONCE)
        by = raid.decided_by
        if freed:
            await self._holding.free(tx, freed, by if any(n.fate is Fate.FREEING for n in freed) else None)
            await self._greet(tx, raid, community, [n for n in freed if n.fate is not Fate.LEFT])
        elif banned := await self._store.of_raid(tx, raid.id, (Fate.BANNING,), AT_ONCE):
            await self._holding.ban(tx, banned, now, by, community.locale)
        counts = await self._store.count(tx, raid.id)
        waiting = any(counts.get(f) for f in (*WAITING, Fate.FREEING, Fate.BANNING))
        if raid.ended is not None and not waiting:
            raid = replace(raid, finished=now, counts=counts)
            await self._store.save(tx, raid)
            await self._store.forget(tx, raid.id)
        elif released:
            await self._schedule(tx, raid, now)
        else:
            await self.plan(tx, raid)
        await self._report.show(tx, raid, community)

    async def _schedule(self, tx: Tx, raid: Raid, due: datetime) -> None:
        await self._scheduler.schedule(tx, COURSE, _job_key(raid), raid.community, due, {"raid": raid.id})

    async def _greet(self, tx: Tx, raid: Raid, community: Community, came: Sequence[Newcomer]) -> None:
        people = await self._people.load(tx, raid.community, {n.member for n in came})
        chats: dict[tuple[ChatRef, str], list[Person]] = {}
        for newcomer in came:
            if newcomer.member in people and not newcomer.greeted:
                chats.setdefault((newcomer.chat, newcomer.locale), []).append(people[newcomer.member])
        for (chat, locale), theirs in chats.items():
            key = f"welcome:raid:{raid.id}:{chat.platform}:{chat.id}"
            await self._greeter.greet_together(tx, community, chat, locale, theirs, key)

    def _released(self, raid: Raid) -> datetime:
        assert raid.ended is not None
        return raid.ended + self._settings.of(raid.community, RaidSettings).hold_time

    async def _pause(self, tx: Tx, raid: Raid, until: datetime | None) -> None:
        """Pause invites where the platform can do that; None ends it."""
        if not self._settings.of(raid.community, RaidSettings).pause_invites:
            return
        for place in await self._audience.chats(tx, raid.community):
            there = self._ports.get(place.space.platform)
            if there is not None and there.incidents is None:
                continue  # one that another process runs is asked there
            moment = until.isoformat() if until else self._clock.now().isoformat()
            key = f"raid:{raid.id}:pause:{place.space.platform}:{place.space.id}:{moment}"
            await self._outbox.perform(tx, PauseJoins(place.space, until), key)


def _job_key(raid: Raid) -> str:
    return f"{COURSE}:{raid.id}"
