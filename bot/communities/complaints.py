"""Say in the chat when the platform did not let us do what was decided there, with what would help."""

from typing import assert_never

from bot.acts import Act, Ban, Delete, Kick, Release, Restrict, Unban
from bot.communities.directory import Directory
from bot.content import Choice, Text, doc, msg
from bot.deliveries import Outbox
from bot.ports import Tx


class Complaints:
    """Write complaints to the outbox."""

    def __init__(self, outbox: Outbox, directory: Directory) -> None:
        self._outbox = outbox
        self._directory = directory

    async def refused(self, tx: Tx, act: Act, delivery: int) -> None:
        """Tell the chat that an act was forbidden; for each delivery once."""
        if isinstance(act, Delete):
            return  # a message that outlived its time limit is nobody's news
        space = self._directory.space(act.space)
        if space is None:
            return
        member = self._directory.held(space.community, act.account)
        name = Text(member.name if member else act.account.id)
        told = doc(msg("act-refused", act=Choice(_verb(act)), who=name))
        locale = space.locale or self._directory.community(space.community).locale
        await self._outbox.send(tx, space.chat, told, locale=locale, key=f"refused:{delivery}")


def _verb(act: Restrict | Release | Kick | Ban | Unban) -> str:
    match act:
        case Restrict():
            return "mute"
        case Release():
            return "unmute"
        case Kick():
            return "kick"
        case Ban():
            return "ban"
        case Unban():
            return "unban"
        case _:
            assert_never(act)
