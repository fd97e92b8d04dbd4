"""Follow a chat that goes on under another id, as Telegram's groups do when they grow."""

from collections.abc import Collection, Mapping

from bot.ids import CommunityId, SpaceRef
from bot.moderation.casebook import log_chat, write_chat
from bot.moderation.locking import LockService
from bot.moderation.settings import Book, RuleSettings
from bot.ports import Tx


class Moving:
    """Change what is kept by chats. `sections` are those of the rules, each with what it holds."""

    def __init__(self, settings: Book, locking: LockService, sections: Mapping[str, type[RuleSettings]]) -> None:
        self._settings = settings
        self._locking = locking
        self._sections = sections

    async def on_moved(self, tx: Tx, community: CommunityId, old: SpaceRef, new: SpaceRef) -> None:
        """Take the log, the locks and the chats that rules spare along; told again, nothing changes."""
        log = log_chat(self._settings, community)
        if log is not None and (log.platform, log.id) == old:
            moved = write_chat(log._replace(id=new.id))
            await self._settings.change(tx, community, "moderation", {"log_chat": moved})
        for section, model in self._sections.items():
            spared = self._settings.of(community, model).exempt_chats
            if old.id in spared:
                await self._settings.change(tx, community, section, {"exempt_chats": _renamed(spared, old.id, new.id)})
        await self._locking.on_moved(tx, community, old, new)


def _renamed(chats: Collection[str], old: str, new: str) -> list[str]:
    return list(dict.fromkeys(new if chat == old else chat for chat in chats))
