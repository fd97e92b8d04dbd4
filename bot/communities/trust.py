"""Remember who is trusted."""

from dataclasses import replace

from bot.communities.directory import Directory
from bot.ids import CommunityId, MemberId
from bot.ports import Tx


class Trusted:
    """Change whom a community trusts, through the directory: it counts from the commit on, in every process."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    async def trust(self, tx: Tx, community: CommunityId, member: MemberId, *, trusted: bool) -> bool:
        """Trust somebody, or no longer; False when it was so before."""
        held = await self._directory.load_member(tx, community, member)
        if held.trusted is trusted:
            return False
        await self._directory.save_member(tx, replace(held, trusted=trusted))
        return True
