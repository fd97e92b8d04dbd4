"""Look back at what stands in a channel of Discord."""

from collections.abc import AsyncIterator, Callable, Sequence

import discord

from bot.ids import ChatRef, MessageRef
from bot.ports import Written

from .errors import translated
from .inbound import is_spoken
from .people import account_ref, message_ref

SCANNED = 1_000  # messages looked at for one list, ours and notices among them


class DiscordArchive:
    """The Archive port."""

    def __init__(self, client: Callable[[], discord.Client]) -> None:
        self._client = client

    async def latest(self, chat: ChatRef, most: int) -> Sequence[Written]:
        """List the latest messages of a channel."""
        channel = self._client().get_partial_messageable(int(chat.id))
        return await self._first(channel.history(limit=SCANNED), most)

    async def since(self, message: MessageRef, most: int) -> Sequence[Written]:
        """List a message and those after it; of more than `most`, the first."""
        channel = self._client().get_partial_messageable(int(message.chat.id))
        before = discord.Object(int(message.id) - 1)
        found = await self._first(channel.history(limit=SCANNED, after=before, oldest_first=True), most)
        return found[::-1]

    async def _first(self, messages: AsyncIterator[discord.Message], most: int) -> list[Written]:
        user = self._client().user
        found = list[Written]()
        with translated():
            async for message in messages:
                if is_spoken(message, user.id if user else 0):
                    found.append(_written(message))
                if len(found) >= most:
                    break
        return found


def _written(message: discord.Message) -> Written:
    return Written(
        message_ref(message.channel.id, message.id),
        account_ref(message.author.id),
        message.created_at,
        person=not message.author.bot and message.webhook_id is None,
    )
