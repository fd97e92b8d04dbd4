"""What can be locked in a chat, how that is kept, and what of it a message touches. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.content import Choice, Msg, msg
from bot.ids import ChatRef, Platform
from bot.moderation.links import Link
from bot.moderation.rules.invites import invites
from bot.settings import Section
from bot.updates import MessagePosted

LockKind = Literal[
    "all",
    "links",
    "invites",
    "forwards",
    "media",
    "photo",
    "video",
    "gif",
    "sticker",
    "voice",
    "audio",
    "document",
    "poll",
    "location",
    "contact",
    "game",
]
ALL: LockKind = "all"

# What each kind is called where messages are read.
MEDIA: Mapping[LockKind, frozenset[str]] = {
    "photo": frozenset({"photo", "live_photo"}),
    "video": frozenset({"video", "video_note", "story"}),
    "gif": frozenset({"animation"}),
    "sticker": frozenset({"sticker", "dice"}),
    "voice": frozenset({"voice"}),
    "audio": frozenset({"audio"}),
    "document": frozenset({"document"}),
    "poll": frozenset({"poll", "checklist"}),
    "location": frozenset({"location", "venue"}),
    "contact": frozenset({"contact"}),
    "game": frozenset({"game", "giveaway"}),
}


class ChatLocks(BaseModel):
    """What is locked in one chat or topic, and until when; and how many seconds lie between two messages of a person.

    `former` is what the platform allowed before it closed the chat; `native` means that the platform itself slows it.
    """

    model_config = ConfigDict(frozen=True)

    space: str = ""  # the platform's id of where the chat is
    kinds: dict[LockKind, datetime | None] = {}
    former: str | None = None
    slow: int = 0
    native: bool = False

    @property
    def open(self) -> bool:
        """Tell whether nothing is left to be kept."""
        return not self.kinds and not self.slow


class LockSettings(Section):
    """What is locked in each chat; `/lock`, `/unlock` and `/slowmode` change it."""

    listed: ClassVar[bool] = False
    chats: dict[str, ChatLocks] = Field(default={}, repr=False)


def show_kind(kind: LockKind) -> Msg:
    """Say what is locked."""
    return msg("moderation-lock-what", kind=Choice(kind))


def name_of(chat: ChatRef) -> str:
    """Write a chat, or a topic of one, as a key."""
    return f"{chat.platform}:{chat.id}" + (f"/{chat.topic}" if chat.topic else "")


def chat_of(name: str) -> ChatRef:
    """Read a chat, or a topic of one, from a key."""
    platform, _, place = name.partition(":")
    chat, _, topic = place.partition("/")
    return ChatRef(Platform(platform), chat, topic or None)


def find_locked(
    kinds: Mapping[LockKind, datetime | None], message: MessagePosted, links: tuple[Link, ...]
) -> LockKind | None:
    """Give the first of the kinds that a message is of."""
    return next((kind for kind in kinds if _is_of(kind, message, links)), None)


def _is_of(kind: LockKind, message: MessagePosted, links: tuple[Link, ...]) -> bool:
    match kind:
        case "all":
            return True
        case "links":
            return bool(links)
        case "invites":
            return bool(invites(links, public=False, others=True))
        case "forwards":
            return message.forwarded
        case "media":
            return message.media is not None
        case _:
            return message.media in MEDIA[kind]
