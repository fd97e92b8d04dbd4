"""Name things: platforms, places, accounts, messages, and the ids of our own."""

from enum import StrEnum
from typing import NamedTuple, NewType

CommunityId = NewType("CommunityId", int)
MemberId = NewType("MemberId", int)

# References are looked up several times for every message: tuples, which are hashed and compared at a third of the cost
# of frozen dataclasses. They equal each other across types: no table may hold several kinds of them.


class Platform(StrEnum):
    """A chat platform that Hearth speaks."""

    TELEGRAM = "telegram"
    DISCORD = "discord"
    CONSOLE = "console"


class SpaceRef(NamedTuple):
    """Name a body of people with rights of its own: a Telegram group, a Discord server."""

    platform: Platform
    id: str


class ChatRef(NamedTuple):
    """Name a place one can write in: a Telegram group or private chat, a Discord channel.

    `topic` is a Telegram forum topic; None elsewhere and for the General topic.
    """

    platform: Platform
    id: str
    topic: str | None = None


class AccountRef(NamedTuple):
    """Name somebody's account on one platform."""

    platform: Platform
    id: str


class MessageRef(NamedTuple):
    """Name one message. Ids are the platform's own text and are never computed with."""

    chat: ChatRef
    id: str
