"""What the pretended Discord knows: users, servers, channels, members and messages, as its API writes them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

Json = dict[str, Any]

EPOCH = 1_420_070_400_000  # milliseconds; Discord's ids count from 2015
ALL_PERMISSIONS = (1 << 53) - 1
EPHEMERAL = 1 << 6
_numbers = count(1)


def snowflake() -> int:
    """Make an id of this moment, unlike any before."""
    return (int(datetime.now(UTC).timestamp() * 1000) - EPOCH << 22) + next(_numbers) % (1 << 22)


@dataclass
class User:
    """An account."""

    name: str
    bot: bool = False
    id: int = field(default_factory=snowflake)

    def payload(self) -> Json:
        return {
            "id": str(self.id),
            "username": self.name.lower(),
            "global_name": self.name,
            "discriminator": "0",
            "avatar": None,
            "bot": self.bot,
            "public_flags": 0,
        }


@dataclass
class Channel:
    """A place to write in; `guild` is None for a private conversation, `recipient` its other side."""

    name: str
    guild: "Guild | None"
    recipient: User | None = None
    id: int = field(default_factory=snowflake)
    messages: dict[int, Json] = field(default_factory=dict)

    def payload(self) -> Json:
        if self.guild is None:
            recipients = [self.recipient.payload()] if self.recipient else []
            return {"id": str(self.id), "type": 1, "last_message_id": None, "recipients": recipients}
        return {
            "id": str(self.id),
            "type": 0,
            "guild_id": str(self.guild.id),
            "name": self.name,
            "position": 0,
            "permission_overwrites": [],
            "nsfw": False,
            "parent_id": None,
            "topic": None,
            "last_message_id": None,
            "rate_limit_per_user": 0,
        }

    @property
    def texts(self) -> list[str]:
        """What stands in the channel, from top to bottom."""
        return [m["content"] for m in self.messages.values()]


@dataclass
class Member:
    """Somebody on a server, with a role of their own that has `permissions`."""

    guild: "Guild"
    user: User
    permissions: int
    role_id: int = field(default_factory=snowflake)
    timed_out_until: str | None = None
    pending: bool = False
    joined_at: str = "2026-01-01T00:00:00+00:00"

    @property
    def id(self) -> int:
        return self.user.id

    @property
    def mention(self) -> str:
        return f"<@{self.user.id}>"

    @property
    def all_permissions(self) -> int:
        return ALL_PERMISSIONS if self.guild.owner is self.user else self.guild.everyone | self.permissions

    def payload(self, *, with_user: bool = True) -> Json:
        payload: Json = {
            "roles": [str(self.role_id)],
            "joined_at": self.joined_at,
            "nick": None,
            "avatar": None,
            "premium_since": None,
            "deaf": False,
            "mute": False,
            "flags": 0,
            "pending": self.pending,
            "communication_disabled_until": self.timed_out_until,
        }
        return payload | {"user": self.user.payload()} if with_user else payload


@dataclass
class Guild:
    """A server."""

    name: str
    owner: User
    locale: str = "en-US"
    everyone: int = 0x0000_0000_0006_8C40  # view, send, read history, react, use commands
    id: int = field(default_factory=snowflake)
    channels: list[Channel] = field(default_factory=list)
    members: dict[int, Member] = field(default_factory=dict)
    bans: dict[int, str] = field(default_factory=dict)
    audit: list[tuple[Json, "User", "User"]] = field(default_factory=list)

    def roles(self) -> list[Json]:
        everyone = _role(self.id, "@everyone", 0, self.everyone)
        own = [
            _role(m.role_id, f"{m.user.name}'s", 100 if m.user.bot else n + 1, m.permissions)
            for n, m in enumerate(self.members.values())
        ]
        return [everyone, *own]

    def payload(self) -> Json:
        return {
            "id": str(self.id),
            "name": self.name,
            "icon": None,
            "owner_id": str(self.owner.id),
            "preferred_locale": self.locale,
            "system_channel_id": None,
            "system_channel_flags": 0,
            "afk_channel_id": None,
            "afk_timeout": 300,
            "verification_level": 0,
            "default_message_notifications": 1,
            "explicit_content_filter": 0,
            "mfa_level": 0,
            "nsfw_level": 0,
            "premium_tier": 0,
            "premium_progress_bar_enabled": False,
            "features": [],
            "emojis": [],
            "stickers": [],
            "unavailable": False,
            "large": False,
            "joined_at": "2026-01-01T00:00:00+00:00",
            "member_count": len(self.members),
            "roles": self.roles(),
            "channels": [c.payload() for c in self.channels],
            "members": [m.payload() for m in self.members.values()],
            "threads": [],
            "presences": [],
            "voice_states": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
        }


def _role(role_id: int, name: str, position: int, permissions: int) -> Json:
    return {
        "id": str(role_id),
        "name": name,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "position": position,
        "permissions": str(permissions),
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }


def new_message(channel: Channel, author: User, body: Json) -> Json:
    """Write a message as the API gives it back, and put it into its channel unless only one person sees it."""
    message_id = snowflake()
    reference = body.get("message_reference")
    message: Json = {
        "id": str(message_id),
        "channel_id": str(channel.id),
        "type": 19 if reference else 0,
        "author": author.payload(),
        "content": body.get("content") or "",
        "timestamp": datetime.now(UTC).isoformat(),
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "components": body.get("components") or [],
        "pinned": False,
        "flags": int(body.get("flags") or 0),
    }
    if reference:
        message["message_reference"] = reference
    if channel.guild is not None:
        message["guild_id"] = str(channel.guild.id)
    if not message["flags"] & EPHEMERAL:
        channel.messages[message_id] = message
    return message
