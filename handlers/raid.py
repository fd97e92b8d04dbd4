"""Raids, as a command and its buttons."""

from typing import Literal

from bot.access import Access
from bot.call import Call
from bot.commands import button, command
from bot.content import Choice, Field, Para, Reply, Span, Time, Title, msg, reply
from bot.errors import Refused
from bot.moderation.raid.model import Decision
from bot.moderation.raid.service import RaidService, State


class RaidHandlers:
    """Turn calls into the verbs of raids."""

    def __init__(self, service: RaidService) -> None:
        self._service = service

    @command("raid", access=Access.MODERATOR)
    async def raid(self, call: Call, mode: Literal["on", "off", "auto"] | None = None) -> Reply:
        """Begin or end a raid by hand, leave it to arrivals, or show how it stands."""
        if mode is None:
            return reply(Title(msg("raid-state")), *_state(await self._service.state(call), call))
        state = await self._service.switch(call, mode)
        return reply(Para(msg("raid-switched", mode=Choice(mode))), *_state(state, call), private=False)

    @button("raid", access=Access.MODERATOR)
    async def decide(self, call: Call, raid: int, decision: str) -> Reply:
        """Let everybody in, ban them, or end the raid."""
        if decision not in tuple(Decision):
            raise Refused("raid-over-long")
        count = await self._service.decide(call, raid, Decision(decision))
        if Decision(decision) is Decision.END:
            return reply(msg("raid-ended"))
        return reply(msg("raid-done", what=Choice(decision), count=count))


def _state(state: State, call: Call) -> list[Para | Field]:
    settings, raid, zone = state.settings, state.raid, call.zone.key
    if raid is not None and state.tally is not None and not raid.dry:
        now = "on" if raid.ended is None else "held"
        shown: list[Para | Field] = [Para(msg("raid-now", state=Choice(now), count=state.tally.held))]
        if raid.ended is None:
            shown.append(Field(msg("raid-until"), Time(raid.until, zone)))
    else:
        shown = [Para(msg("raid-none"))]
    if not settings.on or settings.action == "nothing":
        shown.append(Para(msg("raid-rule-off")))
    elif settings.mode == "off":
        shown.append(Para(msg("raid-mode-off")))
    else:
        dry = Choice("yes" if settings.tells_only else "no")
        takes = msg("raid-takes", dry=dry, count=settings.arrivals, seconds=settings.seconds)
        calm = msg("raid-calm", calm=Span(settings.calm_time), hold=Span(settings.hold_time))
        shown += [Para(takes), Para(calm)]
    return shown
