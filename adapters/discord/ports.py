"""Put Discord's ports together."""

from collections.abc import Callable
from datetime import timedelta

import discord

from bot.ids import Platform
from bot.ports import Clock, Features, Ports

from .archive import DiscordArchive
from .files import DiscordFiles
from .incidents import DiscordIncidents
from .messenger import DiscordMessenger
from .moderator import LONGEST_TIMEOUT, DiscordModerator
from .premises import DiscordPremises
from .roster import DiscordRoster

# Five edits in five seconds is what a channel commonly takes; rosters stay well below.
EDIT_INTERVAL = timedelta(seconds=2)


def make_ports(messenger: DiscordMessenger, client: Callable[[], discord.Client], clock: Clock) -> Ports:
    """Make the ports. `client` gives the client of the moment: another one takes over when an intent is missing."""
    return Ports(
        Platform.DISCORD,
        Features(
            forms=True,
            ephemeral=True,
            edit_interval=EDIT_INTERVAL,
            max_restriction=LONGEST_TIMEOUT,
            dedupes=True,
            slows=True,
        ),
        messenger,
        DiscordModerator(client, clock),
        DiscordRoster(client, clock),
        premises=DiscordPremises(client),
        files=DiscordFiles(client),
        incidents=DiscordIncidents(client, clock),
        archive=DiscordArchive(client),
    )
