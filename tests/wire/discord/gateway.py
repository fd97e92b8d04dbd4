"""The gateway of the pretended Discord: HELLO, IDENTIFY, READY, heartbeats, RESUME, member chunks."""

import json
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from .world import Json

if TYPE_CHECKING:
    from .server import DiscordServer

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, REQUEST_MEMBERS, HELLO, ACK = 0, 1, 2, 6, 7, 8, 10, 11
INVALID_SESSION = 9
BAD_TOKEN, DISALLOWED_INTENTS = 4004, 4014
# Nothing listens there: a bot that is to stay with its configured gateway must not follow this.
ELSEWHERE = "wss://resume.invalid"


class Gateway:
    """One session, as the bot has it; what was sent is kept, so that it can be resumed."""

    def __init__(self, server: "DiscordServer") -> None:
        self._server = server
        self._socket: web.WebSocketResponse | None = None
        self._sent: list[Json] = []
        self._identified = False
        self.connections = 0
        self.resumes = 0
        self.intents = 0
        self.forgetful = False  # no session can be resumed

    @property
    def ready(self) -> bool:
        """Tell whether a bot is connected and identified."""
        return self._identified and self._socket is not None and not self._socket.closed

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Speak with a bot that connected."""
        socket = web.WebSocketResponse(autoping=True)
        await socket.prepare(request)
        self._socket = socket
        self.connections += 1
        await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": 41_250}})
        async for frame in socket:
            if frame.type is WSMsgType.TEXT:
                await self._on(socket, json.loads(frame.data))
        return socket

    async def _on(self, socket: web.WebSocketResponse, payload: Json) -> None:
        data: Any = payload.get("d")
        match payload["op"]:
            case int(op) if op == HEARTBEAT:
                await socket.send_json({"op": ACK})
            case int(op) if op == IDENTIFY:
                await self._identify(socket, data)
            case int(op) if op == RESUME and self.forgetful:
                await socket.send_json({"op": INVALID_SESSION, "d": False})
            case int(op) if op == RESUME:
                self.resumes += 1
                for missed in self._sent[data["seq"] :]:
                    await socket.send_json(missed)
                await self.send("RESUMED", {})
            case int(op) if op == REQUEST_MEMBERS:
                await self._chunk(data)
        await self._server.notify()

    async def _identify(self, socket: web.WebSocketResponse, data: Json) -> None:
        if data["token"] != self._server.token:
            await socket.close(code=BAD_TOKEN)
            return
        self.intents = data["intents"]
        if self.intents & ~self._server.allowed_intents:
            await socket.close(code=DISALLOWED_INTENTS)
            return
        self._sent.clear()
        guilds = list(self._server.guilds.values())
        await self.send(
            "READY",
            {
                "v": 10,
                "user": self._server.bot.payload(),
                "guilds": [{"id": str(g.id), "unavailable": True} for g in guilds],
                "session_id": "wire-session",
                "resume_gateway_url": ELSEWHERE,
                "application": {"id": str(self._server.application_id), "flags": self._server.flags},
            },
        )
        for guild in guilds:
            await self.send("GUILD_CREATE", guild.payload())
        self._identified = True

    async def _chunk(self, data: Json) -> None:
        guild = self._server.guilds[int(data["guild_id"])]
        await self.send(
            "GUILD_MEMBERS_CHUNK",
            {
                "guild_id": str(guild.id),
                "members": [m.payload() for m in guild.members.values()],
                "chunk_index": 0,
                "chunk_count": 1,
                "not_found": [],
                "presences": [],
                "nonce": data.get("nonce"),
            },
        )

    async def send(self, event: str, data: Json) -> None:
        """Tell the bot of something, now or when it resumes."""
        payload = {"op": DISPATCH, "t": event, "s": len(self._sent) + 1, "d": data}
        self._sent.append(payload)
        if self._socket is not None and not self._socket.closed:
            await self._socket.send_json(payload)

    async def drop(self, code: int = 4000) -> None:
        """Break the connection; without a code in a way that can be resumed."""
        assert self._socket is not None
        await self._socket.close(code=code)

    async def close(self) -> None:
        """Close the connection for good."""
        if self._socket is not None and not self._socket.closed:
            await self._socket.close(code=1001)
