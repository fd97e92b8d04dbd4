"""Take up what moderators do in the platform's own menu: it becomes a case, and holds in every linked chat."""

from dataclasses import replace
from datetime import timedelta
from typing import Protocol

from bot.access import Access, may_act_on
from bot.call import Call, Community, Person
from bot.content import Choice, Text, msg
from bot.ids import SpaceRef
from bot.moderation.casebook import Casebook, new_case
from bot.moderation.model import MAX_REASON, NATIVE, Case, Entry, Kind, Sanction, Step
from bot.moderation.sanctions import UNDONE, Sanctions
from bot.moderation.store import ModerationStore
from bot.ports import Transactions, Tx
from bot.texts import plain
from bot.updates import ActedNatively, Actor, NativeAct

ECHO = timedelta(minutes=10)  # what ended so shortly before, or since, is what is told now
LIFTED = {NativeAct.UNMUTE: Kind.MUTE, NativeAct.UNBAN: Kind.BAN}
ENDS = (Step.LIFTED, Step.RELEASED, Step.ENDED)


class Identities(Protocol):
    """Know who somebody is, and how much say they have."""

    async def identify(
        self, community: Community, actor: Actor, space: SpaceRef | None, *, ranked: bool
    ) -> tuple[Person, object]:
        """Give the person behind an account; without a space, with the most access they have anywhere."""


class NativeActs:
    """Hear what was done. Every update is taken up once, however often it is told."""

    def __init__(
        self,
        store: ModerationStore,
        transactions: Transactions,
        casebook: Casebook,
        sanctions: Sanctions,
        identities: Identities,
    ) -> None:
        self._store = store
        self._transactions = transactions
        self._casebook = casebook
        self._sanctions = sanctions
        self._identities = identities

    async def on_native(self, call: Call, update: ActedNatively) -> None:
        """Somebody was muted, removed or banned, or let go. The call is the target's."""
        by = None
        if update.by is not None and update.by.person:
            by, _ = await self._identities.identify(call.community, update.by, None, ranked=True)
        target, _ = await self._identities.identify(call.community, update.actor, None, ranked=True)
        async with self._transactions.begin() as tx:
            await self._store.take_turns(tx, call.community.id, target.member)
            if update.act is NativeAct.DEMOTE:
                await self._again(tx, call, update, target)
            elif update.act in LIFTED:
                await self._lift(tx, call, update, target, by)
            else:
                await self._lay_on(tx, call, update, target, by)

    async def _again(self, tx: Tx, call: Call, update: ActedNatively, target: Person) -> None:
        """Carry out what is in force: while somebody was an admin, the platform held it off."""
        held = await self._in_force(tx, call, target, Kind.BAN) or await self._in_force(tx, call, target, Kind.MUTE)
        if held is not None:
            await self._sanctions.again(tx, held, update.space, update.actor.account, update.id)

    async def _lay_on(self, tx: Tx, call: Call, update: ActedNatively, target: Person, by: Person | None) -> None:
        kind = Kind(update.act.value)
        held = await self._in_force(tx, call, target, kind)
        if held is not None and update.by is None:
            return  # the platform does not tell who it was, and it is in force: it was us
        if held is not None:
            held = await self._sanctions.hold(tx, call.community.id, target.member, kind)
        case = await self._casebook.open(tx, call, replace(_draft(call, update, kind, target, by), until=update.until))
        over = update.until is not None and update.until <= call.now
        # Nobody acts on somebody of equal or higher access: then it holds only there, where the platform allowed it.
        if held is not None or (not over and may_act_on(by.access if by else Access.MODERATOR, target.access)):
            why = plain(case.reason, call.community.locale)
            await self._sanctions.begin(tx, case, held, why, origin=update.space)

    async def _lift(self, tx: Tx, call: Call, update: ActedNatively, target: Person, by: Person | None) -> None:
        kind = LIFTED[update.act]
        community, member = call.community.id, target.member
        if await self._in_force(tx, call, target, kind) is not None:
            held = await self._sanctions.hold(tx, community, member, kind)
            case = await self._store.find(tx, held.case) if held else None
            if held is not None and case is not None:
                step, why = Step.LIFTED if by else Step.RELEASED, update.reason[:MAX_REASON]
                entry = Entry(step, call.now, by.member if by else None, why)
                await self._sanctions.end(tx, held, case, entry.step, entry.by, why)
                await self._casebook.take_back(tx, call, case, entry)
            return
        latest = await self._store.latest(tx, community, member=member, kinds=[kind, UNDONE[kind]], most=1)
        if not latest or not _told(latest[0], kind, update):
            await self._casebook.open(tx, call, _draft(call, update, UNDONE[kind], target, by))

    async def _in_force(self, tx: Tx, call: Call, target: Person, kind: Kind) -> Sanction | None:
        return await self._store.find_sanction(tx, call.community.id, target.member, kind)


def _told(latest: Case, kind: Kind, update: ActedNatively) -> bool:
    """Tell whether the latest case says already what is told now."""
    since = update.at - ECHO
    ended = any(e.step in ENDS and e.at >= since for e in latest.history)
    return ended or (latest.kind is UNDONE[kind] and latest.at >= since)


def _draft(call: Call, update: ActedNatively, kind: Kind, target: Person, by: Person | None) -> Case:
    named = Text(update.by.name) if update.by else msg("moderation-native-somebody")
    draft = new_case(
        call,
        kind,
        target.member,
        Text(update.reason[:MAX_REASON]) if update.reason else "",
        by=by.member if by else None,
        rule=None if by else NATIVE,
        detail=msg("moderation-native-detail", platform=Choice(update.space.platform), who=named),
        silent=True,
    )
    return replace(draft, at=update.at)
