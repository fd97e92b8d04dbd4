"""Post in the log what is about nobody in particular: it is no case."""

from bot.call import Call
from bot.content import Doc
from bot.deliveries import Outbox
from bot.moderation.casebook import log_chat
from bot.moderation.settings import Settings
from bot.ports import Tx


class Logbook:
    """Write to the chat where a community keeps its log, if it does."""

    def __init__(self, outbox: Outbox, settings: Settings) -> None:
        self._outbox = outbox
        self._settings = settings

    async def post(self, tx: Tx, call: Call, document: Doc, key: str) -> None:
        """Post, once per key."""
        chat = log_chat(self._settings, call.community.id)
        if chat is not None:
            await self._outbox.send(tx, chat, document, locale=call.community.locale, key=key)
