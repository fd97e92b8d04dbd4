"""What can be done about people: warn, mute, kick, ban, and take it back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Protocol

from bot.access import Access
from bot.audience import Addressees, Audience
from bot.call import Call, Person
from bot.content import Choice, Inline, Node, Text
from bot.deliveries import Outbox
from bot.errors import PlatformError, Refused
from bot.ids import CommunityId, MemberId, Platform
from bot.jobs import Runner, Scheduler
from bot.moderation.acted import Acts
from bot.moderation.casebook import Casebook, answered, new_case
from bot.moderation.model import (
    Case,
    Done,
    Entry,
    Kind,
    Sanction,
    Step,
    climb,
    extend,
    next_rung,
)
from bot.moderation.notices import Notices
from bot.moderation.register import Register
from bot.moderation.rules.raid import RAID
from bot.moderation.sanctions import UNDONE, Sanctions
from bot.moderation.settings import ModerationSettings, Settings
from bot.moderation.store import ModerationStore
from bot.moderation.targets import check_reason, check_target
from bot.moderation.views import LADDER, case_kind, ladder_reason, number_of, show_notice, show_remedy
from bot.ports import Clock, Ports, Transactions, Tx
from bot.texts import plain


class Lists(Protocol):
    """What holds the blocklists in memory."""

    async def hold(self, tx: Tx, community: CommunityId) -> None:
        """Read a community's blocklist anew; it is in force once the transaction is committed."""


class Watcher(Protocol):
    """Be told of what moderators do by hand. It does not depend on what comes of that."""

    async def on_act(self, call: Call, case: Case) -> None:
        """Note a case that stands; never raises."""


class Waiting(Protocol):
    """Know what waits for a decision about cases."""

    async def on_taken_back(self, case: Case) -> None:
        """Settle what waits about a case that a moderator took back meanwhile."""


class Staff(Protocol):
    """Know how much say people have."""

    async def access(self, community: CommunityId, person: Person) -> Access:
        """Say what somebody may do at most in a community; may ask the platform."""


class ModerationService:
    """The use cases of moderation. Every method that writes is one transaction."""

    def __init__(
        self,
        store: ModerationStore,
        transactions: Transactions,
        clock: Clock,
        scheduler: Scheduler,
        outbox: Outbox,
        audience: Audience,
        people: Addressees,
        settings: Settings,
        ports: Mapping[Platform, Ports],
        lists: Lists,
        staff: Staff,
        acts: Acts,
    ) -> None:
        self._store = store
        self._lists = lists
        self.watchers: list[Watcher] = []
        self.waiting: list[Waiting] = []
        self._transactions = transactions
        self._clock = clock
        self._settings = settings
        self.register = Register(store, transactions, people, settings)
        self._casebook = Casebook(store, scheduler, outbox, people, settings)
        self._staff = staff
        self._ports = ports
        self._notices = Notices(outbox, people, settings)
        self.sanctions = Sanctions(store, clock, scheduler, outbox, audience, people, ports, acts)

    def runners(self) -> Mapping[str, Runner]:
        """List the kinds of jobs this capability plans, each with who runs it."""
        return {**self._casebook.runners(), **self.sanctions.runners()}

    async def act(
        self, call: Call, person: Person, kind: Kind, reason: str, *, length: timedelta | None = None, silent: bool
    ) -> Done:
        """Warn, mute, kick or ban somebody by hand. Raises Refused for somebody whom the caller may not act on."""
        self._check(call, person, reason)
        if kind is Kind.KICK and not await self._is_here(call, person):
            async with self._transactions.begin():  # told again after a restart, it was this that removed them
                raise Refused("moderation-not-here", who=person.named)
        said = answered(call, person.member)
        draft = new_case(
            call,
            kind,
            person.member,
            Text(reason) if reason else "",
            by=call.person.member or None,
            evidence=said.text if said else None,
            message=said.ref if said else None,
            silent=silent,
        )
        async with self._transactions.begin() as tx:
            done = await self.carry_out(tx, call, person, draft, length)
        for watcher in self.watchers:
            await watcher.on_act(call, done.case)
        return done

    async def take_back(self, call: Call, person: Person, kind: Kind, reason: str) -> Case:
        """Unmute or unban somebody. What was laid on by us is ended in its own case; else a case of its own says so.

        Raises Refused for somebody who is free."""
        self._check(call, person, reason)
        if await self._is_free(call, person, kind):
            async with self._transactions.begin():  # told again after a restart, it was this that freed them
                raise Refused("moderation-nothing-to-lift", who=person.named, kind=Choice(kind))
        by = call.person.member or None
        async with self._transactions.begin() as tx:
            held = await self.sanctions.hold(tx, call.community.id, person.member, kind)
            case = await self._store.find(tx, held.case) if held else None
            if held is None or case is None:
                draft = new_case(call, UNDONE[kind], person.member, Text(reason) if reason else "", by=by)
                opened = await self._casebook.open(tx, call, draft)
                await self.sanctions.lift(tx, opened, reason)
                return opened
            await self.sanctions.end(tx, held, case, Step.LIFTED, by, reason)
            await self._casebook.take_back(tx, call, case, Entry(Step.LIFTED, call.now, by, reason))
        await self._settle(case)
        return case

    async def unwarn(self, call: Call, number: int, reason: str) -> tuple[Case, Person | None]:
        """Take a warning back. Raises Refused for what is no warning, for one that is over, and for one of whoever the
        caller may not act on."""
        check_reason(reason)
        async with self._transactions.read() as tx:
            case = await self._warning(tx, call, number)
            whose = (await self.register.names(tx, call.community.id, [case])).get(case.member)
        if whose is not None:
            check_target(call, replace(whose, access=await self._staff.access(call.community.id, whose)))
        async with self._transactions.begin() as tx:
            case = await self._warning(tx, call, number)
            entry = Entry(Step.LIFTED, call.now, call.person.member or None, reason)
            await self._store.note(tx, case.id, entry)
            await self._casebook.take_back(tx, call, case, entry)
        await self._settle(case)
        return case, whose

    async def recall(self, tx: Tx, call: Call, case: Case, followed: Case | None) -> Done:
        """Give what was done about the caller in an earlier case, and what the ladder added, as it stands now."""
        if case.kind is not Kind.WARN:
            return Done(case, call.person, followed=followed)
        count = len(await self.register.counting(tx, call, call.person.member))
        settings = self._settings.of(call.community.id, ModerationSettings)
        coming = None if followed else next_rung(settings.rungs, count)
        return Done(case, call.person, count, coming, followed, settings.warning_life)

    async def show_again(self, tx: Tx, call: Call, case: int) -> None:
        """Show a case anew where it was posted."""
        await self._casebook.show_again(tx, call, case)

    def notice(self, call: Call, done: Done) -> tuple[Node, ...]:
        """Tell what was done, why and for how long; and how to appeal, unless only whoever did it reads this."""
        blocks = show_notice(done, call.community.zone)
        return tuple(blocks) if done.case.silent else (*blocks, *show_remedy(done.followed or done.case))

    async def merge_members(self, tx: Tx, community: CommunityId, kept: MemberId, gone: MemberId) -> None:
        """Make two members one; of two mutes or bans the longer stays, and holds on every account."""
        await self.sanctions.merge(tx, community, kept, gone)

    async def absorb(self, tx: Tx, into: CommunityId, gone: CommunityId) -> None:
        """Move everything of one community into another; the blocklists become one."""
        await self._store.absorb(tx, into, gone)
        await self._lists.hold(tx, into)
        await self._lists.hold(tx, gone)

    def _check(self, call: Call, person: Person, reason: str) -> None:
        check_target(call, person)
        check_reason(reason)

    async def carry_out(self, tx: Tx, call: Call, person: Person, draft: Case, length: timedelta | None) -> Done:
        """Open a case and do what it says, in the caller's transaction; a mute or ban lasts so long, or for good."""
        # Before the case gets its number: everybody takes the person first and the community's counter second.
        await self._store.take_turns(tx, call.community.id, draft.member)
        if draft.kind is Kind.WARN:
            done, held = await self._warn(tx, call, person, draft)
        elif draft.kind is Kind.DELETE:
            done, held = Done(await self._casebook.open(tx, call, draft), person), []
        else:
            case, held = await self._lay_on(tx, call, person, draft, length)
            done = Done(case, person)
        await self._notices.tell(tx, call, done, held)
        return done

    async def _lay_on(
        self, tx: Tx, call: Call, person: Person, draft: Case, length: timedelta | None
    ) -> tuple[Case, list[str]]:
        old = await self.sanctions.hold(tx, call.community.id, draft.member, draft.kind)
        if draft.kind is not Kind.KICK:
            longest = old if old is not None and not await self._provisional(tx, old) else None
            draft = replace(draft, until=extend(longest, call.now + length if length is not None else None))
        case = await self._casebook.open(tx, call, draft)
        why = plain(case.reason, call.community.locale)
        keys = await self.sanctions.begin(tx, case, old, why, delay=self._notices.delay(call, person, case))
        return case, keys

    async def _provisional(self, tx: Tx, sanction: Sanction) -> bool:
        """Tell whether somebody is only held until somebody decides: a decision need not last as long."""
        case = await self._store.find(tx, sanction.case)
        return case is not None and case.rule == RAID and case.by is None

    async def _warn(self, tx: Tx, call: Call, person: Person, draft: Case) -> tuple[Done, list[str]]:
        case = await self._casebook.open(tx, call, draft)
        settings = self._settings.of(call.community.id, ModerationSettings)
        rungs, life = settings.rungs, settings.warning_life
        count = len(await self.register.counting(tx, call, person.member))
        rung = climb(rungs, count)
        if rung is None:
            return Done(case, person, count, next_rung(rungs, count), life=life), []
        reason: Inline = ladder_reason(count)
        follow = new_case(call, case_kind(rung.measure.action), person.member, reason, by=None, rule=LADDER)
        followed, keys = await self._lay_on(tx, call, person, replace(follow, silent=draft.silent), rung.measure.length)
        return Done(case, person, count, None, followed, life), keys

    async def overturn(self, tx: Tx, case: Case, by: MemberId) -> None:
        """Undo what a case did, as far as it is still in force, and note it in the case."""
        if case.kind in UNDONE:
            held = await self.sanctions.hold(tx, case.community, case.member, case.kind)
            if held is not None and held.case == case.id:
                await self.sanctions.end(tx, held, case, Step.OVERTURNED, by, "")
                return
        await self._store.note(tx, case.id, Entry(Step.OVERTURNED, self._clock.now(), by))

    async def forget(self, tx: Tx, community: CommunityId, member: MemberId) -> None:
        """Take everything from somebody's cases that tells who they were; what was done, and why, stays."""
        await self._store.forget_member(tx, community, member)

    async def _is_here(self, call: Call, person: Person) -> bool:
        """Ask the platforms whether somebody is anywhere in the community; they are where it is not told."""
        async with self._transactions.read() as tx:
            places = await self.sanctions.reach(tx, call.community.id, {person.member})
        for space, account in places:
            try:
                if space.platform not in self._ports:
                    return True
                if (await self._ports[space.platform].roster.standing(space, account)).present:
                    return True
            except PlatformError:
                return True
        return not places

    async def _is_free(self, call: Call, person: Person, kind: Kind) -> bool:
        """Tell whether somebody is neither muted (or banned) by us nor, as every platform says, by anybody else."""
        async with self._transactions.read() as tx:
            if await self._store.find_sanction(tx, call.community.id, person.member, kind) is not None:
                return False
            places = await self.sanctions.reach(tx, call.community.id, {person.member})
        for space, account in places:
            try:
                there = await self._ports[space.platform].roster.standing(space, account)
            except (KeyError, PlatformError):
                return False
            if there.muted if kind is Kind.MUTE else there.banned:
                return False
        return bool(places)

    async def _settle(self, case: Case) -> None:
        for waiting in self.waiting:
            await waiting.on_taken_back(case)

    async def _warning(self, tx: Tx, call: Call, number: int) -> Case:
        case = await self.register.numbered(tx, call.community.id, number)
        if case.kind is not Kind.WARN:
            raise Refused("moderation-no-warning", number=number_of(case))
        if case.over:
            raise Refused("moderation-warning-over", number=number_of(case))
        return case
