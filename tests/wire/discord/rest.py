"""The REST side of the pretended Discord."""

import json
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from aiohttp import web

from .exchange import DEFERRED_MESSAGE, DEFERRED_UPDATE, MESSAGE, UPDATE, Exchange, Refusal
from .world import EPHEMERAL, Channel, Guild, Json, new_message

if TYPE_CHECKING:
    from .server import DiscordServer

LOADING = 1 << 7
Answer = Json | list[Json] | None
Handler = Callable[["Rest", web.Request, Any], Awaitable[Answer]]
ROUTES: list[tuple[str, str, Handler]] = []


def route(method: str, path: str) -> Callable[[Handler], Handler]:
    """Declare what answers a route."""

    def mark(handler: Handler) -> Handler:
        ROUTES.append((method, path, handler))
        return handler

    return mark


def add_routes(app: web.Application, server: "DiscordServer") -> None:
    """Serve the routes; one that is not known is recorded and answered with 404."""
    rest = Rest(server)
    for method, path, handler in ROUTES:
        app.router.add_route(method, "/api/v10" + path, rest.serving(handler))
    app.router.add_route("*", "/api/v10/{rest:.*}", rest.serving(Rest.unknown))


async def _body(request: web.Request) -> Any:
    if request.content_type == "application/json":
        return await request.json()
    if request.content_type == "multipart/form-data":
        form = await request.post()
        return json.loads(str(form["payload_json"]))
    return None


def _json(data: Any, status: int = 200) -> web.Response:
    # Without the charset that aiohttp adds: discord.py reads nothing but exactly this as JSON.
    body = json.dumps(data).encode()
    return web.Response(body=body, status=status, headers={"Content-Type": "application/json"})


class Rest:
    """The routes."""

    def __init__(self, server: "DiscordServer") -> None:
        self.server = server

    def serving(self, handler: Handler) -> Callable[[web.Request], Awaitable[web.Response]]:
        """Wrap a route: authorization, the record, errors as Discord writes them."""

        async def serve(request: web.Request) -> web.Response:
            body = await _body(request)
            self.server.requests.append((request.method, request.path.removeprefix("/api/v10"), body))
            try:
                with_token = request.path.startswith(("/api/v10/interactions/", "/api/v10/webhooks/"))
                if not with_token and request.headers.get("Authorization") != f"Bot {self.server.token}":
                    raise Refusal(401, 0, "401: Unauthorized")
                answer = await handler(self, request, body)
            except Refusal as refusal:
                error = {"message": refusal.message, "code": refusal.code}
                return _json(error, refusal.status)
            finally:
                await self.server.notify()
            return web.Response(status=204) if answer is None else _json(answer)

        return serve

    async def unknown(self, request: web.Request, body: Any) -> Answer:
        self.server.unknown_routes.append(f"{request.method} {request.path}")
        raise Refusal(404, 0, "404: Not Found")

    def channel(self, request: web.Request) -> Channel:
        channel = self.server.channels.get(int(request.match_info["channel"]))
        if channel is None:
            raise Refusal(404, 10003, "Unknown Channel")
        return channel

    def message(self, request: web.Request) -> Json:
        message = self.channel(request).messages.get(int(request.match_info["message"]))
        if message is None:
            raise Refusal(404, 10008, "Unknown Message")
        return message

    def guild(self, request: web.Request) -> Guild:
        guild = self.server.guilds.get(int(request.match_info["guild"]))
        if guild is None:
            raise Refusal(404, 10004, "Unknown Guild")
        return guild

    def exchange(self, request: web.Request) -> Exchange:
        exchange = self.server.exchanges.get(request.match_info["token"])
        if exchange is None or exchange.callback is None:
            raise Refusal(404, 10015, "Unknown Webhook")
        return exchange

    async def post(self, channel: Channel, body: Json) -> Json:
        message = new_message(channel, self.server.bot, body)
        if not message["flags"] & EPHEMERAL:
            await self.server.gateway.send("MESSAGE_CREATE", message)
        return message

    async def change(self, message: Json, body: Json) -> Json:
        message |= {k: body[k] or ("" if k == "content" else []) for k in ("content", "components") if k in body}
        message["edited_timestamp"] = self.server.now()
        message["flags"] &= ~LOADING
        if not message["flags"] & EPHEMERAL:
            await self.server.gateway.send("MESSAGE_UPDATE", message)
        return message

    # The bot itself

    @route("GET", "/users/@me")
    async def me(self, request: web.Request, body: Any) -> Answer:
        return self.server.bot.payload()

    @route("GET", "/oauth2/applications/@me")
    async def application(self, request: web.Request, body: Any) -> Answer:
        return {
            "id": str(self.server.application_id),
            "name": "Hearth",
            "icon": None,
            "description": "",
            "bot_public": True,
            "bot_require_code_grant": False,
            "verify_key": "0" * 64,
            "owner": self.server.bot.payload(),
            "flags": self.server.flags,
            "team": None,
        }

    @route("GET", "/applications/@me")
    async def own_application(self, request: web.Request, body: Any) -> Answer:
        return await Rest.application(self, request, body)

    @route("GET", "/gateway/bot")
    async def gateway(self, request: web.Request, body: Any) -> Answer:
        limits = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        return {"url": self.server.gateway_url, "shards": 1, "session_start_limit": limits}

    # Commands

    @route("GET", "/applications/{application}/commands")
    @route("GET", "/applications/{application}/guilds/{guild}/commands")
    async def commands(self, request: web.Request, body: Any) -> Answer:
        guild = request.match_info.get("guild")
        return self.server.commands.get(int(guild) if guild else None, [])

    @route("PUT", "/applications/{application}/commands")
    @route("PUT", "/applications/{application}/guilds/{guild}/commands")
    async def set_commands(self, request: web.Request, body: Any) -> Answer:
        guild = request.match_info.get("guild")
        self.server.commands[int(guild) if guild else None] = body
        return [c | {"id": str(n + 1), "application_id": "1", "version": "1"} for n, c in enumerate(body)]

    # Interactions

    @route("POST", "/interactions/{interaction}/{token}/callback")
    async def acknowledge(self, request: web.Request, body: Any) -> Answer:
        exchange = self.server.exchanges.get(request.match_info["token"])
        if exchange is None:
            raise Refusal(404, 10062, "Unknown interaction")
        exchange.acknowledge(body)
        data = body.get("data") or {}
        if body["type"] == MESSAGE:
            exchange.original = await self.post(exchange.channel, data)
        elif body["type"] == DEFERRED_MESSAGE:
            exchange.original = await self.post(exchange.channel, data | {"flags": data.get("flags", 0) | LOADING})
        elif body["type"] in (DEFERRED_UPDATE, UPDATE):
            exchange.original = exchange.source
            if body["type"] == UPDATE:
                await self.change(exchange.first(), data)
        response: Json = {"interaction": {"id": str(exchange.id), "type": exchange.kind}}
        if body["type"] == MESSAGE:
            response["resource"] = {"type": MESSAGE, "message": exchange.original}
        return response

    @route("PATCH", "/webhooks/{application}/{token}/messages/@original")
    async def edit_original(self, request: web.Request, body: Any) -> Answer:
        return await self.change(self.exchange(request).first(), body)

    @route("DELETE", "/webhooks/{application}/{token}/messages/@original")
    async def delete_original(self, request: web.Request, body: Any) -> Answer:
        exchange = self.exchange(request)
        message = exchange.first()
        exchange.channel.messages.pop(int(message["id"]), None)
        exchange.original, exchange.placeholder_removed = None, True
        return None

    @route("POST", "/webhooks/{application}/{token}")
    async def follow_up(self, request: web.Request, body: Any) -> Answer:
        exchange = self.exchange(request)
        if exchange.original is not None and exchange.original["flags"] & LOADING:
            # The first follow-up fills the placeholder, and is seen by whom the placeholder was seen.
            return await self.change(exchange.original, body)
        message = await self.post(exchange.channel, body)
        exchange.followups.append(message)
        return message

    # Messages

    @route("POST", "/channels/{channel}/messages")
    async def send(self, request: web.Request, body: Any) -> Answer:
        return await self.post(self.channel(request), body)

    @route("GET", "/channels/{channel}")
    async def get_channel(self, request: web.Request, body: Any) -> Answer:
        return self.channel(request).payload()

    @route("PATCH", "/channels/{channel}/messages/{message}")
    async def edit(self, request: web.Request, body: Any) -> Answer:
        return await self.change(self.message(request), body)

    @route("DELETE", "/channels/{channel}/messages/{message}")
    async def delete(self, request: web.Request, body: Any) -> Answer:
        message = self.message(request)
        await self._gone(self.channel(request), [int(message["id"])])
        return None

    @route("POST", "/channels/{channel}/messages/bulk-delete")
    async def delete_many(self, request: web.Request, body: Any) -> Answer:
        if not 2 <= len(body["messages"]) <= 100:
            raise Refusal(400, 50016, "Provided too few or too many messages to delete.")
        await self._gone(self.channel(request), [int(i) for i in body["messages"]])
        return None

    async def _gone(self, channel: Channel, ids: list[int]) -> None:
        where = {"channel_id": str(channel.id)} | ({"guild_id": str(channel.guild.id)} if channel.guild else {})
        for message_id in ids:
            if channel.messages.pop(message_id, None):
                await self.server.gateway.send("MESSAGE_DELETE", {"id": str(message_id), **where})

    @route("POST", "/users/@me/channels")
    async def open_direct(self, request: web.Request, body: Any) -> Answer:
        user = self.server.users.get(int(body["recipient_id"]))
        if user is None:
            raise Refusal(400, 50033, "Invalid Recipient(s)")
        return self.server.direct(user).payload()

    # Members

    @route("GET", "/guilds/{guild}/members/{user}")
    async def member(self, request: web.Request, body: Any) -> Answer:
        member = self.guild(request).members.get(int(request.match_info["user"]))
        if member is None:
            raise Refusal(404, 10007, "Unknown Member")
        return member.payload()

    @route("PATCH", "/guilds/{guild}/members/{user}")
    async def change_member(self, request: web.Request, body: Any) -> Answer:
        guild = self.guild(request)
        member = guild.members.get(int(request.match_info["user"]))
        if member is None:
            raise Refusal(404, 10007, "Unknown Member")
        if "communication_disabled_until" in body:
            member.timed_out_until = body["communication_disabled_until"]
        await self.server.gateway.send("GUILD_MEMBER_UPDATE", member.payload() | {"guild_id": str(guild.id)})
        return member.payload()

    @route("DELETE", "/guilds/{guild}/members/{user}")
    async def kick(self, request: web.Request, body: Any) -> Answer:
        guild = self.guild(request)
        member = guild.members.pop(int(request.match_info["user"]), None)
        if member is not None:
            left = {"guild_id": str(guild.id), "user": member.user.payload()}
            await self.server.gateway.send("GUILD_MEMBER_REMOVE", left)
        return None

    @route("GET", "/guilds/{guild}/bans/{user}")
    async def look_up_ban(self, request: web.Request, body: Any) -> Answer:
        user = int(request.match_info["user"])
        reason = self.guild(request).bans.get(user)
        if reason is None:
            raise Refusal(404, 10026, "Unknown Ban")
        return {"reason": reason, "user": self.server.users[user].payload()}

    @route("PUT", "/guilds/{guild}/bans/{user}")
    async def ban(self, request: web.Request, body: Any) -> Answer:
        self.guild(request).bans[int(request.match_info["user"])] = request.headers.get("X-Audit-Log-Reason", "")
        return await Rest.kick(self, request, body)

    @route("DELETE", "/guilds/{guild}/bans/{user}")
    async def unban(self, request: web.Request, body: Any) -> Answer:
        if self.guild(request).bans.pop(int(request.match_info["user"]), None) is None:
            raise Refusal(404, 10026, "Unknown Ban")
        return None
