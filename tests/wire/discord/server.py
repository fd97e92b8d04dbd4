"""Pretend to be Discord: REST and gateway on 127.0.0.1, as far as the bot's everyday goes.

Reusable by any test that runs the bot, in the same process or another:

    async with DiscordServer() as discord:
        guild = discord.add_guild("Club")
        anna = discord.add_member(guild, "Anna")
        ...                                     # start the bot with discord.api_base_url and discord.gateway_url
        exchange = await discord.slash(anna, guild.channels[0], "rules show")
        await discord.until(lambda: exchange.texts)
"""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Self

from aiohttp import web

from . import incidents as incidents  # declares its routes
from .exchange import Exchange
from .gateway import Gateway
from .rest import add_routes
from .world import ALL_PERMISSIONS, Channel, Guild, Json, Member, User, new_message, snowflake

SUBCOMMAND, USER_OPTION = 1, 6


class DiscordServer:
    """The pretended Discord and the people on it."""

    def __init__(self, *, token: str = "wire-token", allowed_intents: int = (1 << 53) - 1) -> None:
        self.token = token
        self.bot = User("Hearth", bot=True)
        self.application_id = self.bot.id
        self.flags = 0  # of the application: which privileged intents are on
        self.allowed_intents = allowed_intents
        self.guilds: dict[int, Guild] = {}
        self.users: dict[int, User] = {self.bot.id: self.bot}
        self.channels: dict[int, Channel] = {}
        self.commands: dict[int | None, list[Json]] = {}
        self.exchanges: dict[str, Exchange] = {}
        self.requests: list[tuple[str, str, Any]] = []
        self.unknown_routes: list[str] = []
        self.gateway = Gateway(self)
        self._changed = asyncio.Condition()
        self._runner: web.AppRunner | None = None
        self.api_base_url = self.gateway_url = ""

    async def __aenter__(self) -> Self:
        await self._listen(0)
        return self

    async def _listen(self, port: int) -> None:
        app = web.Application()
        app.router.add_get("/gateway/", self.gateway.serve)
        app.router.add_get("/gateway", self.gateway.serve)
        add_routes(app, self)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        port = self._runner.addresses[0][1]
        self.api_base_url = f"http://127.0.0.1:{port}/api/v10"
        self.gateway_url = f"ws://127.0.0.1:{port}/gateway"

    async def goes_away(self) -> None:
        """Answer nobody any more: no connection is taken, and those that are open break."""
        assert self._runner is not None
        await self.gateway.close()
        await self._runner.cleanup()

    async def comes_back(self) -> None:
        """Answer again, at the same address; nobody knows the session of before any more."""
        await self._listen(int(self.gateway_url.split(":")[2].partition("/")[0]))

    async def __aexit__(self, *_: object) -> None:
        await self.gateway.close()
        if self._runner is not None:
            await self._runner.cleanup()

    # The people and places

    def add_guild(self, name: str, *, owner: str = "Olga", locale: str = "en-US") -> Guild:
        """Make a server with the bot (as administrator), an owner and one channel."""
        user = self._user(owner)
        guild = Guild(name, user, locale)
        self.guilds[guild.id] = guild
        guild.members[user.id] = Member(guild, user, 0)
        guild.members[self.bot.id] = Member(guild, self.bot, 1 << 3)
        self.add_channel(guild, "general")
        return guild

    def add_channel(self, guild: Guild, name: str) -> Channel:
        """Make a text channel, before the bot connects."""
        channel = Channel(name, guild)
        guild.channels.append(channel)
        self.channels[channel.id] = channel
        return channel

    def add_member(self, guild: Guild, name: str, *, permissions: int = 0) -> Member:
        """Make a member, before the bot connects; `join` is for later."""
        member = Member(guild, self._user(name), permissions)
        guild.members[member.user.id] = member
        return member

    def direct(self, user: User) -> Channel:
        """Find or make the private conversation of somebody with the bot."""
        for channel in self.channels.values():
            if channel.recipient is user:
                return channel
        channel = Channel("", None, user)
        self.channels[channel.id] = channel
        return channel

    def _user(self, name: str) -> User:
        for user in self.users.values():
            if user.name == name:
                return user
        user = User(name)
        self.users[user.id] = user
        return user

    # What people do

    async def join(self, guild: Guild, name: str, *, pending: bool = False) -> Member:
        """Let somebody come."""
        member = self.add_member(guild, name)
        member.pending = pending
        await self.gateway.send("GUILD_ROLE_CREATE", {"guild_id": str(guild.id), "role": guild.roles()[-1]})
        await self.gateway.send("GUILD_MEMBER_ADD", member.payload() | {"guild_id": str(guild.id)})
        return member

    async def say(self, member: Member | User, channel: Channel, text: str, *, reply_to: Json | None = None) -> Json:
        """Write a message as somebody."""
        user = member.user if isinstance(member, Member) else member
        body: Json = {"content": text}
        if reply_to is not None:
            body["message_reference"] = {"message_id": reply_to["id"], "channel_id": reply_to["channel_id"], "type": 0}
        message = new_message(channel, user, body)
        message["mentions"] = [u.payload() for u in self.users.values() if f"<@{u.id}>" in text]
        if isinstance(member, Member):
            message["member"] = member.payload(with_user=False)
        extra = {"referenced_message": reply_to} if reply_to is not None else {}
        await self.gateway.send("MESSAGE_CREATE", message | extra)
        return message

    async def slash(
        self, member: Member | User, channel: Channel, words: str, /, *, locale: str = "en-US", **options: Any
    ) -> Exchange:
        """Give a slash command as somebody; a Member as a value picks them."""
        first, *rest = words.split(" ")
        typed = [{"name": n, "type": _option_type(v), "value": _option_value(v)} for n, v in options.items()]
        for word in reversed(rest):
            typed = [{"name": word, "type": SUBCOMMAND, "options": typed}]
        picked = [v for v in options.values() if isinstance(v, Member)]
        resolved: Json = {
            "users": {str(m.id): m.user.payload() for m in picked},
            "members": {
                str(m.id): m.payload(with_user=False) | {"permissions": str(m.all_permissions)} for m in picked
            },
        }
        data: Json = {"id": str(snowflake()), "name": first, "type": 1, "options": typed}
        return await self._interact(2, member, channel, data | ({"resolved": resolved} if picked else {}), locale)

    async def press(self, member: Member | User, message: Json, label: str, *, locale: str = "en-US") -> Exchange:
        """Press the button that begins with these words."""
        buttons = [b for row in message["components"] for b in row["components"]]
        button = next(b for b in buttons if b["label"].startswith(label))
        data = {"custom_id": button["custom_id"], "component_type": 2}
        channel = self.channels[int(message["channel_id"])]
        return await self._interact(3, member, channel, data, locale, source=message)

    async def fill_in(
        self, member: Member | User, shown: Exchange, *, locale: str = "en-US", **fields: str
    ) -> Exchange:
        """Send the form that an exchange opened."""
        assert shown.modal is not None
        labels = [
            {"type": 18, "component": {"type": 4, "custom_id": name, "value": value}} for name, value in fields.items()
        ]
        data = {"custom_id": shown.modal["custom_id"], "components": labels}
        return await self._interact(5, member, shown.channel, data, locale)

    async def _interact(
        self,
        kind: int,
        member: Member | User,
        channel: Channel,
        data: Json,
        locale: str,
        source: Json | None = None,
    ) -> Exchange:
        user = member.user if isinstance(member, Member) else member
        exchange = Exchange(kind, user, channel, source)
        self.exchanges[exchange.token] = exchange
        payload: Json = {
            "id": str(exchange.id),
            "application_id": str(self.application_id),
            "type": kind,
            "token": exchange.token,
            "version": 1,
            "data": data,
            "channel_id": str(channel.id),
            "channel": channel.payload(),
            "locale": locale,
            "entitlements": [],
            "authorizing_integration_owners": {},
            "context": 0 if channel.guild else 1,
            "attachment_size_limit": 10 << 20,
            "app_permissions": str(ALL_PERMISSIONS),
        }
        if isinstance(member, Member):
            payload["guild_id"] = str(member.guild.id)
            payload["member"] = member.payload() | {"permissions": str(member.all_permissions)}
        else:
            payload["user"] = user.payload()
        if source is not None:
            payload["message"] = source
        await self.gateway.send("INTERACTION_CREATE", payload)
        return exchange

    # Waiting

    async def notify(self) -> None:
        """Wake everybody who waits for something to happen."""
        async with self._changed:
            self._changed.notify_all()

    async def until(self, happened: Callable[[], object], *, within: float = 10.0) -> None:
        """Wait until something is so; at most `within` seconds. Raises TimeoutError."""
        async with asyncio.timeout(within), self._changed:
            await self._changed.wait_for(lambda: bool(happened()))

    def now(self) -> str:
        """Give this moment as the API writes it."""
        return datetime.now(UTC).isoformat()


def _option_type(value: Any) -> int:
    if isinstance(value, Member):
        return USER_OPTION
    return 5 if isinstance(value, bool) else 4 if isinstance(value, int) else 3


def _option_value(value: Any) -> Any:
    return str(value.id) if isinstance(value, Member) else value
