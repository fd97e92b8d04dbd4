"""Hold people who came in a raid, let them in, or ban them: a case for each, and nothing said in the chat."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from bot.content import Inline, msg
from bot.ids import AccountRef, CommunityId, MemberId
from bot.moderation.model import Case, Entry, Kind, Sanction, Step
from bot.moderation.raid.model import OPEN, Fate, Newcomer
from bot.moderation.raid.store import RaidStore
from bot.moderation.rules.raid import RAID
from bot.moderation.sanctions import Sanctions
from bot.ports import Tx
from bot.texts import plain
from bot.topics import Topic


class Cases(Protocol):
    """Write cases, and wait for who else acts on a member."""

    async def open(self, tx: Tx, case: Case) -> Case:
        """Write a new case, and give it with its id and short number."""

    async def note(self, tx: Tx, case: int, entry: Entry) -> None:
        """Add to a case's history."""

    async def find(self, tx: Tx, case: int) -> Case | None:
        """Read a case by its id."""

    async def take_turns(self, tx: Tx, community: CommunityId, member: MemberId) -> None:
        """Wait for whoever else mutes or bans the member, until the transaction ends."""

    async def find_sanction(self, tx: Tx, community: CommunityId, member: MemberId, kind: Kind) -> Sanction | None:
        """Read a mute or ban in force."""

    async def remove_sanction(self, tx: Tx, sanction: Sanction) -> None:
        """Forget a mute or ban: it is over."""


class Holding:
    """What is done about people, in the caller's transaction; who is held is also known in memory."""

    def __init__(self, store: RaidStore, cases: Cases, sanctions: Sanctions) -> None:
        self._store = store
        self._cases = cases
        self._sanctions = sanctions
        self._held: set[tuple[CommunityId, AccountRef]] = set()

    def silenced(self, community: CommunityId, account: AccountRef) -> bool:
        """Tell, from memory, whether what somebody writes is removed."""
        return bool(self._held) and (community, account) in self._held

    async def load(self, tx: Tx) -> None:
        """Read who is held."""
        self._know(await self._store.all_held(tx))

    async def hold(self, tx: Tx, newcomers: Sequence[Newcomer], raid: int, at: datetime, locale: str) -> None:
        """Keep newcomers from writing until somebody has looked, each with a case that is posted nowhere."""
        reason = msg("raid-reason")
        muted = {s.member: s.case for s in await self._take(tx, newcomers)}
        for newcomer in newcomers:
            number = muted.get(newcomer.member)
            case = await self._cases.find(tx, number) if number is not None else None
            if case is None:
                case = await self._cases.open(tx, _case(newcomer, Kind.MUTE, reason, at, None))
                await self._sanctions.begin(tx, case, None, plain(reason, locale))
                muted[newcomer.member] = case.id
            # A mute of another origin is not ended with the raid.
            mine = case.id if case.rule == RAID else None
            await self._become(tx, replace(newcomer, raid=raid, case=mine), Fate.HELD)

    async def free(self, tx: Tx, newcomers: Sequence[Newcomer], by: MemberId | None) -> None:
        """Let people in. A mute that somebody laid on them meanwhile stays."""
        await self._take(tx, newcomers)
        for newcomer in await self._still(tx, newcomers):
            await self._become(tx, newcomer, Fate.FREED)
            held = await self._ours(tx, newcomer)
            if held is not None:
                await self._sanctions.end(tx, *held, Step.LIFTED if by else Step.ENDED, by, "")

    async def ban(self, tx: Tx, newcomers: Sequence[Newcomer], at: datetime, by: MemberId | None, locale: str) -> None:
        """Ban people; the ban's case goes on from the one that says why they were held."""
        banned = {s.member for s in await self._take(tx, newcomers, Kind.BAN)}
        for newcomer in await self._still(tx, newcomers):
            await self._become(tx, newcomer, Fate.BANNED)
            if newcomer.member not in banned:
                banned.add(newcomer.member)
                reason = msg("raid-ban-reason")
                opened = await self._cases.open(tx, _case(newcomer, Kind.BAN, reason, at, by))
                await self._sanctions.begin(tx, opened, None, plain(reason, locale))
                await self._continue(tx, newcomer, opened)

    async def changed(self, tx: Tx, case: Case, *, over: bool) -> int | None:
        """Follow what somebody else did about a member: a mute of ours was taken back, or a ban laid on. Give the raid
        that they came in, where it concerns one."""
        ours, raid = case.rule == RAID, None
        if over is not ours or not (over or case.kind is Kind.BAN):
            return None  # it is our own doing, or nothing of ours is touched
        for newcomer in await self._store.of_member(tx, case.community, case.member):
            if newcomer.fate not in OPEN:
                continue
            if over and newcomer.case == case.id:
                await self._become(tx, newcomer, Fate.FREED)
                raid = newcomer.raid
            elif not over:
                await self._become(tx, newcomer, Fate.BANNED)
                await self._continue(tx, newcomer, case)
                raid = newcomer.raid
        return raid

    async def moved(self, tx: Tx) -> None:
        """Follow a community that became part of another."""
        held = await self._store.all_held(tx)
        tx.after_commit(lambda: self._know(held))
        tx.announce(Topic.RAIDS)

    def _know(self, held: Sequence[tuple[CommunityId, AccountRef]]) -> None:
        self._held = set(held)

    async def left(self, tx: Tx, newcomer: Newcomer) -> None:
        """Note that somebody who is held is gone."""
        await self._become(tx, newcomer, Fate.LEFT)

    async def back(self, tx: Tx, newcomer: Newcomer) -> None:
        """Note that somebody who is held came again; the mute itself is carried out by who looks at everybody."""
        await self._become(tx, newcomer, Fate.HELD)

    async def _take(self, tx: Tx, newcomers: Sequence[Newcomer], kind: Kind = Kind.MUTE) -> list[Sanction]:
        """Take everybody's turn, and read who is muted (or banned). All of it before the first case gets its number:
        everybody takes people first, in their order, and the community's counter second."""
        found = []
        for community, member in sorted({(n.community, n.member) for n in newcomers}):
            await self._cases.take_turns(tx, community, member)
            if (sanction := await self._cases.find_sanction(tx, community, member, kind)) is not None:
                found.append(sanction)
        return found

    async def _still(self, tx: Tx, newcomers: Sequence[Newcomer]) -> list[Newcomer]:
        """Read anew whom something is still to be done about: somebody else may have been first."""
        now = [await self._store.came(tx, n.community, n.account) for n in newcomers]
        return [n for n in now if n is not None and n.fate in OPEN]

    async def _ours(self, tx: Tx, newcomer: Newcomer) -> tuple[Sanction, Case] | None:
        """Read the mute that holds somebody, if it is the one that was laid on for the raid."""
        of = (newcomer.community, newcomer.member, Kind.MUTE)
        sanction = await self._cases.find_sanction(tx, *of)
        if sanction is None or sanction.case != newcomer.case:
            return None
        kept = await self._sanctions.hold(tx, *of)
        case = await self._cases.find(tx, sanction.case)
        return (kept, case) if kept is not None and case is not None else None

    async def _continue(self, tx: Tx, newcomer: Newcomer, ban: Case) -> None:
        """End the mute in the ban's favour: nothing is told to the platform, on some of which both are one state."""
        held = await self._ours(tx, newcomer)
        if held is not None:
            sanction, _ = held
            await self._cases.note(tx, sanction.case, Entry(Step.CONTINUED, ban.at, ban.by, str(ban.number)))
            await self._cases.remove_sanction(tx, sanction)

    async def _become(self, tx: Tx, newcomer: Newcomer, fate: Fate) -> None:
        await self._store.note(tx, replace(newcomer, fate=fate))
        key = (newcomer.community, newcomer.account)
        tx.after_commit(lambda: self._held.add(key) if fate is Fate.HELD else self._held.discard(key))
        tx.announce(Topic.RAIDS)


def _case(newcomer: Newcomer, kind: Kind, reason: Inline, at: datetime, by: MemberId | None) -> Case:
    return Case(0, newcomer.community, 0, kind, newcomer.member, by, RAID, reason, "", at, silent=True)
