"""Find a server the bot is on."""

import discord

from bot.errors import Gone, Unavailable
from bot.ids import SpaceRef


def find_guild(client: discord.Client, space: SpaceRef) -> discord.Guild:
    """Give a server as it is known. Raises Gone where the bot is not on it, Unavailable while it has an outage."""
    guild = client.get_guild(int(space.id))
    if guild is None:
        raise Gone(f"the bot is not on the server {space.id}")
    if guild.unavailable:
        raise Unavailable(f"the server {space.id} has an outage")
    return guild
