"""The audit log of the pretended Discord."""

from typing import Any

from aiohttp import web

from .rest import Answer, Rest, route
from .world import Guild, Json, User, snowflake

BAN, UNBAN = 22, 23


def note(guild: Guild, action: int, by: User, target: User, reason: str = "") -> None:
    """Write down that somebody did something; the bot is not told."""
    entry: Json = {
        "id": str(snowflake()),
        "action_type": action,
        "user_id": str(by.id),
        "target_id": str(target.id),
        "reason": reason,
    }
    guild.audit.append((entry, by, target))


@route("GET", "/guilds/{guild}/audit-logs")
async def audit_log(rest: Rest, request: web.Request, body: Any) -> Answer:
    guild = rest.guild(request)
    after = int(request.query.get("after", 0))
    found = [(entry, (by, target)) for entry, by, target in guild.audit if int(entry["id"]) > after]
    people = {user.id: user.payload() for _, users in found for user in users}
    nothing: Json = {name: [] for name in ("webhooks", "integrations", "threads", "guild_scheduled_events")}
    nothing |= {"auto_moderation_rules": [], "application_commands": []}
    return nothing | {"audit_log_entries": [entry for entry, _ in found], "users": list(people.values())}
