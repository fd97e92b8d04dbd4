"""Tell people privately what was done about them, in their language; before they are removed, where possible."""

from collections import deque
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.audience import Addressees
from bot.call import Call, Person
from bot.deliveries import NO_TIME, Outbox
from bot.ids import AccountRef
from bot.moderation.model import Case, Done, Kind
from bot.moderation.settings import ModerationSettings, Settings
from bot.moderation.views import show_personal
from bot.outgoing import Priority
from bot.ports import Tx

# Once somebody is gone, Discord lets nobody write to them. So the message goes first, and the removal waits for it,
# this long at most.
HELD = timedelta(seconds=2)
LIFE = timedelta(days=1)  # what could not be said by then is found in the chat

# Bots that write to many strangers at once are taken for spammers themselves: when rules act in such numbers, the
# notice in the chat has to do.
AUTOMATIC, WITHIN = 20, timedelta(minutes=10)

TOLD = frozenset({Kind.DELETE, Kind.WARN, Kind.MUTE, Kind.KICK, Kind.BAN})


class Notices:
    """Write to people in the transaction that opens their case."""

    def __init__(self, outbox: Outbox, people: Addressees, settings: Settings) -> None:
        self._outbox = outbox
        self._people = people
        self._settings = settings
        self._automatic: deque[datetime] = deque(maxlen=AUTOMATIC)

    def delay(self, call: Call, person: Person, case: Case) -> timedelta:
        """Say how long a removal is held, for the person to be told first."""
        removes = case.kind in (Kind.KICK, Kind.BAN)
        return HELD if removes and self._account(call, person) is not None and self._may(call, case) else NO_TIME

    async def tell(self, tx: Tx, call: Call, done: Done, held: Sequence[str]) -> None:
        """Tell somebody what was done, why, for how long, and how to appeal; `held` are the acts that wait for it."""
        case, account = done.case, self._account(call, done.person)
        if case.kind not in TOLD or account is None or not self._may(call, case):
            return
        if case.rule is not None:
            if case.kind is Kind.DELETE:
                return  # rules may delete many messages in a row; the chat is told, for a moment
            self._automatic.append(call.now)
        reader = await self._people.reader(tx, case.community, case.member, account)
        days = self._settings.of(case.community, ModerationSettings).appeal_days
        await self._outbox.send(
            tx,
            account,
            show_personal(done, call.community.name, reader.zone, days),
            locale=reader.locale,
            key=f"case-told:{case.id}",
            priority=Priority.ANSWER,
            until=call.now + LIFE,
            before=held,
        )

    def _account(self, call: Call, person: Person) -> AccountRef | None:
        """Choose where to write: on the platform where it happened, if they are there."""
        if not person.human:
            return None
        here = [a for a in person.accounts if a.platform is call.platform]
        return next(iter((*here, *person.accounts)), None)

    def _may(self, call: Call, case: Case) -> bool:
        crowded = len(self._automatic) == AUTOMATIC and call.now - self._automatic[0] < WITHIN
        return case.rule is None or not crowded
