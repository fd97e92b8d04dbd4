"""One door for every update: order within a chat, moderation first, then the capability, then the observers; and the
one boundary where a refusal becomes an answer and a fault becomes an incident id."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from functools import partial
from time import perf_counter
from typing import assert_never

import structlog

from bot.access import Access
from bot.afterwards import Afterwards
from bot.call import Call
from bot.content import Code, Msg, Reply, doc, msg, reply
from bot.errors import PlatformError, RateLimited, Refused, StorageError, Unavailable, Unknown
from bot.ids import Platform
from bot.invocation import Invocations
from bot.lanes import Lanes
from bot.logs import new_incident
from bot.meters import Meters
from bot.once import AlreadyDone, once
from bot.outages import Outages
from bot.ports import Responder
from bot.reception import Door, Reception
from bot.sorting import door_of, id_of, lane_of, name_of, platform_of
from bot.stale import Silence, is_stale
from bot.texts import DEFAULT, language_of, resolve
from bot.tracebacks import unsaid
from bot.updates import (
    AccessChanged,
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
    said_in,
)
from bot.watchers import Arrivals, Deleted, Guard, Observer, Registry, Rights
from bot.wording import worded

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
        outages: Outages | None = None,
        meters: Meters | None = None,
    ) -> None:
        self._meters = meters or Meters()
        self._reception = reception
        self._registry = registry
        self._invocations = invocations
        self._guard = guard
        self._arrivals = arrivals
        self._afterwards = afterwards
        self._rights = rights
        self._observers = observers
        self._deleted = deleted
        self._outages = outages or Outages()
        self._lanes = Lanes()
        self._seen: OrderedDict[tuple[Platform, str, str], None] = OrderedDict()
        self.faults = 0

    async def submit(self, update: Update, responder: Responder) -> None:
        """Take an update in."""
        self._meters.count_update(platform_of(update), update.__class__.__name__)
        if isinstance(update, MessagePosted) and self._lanes.idle(update.chat) and self._ordinary(update):
            await responder.done()
            return
        await self._lanes.run(lane_of(update), lambda: self._handle(update, responder))

    async def settle(self) -> None:
        """Wait until everything taken in is handled."""
        await self._lanes.settle()

    def _ordinary(self, update: MessagePosted) -> bool:
        """Finish with a message that needs nothing, from memory alone; False when it needs a closer look."""
        if update.space is None or not update.actor.person:
            return False
        community = self._registry.quick(update.space, update.actor)
        if community is None or self._matters(update):
            return False
        self._registry.wrote(community, update.actor.account, update.at)
        return True

    async def _handle(self, update: Update, responder: Responder) -> None:
        begin = perf_counter()
        for step in (partial(self._take, update, responder), responder.done):
            try:
                await step()
            except Exception:
                self._incident(update)
        self._meters.time_handler(self._name(update), perf_counter() - begin)

    async def _take(self, update: Update, responder: Responder) -> None:
        try:
            if self._first_time(update):
                await self._route(update, responder)
        except AlreadyDone:
            log.debug("done before the restart", update=type(update).__name__)
        except PlatformError as error:
            # The platform did not even tell who they are.
            self._refused(update, error)
            await self._apologise(update, responder, "platform-refused")
        except StorageError as error:
            self._outages.note(error)
            await self._apologise(update, responder, "storage-failed")

    async def _apologise(self, update: Update, responder: Responder, key: str) -> None:
        """Say something to whoever waits for an answer, before it is known who they are."""
        if isinstance(update, CommandInvoked | ButtonPressed | FormSubmitted):
            locale = language_of(update.actor.locale) or DEFAULT
            with suppress(PlatformError):  # the same one, most likely
                await responder.answer(Reply(resolve(doc(Msg(key)), locale)), locale)

    def _refused(self, update: Update, error: PlatformError) -> None:
        kind = type(error).__name__
        self._meters.count_platform_error(platform_of(update), kind)
        log.warning("platform refused", update=type(update).__name__, error=kind, detail=error.detail)

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

    def _incident(self, update: Update) -> str:
        incident = new_incident()
        self.faults += 1
        with unsaid(*said_in(update)):
            log.exception("fault", incident=incident, update=type(update).__name__)
        return incident

    async def _route(self, update: Update, responder: Responder) -> None:
        match update:
            case MessagePosted():
                if not self._ordinary(update):
                    await self._message(update, responder)
            case MessageEdited(now):
                await self._guarded(await self._reception.call(door_of(now), ranked=self._matters(now)), now)
            case CommandInvoked():
                await self._command(update, responder)
            case FormSubmitted():
                filled = CommandInvoked(
                    update.id, update.at, update.space, update.chat, update.actor, update.action, update.fields
                )
                await self._command(filled, responder)
            case ButtonPressed():
                call = await self._reception.call(Door(update.chat, update.space, update.actor, update.message))
                await self._answer(update, responder, call, lambda: self._invocations.press(call, update))
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
            case MemberLeft() | ReactionChanged() | AccessChanged():
                log.debug("noted", update=type(update).__name__)
            case _:
                assert_never(update)

    async def _guarded(self, call: Call, message: MessagePosted) -> bool:
        """Let moderation look; True when it stopped the message."""
        if call.home is None or call.private or not message.actor.person:
            return False
        verdicts = self._guard.inspect(call.home.id, message, call.access)
        return bool(verdicts) and await self._guard.act(call, message, verdicts)

    def _matters(self, message: MessagePosted) -> bool:
        """Tell whether anybody has something to do about a message, so that its author's access is worth asking for."""
        if message.space is None or self._invocations.answers(message) is not None:
            return True
        community = self._registry.community_of(message.space)
        if community is not None and message.actor.person and self._guard.inspect(community, message, Access.MEMBER):
            return True
        return any(o.wants(message) for o in self._observers)

    async def _message(self, update: MessagePosted, responder: Responder) -> None:
        call = await self._reception.call(door_of(update), ranked=self._matters(update))
        if await self._guarded(call, update):
            return
        if call.home is not None and update.actor.person and not call.private:
            self._registry.wrote(call.home.id, update.actor.account, update.at)
        dialogue = self._invocations.answers(update)
        if is_stale(update, call.now):
            responder = Silence()  # what is said still counts
        elif dialogue is not None:
            open_question = dialogue
            await self._answer(
                update, responder, call, lambda: self._invocations.answer(call, open_question, update.text)
            )
        elif call.private and update.actor.person:
            await self._answer(update, responder, call, _hello)
        for observer in self._observers if dialogue is None and not call.private else ():
            if observer.wants(update):
                part = type(observer).__name__
                await self._answer(update, responder, call, partial(observer.on_message, call, update), part)

    async def _command(self, update: CommandInvoked, responder: Responder) -> None:
        call = await self._reception.call(
            Door(update.chat, update.space, update.actor, update.message, update.reply_to)
        )
        if update.message is not None and update.options is None:
            # A command is a message too: its words pass the same rules.
            said = MessagePosted(
                update.id, update.at, update.space, update.chat, update.actor, update.message, "/" + update.line
            )
            if await self._guarded(call, said):
                return
        if is_stale(update, call.now):
            log.warning("a command from a while ago is not answered", sent=update.at.isoformat())
            return
        await self._answer(update, responder, call, lambda: self._invocations.command(call, update))

    async def _answer(
        self,
        update: Update,
        responder: Responder,
        call: Call,
        run: Callable[[], Awaitable[Reply | None]],
        part: str = "",
    ) -> None:
        """Run a handler and send what it answers; a refusal is an answer too, and a fault shows its id only."""
        try:
            with once(name_of(update) + part):
                answer = worded(await run(), call)
        except AlreadyDone as done:
            answer = worded(reply(msg("done-before-restart")) if done.first else None, call)
        except Refused as refused:
            text = reply(Msg(refused.key, refused.values), *refused.hints, buttons=refused.buttons)
            answer = worded(text, call)
        except PlatformError as error:
            self._refused(update, error)
            answer = worded(reply(msg("platform-refused")), call)
        except StorageError as error:
            self._outages.note(error)
            answer = worded(reply(msg("storage-failed")), call)
        except Exception:
            answer = worded(reply(msg("fault", incident=Code(self._incident(update)))), call)
        if answer is not None:
            await self._say(update, responder, call, *answer)

    async def _say(self, update: Update, responder: Responder, call: Call, answer: Reply, locale: str) -> None:
        try:
            await responder.answer(answer, locale)
        except (RateLimited, Unavailable) as error:
            if isinstance(error, Unknown):
                raise  # it may be there
            await self._afterwards.answer(call, id_of(update), answer, locale)


async def _hello() -> Reply:
    return reply(msg("private-hello"))
