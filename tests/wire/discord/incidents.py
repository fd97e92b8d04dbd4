"""What Discord lets bots do against raids."""

from aiohttp import web

from .exchange import Refusal
from .rest import Answer, Rest, route

MISSING_PERMISSIONS = 50013


@route("PUT", "/guilds/{guild}/incident-actions")
async def modify_incident_actions(rest: Rest, request: web.Request, body: dict[str, str | None]) -> Answer:
    """Pause invites and private messages, or let them be again."""
    if int(request.match_info["guild"]) not in rest.server.guilds:
        raise Refusal(403, MISSING_PERMISSIONS, "Missing Permissions")
    return dict(body)
