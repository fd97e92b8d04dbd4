"""What a platform tells us. Each update carries the platform's own id, so that a repeat is recognised."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from bot.access import Access
from bot.carried import Source
from bot.ids import AccountRef, ChatRef, MessageRef, SpaceRef


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody as the platform shows them in one update.

    `access` is what the platform's own rights say, where the update tells; None means it has to be asked.
    `person` is False for anonymous admins, channels and bots: they are never counted, thanked, warned or banned.
    `roles` are the platform's own ids of what they were given (Discord's roles), where there are any.
    `channel` is True for a channel that writes here under its own name: its messages are judged, and it can be banned.
    """

    account: AccountRef
    name: str
    username: str | None = None
    access: Access | None = None
    locale: str | None = None
    person: bool = True
    roles: tuple[str, ...] = ()
    channel: bool = False

    @property
    def judged(self) -> bool:
        """Tell whether what they write is looked at by the rules."""
        return self.person or self.channel


@dataclass(frozen=True, slots=True)
class Quoted:
    """The message that another one replies to."""

    ref: MessageRef
    author: Actor | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that came with a command. `ref` is what the platform's `Files` port finds it by; `size` is in bytes, where
    the platform tells."""

    name: str
    ref: str
    size: int = 0


class MessagePosted(NamedTuple):  # made for every message: a frozen dataclass takes six times as long
    """Somebody wrote. `space` is None in a private conversation with the bot."""

    id: str
    at: datetime
    space: SpaceRef | None
    chat: ChatRef
    actor: Actor
    message: MessageRef
    text: str = ""
    reply_to: Quoted | None = None
    links: tuple[str, ...] = ()  # targets of links hidden behind other text
    mentioned: tuple[Actor, ...] = ()
    media: str | None = None  # photo, video, sticker, document, voice, poll …
    album: str | None = None
    forwarded: bool = False
    quote: str = ""  # words it carries besides its own: a quote from another chat, a poll, a contact, a story
    link_words: tuple[str, ...] = ()  # the text that each of `links` is hidden behind
    more_media: tuple[str, ...] = ()  # what it has besides `media`
    origin: Source | None = None  # where what it carries comes from: a forward, a story, a quote from another chat
    called: tuple[str, ...] | None = None  # whom it calls, as names or ids; None where only the text tells


@dataclass(frozen=True, slots=True)
class MessageEdited:
    """Somebody changed what they wrote; `now` is the message as it stands."""

    now: MessagePosted


@dataclass(frozen=True, slots=True)
class MessageDeleted:
    """A message was removed by somebody."""

    id: str
    at: datetime
    space: SpaceRef | None
    chat: ChatRef
    message: MessageRef


@dataclass(frozen=True, slots=True)
class MemberJoined:
    """Somebody came. `chat` is where to greet them; `greet` is False for one of many who came while nobody looked."""

    id: str
    at: datetime
    space: SpaceRef
    chat: ChatRef
    actor: Actor
    greet: bool = True


@dataclass(frozen=True, slots=True)
class MemberLeft:
    """Somebody left, or was removed."""

    id: str
    at: datetime
    space: SpaceRef
    chat: ChatRef
    actor: Actor


@dataclass(frozen=True, slots=True)
class ReactionChanged:
    """Somebody's reactions to a message changed."""

    id: str
    at: datetime
    space: SpaceRef
    chat: ChatRef
    actor: Actor
    message: MessageRef
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ButtonPressed:
    """Somebody pressed a button of ours. `action` is what the button carries."""

    id: str
    at: datetime
    space: SpaceRef | None
    chat: ChatRef
    actor: Actor
    message: MessageRef | None
    action: str


@dataclass(frozen=True, slots=True)
class CommandInvoked:
    """Somebody gave a command.

    Free text (Telegram, console): `line` is everything after the slash, and `options` is None.
    Typed (Discord): `line` is the command's full name, and `options` holds what the platform parsed, by option name;
    values are text as a person would type it, or an Actor for a member. `files` came with it, or with what it
    replies to.
    """

    id: str
    at: datetime
    space: SpaceRef | None
    chat: ChatRef
    actor: Actor
    line: str
    options: Mapping[str, str | Actor] | None = None
    message: MessageRef | None = None
    reply_to: Quoted | None = None
    mentioned: tuple[Actor, ...] = ()
    files: tuple[Attached, ...] = ()


@dataclass(frozen=True, slots=True)
class FormSubmitted:
    """Somebody sent a form in."""

    id: str
    at: datetime
    space: SpaceRef | None
    chat: ChatRef
    actor: Actor
    action: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ChatMigrated:
    """A chat goes on under another id (a Telegram group became a supergroup)."""

    id: str
    at: datetime
    old: SpaceRef
    new: SpaceRef


@dataclass(frozen=True, slots=True)
class AccessChanged:
    """Somebody's rights in a space changed."""

    id: str
    at: datetime
    space: SpaceRef
    actor: Actor


class NativeAct(StrEnum):
    """What a moderator can do in the platform's own menu. DEMOTE takes a rank away that no mute or ban could reach."""

    MUTE = "mute"
    UNMUTE = "unmute"
    KICK = "kick"
    BAN = "ban"
    UNBAN = "unban"
    DEMOTE = "demote"


@dataclass(frozen=True, slots=True)
class ActedNatively:
    """Somebody did something about somebody in the platform's own menu. `by` is None where the platform hides who.

    `until` is the end of a mute or ban; None is for good.
    """

    id: str
    at: datetime
    space: SpaceRef
    chat: ChatRef
    actor: Actor  # whom it was done to
    act: NativeAct
    by: Actor | None = None
    until: datetime | None = None
    reason: str = ""


class Right(StrEnum):
    """Something that Hearth needs to be allowed in a space."""

    PRESENCE = "presence"
    WRITE = "write"
    DELETE = "delete"
    MUTE = "mute"
    BAN = "ban"


@dataclass(frozen=True, slots=True)
class RightsLost:
    """Somebody took rights from Hearth. `chat` is where it may write there, if it still may anywhere."""

    id: str
    at: datetime
    space: SpaceRef
    chat: ChatRef
    lost: frozenset[Right]


@dataclass(frozen=True, slots=True)
class BotAdded:
    """Hearth came into a space, or saw it on connecting. `chat` is where it may write there.

    `locale` and `zone` (IANA) are the platform's hints for a community that is new.
    """

    id: str
    at: datetime
    space: SpaceRef
    chat: ChatRef
    title: str
    locale: str | None = None
    zone: str | None = None


Update: TypeAlias = (
    MessagePosted
    | MessageEdited
    | MessageDeleted
    | MemberJoined
    | MemberLeft
    | ReactionChanged
    | ButtonPressed
    | CommandInvoked
    | FormSubmitted
    | ChatMigrated
    | AccessChanged
    | ActedNatively
    | BotAdded
    | RightsLost
)
