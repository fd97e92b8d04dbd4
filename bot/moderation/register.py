"""Read cases: one, the latest, the warnings that count."""

from dataclasses import dataclass

from bot.audience import People
from bot.call import Call, Person
from bot.errors import Refused
from bot.ids import CommunityId, MemberId
from bot.moderation.model import Case, Kind
from bot.moderation.settings import ModerationSettings, Settings
from bot.moderation.store import CaseStore
from bot.moderation.views import Names
from bot.ports import Transactions, Tx

LISTED = 10  # cases that /cases and /warnings show


@dataclass(frozen=True, slots=True)
class Listed:
    """Cases with the people they name; `count` is how many there are in all."""

    cases: tuple[Case, ...]
    names: Names
    count: int


class Register:
    """Look cases up. What takes a Tx reads in the caller's transaction."""

    def __init__(self, store: CaseStore, transactions: Transactions, people: People, settings: Settings) -> None:
        self._store = store
        self._transactions = transactions
        self._people = people
        self._settings = settings

    async def case(self, call: Call, number: int) -> tuple[Case, Names]:
        """Read one case. Raises Refused for a number there is not."""
        async with self._transactions.read() as tx:
            case = await self.numbered(tx, call.community.id, number)
            return case, await self.names(tx, call.community.id, [case])

    async def cases(self, call: Call, person: Person | None) -> Listed:
        """List the latest cases, of everybody or of one person."""
        async with self._transactions.read() as tx:
            member = person.member if person else None
            return await self._listed(tx, call, await self._store.latest(tx, call.community.id, member=member))

    async def warnings(self, call: Call, person: Person | None) -> Listed:
        """List the warnings that count, of everybody or of one person."""
        async with self._transactions.read() as tx:
            return await self._listed(tx, call, await self.counting(tx, call, person.member if person else None))

    async def counting(self, tx: Tx, call: Call, member: MemberId | None) -> list[Case]:
        """List the warnings that count, of everybody or of one member."""
        life = self._settings.of(call.community.id, ModerationSettings).warning_life
        found = await self._store.latest(tx, call.community.id, member=member, kinds=[Kind.WARN], since=call.now - life)
        return [case for case in found if not case.over]

    async def _listed(self, tx: Tx, call: Call, cases: list[Case]) -> Listed:
        shown = cases[:LISTED]
        return Listed(tuple(shown), await self.names(tx, call.community.id, shown), len(cases))

    async def names(self, tx: Tx, community: CommunityId, cases: list[Case]) -> Names:
        """Read everybody whom cases name."""
        named = {m for c in cases for m in (c.member, c.by, *(e.by for e in c.history)) if m is not None}
        return await self._people.load(tx, community, named)

    async def numbered(self, tx: Tx, community: CommunityId, number: int) -> Case:
        """Read a case by its number. Raises Refused for one there is not."""
        case = await self._store.find_numbered(tx, community, number)
        if case is None:
            raise Refused("moderation-unknown-case", number=f"#{number}")
        return case
