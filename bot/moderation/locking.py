"""Lock chats, unlock them, and slow them down: by the platform where it can, else by deleting what is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.acts import Close, Reopen, Slow
from bot.call import Call
from bot.codec import decode, encode
from bot.content import Choice, Span, doc, msg
from bot.deliveries import Outbox
from bot.errors import Forbidden, Refused
from bot.ids import ChatRef, CommunityId, MemberId, Platform, SpaceRef
from bot.jobs import Job, Runner, Scheduler
from bot.moderation.locks import ALL, ChatLocks, LockKind, LockSettings, chat_of, name_of, show_kind
from bot.moderation.logbook import Logbook
from bot.moderation.settings import Book
from bot.ports import Clock, Ports, Transactions, Tx

UNLOCK = "moderation-unlock"  # the job that ends a lock
SLOWEST = timedelta(hours=6)  # https://docs.discord.com/developers/resources/channel#channel-object rate_limit_per_user


@dataclass(frozen=True, slots=True)
class Locked:
    """What is in force now. `native` means that the platform itself sees to it."""

    locks: ChatLocks
    native: bool = False


class LockService:
    """The use cases of locks. What the platform is to do leaves through the outbox, in the same transaction."""

    def __init__(
        self,
        transactions: Transactions,
        clock: Clock,
        scheduler: Scheduler,
        outbox: Outbox,
        settings: Book,
        logbook: Logbook,
        ports: Mapping[Platform, Ports],
    ) -> None:
        self._transactions = transactions
        self._clock = clock
        self._scheduler = scheduler
        self._outbox = outbox
        self._settings = settings
        self._logbook = logbook
        self._ports = ports

    def runners(self) -> Mapping[str, Runner]:
        """List the kinds of jobs planned here, each with who runs it."""
        return {UNLOCK: self._end}

    def shown(self, call: Call) -> ChatLocks:
        """Give what is locked where the call was made."""
        _space(call)
        return self._of(call.community.id, name_of(call.chat))

    async def lock(self, call: Call, kind: LockKind, length: timedelta | None) -> Locked:
        """Lock a kind of messages, for a while or until it is unlocked. A lock that holds already gets the new end."""
        space = _space(call)
        until = call.now + length if length is not None else None
        before = self._of(call.community.id, name_of(call.chat))
        former = before.former
        if kind == ALL and ALL not in before.kinds:
            former = await self._state(space, call.chat)
        async with self._transactions.begin() as tx:
            locks = self._of(call.community.id, name_of(call.chat))
            closing = kind == ALL and ALL not in locks.kinds and former is not None
            changed = locks.model_copy(
                update={"kinds": {**locks.kinds, kind: until}, "former": former, "space": space.id}
            )
            await self._save(tx, call.community.id, name_of(call.chat), changed)
            if closing:
                await self._outbox.perform(tx, Close(space, call.chat), _key("close", call))
            await self._plan(tx, call.community.id, space, call.chat, kind, until)
            told = msg("moderation-lock-logged", who=call.person.named, what=show_kind(kind))
            await self._logbook.post(tx, call, doc(told), _key("lock-log", call))
        return Locked(changed, native=kind == ALL and former is not None)

    async def unlock(self, call: Call, kind: LockKind) -> ChatLocks:
        """Unlock a kind of messages. Refuses where it is not locked."""
        space = _space(call)
        async with self._transactions.begin() as tx:
            if kind not in self._of(call.community.id, name_of(call.chat)).kinds:
                raise Refused("moderation-not-locked", what=show_kind(kind))
            changed = await self._open(tx, call.community.id, space, call.chat, kind, _key("reopen", call))
            await self._scheduler.cancel(tx, _job(call.chat, kind))
            told = msg("moderation-unlock-logged", who=call.person.named, what=show_kind(kind))
            await self._logbook.post(tx, call, doc(told), _key("unlock-log", call))
        return changed

    async def slow(self, call: Call, pause: timedelta) -> Locked:
        """Let everybody write once in so long; zero ends it. Refuses more than SLOWEST."""
        space = _space(call)
        if pause > SLOWEST:
            raise Refused("moderation-slow-too-long", most=Span(SLOWEST))
        there = self._ports[call.platform]
        native = there.premises is not None and there.features.slows
        async with self._transactions.begin() as tx:
            locks = self._of(call.community.id, name_of(call.chat))
            if not pause and not locks.slow:
                raise Refused("moderation-not-slow")
            seconds = round(pause.total_seconds())
            changed = locks.model_copy(update={"slow": seconds, "native": native, "space": space.id})
            await self._save(tx, call.community.id, name_of(call.chat), changed)
            if native:
                await self._outbox.perform(tx, Slow(space, call.chat, seconds), _key(f"slow:{seconds}", call))
            on = Choice("on" if seconds else "off")
            told = msg("moderation-slow-logged", who=call.person.named, state=on, pause=Span(pause))
            await self._logbook.post(tx, call, doc(told), _key(f"slow-log:{seconds}", call))
        return Locked(changed, native)

    async def merge_members(self, tx: Tx, community: CommunityId, kept: MemberId, gone: MemberId) -> None:
        """Change nothing: locks are of chats."""

    async def absorb(self, tx: Tx, into: CommunityId, gone: CommunityId) -> None:
        """Keep what is locked in the chats of a community that becomes part of another."""
        theirs = self._settings.of(gone, LockSettings).chats
        if theirs:
            mine = self._settings.of(into, LockSettings).chats
            await self._write(tx, into, {**mine, **theirs})
            for name, locks in theirs.items():
                chat = chat_of(name)
                for kind, until in locks.kinds.items():
                    await self._plan(tx, into, SpaceRef(chat.platform, locks.space), chat, kind, until)

    async def on_moved(self, tx: Tx, community: CommunityId, old: SpaceRef, new: SpaceRef) -> None:
        """Keep what is locked in a chat that goes on under another id."""
        kept: dict[str, ChatLocks] = {}
        for name, locks in self._settings.of(community, LockSettings).chats.items():
            chat = chat_of(name)
            if (chat.platform, chat.id) != old:
                kept[name] = locks
                continue
            moved = chat._replace(id=new.id)
            kept[name_of(moved)] = locks.model_copy(update={"space": new.id})
            for kind, until in locks.kinds.items():
                await self._scheduler.cancel(tx, _job(chat, kind))
                await self._plan(tx, community, new, moved, kind, until)
        if kept != self._settings.of(community, LockSettings).chats:
            await self._write(tx, community, kept)

    async def _state(self, space: SpaceRef, chat: ChatRef) -> str | None:
        premises = self._ports[chat.platform].premises
        if premises is None:
            return None
        try:
            return await premises.state(space, chat)
        except Forbidden:
            return None  # then messages are deleted instead

    async def _open(
        self, tx: Tx, community: CommunityId, space: SpaceRef, chat: ChatRef, kind: LockKind, key: str
    ) -> ChatLocks:
        locks = self._of(community, name_of(chat))
        changed = locks.model_copy(update={"kinds": {k: v for k, v in locks.kinds.items() if k != kind}})
        if kind == ALL and locks.former is not None:
            await self._outbox.perform(tx, Reopen(space, chat, locks.former), key)
            changed = changed.model_copy(update={"former": None})
        await self._save(tx, community, name_of(chat), changed)
        return changed

    async def _plan(
        self, tx: Tx, community: CommunityId, space: SpaceRef, chat: ChatRef, kind: LockKind, until: datetime | None
    ) -> None:
        if until is None:
            await self._scheduler.cancel(tx, _job(chat, kind))
        else:
            payload = {"space": encode(space), "chat": encode(chat), "kind": kind}
            await self._scheduler.schedule(tx, UNLOCK, _job(chat, kind), community, until, payload)

    async def _end(self, tx: Tx, job: Job) -> None:
        space, chat, kind = decode(job.payload["space"]), decode(job.payload["chat"]), job.payload["kind"]
        if kind in self._of(job.community, name_of(chat)).kinds:
            await self._open(tx, job.community, space, chat, kind, f"{job.key}:{self._clock.now().isoformat()}")

    def _of(self, community: CommunityId, name: str) -> ChatLocks:
        return self._settings.of(community, LockSettings).chats.get(name, ChatLocks())

    async def _save(self, tx: Tx, community: CommunityId, name: str, locks: ChatLocks) -> None:
        others = {n: kept for n, kept in self._settings.of(community, LockSettings).chats.items() if n != name}
        await self._write(tx, community, others if locks.open else {**others, name: locks})

    async def _write(self, tx: Tx, community: CommunityId, chats: Mapping[str, ChatLocks]) -> None:
        written = {name: locks.model_dump(mode="json") for name, locks in chats.items()}
        await self._settings.change(tx, community, "locks", {"chats": written})


def _space(call: Call) -> SpaceRef:
    if call.space is None:
        raise Refused("moderation-lock-private")
    return call.space


def _key(what: str, call: Call) -> str:
    return f"{what}:{name_of(call.chat)}:{call.now.isoformat()}"


def _job(chat: ChatRef, kind: str) -> str:
    return f"{UNLOCK}:{name_of(chat)}:{kind}"
