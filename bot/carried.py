"""What a message carries besides words: media, things passed on, calls to people."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, get_args

# Every kind of media that an adapter tells.
MediaKind = Literal[
    "photo",
    "video",
    "animation",
    "audio",
    "voice",
    "video_note",
    "document",
    "sticker",
    "story",
    "poll",
    "contact",
    "location",
    "dice",
    "game",
    "live_photo",
    "paid_media",
    "checklist",
    "giveaway",
    "inline",  # written through another bot
]
MEDIA_KINDS: tuple[str, ...] = get_args(MediaKind)

EVERYBODY = "@everyone"  # among those a message calls: all who are here, or a whole role


class Origin(StrEnum):
    """Where something that is passed on comes from."""

    HERE = "here"  # the same chat or server
    USER = "user"
    HIDDEN = "hidden"  # somebody who does not let their account be shown
    BOT = "bot"
    GROUP = "group"
    CHANNEL = "channel"
    STORY = "story"
    QUOTE = "quote"  # a reply to a message of another chat, which is shown with it


@dataclass(frozen=True, slots=True)
class Source:
    """What something that is passed on comes from. `id` is the platform's own, where it tells."""

    origin: Origin
    name: str = ""
    username: str | None = None
    id: str = ""
