"""Notice that rights which Hearth needs were taken from it, and see to it that the admins hear of it."""

import structlog

from bot.communities.complaints import Complaints
from bot.communities.directory import Directory
from bot.ports import Transactions
from bot.updates import Right, RightsLost

log = structlog.get_logger()


class RightsWatch:
    """Hear what was taken."""

    def __init__(self, complaints: Complaints, directory: Directory, transactions: Transactions) -> None:
        self._complaints = complaints
        self._directory = directory
        self._transactions = transactions

    async def on_lost(self, update: RightsLost) -> None:
        """Tell a community, once, what does not work any more."""
        space = self._directory.space(update.space)
        if space is None:
            return
        # Whoever was removed, or may not write, has nothing else to ask for first.
        gone = update.lost & {Right.PRESENCE, Right.WRITE}
        lost = frozenset({Right.PRESENCE}) if Right.PRESENCE in gone else update.lost
        log.warning("rights taken away", space=space.ref.id, title=space.title, rights=sorted(lost))
        async with self._transactions.begin() as tx:
            key = f"rights:{update.space.platform}:{update.space.id}:{update.id}"
            if not await self._complaints.powerless(tx, space, lost, key, there=not gone):
                log.error("nobody can be told that rights were taken away", space=space.ref.id, rights=sorted(lost))
