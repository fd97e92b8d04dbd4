"""Read files that people sent."""

from collections.abc import Callable
from urllib.parse import urlsplit

import discord

from bot.errors import Forbidden

from .errors import translated

# Where Discord keeps them: https://docs.discord.com/developers/reference#image-formatting
HOSTS = frozenset({"cdn.discordapp.com", "media.discordapp.net"})


class DiscordFiles:
    """Fulfil the port of files."""

    def __init__(self, client: Callable[[], discord.Client]) -> None:
        self._client = client

    async def fetch(self, ref: str, limit: int) -> bytes:
        """Read a file by its address, which Discord gave with its size: longer ones are not asked for."""
        if urlsplit(ref).hostname not in HOSTS:
            raise Forbidden("not a file of Discord's")
        with translated():
            return (await self._client().http.get_from_cdn(ref))[: limit + 1]
