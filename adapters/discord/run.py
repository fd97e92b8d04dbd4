"""Run the Discord side: log in, connect, stay connected, stop."""

import asyncio
from collections.abc import Callable

import discord
import structlog

from bot.commands import CommandTable
from bot.config import BadConfig, DiscordSettings
from bot.connection import Connection
from bot.errors import PlatformError, RateLimited, Unavailable
from bot.ids import Platform
from bot.ports import Clock, Responder
from bot.updates import Update

from .addresses import use_api, use_gateway
from .client import HearthClient
from .commands import build_commands
from .errors import translated
from .interactions import Interactions, Submit
from .menu import build_menu
from .messenger import DiscordMessenger
from .ports import make_ports
from .reconnects import ReconnectFilter
from .rights import invite_link
from .sync import sync_commands

log = structlog.get_logger()

PORTAL = "https://discord.com/developers/applications → your application → Bot → Privileged Gateway Intents"


READY_SECONDS = 180.0  # from the login until the servers are known; past it, the connection is made anew
# https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
BAD_TOKEN = 4004


class DiscordPlatform:
    """Discord as the app sees it."""

    def __init__(self, settings: DiscordSettings, table: CommandTable, submit: Submit, clock: Clock) -> None:
        self._settings = settings
        self._table = table
        self._hand_in = submit
        self._receiving = True
        self._clock = clock
        self.connection = Connection(Platform.DISCORD)
        self._messenger = DiscordMessenger(self._connected, clock)
        self._interactions = Interactions(table, self._submit, self._messenger, clock)
        self._running: asyncio.Task[None] | None = None
        self._ready = asyncio.Event()
        self._undo_api: Callable[[], None] | None = None
        self._away: BaseException | None = None  # why the gateway could not be reached
        self._reconnects = ReconnectFilter(lambda: self._running, self._reconnecting)
        self.ports = make_ports(self._messenger, self._connected, clock)
        self.client: discord.Client = self._make_client(message_content=True)

    def _make_client(self, *, message_content: bool) -> HearthClient:
        return HearthClient(
            self._submit,
            self._interactions,
            self._messenger,
            self._clock,
            self._tell_commands,
            self._on_ready,
            self.connection,
            message_content=message_content,
        )

    def _connected(self) -> discord.Client:
        """Give the client of the moment. Raises Unavailable while there is none that knows its servers."""
        if not self._ready.is_set() or self.client.is_closed():
            raise Unavailable("Discord is not connected")
        return self.client

    async def _submit(self, update: Update, responder: Responder) -> None:
        if self._receiving:
            await self._hand_in(update, responder)

    def _on_ready(self) -> None:
        if not self.client.guilds and self.client.application_id:
            log.warning("discord_on_no_server", invite=invite_link(self.client.application_id))
        self._ready.set()

    async def _tell_commands(self, client: discord.Client) -> None:
        told = build_commands(self._table) + build_menu(self._table)
        await sync_commands(client, told, self._settings.guild_ids)

    async def start(self) -> None:
        """Log in, connect in the background, and return once the servers are known.

        Raises BadConfig when Discord does not take the token or a privileged intent is off, Unavailable or RateLimited
        when it cannot be reached now.
        """
        if self.client.is_closed():  # a client lives once
            self.client = self._make_client(message_content=True)
        self._receiving, self._away = True, None
        if self._settings.api_base_url:
            self._undo_api = use_api(self._settings.api_base_url)
        self._reconnects.listen()
        try:
            await self._log_in()
            self._running = asyncio.create_task(self._stay_connected(), name="discord")
            await self._wait_until_ready(self._running)
        except BaseException:
            await self.stop()
            raise
        log.info("discord connected", servers=len(self.client.guilds))

    async def run_until_broken(self) -> None:
        """Wait until the connection ends by itself and raise why."""
        if self._running is not None:
            await asyncio.wait({self._running})
            self._raise_end(self._running)

    async def stop_receiving(self) -> None:
        """Take no more updates; what was taken can still be answered."""
        self._receiving = False

    async def stop(self) -> None:
        """Close the connection and forget where discord.py was pointed at."""
        self._ready.clear()
        await self.client.close()
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)
            self._running = None
        self._reconnects.stop()
        if self._undo_api is not None:
            self._undo_api()
            self._undo_api = None

    def _reconnecting(self, error: BaseException) -> None:
        self._away = error
        self.connection.fails(type(error).__name__, f"the gateway cannot be reached: {error or type(error).__name__}")

    async def _log_in(self) -> None:
        token = self._settings.token
        if token is None:
            raise BadConfig("discord.token: is not set")
        try:
            with translated():
                await self.client.login(token.get_secret_value())
        except discord.LoginFailure as error:
            raise _wrong_token(error) from error
        except RateLimited:
            raise
        except PlatformError as error:
            raise Unavailable(f"cannot be reached: {error.detail}") from error
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
        self._ready.clear()
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
            await asyncio.wait({running, ready}, timeout=READY_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ready.cancel()
            await asyncio.gather(ready, return_exceptions=True)
        if running.done():
            self._raise_end(running)
        if not self._ready.is_set():
            raise Unavailable("the gateway did not say which servers there are")

    def _raise_end(self, running: asyncio.Task[None]) -> None:
        """Say in our words why discord.py gave up."""
        if running.cancelled():
            raise Unavailable("the connection was closed")
        match running.exception():
            case BadConfig() | PlatformError() as error:
                raise error
            case discord.ConnectionClosed() as error if error.code == BAD_TOKEN:
                raise _wrong_token(error) from error
            case error:
                # discord.py stumbles (an AttributeError) when its very first connection to the gateway fails.
                why = self._away or error
                raise Unavailable(f"the connection was closed: {type(why).__name__}: {why}") from error


def _wrong_token(error: Exception) -> BadConfig:
    return BadConfig(f"discord.token: Discord does not accept it ({error}); the developer portal makes a new one")
