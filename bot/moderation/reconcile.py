"""Compare the mutes and bans in force with what a platform shows, and put right what got lost while nobody looked."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from enum import Enum, auto

import structlog

from bot.errors import PlatformError, RateLimited, Unavailable
from bot.ids import AccountRef, Platform, SpaceRef
from bot.moderation.acted import Acts, Carried
from bot.moderation.model import Kind, Sanction, Step
from bot.moderation.sanctions import Sanctions, act_key
from bot.moderation.store import ModerationStore
from bot.ports import Clock, Ports, Standing, Transactions

MOST = 1_000  # mutes and bans looked at, the latest ones
PAUSE = 0.2  # seconds between two questions: far below what either platform takes
REMEMBERED = timedelta(days=30)  # how long the outbox knows what was done

log = structlog.get_logger()


class Remedy(Enum):
    """What follows from a comparison."""

    LEAVE = auto()
    AGAIN = auto()  # it got lost: carry it out again
    OVER = auto()  # somebody took it back on the platform: so be it


def decide(sanction: Sanction, began: datetime, carried: Carried | None, standing: Standing, now: datetime) -> Remedy:
    """Choose what to do about a mute or ban that began then. Whoever lifted it by hand is never overruled, and where
    it is not known what happened, nothing does."""
    there = standing.banned if sanction.kind is Kind.BAN else standing.muted or not standing.present
    if there or (sanction.until is not None and sanction.until <= now):
        return Remedy.LEAVE
    if carried is None:  # never done here: the space or the account was added since; or it is too long ago
        return Remedy.AGAIN if now - began < REMEMBERED else Remedy.LEAVE
    if carried.outcome is None:
        return Remedy.LEAVE
    if carried.finished is not None and standing.came is not None and standing.came > carried.finished:
        return Remedy.AGAIN
    match carried.outcome:
        case "sent":
            lapsed = carried.until is not None and carried.until <= now  # it is about to be renewed
            return Remedy.LEAVE if lapsed else Remedy.OVER
        case "forbidden" | "rejected":
            return Remedy.LEAVE  # as before, and the admins were told
        case "gone":
            return Remedy.AGAIN if standing.present else Remedy.LEAVE
        case _:
            return Remedy.AGAIN


class Reconciler:
    """Look at every mute and ban on one platform, one after the other, and hold up nobody meanwhile."""

    def __init__(
        self,
        store: ModerationStore,
        acts: Acts,
        transactions: Transactions,
        clock: Clock,
        sanctions: Sanctions,
        ports: Mapping[Platform, Ports],
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._store = store
        self._acts = acts
        self._transactions = transactions
        self._clock = clock
        self._sanctions = sanctions
        self._ports = ports
        self._sleep = sleep

    async def run(self, platform: Platform) -> None:
        """Compare, until all is looked at or the platform does not answer; the next time does the rest."""
        async with self._transactions.read() as tx:
            in_force = await self._store.in_force(tx, MOST)
        done = {Remedy.AGAIN: 0, Remedy.OVER: 0}
        for sanction in in_force:
            async with self._transactions.read() as tx:
                places = await self._sanctions.places(tx, sanction)
            for space, account in places:
                if space.platform is not platform:
                    continue
                try:
                    remedy = await self._look(sanction, space, account)
                except (RateLimited, Unavailable) as error:
                    log.info("mutes and bans not all compared", platform=platform.value, why=error.detail)
                    return
                except PlatformError:
                    remedy = Remedy.LEAVE  # it does not tell
                if remedy in done:
                    done[remedy] += 1
                await self._sleep(PAUSE)
                if remedy is Remedy.OVER:
                    break  # it is over everywhere
        if any(done.values()):
            log.info(
                "mutes and bans compared", platform=platform.value, again=done[Remedy.AGAIN], over=done[Remedy.OVER]
            )

    async def _look(self, sanction: Sanction, space: SpaceRef, account: AccountRef) -> Remedy:
        key = act_key(sanction.case, sanction.kind, space, account)
        async with self._transactions.read() as tx:
            carried = await self._acts.latest(tx, space, key)
            case = await self._store.find(tx, sanction.case)
        if case is None or (carried is not None and carried.outcome is None):
            return Remedy.LEAVE
        standing = await self._ports[space.platform].roster.standing(space, account)
        remedy = decide(sanction, case.at, carried, standing, self._clock.now())
        if remedy is Remedy.LEAVE:
            return remedy
        member = (sanction.community, sanction.member)
        async with self._transactions.begin() as tx:
            await self._store.take_turns(tx, *member)
            same = await self._store.find_sanction(tx, *member, sanction.kind) == sanction
            if not same or await self._acts.latest(tx, space, key) != carried:
                return Remedy.LEAVE  # something was done about it while the platform was asked
            if remedy is Remedy.AGAIN:
                mark = f"after {carried.id if carried else 0}:{self._clock.now().isoformat()}"
                return remedy if await self._sanctions.again(tx, sanction, space, account, mark) else Remedy.LEAVE
            await self._sanctions.hold(tx, *member, sanction.kind)
            await self._sanctions.end(tx, sanction, case, Step.RELEASED, None, "")
        return remedy
