"""Read files that people sent."""

from collections.abc import Callable

import discord

from .errors import translated


class DiscordFiles:
    """The Files port."""

    def __init__(self, client: Callable[[], discord.Client]) -> None:
        self._client = client

    async def fetch(self, ref: str, limit: int) -> bytes:
        """Read a file by its address, which Discord gave with its size: longer ones are not asked for."""
        with translated():
            return (await self._client().http.get_from_cdn(ref))[: limit + 1]
