"""Carry mutes, kicks and bans out in every linked space, and keep them up for as long as they are meant."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import datetime, timedelta
from typing import TypeAlias

from bot.acts import Ban, Kick, Release, Restrict, Unban
from bot.audience import Audience, People
from bot.deliveries import NO_TIME, Outbox
from bot.ids import AccountRef, CommunityId, MemberId, Platform, SpaceRef
from bot.jobs import Job, Runner, Scheduler
from bot.moderation.acted import Acts
from bot.moderation.model import Case, Entry, Kind, Sanction, Step
from bot.moderation.store import ModerationStore
from bot.ports import Clock, Features, Ports, Tx

KEEP = "moderation-keep"  # the job that renews mutes and bans past a platform's limit, and ends them

# What any platform takes: one that another process runs does not tell its own limits here.
ELSEWHERE = Features(max_restriction=timedelta(days=27), max_ban=timedelta(days=365))

ALREADY = "already"  # how a ban ends that somebody else had laid on before
UNDONE = {Kind.MUTE: Kind.UNMUTE, Kind.BAN: Kind.UNBAN}

Watcher: TypeAlias = Callable[[Tx, Case, bool], Awaitable[None]]
"""Told, in its transaction, of a case's mute, kick or ban that began (False) or is over (True)."""

PersonalAct: TypeAlias = Restrict | Release | Kick | Ban | Unban


class Sanctions:
    """Begin, keep up and end what is done about people. Everything happens in the caller's transaction."""

    def __init__(
        self,
        store: ModerationStore,
        clock: Clock,
        scheduler: Scheduler,
        outbox: Outbox,
        audience: Audience,
        people: People,
        ports: Mapping[Platform, Ports],
        acts: Acts,
    ) -> None:
        self._store = store
        self._clock = clock
        self._scheduler = scheduler
        self._outbox = outbox
        self._audience = audience
        self._people = people
        self._ports = ports
        self._acts = acts
        self._watchers: list[Watcher] = []

    def watch(self, watcher: Watcher) -> None:
        """Tell somebody from now on what begins and ends."""
        self._watchers.append(watcher)

    def runners(self) -> Mapping[str, Runner]:
        """List the kinds of jobs planned here, each with who runs it."""
        return {KEEP: self._keep}

    async def hold(self, tx: Tx, community: CommunityId, member: MemberId, kind: Kind) -> Sanction | None:
        """Read the mute or ban in force, and keep it from ending meanwhile. Call before anything is written about it.

        Its job is dropped first: whoever ends it takes the job first too, so that neither waits for the other.
        """
        await self._store.take_turns(tx, community, member)
        found = await self._store.find_sanction(tx, community, member, kind)
        if found is None:
            return None
        await self._scheduler.cancel(tx, _job_key(found))
        return await self._store.find_sanction(tx, community, member, kind)

    async def begin(
        self,
        tx: Tx,
        case: Case,
        old: Sanction | None,
        why: str,
        *,
        delay: timedelta = NO_TIME,
        origin: SpaceRef | None = None,
    ) -> list[str]:
        """Carry out a case that mutes, kicks or bans; it takes the place of the mute or ban that was held.

        Gives the keys of the acts, which are held for the delay. `origin` is the space where it was done already.
        """
        keys = []
        for space, account in await self._reached(tx, case, case.kind):
            if case.kind is Kind.KICK and space == origin:
                continue
            sparing = space != origin and (old is None or await self._is_theirs(tx, old.case, space, account))
            keys.append(await self._perform(tx, case, case.kind, space, account, why, sparing=sparing, delay=delay))
        if case.kind is Kind.KICK:
            return keys
        if old is not None:
            await self._store.note(tx, old.case, Entry(Step.CONTINUED, case.at, case.by, str(case.number)))
        sanction = Sanction(case.community, case.member, case.kind, case.until, case.id)
        await self._store.save_sanction(tx, sanction)
        await self._plan(tx, sanction)
        for watcher in self._watchers:
            await watcher(tx, case, False)
        return keys

    async def lift(self, tx: Tx, case: Case, why: str) -> None:
        """Carry out a case that undoes a mute or ban which was not ours."""
        await self._everywhere(tx, case, case.kind, why)

    async def again(self, tx: Tx, sanction: Sanction, space: SpaceRef, account: AccountRef, mark: str) -> bool:
        """Carry a mute or ban out once more for one account in one space, once per `mark`; False where a ban stands in
        the way of a mute, or its time is over."""
        case = await self._store.find(tx, sanction.case)
        if case is None or (sanction.until is not None and sanction.until <= self._clock.now()):
            return False
        of = (sanction.community, sanction.member)
        if sanction.kind is Kind.MUTE and await self._store.find_sanction(tx, *of, Kind.BAN) is not None:
            return False
        key = act_key(case.id, sanction.kind, space, account)
        act = self._act(case, sanction.kind, space, account, "", await self._aside(tx, case))
        await self._outbox.perform(tx, act, key + mark)
        return True

    async def places(self, tx: Tx, sanction: Sanction) -> list[tuple[SpaceRef, AccountRef]]:
        """List where a mute or ban holds, and on which account."""
        return await self.reach(tx, sanction.community, {sanction.member})

    async def end(self, tx: Tx, sanction: Sanction, case: Case, step: Step, by: MemberId | None, why: str) -> None:
        """End a mute or ban that was held, and note in its case who did, and why."""
        await self._store.note(tx, case.id, Entry(step, self._clock.now(), by, why))
        await self._store.remove_sanction(tx, sanction)
        undo = UNDONE[sanction.kind]
        for space, account in await self._reached(tx, case, undo):
            if undo is not Kind.UNBAN or await self._is_to_lift(tx, case.id, space, account):
                await self._perform(tx, case, undo, space, account, why)
        for watcher in self._watchers:
            await watcher(tx, case, True)

    async def _is_to_lift(self, tx: Tx, case: int, space: SpaceRef, account: AccountRef) -> bool:
        """Tell whether a case's own ban is there, or about to be; one that was not carried out yet never will be."""
        key = act_key(case, Kind.BAN, space, account)
        stopped = await self._acts.stop(tx, space, key, self._clock.now())
        return not stopped and not await self._is_theirs(tx, case, space, account)

    async def _is_theirs(self, tx: Tx, case: int, space: SpaceRef, account: AccountRef) -> bool:
        """Tell whether somebody else's ban was there already when a case's own was to be carried out: it is not ours
        to lift."""
        carried = await self._acts.latest(tx, space, act_key(case, Kind.BAN, space, account))
        return carried is not None and carried.outcome == ALREADY

    async def merge(self, tx: Tx, community: CommunityId, kept: MemberId, gone: MemberId) -> None:
        """Make two members one: what is in force for either holds for every account of both."""
        for member in sorted((kept, gone)):
            for kind in UNDONE:
                await self.hold(tx, community, member, kind)
        await self._store.merge_members(tx, community, kept, gone)
        for kind in UNDONE:
            sanction = await self._store.find_sanction(tx, community, kept, kind)
            case = await self._store.find(tx, sanction.case) if sanction else None
            if sanction is not None and case is not None:
                await self._everywhere(tx, case, case.kind, "", also=gone)
                await self._plan(tx, sanction)

    async def _keep(self, tx: Tx, job: Job) -> None:
        case = await self._store.find(tx, job.payload["case"])
        sanction = await self._store.find_sanction(tx, case.community, case.member, case.kind) if case else None
        if case is None or sanction is None or sanction.case != case.id:
            return
        if sanction.until is not None and sanction.until <= self._clock.now():
            await self.end(tx, sanction, case, Step.ENDED, None, "")
            return
        await self._everywhere(tx, case, case.kind, "")
        await self._plan(tx, sanction)

    async def _plan(self, tx: Tx, sanction: Sanction) -> None:
        """Come back when it ends, or when a platform would let it lapse before that."""
        moments = [sanction.until] if sanction.until is not None else []
        if sanction.kind is Kind.MUTE or sanction.until is not None:
            spaces = await self._audience.chats(tx, sanction.community)
            limits = [self._longest(place.space, sanction.kind) for place in spaces]
            moments += [self._clock.now() + limit for limit in limits if limit is not None]
        if moments:
            key = _job_key(sanction)
            await self._scheduler.schedule(tx, KEEP, key, sanction.community, min(moments), {"case": sanction.case})

    async def _everywhere(self, tx: Tx, case: Case, verb: Kind, why: str, also: MemberId | None = None) -> None:
        for space, account in await self._reached(tx, case, verb, also):
            sparing = verb is Kind.BAN and await self._is_theirs(tx, case.id, space, account)
            await self._perform(tx, case, verb, space, account, why, sparing=sparing)

    async def _reached(
        self, tx: Tx, case: Case, verb: Kind, also: MemberId | None = None
    ) -> list[tuple[SpaceRef, AccountRef]]:
        muting = verb in (Kind.MUTE, Kind.UNMUTE)
        if muting and await self._store.find_sanction(tx, case.community, case.member, Kind.BAN) is not None:
            return []  # on Telegram a ban and a mute are one state: this would let them in again
        return await self.reach(tx, case.community, {case.member, also or case.member})

    async def _perform(
        self,
        tx: Tx,
        case: Case,
        verb: Kind,
        space: SpaceRef,
        account: AccountRef,
        why: str,
        *,
        sparing: bool = False,
        delay: timedelta = NO_TIME,
    ) -> str:
        now = self._clock.now().isoformat()  # part of the key: a mute is carried out again each time it is renewed
        act = self._act(case, verb, space, account, why, await self._aside(tx, case), sparing=sparing)
        key = act_key(case.id, verb, space, account)
        await self._outbox.perform(tx, act, key + now, hold=delay)
        return key + now

    async def _aside(self, tx: Tx, case: Case) -> AccountRef | None:
        """Choose who hears, privately, what of a silent case is forbidden: whoever acted."""
        if not case.silent or case.by is None:
            return None
        people = await self._people.load(tx, case.community, {case.by})
        return next((account for person in people.values() for account in person.accounts), None)

    def _act(
        self,
        case: Case,
        verb: Kind,
        space: SpaceRef,
        account: AccountRef,
        why: str,
        aside: AccountRef | None,
        *,
        sparing: bool = False,
    ) -> PersonalAct:
        batch = f"{case.rule}:{case.at:%Y-%m-%d}" if case.silent and case.rule else ""
        match verb:
            case Kind.MUTE:
                return Restrict(space, account, self._clipped(space, case), why, batch, aside)
            case Kind.BAN:
                return Ban(space, account, self._clipped(space, case), why, batch, sparing, aside)
            case Kind.KICK:
                return Kick(space, account, why, aside)
            case Kind.UNMUTE:
                return Release(space, account, why, batch, aside)
            case _:
                return Unban(space, account, why, aside)

    def _clipped(self, space: SpaceRef, case: Case) -> datetime | None:
        longest = self._longest(space, case.kind)
        if longest is None or case.until is None:
            return case.until
        return min(case.until, self._clock.now() + longest)

    def _longest(self, space: SpaceRef, kind: Kind) -> timedelta | None:
        there = self._ports.get(space.platform)
        features = there.features if there else ELSEWHERE
        return features.max_ban if kind is Kind.BAN else features.max_restriction

    async def reach(
        self, tx: Tx, community: CommunityId, members: Collection[MemberId]
    ) -> list[tuple[SpaceRef, AccountRef]]:
        """List every space of a community with each account of theirs that could be in it."""
        people = await self._people.load(tx, community, members)
        return [
            (place.space, account)
            for place in await self._audience.chats(tx, community)
            for person in people.values()
            for account in person.accounts
            if account.platform == place.space.platform
        ]


def _job_key(sanction: Sanction) -> str:
    return f"{KEEP}:{sanction.case}"


def act_key(case: int, verb: Kind, space: SpaceRef, account: AccountRef) -> str:
    """Begin the key of what is done about one account in one space for a case; a mark of the moment follows."""
    return f"case:{case}:{verb}:{space.platform}:{space.id}:{account.id}:"
