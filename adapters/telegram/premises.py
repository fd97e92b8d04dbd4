"""Open and close Telegram's groups."""

import json
from datetime import timedelta

import telegram

from bot.errors import Rejected
from bot.ids import ChatRef, SpaceRef

from .errors import translated

# What a closed chat leaves as it was is everything else: inviting, pinning, reacting.
# https://core.telegram.org/bots/api#chatpermissions
WRITING = "can_send_"
PREVIEWS = "can_add_web_page_previews"


class TelegramPremises:
    """The Premises port. Administrators write in a closed group as before; a topic cannot be closed for others only."""

    def __init__(self, bot: telegram.Bot) -> None:
        self._bot = bot

    async def state(self, space: SpaceRef, chat: ChatRef) -> str | None:
        """Write the group's permissions down."""
        return None if chat.topic else json.dumps(await self._permissions(chat), sort_keys=True)

    async def close(self, space: SpaceRef, chat: ChatRef) -> None:
        """Take the permissions to write from everybody."""
        before = await self._permissions(chat)
        await self._allow(chat, {n: v and not n.startswith(WRITING) and n != PREVIEWS for n, v in before.items()})

    async def reopen(self, space: SpaceRef, chat: ChatRef, state: str) -> None:
        """Give everybody the permissions there were."""
        await self._allow(chat, json.loads(state))

    async def slow(self, space: SpaceRef, chat: ChatRef, pause: timedelta) -> None:
        """Refuse: Telegram lets no bot do that."""
        raise Rejected("Telegram lets no bot slow a chat down")

    async def _permissions(self, chat: ChatRef) -> dict[str, bool]:
        with translated():
            there = (await self._bot.get_chat(int(chat.id))).permissions
        # What the library does not know yet comes along in `api_kwargs`, and to_dict gives it back.
        return there.to_dict() if there is not None else {}

    async def _allow(self, chat: ChatRef, permissions: dict[str, bool]) -> None:
        with translated():
            given = telegram.ChatPermissions.de_json(permissions, self._bot)
            await self._bot.set_chat_permissions(int(chat.id), given, use_independent_chat_permissions=True)
