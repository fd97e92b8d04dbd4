"""Name things: platforms, places, accounts, messages, and the ids of our own."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

CommunityId = NewType("CommunityId", int)
MemberId = NewType("MemberId", int)


class Platform(StrEnum):
    """A chat platform that Hearth speaks."""

    TELEGRAM = "telegram"
    DISCORD = "discord"
    CONSOLE = "console"


@dataclass(frozen=True, slots=True)
class SpaceRef:
    """Name a body of people with rights of its own: a Telegram group, a Discord server."""

    platform: Platform
    id: str


@dataclass(frozen=True, slots=True)
class ChatRef:
    """Name a place one can write in: a Telegram group or private chat, a Discord channel.

    `topic` is a Telegram forum topic; None elsewhere and for the General topic.
    """

    platform: Platform
    id: str
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class AccountRef:
    """Name somebody's account on one platform."""

    platform: Platform
    id: str


@dataclass(frozen=True, slots=True)
class MessageRef:
    """Name one message. Ids are the platform's own text and are never computed with."""

    chat: ChatRef
    id: str
