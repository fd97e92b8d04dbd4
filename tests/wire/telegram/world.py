"""What the pretended Telegram knows, and its time."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from .model import ANONYMOUS, CHANNEL, MODERATING, SERVICE, Chat, Json, Member, Message, User

SHORTEST, LONGEST = timedelta(seconds=30), timedelta(days=366)  # what lies outside is for ever

_groups = count(7_000_001)


class World:
    """Everything, and the time. `late` is how far its clock is ahead of the machine's."""

    def __init__(self) -> None:
        self.late = timedelta()
        self.me = User("Hearth", "hearth_bot", bot=True)
        self.users: dict[int, User] = {u.id: u for u in (self.me, ANONYMOUS, CHANNEL, SERVICE)}
        self.chats: dict[int, Chat] = {}
        self._numbers: dict[int, count[int]] = {}

    def now(self) -> datetime:
        """Give the time, in whole seconds as Telegram does."""
        return (datetime.now(UTC) + self.late).replace(microsecond=0)

    def user(self, name: str, *, started: bool = False, language: str | None = "en", username: str = "") -> User:
        """Make an account; its user name is its name in lower case where that can be one."""
        handle = username or (name.lower() if name.isascii() and name.isalnum() else None)
        user = User(name, handle or None, language, started=started)
        self.users[user.id] = user
        self.chats[user.id] = Chat("private", user.id, user=user, username=user.username)
        return user

    def group(
        self,
        title: str,
        *people: User,
        type: str = "supergroup",
        rights: Iterable[str] | None = MODERATING,
        forum: bool = False,
    ) -> Chat:
        """Make a group with these people in it; `rights` are the bot's (None: an ordinary member)."""
        number = next(_groups)
        chat = Chat(type, -(10**12) - number if type != "group" else -number, title, forum=forum)
        self.chats[chat.id] = chat
        for person in people:
            chat.members[person.id] = Member(person)
        mine = Member(self.me) if rights is None else Member(self.me, "administrator", frozenset(rights))
        chat.members[self.me.id] = mine
        return chat

    def number(self, chat: Chat) -> int:
        """Give the next message's number: supergroups count for themselves, all other chats together."""
        key = chat.id if chat.type in ("supergroup", "channel") else 0
        return next(self._numbers.setdefault(key, count(101)))

    def write(self, chat: Chat, sender: User, content: Json, *, as_chat: Chat | None = None, **more: Any) -> Message:
        """Put a message into a chat."""
        date = more.pop("date", None) or self.now()
        message = Message(chat, self.number(chat), sender, date, {}, **more)
        message.payload = {
            "message_id": message.id,
            "date": int(date.timestamp()),
            "chat": chat.payload(),
            "from": sender.payload(),
            **({"sender_chat": as_chat.payload()} if as_chat else {}),
            **content,
        }
        chat.messages[message.id] = message
        return message

    def expire(self, chat: Chat) -> None:
        """Lift what was to last until now."""
        for member in chat.members.values():
            if member.until is not None and member.until <= self.now():
                left = member.status == "kicked" or not member.here
                member.status, member.until = ("left" if left else "member"), None

    def lasting(self, asked: int | None) -> datetime | None:
        """Read an `until_date`: None is for ever, and so is too soon or too far."""
        if not asked:
            return None
        moment = datetime.fromtimestamp(asked, UTC)
        return moment if SHORTEST <= moment - self.now() <= LONGEST else None
