"""Delete many messages at once, and say how many could not be deleted, and why."""

from collections.abc import Awaitable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.access import Access, may_act_on
from bot.acts import Delete
from bot.call import Call, Person
from bot.codec import decode, encode
from bot.content import Doc, Inline, Para, Span, doc, msg
from bot.deliveries import Outbox
from bot.errors import PlatformError, Refused
from bot.ids import AccountRef, ChatRef, CommunityId, MemberId, MessageRef, Platform, SpaceRef
from bot.jobs import Job, Runner, Scheduler
from bot.moderation.casebook import Casebook, new_case
from bot.moderation.logbook import Logbook
from bot.moderation.model import Kind
from bot.moderation.targets import check_target
from bot.outgoing import Priority
from bot.ports import Archive, Ports, Removal, Transactions, Tx, Written

RESUME = "moderation-purge"  # the job that deletes what a purge that was cut short has left
RESUMED_AFTER = timedelta(minutes=5)
MOST = 500  # messages of one purge
AT_ONCE = 100  # between two looks at the progress; what Telegram and Discord take at once


class Kept(Protocol):
    """A message as it is remembered."""

    @property
    def message(self) -> MessageRef:
        """Where it stands."""

    @property
    def account(self) -> AccountRef:
        """Whose it is."""

    @property
    def member(self) -> MemberId | None:
        """Which member that is, where it is known."""

    @property
    def at(self) -> datetime:
        """When it was written."""


class History(Protocol):
    """Remember messages for as long as they can be deleted. Lists are newest first and leave out what is gone."""

    async def recent(self, tx: Tx, chat: ChatRef, most: int) -> Sequence[Kept]:
        """List the latest messages of a chat (of a topic, where one is named)."""

    async def since(self, tx: Tx, chat: ChatRef, message: MessageRef, most: int) -> Sequence[Kept]:
        """List a message of a chat and those after it; nothing where it is not known."""

    async def album(self, tx: Tx, message: MessageRef) -> Sequence[Kept]:
        """List all parts of the album that a message is part of; nothing where it is part of none."""

    async def of_member(
        self, tx: Tx, community: CommunityId, member: MemberId, since: datetime, most: int
    ) -> Sequence[Kept]:
        """List what a member wrote in any chat since then."""


class Chronicle(Protocol):
    """Hear of messages, and of their end."""

    async def flush(self) -> None:
        """Write down what was heard."""

    def on_removed(self, messages: Iterable[MessageRef]) -> None:
        """Note, in memory, that messages are gone."""


class Ranks(Protocol):
    """Know what people may do."""

    async def rank(self, community: CommunityId, space: SpaceRef | None, account: AccountRef) -> Access:
        """Say what somebody may do, in one space or (None) at most in any."""


@dataclass(frozen=True, slots=True)
class Purged:
    """What became of a purge. `spared` are messages of people on whom the caller may not act; `later` are those that
    the platform takes as soon as it can."""

    removal: Removal
    spared: int = 0
    later: int = 0


@dataclass(frozen=True, slots=True)
class _Found:
    message: MessageRef
    account: AccountRef
    at: datetime
    ranked: bool  # whether its author may have a say, and is not the caller


def _found(kept: Kept, call: Call) -> _Found:
    ranked = kept.member is not None and kept.member != call.person.member
    return _Found(kept.message, kept.account, kept.at, ranked)


async def _looked_up(listed: Awaitable[Sequence[Written]], call: Call) -> list[_Found] | None:
    """Give what stands in a chat; None where the platform does not tell just now, and memory has to do."""
    try:
        return [_Found(w.message, w.account, w.at, w.person and w.account != call.account) for w in await listed]
    except PlatformError:
        return None


class PurgeService:
    """Purge chats. The messages to go are written down first: killed in the middle, the rest goes after the start."""

    def __init__(
        self,
        history: History,
        chronicle: Chronicle,
        transactions: Transactions,
        scheduler: Scheduler,
        outbox: Outbox,
        casebook: Casebook,
        logbook: Logbook,
        ranks: Ranks,
        ports: Mapping[Platform, Ports],
    ) -> None:
        self._history = history
        self._chronicle = chronicle
        self._transactions = transactions
        self._scheduler = scheduler
        self._outbox = outbox
        self._casebook = casebook
        self._logbook = logbook
        self._ranks = ranks
        self._ports = ports

    def runners(self) -> Mapping[str, Runner]:
        """List the kinds of jobs planned here, each with who runs it."""
        return {RESUME: self._resume}

    async def last(self, call: Call, count: int) -> Purged:
        """Delete the latest messages of the chat. Refuses more than MOST."""
        if count > MOST:
            raise Refused("moderation-purge-too-many", most=MOST)
        await self._chronicle.flush()
        archive = self._archive(call)
        found = await _looked_up(archive.latest(call.chat, count + 1), call) if archive else None
        if found is None:
            async with self._transactions.read() as tx:
                kept = [k for k in await self._history.recent(tx, call.chat, count + 1) if k.message != call.message]
                found = [_found(k, call) for k in await self._whole(tx, kept[:count])]
        else:
            found = [f for f in found if f.message != call.message][:count]
        return await self._purge(call, found, None, msg("moderation-purge-chat"))

    async def since(self, call: Call) -> Purged:
        """Delete the message replied to and all that came after it. Refuses more than MOST."""
        assert call.reply_to is not None
        await self._chronicle.flush()
        archive, first = self._archive(call), call.reply_to.ref
        found = await _looked_up(archive.since(first, MOST + 2), call) if archive else None
        if found is None:
            async with self._transactions.read() as tx:
                those = await self._history.since(tx, call.chat, first, MOST + 2)
                kept = await self._whole(tx, [k for k in those if k.message != call.message])
                found = [_found(k, call) for k in kept]
        else:
            found = [f for f in found if f.message != call.message]
        if not found:
            raise Refused("moderation-purge-unknown")
        if len(found) > MOST:
            raise Refused("moderation-purge-too-many", most=MOST)
        return await self._purge(call, found, None, msg("moderation-purge-chat"))

    async def of(self, call: Call, person: Person, length: timedelta) -> Purged:
        """Delete what somebody wrote in that time, the latest MOST of it, in every linked chat."""
        if person.member != call.person.member:
            check_target(call, person)
        await self._chronicle.flush()
        async with self._transactions.read() as tx:
            since = call.now - length
            kept = await self._history.of_member(tx, call.community.id, person.member, since, MOST + 1)
        found = [_found(k, call) for k in kept if k.message != call.message][:MOST]
        scope = msg("moderation-purge-person", who=person.named, length=Span(length))
        return await self._purge(call, found, person, scope)

    async def _whole(self, tx: Tx, found: list[Kept]) -> list[Kept]:
        """Add what an album begins with where only its end was found: all of it goes, or none."""
        parts = await self._history.album(tx, found[-1].message) if found else ()
        known = {kept.message.id for kept in found}
        return [*found, *(part for part in parts if part.message.id not in known)]

    def _archive(self, call: Call) -> Archive | None:
        there = self._ports.get(call.chat.platform)
        return there.archive if there is not None else None

    async def _purge(self, call: Call, found: Sequence[_Found], person: Person | None, scope: Inline) -> Purged:
        theirs = found if person is not None else await self._touchable(call, found)
        fresh = [k for k in theirs if not self._is_old(k, call.now)]
        refs = [k.message for k in fresh]
        name = _name(call)
        async with self._transactions.begin() as tx:
            due, payload = call.now + RESUMED_AFTER, {"refs": encode(refs)}
            await self._scheduler.schedule(tx, RESUME, name, call.community.id, due, payload)
            if call.message is not None and not call.private:
                await self._outbox.perform(tx, Delete((call.message,)), f"{name}:command")
                self._chronicle.on_removed((call.message,))
            if len(refs) > AT_ONCE:
                await self._outbox.send(
                    tx,
                    call.chat,
                    _progress(0, len(refs)),
                    locale=call.chat_locale,
                    key=f"{name}:progress",
                    subject=name,
                    priority=Priority.ANSWER,
                )
        removal, later = await self._remove(name, refs)
        removal += Removal(old=len(theirs) - len(fresh))
        done = Purged(removal, len(found) - len(theirs), later)
        async with self._transactions.begin() as tx:
            await self._scheduler.cancel(tx, name)
            await self._outbox.withdraw(tx, name)
            if removal.gone or later:
                await self._record(tx, call, person, scope, removal.gone + later, name)
        return done

    async def _remove(self, name: str, refs: Sequence[MessageRef]) -> tuple[Removal, int]:
        removal, later, seen = Removal(), 0, 0
        for batch in _batches(refs):
            there = self._ports.get(batch[0].chat.platform)
            try:
                if there is None:
                    raise PlatformError("another process runs that platform")
                removal += await there.messenger.remove(batch)
                self._chronicle.on_removed(batch)
            except PlatformError:
                later += len(batch)
                async with self._transactions.begin() as tx:
                    await self._outbox.perform(tx, Delete(tuple(batch)), f"{name}:{batch[0].chat.id}:{batch[0].id}")
            seen += len(batch)
            if seen < len(refs):
                async with self._transactions.begin() as tx:
                    await self._outbox.show(tx, name, _progress(seen, len(refs)))
        return removal, later

    async def _record(self, tx: Tx, call: Call, person: Person | None, scope: Inline, count: int, name: str) -> None:
        what = msg("moderation-purge-did", count=count, scope=scope)
        if person is None:
            told = msg("moderation-purge-logged", who=call.person.named, what=what)
            await self._logbook.post(tx, call, doc(told), f"{name}:log")
        else:
            by = call.person.member or None
            draft = new_case(call, Kind.PURGE, person.member, what, by=by, silent=True)
            await self._casebook.open(tx, call, draft)

    async def _touchable(self, call: Call, found: Sequence[_Found]) -> list[_Found]:
        """Leave out what people wrote on whom the caller may not act."""
        asked = dict.fromkeys(f.account for f in found if f.ranked)
        may = {a: may_act_on(call.access, await self._ranks.rank(call.community.id, None, a)) for a in asked}
        return [f for f in found if not f.ranked or may[f.account]]

    def _is_old(self, found: _Found, now: datetime) -> bool:
        there = self._ports.get(found.account.platform)
        limit = there.features.deletable_for if there else None
        return limit is not None and now - found.at >= limit

    async def _resume(self, tx: Tx, job: Job) -> None:
        for number, batch in enumerate(_batches(decode(job.payload["refs"]))):
            await self._outbox.perform(tx, Delete(tuple(batch)), f"{job.key}:rest:{number}")
        await self._outbox.withdraw(tx, job.key)


def _name(call: Call) -> str:
    mark = call.message.id if call.message is not None else call.now.isoformat()
    return f"{RESUME}:{call.chat.platform}:{call.chat.id}:{call.account.id}:{mark}"


def _batches(refs: Sequence[MessageRef]) -> list[list[MessageRef]]:
    """Put messages of the same chat together, oldest first, AT_ONCE at most."""
    chats: dict[tuple[Platform, str], list[MessageRef]] = {}
    for ref in reversed(refs):
        chats.setdefault((ref.chat.platform, ref.chat.id), []).append(ref)
    return [there[n : n + AT_ONCE] for there in chats.values() for n in range(0, len(there), AT_ONCE)]


def _progress(done: int, count: int) -> Doc:
    return Doc((Para(msg("moderation-purge-progress", done=done, count=count)),))
