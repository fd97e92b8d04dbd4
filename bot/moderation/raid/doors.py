"""Where raids stand among others: before newcomers are greeted, and behind who punishes messages."""

from dataclasses import replace

from bot.call import Call
from bot.moderation.offences import Hands, Offence, Outcome
from bot.moderation.raid.watch import RaidWatch
from bot.updates import MemberJoined
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
    """Carry verdicts out as `hands` do, and tell whose messages were removed."""

    def __init__(self, raids: RaidWatch, hands: Hands) -> None:
        self._raids = raids
        self._hands = hands

    async def carry(self, call: Call, offence: Offence) -> Outcome:
        """Do it. Messages are removed first, whatever becomes of the rest."""
        outcome = await self._hands.carry(call, offence)
        if not offence.cleanup and offence.measure.action.deletes:
            await self._raids.on_condemned(call)
        return outcome
