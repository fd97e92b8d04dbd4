"""Where raids stand among others: before newcomers are greeted, and behind who punishes messages."""

from collections.abc import Sequence
from dataclasses import replace

from bot.call import Call
from bot.moderation.guard import Punisher
from bot.moderation.model import Merged, Verdict
from bot.moderation.raid.watch import RaidWatch
from bot.moderation.service import Done
from bot.updates import MemberJoined, MessagePosted
from bot.watchers import Arrivals


class RaidArrivals:
    """Look at newcomers before they are greeted; whoever is held is noted, and greeted once they are let in."""

    def __init__(self, raids: RaidWatch, arrivals: Arrivals) -> None:
        self._raids = raids
        self._arrivals = arrivals

    async def on_joined(self, call: Call, update: MemberJoined) -> None:
        """Somebody came."""
        held = await self._raids.on_joined(call, update)
        await self._arrivals.on_joined(call, replace(update, greet=False) if held else update)


class RaidAlarm:
    """Carry verdicts out as `punisher` does, and tell whose messages were punished."""

    def __init__(self, raids: RaidWatch, punisher: Punisher) -> None:
        self._raids = raids
        self._punisher = punisher

    async def punish(self, call: Call, message: MessagePosted, merged: Merged, *, removed: bool) -> Done | None:
        """Carry a verdict out and say so in the chat; None when that was done before."""
        done = await self._punisher.punish(call, message, merged, removed=removed)
        if done is not None and merged.verdict.measure.action.deletes:
            await self._raids.on_condemned(call, message)
        return done

    async def log(self, call: Call, message: MessagePosted, verdicts: Sequence[Verdict]) -> None:
        """Tell the log chat what rules found that is not acted on."""
        await self._punisher.log(call, message, verdicts)
