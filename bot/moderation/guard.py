"""Look at every message before anything else does, and act on what the rules find."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

import structlog

from bot.access import Access
from bot.call import Call
from bot.errors import PlatformError
from bot.ids import AccountRef, CommunityId, MessageRef, Platform
from bot.insist import insist
from bot.moderation.burst import AFTERMATH
from bot.moderation.memory import Albums, Latest
from bot.moderation.model import Action, Verdict, merge
from bot.moderation.offences import CLEANUP, Hands, Offence, Outcome
from bot.moderation.removal import Remover
from bot.ports import Ports
from bot.updates import ActedNatively, MessagePosted, ReactionChanged

REMEMBERED = 10_000  # messages already dealt with, and people just punished
# Messages whose last verdicts are remembered: they are asked for more than once, and edits are compared. So few that
# they stay in the processor's cache.
JUDGED = 1_000
ALBUMS = 1_000

log = structlog.get_logger()


class Judge(Protocol):
    """Say what the rules make of what happens, from memory."""

    def judge(self, community: CommunityId, message: MessagePosted, *, edited: bool = False) -> list[Verdict]:
        """Give the verdicts on a message. Called once for each message and each edit."""

    def judge_reaction(self, community: CommunityId, update: ReactionChanged) -> list[Verdict]:
        """Give the verdicts on a reaction. Called once for each."""

    def counts(self, community: CommunityId, verdict: Verdict, access: Access) -> bool:
        """Tell whether a verdict holds for somebody of this access."""


class Witness(Protocol):
    """Be told of every message, once, whatever the rules make of it; in memory and at once."""

    def on_seen(
        self, community: CommunityId, message: MessagePosted, verdicts: Sequence[Verdict], *, edited: bool
    ) -> None:
        """Note a message."""


class _Judged(NamedTuple):
    """The last that was heard of a message: by which update, what it held, and what the rules made of it."""

    update: str
    content: int
    verdicts: list[Verdict]
    edited: bool


class Silence(Protocol):
    """Know whose messages are removed without a word, from memory."""

    def silenced(self, community: CommunityId, account: AccountRef) -> bool:
        """Tell whether what somebody writes is removed."""


class Native(Protocol):
    """Take up what moderators do in the platform's own menu."""

    async def on_native(self, call: Call, update: ActedNatively) -> None:
        """Make it a case."""


class ModerationGuard:
    """The dispatcher's guard. `live` acts, `trial` writes down what rules on trial would do."""

    def __init__(
        self,
        judges: Sequence[Judge],
        witnesses: Sequence[Witness],
        live: Hands,
        trial: Hands,
        remover: Remover,
        ports: Mapping[Platform, Ports],
        silence: Silence,
        native: Native,
    ) -> None:
        self._silence = silence
        self._judges = judges
        self._witnesses = witnesses
        self._live = live
        self._trial = trial
        self._remover = remover
        self._ports = ports
        self._native = native
        # Chat and message id: the whole reference takes four times as long to look up.
        self._judged: Latest[tuple[str, str], _Judged] = Latest(JUDGED)
        self._dealt: Latest[tuple[str, str], None] = Latest(REMEMBERED)
        self._punished: Latest[tuple[CommunityId, AccountRef], datetime] = Latest(REMEMBERED)
        self._reactions: Latest[str, list[Verdict]] = Latest(JUDGED)
        self._albums = Albums(ALBUMS)

    def inspect(
        self, community: CommunityId, message: MessagePosted, access: Access, *, edited: bool = False
    ) -> Sequence[Verdict]:
        """Judge a message, in memory and at once. Moderators and approved members are exempt from all rules."""
        key = (message.chat.id, message.message.id)
        found = self._verdicts(community, message, key, edited=edited)
        if key in self._dealt:
            return ()
        if found:
            found = self._counting(community, found, access)
        if access < Access.TRUSTED and self._goes(community, message):
            return (CLEANUP, *found)
        return found

    def _counting(self, community: CommunityId, found: Iterable[Verdict], access: Access) -> list[Verdict]:
        """Leave out what somebody's access spares them."""
        return [v for v in found if any(judge.counts(community, v, access) for judge in self._judges)]

    def _goes(self, community: CommunityId, message: MessagePosted) -> bool:
        """Tell whether a message is removed whatever it says."""
        return (
            (self._punished and self._just_punished(community, message))
            or (message.album is not None and self._albums.is_condemned(message))
            or self._silence.silenced(community, message.actor.account)
        )

    def _verdicts(
        self, community: CommunityId, message: MessagePosted, key: tuple[str, str], *, edited: bool
    ) -> list[Verdict]:
        known = self._judged.get(key)
        if known is not None and known.update == message.id and known.edited == edited:
            return known.verdicts
        content = hash((message.text, message.links, message.quote, message.media))
        if known is not None and edited and known.content == content:
            return []  # a reaction, a preview: what was written is as it was
        if message.album is not None:
            self._albums.note(message)
        verdicts = [v for judge in self._judges for v in judge.judge(community, message, edited=edited)]
        self._judged.put(key, _Judged(message.id, content, verdicts, edited))
        for witness in self._witnesses:
            witness.on_seen(community, message, verdicts, edited=edited)
        return verdicts

    def overhear(self, community: CommunityId, message: MessagePosted) -> None:
        """Let witnesses know of a message that is not judged: it can be deleted like any other."""
        for witness in self._witnesses:
            witness.on_seen(community, message, (), edited=False)

    async def act(self, call: Call, message: MessagePosted, verdicts: Sequence[object]) -> bool:
        """Carry verdicts out and tell whether the message is stopped."""
        key = (message.chat.id, message.message.id)
        known = self._judged.get(key)
        moment = call.now if known is not None and known.edited else message.at
        return await self._carry(call, [v for v in verdicts if isinstance(v, Verdict)], moment, message)

    async def _carry(
        self, call: Call, found: Sequence[Verdict], moment: datetime, message: MessagePosted | None = None
    ) -> bool:
        tried = [v for v in found if v.dry or v.measure.action is Action.LOG]
        outcome = Outcome()
        live = [v for v in found if v not in tried and v.measure.action is not Action.NOTHING]
        # To count messages that each go for what they say themselves adds nothing, whichever is dealt with first.
        new = [v for v in live if not v.also or not all(self._is_condemned(call, ref) for ref in v.also)]
        if merged := merge(new or live):
            escalates = merged.verdict.measure if new else CLEANUP.measure
            refs = self._condemn(message, merged.verdicts) if message and merged.verdict.measure.action.deletes else ()
            outcome = await self._live.carry(call, Offence(merged, moment, message, refs, escalates))
            if outcome.silences:
                for account in call.person.accounts:
                    self._punished.put((call.community.id, account), call.now + AFTERMATH)
        if merged := merge(tried):
            await self._trial.carry(call, Offence(merged, moment, message))
        return outcome.stops

    async def rescue(self, community: CommunityId, message: MessagePosted, *, edited: bool = False) -> None:
        """Remove a message where nothing more can be known or done, because the database fails.

        What the platform says of its author is asked for, or nobody's rights would count.
        """
        if message.space is None or not message.actor.judged:
            return
        access = message.actor.access
        try:
            if access is None and message.actor.person:
                roster = self._ports[message.chat.platform].roster
                access = await insist(roster.access, message.space, message.actor.account)
        except PlatformError as error:
            log.warning("not known who wrote: a message stays", error=type(error).__name__, detail=error.detail)
            return
        found = self.inspect(community, message, access or Access.EVERYONE, edited=edited)
        verdicts = [v for v in found if v.measure.action.deletes and not v.dry]
        if verdicts:
            await self._remover.remove(self._condemn(message, verdicts))

    def _condemn(self, message: MessagePosted, verdicts: Iterable[Verdict]) -> tuple[MessageRef, ...]:
        """List what goes with a message, and remember that it is dealt with: before anything is waited for."""
        also = (ref for verdict in verdicts for ref in verdict.also)
        whole = dict.fromkeys((message.message, *self._albums.condemn(message), *also))
        refs = tuple(ref for ref in whole if (ref.chat.id, ref.id) not in self._dealt)
        for ref in refs:
            self._dealt.put((ref.chat.id, ref.id), None)
        return refs

    def _is_condemned(self, call: Call, ref: MessageRef) -> bool:
        """Tell whether a message of the caller's was removed, or is about to be, for what it says itself."""
        key = (ref.chat.id, ref.id)
        known = self._judged.get(key)
        own = self._counting(call.community.id, known.verdicts, call.access) if known is not None else ()
        return key in self._dealt or any(v.measure.action.deletes and not v.dry for v in own)

    def wants(self, community: CommunityId, update: ReactionChanged) -> bool:
        """Tell at once, in memory, whether a reaction is of interest."""
        if not update.added:
            return False
        found = [v for judge in self._judges for v in judge.judge_reaction(community, update)]
        if found:
            self._reactions.put(update.id, found)
        return bool(found)

    async def on_reaction(self, call: Call, update: ReactionChanged) -> None:
        """Act on a reaction that rules found something about."""
        found = self._counting(call.community.id, self._reactions.get(update.id) or (), call.access)
        await self._carry(call, found, update.at)

    async def on_native(self, call: Call, update: ActedNatively) -> None:
        """Somebody was muted, removed or banned, or let go, in the platform's own menu. The call is the target's."""
        await self._native.on_native(call, update)

    def _just_punished(self, community: CommunityId, message: MessagePosted) -> bool:
        until = self._punished.get((community, message.actor.account))
        return until is not None and message.at <= until
