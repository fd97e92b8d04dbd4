"""Run the Discord side: log in, connect, stay connected, stop."""

import asyncio
from collections.abc import Callable

import discord
import structlog

from bot.commands import CommandTable
from bot.config import BadConfig, DiscordSettings
from bot.errors import Unavailable
from bot.ports import Clock, Responder
from bot.updates import Update

from .addresses import use_api, use_gateway
from .client import HearthClient
from .commands import build_commands
from .errors import NETWORK_FAULTS
from .interactions import Interactions, Submit
from .messenger import DiscordMessenger
from .ports import make_ports
from .rights import invite_link
from .sync import sync_commands

log = structlog.get_logger()

PORTAL = "https://discord.com/developers/applications → your application → Bot → Privileged Gateway Intents"


class DiscordPlatform:
    """Discord as the app sees it."""

    def __init__(self, settings: DiscordSettings, table: CommandTable, submit: Submit, clock: Clock) -> None:
        self._settings = settings
        self._table = table
        self._hand_in = submit
        self._receiving = True
        self._clock = clock
        self._messenger = DiscordMessenger(lambda: self.client, clock)
        self._interactions = Interactions(table, self._submit, self._messenger, clock)
        self._running: asyncio.Task[None] | None = None
        self._ready = asyncio.Event()
        self._undo_api: Callable[[], None] | None = None
        self.ports = make_ports(self._messenger, lambda: self.client, clock)
        self.client: discord.Client = self._make_client(message_content=True)

    def _make_client(self, *, message_content: bool) -> HearthClient:
        return HearthClient(
            self._submit,
            self._interactions,
            self._messenger,
            self._clock,
            self._tell_commands,
            self._on_ready,
            message_content=message_content,
        )

    async def _submit(self, update: Update, responder: Responder) -> None:
        if self._receiving:
            await self._hand_in(update, responder)

    def _on_ready(self) -> None:
        if not self.client.guilds and self.client.application_id:
            log.warning("discord_on_no_server", invite=invite_link(self.client.application_id))
        self._ready.set()

    async def _tell_commands(self, client: discord.Client) -> None:
        await sync_commands(client, build_commands(self._table), self._settings.guild_ids)

    async def start(self) -> None:
        """Log in, connect in the background, and return once the servers are known.

        Raises BadConfig when Discord does not take the token or a privileged intent is off, Unavailable when it cannot
        be reached now.
        """
        if self._settings.api_base_url:
            self._undo_api = use_api(self._settings.api_base_url)
        try:
            await self._log_in()
            self._running = asyncio.create_task(self._stay_connected(), name="discord")
            await self._wait_until_ready(self._running)
        except BaseException:
            await self.stop()
            raise
        self._running.add_done_callback(_tell_end)

    async def stop_receiving(self) -> None:
        """Take no more updates; what was taken can still be answered."""
        self._receiving = False

    async def stop(self) -> None:
        """Close the connection and forget where discord.py was pointed at."""
        await self.client.close()
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)
            self._running = None
        if self._undo_api is not None:
            self._undo_api()
            self._undo_api = None

    async def _log_in(self) -> None:
        token = self._settings.token
        if token is None:
            raise BadConfig("discord.token: is not set")
        try:
            await self.client.login(token.get_secret_value())
        except discord.LoginFailure as error:
            raise BadConfig(f"discord.token: Discord does not accept it ({error})") from error
        except (discord.DiscordServerError, *NETWORK_FAULTS) as error:
            raise Unavailable(f"Discord cannot be reached: {error}") from error
        if self._settings.gateway_url:
            use_gateway(self.client, self._settings.gateway_url)

    async def _stay_connected(self) -> None:
        try:
            await self.client.connect()
        except discord.PrivilegedIntentsRequired:
            flags = self.client.application_flags
            if flags.gateway_message_content or flags.gateway_message_content_limited:
                raise BadConfig(f"discord: switch on the Server Members Intent ({PORTAL})") from None
            log.error("discord_without_message_content", hint=f"switch on the Message Content Intent ({PORTAL})")
            await self._connect_without_content()

    async def _connect_without_content(self) -> None:
        # Commands, buttons, joins and events need no message content; rules about what is written do.
        await self.client.close()
        self.client = self._make_client(message_content=False)
        await self._log_in()
        try:
            await self.client.connect()
        except discord.PrivilegedIntentsRequired:
            raise BadConfig(
                f"discord: switch on the Server Members Intent and the Message Content Intent ({PORTAL})"
            ) from None

    async def _wait_until_ready(self, running: asyncio.Task[None]) -> None:
        # Not the client's own wait: another client may have to take over on the way.
        ready = asyncio.create_task(self._ready.wait())
        try:
            await asyncio.wait({running, ready}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ready.cancel()
            await asyncio.gather(ready, return_exceptions=True)
        if running.done():
            running.result()
            raise Unavailable("Discord closed the connection")


def _tell_end(running: asyncio.Task[None]) -> None:
    if not running.cancelled() and (error := running.exception()):
        log.critical("discord_stopped", error=str(error))
