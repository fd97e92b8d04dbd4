"""What people do, and what the bot is told of it."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from .feed import Feed
from .html import units
from .model import ANONYMOUS, CHANNEL, MODERATING, PERMISSIONS, SERVICE, Chat, Json, Member, Message, Topic, User
from .world import World

PRESS_LASTS = timedelta(seconds=15)  # how long a press waits for its answer
WINDOW = timedelta(minutes=5)  # how long the bot may write to somebody who asked to join
COMMAND = re.compile(r"/[A-Za-z0-9_]+(@\w+)?(?=\s|$)")
_queries = count(9_000_000_001)


@dataclass(eq=False)
class Press:
    """A press of a button, and what the bot answered: None until it did, and an empty text says nothing."""

    id: str
    user: User
    message: Message
    data: str
    at: datetime
    answer: str | None = None
    alert: bool = False


class People(World):
    """The world with its verbs. Each returns at once; `until` waits for what the bot makes of it."""

    def __init__(self, feed: Feed) -> None:
        super().__init__()
        self.feed = feed
        self.files: dict[str, bytes] = {}  # what people sent, by file_id
        self.privacy = False  # whether the bot, where it is no admin, hears only what concerns it
        self.presses: list[Press] = []
        self.press_lasts = PRESS_LASTS

    def advance(self, by: timedelta) -> None:
        """Let time pass."""
        self.late += by

    def private(self, user: User) -> Chat:
        """Give somebody's private chat with the bot."""
        return self.chats[user.id]

    # Writing

    def says(
        self,
        user: User,
        chat: Chat,
        text: str = "",
        *,
        reply_to: Message | None = None,
        topic: Topic | None = None,
        entities: list[Json] | None = None,
        as_chat: Chat | None = None,
        at: datetime | None = None,
        **content: Any,
    ) -> Message:
        """Write as somebody. `content` are further fields of the message: photo, caption, forward_origin …"""
        if chat.user is not None:
            user.started, user.blocked = True, False
        if text:
            content["text"] = text
            found = list(entities or [])
            if command := COMMAND.match(text):
                found.append({"type": "bot_command", "offset": 0, "length": units(command.group())})
            content |= {"entities": found} if found else {}
        if topic is not None:
            content |= {"message_thread_id": topic.id, "is_topic_message": True}
        return self._post(chat, user, content, as_chat, reply_to, at)

    def sends_file(self, user: User, chat: Chat, name: str, data: bytes, caption: str = "", **more: Any) -> Message:
        """Send a document."""
        file_id = f"doc{len(self.files)}"
        self.files[file_id] = data
        document = {"file_id": file_id, "file_unique_id": f"u{file_id}", "file_name": name, "file_size": len(data)}
        content: Json = {"document": document} | ({"caption": caption} if caption else {}) | more
        return self.says(user, chat, **content)

    def says_anonymously(self, chat: Chat, text: str, **more: Any) -> Message:
        """Write as an admin who hides behind the group."""
        return self.says(ANONYMOUS, chat, text, as_chat=chat, **more)

    def says_as(self, channel: Chat, chat: Chat, text: str, **more: Any) -> Message:
        """Write as a channel."""
        return self.says(CHANNEL, chat, text, as_chat=channel, **more)

    def forwards_post(self, channel: Chat, chat: Chat, text: str) -> Message:
        """Let a post of the linked channel appear in its group."""
        origin = {
            "type": "channel",
            "chat": channel.payload(),
            "message_id": 5,
            "date": int(self.now().timestamp()),
        }
        return self.says(SERVICE, chat, text, as_chat=channel, is_automatic_forward=True, forward_origin=origin)

    def edits(self, message: Message, text: str | None = None) -> None:
        """Change a message; without a text only something beside it changed."""
        if text is not None:
            message.payload["text"] = text
        message.payload["edit_date"] = int(self.now().timestamp())
        self._tell_message("edited_message", message)

    def deletes(self, message: Message) -> None:
        """Remove a message; the bot is not told."""
        del message.chat.messages[message.id]

    def starts(self, user: User) -> Message:
        """Press Start in the private chat."""
        return self.says(user, self.private(user), "/start")

    def blocks(self, user: User) -> None:
        """Block the bot."""
        user.blocked = True
        before, after = Member(self.me, "member"), Member(self.me, "kicked")
        self.tell_change(self.private(user), user, before.payload(), after)

    def opens_topic(self, chat: Chat, name: str) -> Topic:
        """Open a topic in a forum."""
        message = self.write(chat, self.me, {"forum_topic_created": {"name": name, "icon_color": 0}})
        message.payload |= {"message_thread_id": message.id, "is_topic_message": True}
        topic = chat.topics[message.id] = Topic(message.id, name)
        return topic

    # Pressing and reacting

    def presses_button(self, user: User, message: Message, label: str, *, forgotten: bool = False) -> Press:
        """Press the button that begins with these words. `forgotten`: the message is too old to be shown."""
        found = [b for row in message.rows for b in row if b["text"].startswith(label)]
        assert found, f"no button {label!r} among {message.buttons}"
        press = Press(str(next(_queries)), user, message, found[0].get("callback_data", ""), self.now())
        self.presses.append(press)
        shown = message.shown()
        if forgotten:
            shown = {"chat": message.chat.payload(), "message_id": message.id, "date": 0}
        query = {"id": press.id, "from": user.payload(), "message": shown, "chat_instance": "1", "data": press.data}
        self.feed.push("callback_query", query)
        return press

    def reacts(self, user: User, message: Message, *emoji: str, before: tuple[str, ...] = ()) -> None:
        """React to a message; the bot hears it as an admin only."""
        change = {
            "chat": message.chat.payload(),
            "message_id": message.id,
            "user": user.payload(),
            "date": int(self.now().timestamp()),
            "old_reaction": [{"type": "emoji", "emoji": e} for e in before],
            "new_reaction": [{"type": "emoji", "emoji": e} for e in emoji],
        }
        if message.chat.member(self.me).status == "administrator":
            self.feed.push("message_reaction", change)

    # Coming and going

    def joins(self, user: User, chat: Chat, *, by: User | None = None, service: bool = True) -> None:
        """Come into a chat. Large groups show no service message."""
        self.standing(chat, user, "member", by=by)
        if service:
            self._post(chat, by or user, {"new_chat_members": [user.payload()]})

    def leaves(self, user: User, chat: Chat, *, by: User | None = None, service: bool = True) -> None:
        """Leave, or be removed by somebody."""
        self.standing(chat, user, "kicked" if by else "left", by=by)
        if service:
            self._post(chat, by or user, {"left_chat_member": user.payload()})

    def asks_to_join(self, user: User, chat: Chat) -> None:
        """Ask to be let in."""
        chat.requests[user.id] = user
        user.window_until = self.now() + WINDOW
        request = {
            "chat": chat.payload(),
            "from": user.payload(),
            "user_chat_id": user.id,
            "date": int(self.now().timestamp()),
        }
        self.feed.push("chat_join_request", request)

    def promotes(self, user: User, chat: Chat, *rights: str) -> None:
        """Make somebody an administrator with these rights."""
        self.standing(chat, user, "administrator", rights=frozenset(rights or MODERATING))

    def demotes(self, user: User, chat: Chat) -> None:
        """Make somebody an ordinary member."""
        self.standing(chat, user, "member")

    def owns(self, user: User, chat: Chat) -> None:
        """Make somebody the owner."""
        self.standing(chat, user, "creator")

    def standing(self, chat: Chat, user: User, status: str, *, by: User | None = None, **more: Any) -> Member:
        """Give somebody a standing in a chat and tell the bot."""
        before = chat.member(user).payload()
        member = chat.members[user.id] = Member(user, status, **more)
        if status == "restricted":
            member.permissions = dict.fromkeys(PERMISSIONS, False) | member.permissions
        self.tell_change(chat, by or user, before, member)
        return member

    def upgrades(self, chat: Chat) -> Chat:
        """Turn a group into a supergroup: another id, told in both chats; the old one is closed."""
        new = self.group(chat.title)
        new.members, new.permissions = chat.members, chat.permissions
        self._post(chat, ANONYMOUS, {"migrate_to_chat_id": new.id})
        chat.moved_to = new
        self._post(new, ANONYMOUS, {"migrate_from_chat_id": chat.id}, new)
        return new

    # Telling

    def tell_change(self, chat: Chat, by: User, before: Json, member: Member) -> None:
        """Tell of a standing that changed: the bot's own always, another's where the bot is an admin."""
        change = {
            "chat": chat.payload(),
            "from": by.payload(),
            "date": int(self.now().timestamp()),
            "old_chat_member": before,
            "new_chat_member": member.payload(),
        }
        if member.user is self.me:
            self.feed.push("my_chat_member", change)
        elif chat.member(self.me).status == "administrator":
            self.feed.push("chat_member", change)

    def _post(
        self,
        chat: Chat,
        user: User,
        content: Json,
        as_chat: Chat | None = None,
        reply_to: Message | None = None,
        at: datetime | None = None,
    ) -> Message:
        message = self.write(chat, user, content, as_chat=as_chat, reply_to=reply_to, date=at)
        self._tell_message("channel_post" if chat.type == "channel" else "message", message)
        return message

    def _tell_message(self, kind: str, message: Message) -> None:
        if self._hears(message):
            self.feed.push(kind, message.shown())

    def _hears(self, message: Message) -> bool:
        """Whether the bot is told of a message. https://core.telegram.org/bots/features#privacy-mode"""
        chat, text = message.chat, message.payload.get("text")
        if chat.user is not None:
            return True
        mine = chat.member(self.me)
        if not mine.present:
            return False
        answered = message.reply_to is not None and message.reply_to.sender is self.me
        concerns = text is None or text.startswith("/") or answered or f"@{self.me.username}" in text
        return not self.privacy or mine.status == "administrator" or concerns
