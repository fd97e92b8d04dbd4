"""Carry out what rules decide: one case for each person and burst, with the words it is about, and one notice."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.acts import Ban
from bot.call import Call, Person
from bot.content import Doc, Node, Para, msg
from bot.deliveries import Outbox
from bot.ids import CommunityId, MemberId, MessageRef
from bot.moderation.bulletin import Bulletin
from bot.moderation.burst import LONGEST, Burst, find_burst
from bot.moderation.casebook import new_case
from bot.moderation.model import Action, Case, Done, Entry, Kind, Merged, Step
from bot.moderation.offences import Offence, Outcome
from bot.moderation.removal import FADE, Remover
from bot.moderation.views import case_kind
from bot.ports import Transactions, Tx
from bot.texts import plain
from bot.updates import MessagePosted

LOOKED_AT = 50  # of somebody's latest cases

_MILD = frozenset({Kind.DELETE, Kind.WARN})  # a stricter case of the same burst takes their place


class Cases(Protocol):
    """Find what was done before, and add to it."""

    async def take_turns(self, tx: Tx, community: CommunityId, member: MemberId) -> None:
        """Wait for whoever else decides about the member, until the transaction ends."""

    async def find_about(self, tx: Tx, community: CommunityId, message: MessageRef) -> Case | None:
        """Read the case that a rule opened about a message."""

    async def latest(
        self, tx: Tx, community: CommunityId, *, member: MemberId | None, since: datetime | None, most: int
    ) -> list[Case]:
        """List somebody's cases, newest first."""

    async def note(self, tx: Tx, case: int, entry: Entry) -> None:
        """Add to a case's history."""


class Hand(Protocol):
    """Do what a case says, and show it."""

    async def carry_out(self, tx: Tx, call: Call, person: Person, draft: Case, length: timedelta | None) -> Done:
        """Open the case and do it, in the caller's transaction."""

    async def recall(self, tx: Tx, call: Call, case: Case, followed: Case | None) -> Done:
        """Give what was done in an earlier case."""

    async def show_again(self, tx: Tx, call: Call, case: int) -> None:
        """Show a case anew where it was posted."""

    def notice(self, call: Call, done: Done) -> tuple[Node, ...]:
        """Tell everybody what was done."""


class Once(Transactions, Protocol):
    """Open transactions, and tell what happens again."""

    async def first(self, tx: Tx, name: str) -> bool:
        """Tell whether something of this name has not happened before; from now on it has."""


class Reviewers(Protocol):
    """Ask a moderator."""

    async def ask(self, call: Call, message: MessagePosted | None, merged: Merged) -> None:
        """Put a message, or somebody who came, in the queue; the same message again changes nothing."""


class Enforcement:
    """The hands of rules that act."""

    def __init__(
        self,
        cases: Cases,
        once: Once,
        outbox: Outbox,
        hand: Hand,
        remover: Remover,
        reviewers: Reviewers,
        bulletin: Bulletin,
    ) -> None:
        self._cases = cases
        self._once = once
        self._outbox = outbox
        self._hand = hand
        self._remover = remover
        self._reviewers = reviewers
        self._bulletin = bulletin

    async def carry(self, call: Call, offence: Offence) -> Outcome:
        """Remove the messages; then open the case and say so in the chat, or count what belongs to an open one."""
        action = offence.measure.action
        gone = await self._remover.remove(offence.refs) if action.deletes else ()
        if action is Action.REVIEW:
            if offence.message is not None or offence.came:
                await self._reviewers.ask(call, offence.message, offence.merged)
            return Outcome()
        if not call.person.human:
            await self._expel(call, offence)
            return Outcome(stops=True)
        async with self._once.begin() as tx:
            return await self._decide(tx, call, offence, gone)

    async def _decide(self, tx: Tx, call: Call, offence: Offence, gone: Sequence[MessageRef]) -> Outcome:
        """Everybody who decides about one person takes turns: of ten chats at once the first opens the case."""
        community, member = call.community.id, call.person.member
        await self._cases.take_turns(tx, community, member)
        await self._unreact(tx, offence)
        told = await self._told_before(tx, community, offence)
        if told is not None:
            return Outcome(stops=True, silences=Burst((told,)).silences)
        more = sum([await self._once.first(tx, _name(ref)) for ref in gone])
        recent = await self._cases.latest(tx, community, member=member, since=offence.moment - LONGEST, most=LOOKED_AT)
        burst = find_burst(recent, offence.moment)
        if burst is None or not (offence.cleanup or burst.covers(offence.escalates)):
            if offence.cleanup:
                return Outcome(stops=True)
            return await self._punish(tx, call, offence, burst, gone, more)
        if more:
            await self._count(tx, call, burst.shown, more)
            shown = await self._hand.recall(tx, call, burst.shown, burst.followed)
            await self._outbox.show(tx, burst.name, self._notice(call, shown, burst.more + more))
        return Outcome(stops=True, silences=burst.silences)

    async def _told_before(self, tx: Tx, community: CommunityId, offence: Offence) -> Case | None:
        """Find the case about this very message: a platform may tell it again."""
        if offence.about is None or offence.cleanup:
            return None
        return await self._cases.find_about(tx, community, offence.about)

    async def _punish(
        self, tx: Tx, call: Call, offence: Offence, burst: Burst | None, gone: Sequence[MessageRef], more: int
    ) -> Outcome:
        verdict = offence.merged.verdict
        draft = new_case(
            call,
            case_kind(verdict.measure.action),
            call.person.member,
            verdict.reason,
            by=None,
            rule=verdict.rule,
            detail=offence.detail,
            evidence=offence.words,
            message=offence.about,
        )
        done = await self._hand.carry_out(tx, call, call.person, draft, verdict.measure.length)
        others = max(0, more - (offence.about in gone))  # the message itself is what the case is about
        if others:
            await self._count(tx, call, done.case, others)
        opened = (done.followed, done.case) if done.followed else (done.case,)
        now = Burst((*opened, *(burst.cases if burst else ())))
        removed = not offence.refs or offence.about in gone
        notice = self._notice(call, done, now.more + others, removed=removed)
        if burst is None:
            key, fades = f"case-notice:{done.case.id}", FADE if done.case.kind is Kind.DELETE else None
            await self._outbox.send(
                tx, call.chat, notice, locale=call.chat_locale, key=key, subject=now.name, fades=fades
            )
        else:
            await self._continue(tx, call, burst, done.case)
            await self._outbox.show(tx, now.name, notice)
        return Outcome(stops=verdict.measure.action.deletes, silences=now.silences)

    async def _continue(self, tx: Tx, call: Call, burst: Burst, by: Case) -> None:
        if burst.shown.kind in _MILD:
            await self._cases.note(tx, burst.shown.id, Entry(Step.CONTINUED, by.at, None, str(by.number)))
            await self._hand.show_again(tx, call, burst.shown.id)

    async def _count(self, tx: Tx, call: Call, case: Case, more: int) -> None:
        await self._cases.note(tx, case.id, Entry(Step.REMOVED, call.now, None, str(more)))
        await self._hand.show_again(tx, call, case.id)

    async def _unreact(self, tx: Tx, offence: Offence) -> None:
        for act in (act for verdict in offence.merged.verdicts for act in verdict.undo):
            where = f"{act.account.platform}:{act.message.chat.id}:{act.message.id}:{act.account.id}:{act.mark}"
            await self._outbox.perform(tx, act, f"unreact:{where}:{offence.moment.isoformat()}")

    async def _expel(self, call: Call, offence: Offence) -> None:
        """Act on a channel that writes here: it is nobody, so there is no case. It cannot be muted or warned."""
        async with self._once.begin() as tx:
            ban = call.space is not None and offence.measure.action in (Action.KICK, Action.BAN)
            if ban and call.space is not None:
                why = plain(offence.merged.verdict.reason, call.community.locale)
                key = f"channel:{call.space.platform}:{call.space.id}:{call.account.id}:{offence.moment.isoformat()}"
                await self._outbox.perform(tx, Ban(call.space, call.account, None, why), key)
            kind = "expelled" if ban else "channel"
            title = "moderation-expelled" if ban else "moderation-channel"
            await self._bulletin.add(tx, call, offence, kind, msg(title, who=call.person.named))

    def _notice(self, call: Call, done: Done, more: int, *, removed: bool = True) -> Doc:
        said = list(self._hand.notice(call, done))
        if more:
            said.append(Para(msg("moderation-more-removed", count=more)))
        if not removed:
            said.append(Para(msg("moderation-not-deleted")))
        return Doc(tuple(said))


def _name(ref: MessageRef) -> str:
    return f"removed:{ref.chat.platform}:{ref.chat.id}:{ref.id}"
