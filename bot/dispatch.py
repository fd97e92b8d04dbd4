"""One door for every update: order within a chat, moderation first, then the capability, then the observers."""

from collections import OrderedDict
from collections.abc import Sequence
from functools import partial
from time import perf_counter
from typing import assert_never

import structlog

from bot.access import Access
from bot.afterwards import Afterwards
from bot.answering import Answering
from bot.call import Call
from bot.content import Reply, msg, reply
from bot.errors import PlatformError, StorageError
from bot.ids import CommunityId, Platform
from bot.invocation import Invocations
from bot.lanes import Lanes
from bot.meters import Meters
from bot.once import AlreadyDone, once
from bot.outages import Outages
from bot.ports import Responder
from bot.reception import Door, Reception
from bot.sorting import door_of, id_of, lane_of, name_of, platform_of
from bot.stale import Silence, is_stale
from bot.updates import (
    AccessChanged,
    ActedNatively,
    BotAdded,
    ButtonPressed,
    ChatMigrated,
    CommandInvoked,
    FormSubmitted,
    MemberJoined,
    MemberLeft,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    ReactionChanged,
    RightsLost,
    Update,
)
from bot.watchers import Arrivals, Deleted, Guard, Left, Observer, Registry, Rights

SEEN_UPDATES = 20_000  # ids remembered, so that an update told twice is handled once

log = structlog.get_logger()


class Dispatcher:
    """Take updates in. `submit` returns once an update is in line (or done, when there was nothing to do)."""

    def __init__(
        self,
        *,
        reception: Reception,
        registry: Registry,
        invocations: Invocations,
        guard: Guard,
        arrivals: Arrivals,
        afterwards: Afterwards,
        rights: Rights,
        observers: Sequence[Observer] = (),
        deleted: Sequence[Deleted] = (),
        left: Sequence[Left] = (),
        outages: Outages | None = None,
        meters: Meters | None = None,
    ) -> None:
        self._meters = meters or Meters()
        self._reception = reception
        self._registry = registry
        self._invocations = invocations
        self._guard = guard
        self._arrivals = arrivals
        self._rights = rights
        self._observers = observers
        self._deleted = deleted
        self._left = left
        self._outages = outages or Outages()
        self._answering = Answering(afterwards, self._outages, self._meters)
        self._lanes = Lanes()
        self._seen: OrderedDict[tuple[Platform, str, str], None] = OrderedDict()

    async def submit(self, update: Update, responder: Responder) -> None:
        """Take an update in."""
        self._meters.count_update(platform_of(update), update.__class__.__name__)
        if isinstance(update, MessagePosted) and self._lanes.idle(update.chat) and self._ordinary(update):
            await responder.done()
            return
        await self._lanes.run(lane_of(update), lambda: self._handle(update, responder))

    @property
    def faults(self) -> int:
        """Count what went wrong on our side (refusals are not faults)."""
        return self._answering.faults

    async def settle(self) -> None:
        """Wait until everything taken in is handled."""
        await self._lanes.settle()

    def _ordinary(self, update: MessagePosted) -> bool:
        """Finish with a message that needs nothing, from memory alone; False when it needs a closer look."""
        if update.space is None or not update.actor.person:
            return False
        community = self._registry.quick(update.space, update.actor)
        if community is None or self._matters(update, community):
            return False
        self._registry.wrote(community, update.actor.account, update.at)
        return True

    async def _handle(self, update: Update, responder: Responder) -> None:
        begin = perf_counter()
        for step in (partial(self._take, update, responder), responder.done):
            try:
                await step()
            except Exception:
                self._answering.incident(update)
        self._meters.time_handler(self._name(update), perf_counter() - begin)

    async def _take(self, update: Update, responder: Responder) -> None:
        try:
            if self._first_time(update):
                await self._route(update, responder)
        except AlreadyDone:
            log.debug("done before the restart", update=type(update).__name__)
        except PlatformError as error:
            # The platform did not even tell who they are.
            self._answering.refused(update, error)
            await self._answering.apologise(update, responder, "platform-refused")
        except StorageError as error:
            self._outages.note(error)
            await self._answering.apologise(update, responder, "storage-failed")

    def _name(self, update: Update) -> str:
        """Name what handles an update, for the meters: a command by its group."""
        group = self._invocations.group_of(update.line) if isinstance(update, CommandInvoked) else None
        return f"/{group}" if group else type(update).__name__

    def _first_time(self, update: Update) -> bool:
        key = (platform_of(update), type(update).__name__, id_of(update))
        if key in self._seen:
            return False
        self._seen[key] = None
        if len(self._seen) > SEEN_UPDATES:
            self._seen.popitem(last=False)
        return True

    async def _route(self, update: Update, responder: Responder) -> None:
        match update:
            case MessagePosted():
                if not self._ordinary(update):
                    await self._message(update, responder)
            case MessageEdited(now):
                call = await self._called(now, door_of(now), edited=True)
                await self._guarded(call, now, edited=True)
            case CommandInvoked():
                await self._command(update, responder)
            case FormSubmitted():
                filled = CommandInvoked(
                    update.id, update.at, update.space, update.chat, update.actor, update.action, update.fields
                )
                await self._command(filled, responder)
            case ButtonPressed():
                call = await self._reception.call(Door(update.chat, update.space, update.actor, update.message))
                await self._answering.answer(update, responder, call, lambda: self._invocations.press(call, update))
            case MemberJoined():
                if update.actor.person:
                    call = await self._reception.call(Door(update.chat, update.space, update.actor))
                    with once(name_of(update)):
                        await self._arrivals.on_joined(call, update)
            case MessageDeleted():
                community = self._registry.community_of(update.space) if update.space else None
                if community is not None:
                    for on_deleted in self._deleted:
                        await on_deleted(community, update.message)
            case ChatMigrated():
                await self._registry.migrate(update.old, update.new)
            case BotAdded():
                await self._registry.meet(update.space, update.chat, update.title, update.locale, update.zone)
            case RightsLost():
                await self._rights(update)
            case ReactionChanged():
                community = self._registry.community_of(update.space)
                if community is not None and update.actor.person and self._guard.wants(community, update):
                    door = Door(update.chat, update.space, update.actor, update.message)
                    with once(name_of(update)):
                        await self._guard.on_reaction(await self._reception.call(door), update)
            case ActedNatively():
                if update.actor.person:
                    call = await self._reception.call(Door(update.chat, update.space, update.actor))
                    with once(name_of(update)):
                        await self._guard.on_native(call, update)
            case MemberLeft():
                community = self._registry.community_of(update.space)
                if community is not None and update.actor.person:
                    for on_left in self._left:
                        await on_left(community, update)
            case AccessChanged():
                log.debug("noted", update=type(update).__name__)
            case _:
                assert_never(update)

    async def _guarded(self, call: Call, message: MessagePosted, *, edited: bool = False) -> bool:
        """Let moderation look; True when it stopped the message."""
        if call.home is None or call.private:
            return False
        if not message.actor.judged:
            self._guard.overhear(call.home.id, message)
            return False
        verdicts = self._guard.inspect(call.home.id, message, call.access, edited=edited)
        return bool(verdicts) and await self._guard.act(call, message, verdicts)

    def _matters(self, message: MessagePosted, known: CommunityId | None = None, *, edited: bool = False) -> bool:
        """Tell whether anybody has something to do about a message, so that its author's access is worth asking for."""
        if message.space is None or self._invocations.answers(message) is not None:
            return True
        community = known or self._registry.community_of(message.space)
        if community is None or not message.actor.judged:
            found: Sequence[object] = ()
        else:  # as anybody: who they really are is asked for where something is found
            found = self._guard.inspect(community, message, Access.EVERYONE, edited=edited)
        if found:
            return True
        return any(o.wants(message) for o in self._observers)

    async def _called(self, said: MessagePosted, door: Door, *, edited: bool = False, ranked: bool = False) -> Call:
        """Make the call of a message. Where the database fails, what has to go goes all the same."""
        try:
            return await self._reception.call(door, ranked=self._matters(said, edited=edited) or ranked)
        except StorageError:
            community = self._registry.community_of(said.space) if said.space else None
            if community is not None:
                await self._guard.rescue(community, said, edited=edited)
            raise

    async def _message(self, update: MessagePosted, responder: Responder) -> None:
        call = await self._called(update, door_of(update))
        if await self._guarded(call, update):
            return
        if call.home is not None and update.actor.person and not call.private:
            self._registry.wrote(call.home.id, update.actor.account, update.at)
        dialogue = self._invocations.answers(update)
        if is_stale(update, call.now):
            responder = Silence()  # what is said still counts
        elif dialogue is not None:
            open_question = dialogue
            await self._answering.answer(
                update, responder, call, lambda: self._invocations.answer(call, open_question, update.text)
            )
        elif call.private and update.actor.person:
            await self._answering.answer(update, responder, call, _hello)
        for observer in self._observers if dialogue is None and not call.private else ():
            if observer.wants(update):
                part = type(observer).__name__
                await self._answering.answer(update, responder, call, partial(observer.on_message, call, update), part)

    async def _command(self, update: CommandInvoked, responder: Responder) -> None:
        door = Door(update.chat, update.space, update.actor, update.message, update.reply_to)
        if update.message is not None and update.options is None:
            # A command is a message too: its words pass the same rules.
            said = MessagePosted(
                update.id, update.at, update.space, update.chat, update.actor, update.message, "/" + update.line
            )
            call = await self._called(said, door, ranked=True)
            if await self._guarded(call, said):
                return
        else:
            call = await self._reception.call(door)
        if is_stale(update, call.now):
            log.warning("a command from a while ago is not answered", sent=update.at.isoformat())
            return
        await self._answering.answer(update, responder, call, lambda: self._invocations.command(call, update))


async def _hello() -> Reply:
    return reply(msg("private-hello"))
