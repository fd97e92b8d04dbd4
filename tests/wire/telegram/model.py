"""People, chats, who is what in them, and messages, as the Bot API writes them."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

Json = dict[str, Any]

# https://core.telegram.org/bots/api#chatpermissions
PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
# https://core.telegram.org/bots/api#chatmemberadministrator
RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
    "can_manage_tags",
)
MODERATING = frozenset({"can_manage_chat", "can_delete_messages", "can_restrict_members", "can_invite_users"})

_people = count(5_000_001)


@dataclass(eq=False)
class User:
    """An account. Only who pressed Start (`started`) and did not block the bot can be written to."""

    name: str
    username: str | None = None
    language: str | None = "en"
    bot: bool = False
    started: bool = False
    blocked: bool = False
    window_until: datetime | None = None  # a request to join lets the bot write for five minutes
    id: int = field(default_factory=lambda: next(_people))

    def payload(self) -> Json:
        """Write the User object."""
        shown: Json = {"id": self.id, "is_bot": self.bot, "first_name": self.name}
        if self.username:
            shown["username"] = self.username
        if self.language and not self.bot:
            shown["language_code"] = self.language
        return shown


# Who writes for others. https://core.telegram.org/bots/api#message
ANONYMOUS = User("Group", "GroupAnonymousBot", bot=True, id=1087968824)
CHANNEL = User("Channel", "Channel_Bot", bot=True, id=136817688)
SERVICE = User("Telegram", None, language=None, id=777000)


@dataclass(eq=False)
class Member:
    """Somebody's standing in a chat: creator, administrator, member, restricted, left or kicked."""

    user: User
    status: str = "member"
    rights: frozenset[str] = frozenset()
    permissions: dict[str, bool] = field(default_factory=dict)
    here: bool = True  # of somebody restricted
    until: datetime | None = None

    @property
    def present(self) -> bool:
        """Whether they are in the chat."""
        return self.here if self.status == "restricted" else self.status not in ("left", "kicked")

    def may(self, right: str) -> bool:
        """Whether they have an administrator's right."""
        return self.status == "creator" or (self.status == "administrator" and right in self.rights)

    def payload(self) -> Json:
        """Write the ChatMember object."""
        shown: Json = {"user": self.user.payload(), "status": self.status}
        match self.status:
            case "creator":
                shown["is_anonymous"] = False
            case "administrator":
                shown |= {"can_be_edited": False, "is_anonymous": "is_anonymous" in self.rights}
                shown |= {right: right in self.rights for right in RIGHTS}
            case "restricted":
                shown |= {"is_member": self.here, "until_date": _seconds(self.until)}
                shown |= {name: self.permissions.get(name, False) for name in PERMISSIONS}
            case "kicked":
                shown["until_date"] = _seconds(self.until)
        return shown


def _seconds(moment: datetime | None) -> int:
    return int(moment.timestamp()) if moment else 0


@dataclass(eq=False)
class Topic:
    """A forum topic."""

    id: int
    name: str
    closed: bool = False


@dataclass(eq=False)
class Message:
    """A message. `payload` is the Message object without what it replies to; `file` is a document's content."""

    chat: "Chat"
    id: int
    sender: User
    date: datetime
    payload: Json
    reply_to: "Message | None" = None
    file: bytes = b""

    @property
    def text(self) -> str:
        """What is read in it."""
        return str(self.payload.get("text") or self.payload.get("caption") or "")

    @property
    def rows(self) -> list[list[Json]]:
        """Its inline keyboard."""
        rows: list[list[Json]] = self.payload.get("reply_markup", {}).get("inline_keyboard", [])
        return rows

    @property
    def buttons(self) -> list[str]:
        """The labels of its buttons."""
        return [button["text"] for row in self.rows for button in row]

    def entities(self, kind: str) -> list[str]:
        """List the parts of the text that are an entity of a kind, such as `bold`."""
        units = self.text.encode("utf-16-le")
        return [
            units[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le")
            for e in self.payload.get("entities", [])
            if e["type"] == kind
        ]

    def shown(self) -> Json:
        """Write the Message object."""
        if self.reply_to is None or self.reply_to.id not in self.chat.messages:
            return self.payload
        return self.payload | {"reply_to_message": self.reply_to.payload}


@dataclass(eq=False)
class Chat:
    """A private chat, group, supergroup or channel."""

    type: str
    id: int
    title: str = ""
    user: User | None = None  # the other side of a private chat
    username: str | None = None
    forum: bool = False
    members: dict[int, Member] = field(default_factory=dict)
    permissions: dict[str, bool] = field(default_factory=lambda: dict.fromkeys(PERMISSIONS, True))
    messages: dict[int, Message] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    requests: dict[int, User] = field(default_factory=dict)
    banned_senders: set[int] = field(default_factory=set)
    moved_to: "Chat | None" = None
    linked: "Chat | None" = None  # the channel whose group it is, or the group of a channel

    def payload(self) -> Json:
        """Write the Chat object."""
        shown: Json = {"id": self.id, "type": self.type}
        if self.user is not None:
            shown["first_name"] = self.user.name
        else:
            shown["title"] = self.title
        if self.username:
            shown["username"] = self.username
        if self.forum:
            shown["is_forum"] = True
        return shown

    def full(self) -> Json:
        """Write the ChatFullInfo object."""
        gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
        full = self.payload() | {"accent_color_id": 0, "max_reaction_count": 11}
        full["accepted_gift_types"] = dict.fromkeys(gifts, False)
        full |= {"linked_chat_id": self.linked.id} if self.linked else {}
        return full | ({} if self.user else {"permissions": self.permissions})

    def member(self, user: User) -> Member:
        """Give somebody's standing; nobody who was never here has left."""
        return self.members.get(user.id) or Member(user, "left")

    def may_write(self, user: User) -> bool:
        """Whether somebody can write here: what everybody may, less what they are restricted from."""
        member = self.member(user)
        if not member.present:
            return False
        if member.status in ("creator", "administrator"):
            return True
        own = member.permissions.get("can_send_messages", False) if member.status == "restricted" else True
        return own and self.permissions.get("can_send_messages", False)

    @property
    def texts(self) -> list[str]:
        """What stands in the chat, from top to bottom."""
        return [m.text for m in self.messages.values() if m.text]
