"""Run what answers an update, and send the answer: the one boundary where a refusal becomes an answer, and a fault an
incident id."""

from collections.abc import Awaitable, Callable
from contextlib import suppress

import structlog

from bot.afterwards import Afterwards
from bot.call import Call
from bot.content import Code, Msg, Reply, doc, msg, reply
from bot.errors import PlatformError, RateLimited, Refused, StorageError, Unavailable, Unknown
from bot.logs import new_incident
from bot.meters import Meters
from bot.once import AlreadyDone, once
from bot.outages import Outages
from bot.ports import Responder
from bot.sorting import id_of, name_of, platform_of, said_in
from bot.texts import DEFAULT, language_of, resolve
from bot.tracebacks import unsaid
from bot.updates import ButtonPressed, CommandInvoked, FormSubmitted, Update
from bot.wording import worded

log = structlog.get_logger()


class Answering:
    """Answer updates. `faults` counts what went wrong on our side (refusals are not faults)."""

    def __init__(self, afterwards: Afterwards, outages: Outages, meters: Meters) -> None:
        self._afterwards = afterwards
        self._outages = outages
        self._meters = meters
        self.faults = 0

    async def answer(
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
            self.refused(update, error)
            answer = worded(reply(msg("platform-refused")), call)
        except StorageError as error:
            self._outages.note(error)
            answer = worded(reply(msg("storage-failed")), call)
        except Exception:
            answer = worded(reply(msg("fault", incident=Code(self.incident(update)))), call)
        if answer is not None:
            await self._say(update, responder, call, *answer)

    async def _say(self, update: Update, responder: Responder, call: Call, answer: Reply, locale: str) -> None:
        try:
            await responder.answer(answer, locale)
        except (RateLimited, Unavailable) as error:
            if isinstance(error, Unknown):
                raise  # it may be there
            await self._afterwards.answer(call, id_of(update), answer, locale)

    async def apologise(self, update: Update, responder: Responder, key: str) -> None:
        """Say something to whoever waits for an answer, before it is known who they are."""
        if isinstance(update, CommandInvoked | ButtonPressed | FormSubmitted):
            locale = language_of(update.actor.locale) or DEFAULT
            with suppress(PlatformError):  # the same one, most likely
                await responder.answer(Reply(resolve(doc(Msg(key)), locale)), locale)

    def refused(self, update: Update, error: PlatformError) -> None:
        """Note what a platform did not let us do."""
        kind = type(error).__name__
        self._meters.count_platform_error(platform_of(update), kind)
        log.warning("platform refused", update=type(update).__name__, error=kind, detail=error.detail)

    def incident(self, update: Update) -> str:
        """Log the exception at hand with an id of its own, and give that."""
        incident = new_incident()
        self.faults += 1
        with unsaid(*said_in(update)):
            log.exception("fault", incident=incident, update=type(update).__name__)
        return incident
