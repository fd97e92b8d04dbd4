"""Keep a mute or ban in force for somebody who left and came back: no platform is relied upon to remember it."""

from typing import Protocol

from bot.call import Call
from bot.ids import AccountRef, CommunityId, MemberId
from bot.moderation.model import Kind, Sanction
from bot.moderation.sanctions import Sanctions
from bot.moderation.store import SanctionStore
from bot.ports import Transactions, Tx
from bot.updates import MemberJoined
from bot.watchers import Arrivals


class Told(Protocol):
    """Know which arrivals were told before."""

    async def told(self, tx: Tx, community: CommunityId, account: AccountRef, update: str) -> bool:
        """Tell whether somebody was muted because of this very update."""


class Returns:
    """Look at everybody who comes before they are greeted. `arrivals` greets."""

    def __init__(
        self, store: SanctionStore, transactions: Transactions, sanctions: Sanctions, told: Told, arrivals: Arrivals
    ) -> None:
        self._store = store
        self._transactions = transactions
        self._sanctions = sanctions
        self._told = told
        self._arrivals = arrivals

    async def on_joined(self, call: Call, update: MemberJoined) -> None:
        """Carry out again what is in force for somebody; whoever is banned is not greeted."""
        community, member = call.community.id, call.person.member
        async with self._transactions.read() as tx:
            found = await self._in_force(tx, community, member)
        if found is not None:
            async with self._transactions.begin() as tx:
                await self._store.take_turns(tx, community, member)
                found = await self._in_force(tx, community, member)
                told = await self._told.told(tx, community, call.account, update.id)
                if found is not None and not told:
                    # The update's own id as the mark: told again after a kill -9, it is done once.
                    await self._sanctions.again(tx, found, update.space, call.account, update.id)
        if found is None or found.kind is not Kind.BAN:
            await self._arrivals.on_joined(call, update)

    async def _in_force(self, tx: Tx, community: CommunityId, member: MemberId) -> Sanction | None:
        banned = await self._store.find_sanction(tx, community, member, Kind.BAN)
        return banned or await self._store.find_sanction(tx, community, member, Kind.MUTE)
