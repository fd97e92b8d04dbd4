"""Who and where, in Telegram's terms and in ours."""

from collections import OrderedDict
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, TypeGuard

import telegram

from bot.access import Access
from bot.ids import AccountRef, ChatRef, MessageRef, Platform, SpaceRef
from bot.updates import Actor, Right

# Accounts of Telegram's own that stand for somebody else; never a person.
# https://core.telegram.org/bots/api#message (sender_chat, is_automatic_forward)
ANONYMOUS_ADMIN, CHANNEL_BOT, LINKED_CHANNEL = 1087968824, 136817688, 777000
NOBODY = frozenset({ANONYMOUS_ADMIN, CHANNEL_BOT, LINKED_CHANNEL})

KNOWN_NAMES = 50_000  # user names remembered; Telegram does not let a bot look one up
AT_HAND = 10_000  # people, and as many chats, described once and not for each of their messages


@lru_cache(AT_HAND)
def account_of(user_id: int) -> AccountRef:
    """Name an account."""
    return AccountRef(Platform.TELEGRAM, str(user_id))


def space_of(chat: telegram.Chat) -> SpaceRef | None:
    """Name the space of a chat; None for a private chat."""
    return None if chat.type == "private" else space_named(chat.id)


@lru_cache(AT_HAND)
def space_named(chat_id: int) -> SpaceRef:
    """Name the space of a group."""
    return SpaceRef(Platform.TELEGRAM, str(chat_id))


@lru_cache(AT_HAND)
def chat_named(chat_id: int, topic: int | None) -> ChatRef:
    """Name a chat, or a topic of it."""
    return ChatRef(Platform.TELEGRAM, str(chat_id), str(topic) if topic else None)


def chat_of(message: telegram.Message) -> ChatRef:
    """Name the chat of a message, with its topic. General has no topic: naming it would make a send fail."""
    return chat_named(message.chat.id, message.message_thread_id if message.is_topic_message else None)


def message_ref(chat: ChatRef, message_id: int) -> MessageRef:
    """Name a message."""
    return MessageRef(chat, str(message_id))


def actor_of(user: telegram.User, access: Access | None = None) -> Actor:
    """Show an account."""
    return _actor(user.id, user.first_name, user.last_name, user.username, access, user.language_code, user.is_bot)


def user_named(told: Mapping[str, Any]) -> Actor:
    """Show an account as Telegram's JSON describes it."""
    last, username, language = told.get("last_name"), told.get("username"), told.get("language_code")
    return _actor(told["id"], told["first_name"], last, username, None, language, told["is_bot"])


@lru_cache(AT_HAND)
def _actor(
    user_id: int,
    first: str,
    last: str | None,
    username: str | None,
    access: Access | None,
    language: str | None,
    is_bot: bool,
) -> Actor:
    name = f"{first} {last}" if last else first
    return Actor(account_of(user_id), name, username, access, language, not is_bot and user_id not in NOBODY)


def sender_of(message: telegram.Message) -> Actor:
    """Show who wrote a message: a person, or the chat that somebody writes as."""
    if message.sender_chat is not None:
        chat = message.sender_chat
        # The group itself is its anonymous admins; any other chat is a channel that somebody writes as.
        outside = chat.id != message.chat.id
        return Actor(account_of(chat.id), chat.effective_name or "", chat.username, person=False, channel=outside)
    if message.from_user is None:
        return Actor(account_of(message.chat.id), message.chat.effective_name or "", person=False)
    return actor_of(message.from_user)


def access_of(member: telegram.ChatMember) -> Access:
    """Read somebody's access from their rights in a chat."""
    match member:
        case telegram.ChatMemberOwner():
            return Access.OWNER
        case telegram.ChatMemberAdministrator():
            if member.can_promote_members:
                return Access.ADMIN
            return Access.MODERATOR if member.can_restrict_members else Access.MEMBER
        case telegram.ChatMemberMember():
            return Access.MEMBER
        case telegram.ChatMemberRestricted():
            return Access.MEMBER if member.is_member else Access.EVERYONE
        case _:
            return Access.EVERYONE


def is_admin(member: telegram.ChatMember) -> bool:
    """Tell whether somebody has rank in the chat, whatever rights come with it: nobody can be muted or banned then."""
    return isinstance(member, telegram.ChatMemberOwner | telegram.ChatMemberAdministrator)


def is_present(member: telegram.ChatMember) -> bool:
    """Tell whether somebody is in the chat."""
    if isinstance(member, telegram.ChatMemberRestricted):
        return member.is_member
    return member.status not in ("left", "kicked")


def is_muted(member: telegram.ChatMember) -> TypeGuard[telegram.ChatMemberRestricted]:
    """Tell whether somebody may not write in the chat, in it or not."""
    return isinstance(member, telegram.ChatMemberRestricted) and not member.can_send_messages


def rights_of(member: telegram.ChatMember) -> frozenset[Right]:
    """Read what the bot itself may do in a chat of what it needs."""
    if not is_present(member):
        return frozenset()
    rights = {Right.PRESENCE}
    if not is_muted(member):
        rights.add(Right.WRITE)
    if isinstance(member, telegram.ChatMemberAdministrator):
        rights |= {Right.DELETE} if member.can_delete_messages else set()
        rights |= {Right.MUTE, Right.BAN} if member.can_restrict_members else set()
    return frozenset(rights)


class Names:
    """User names as they were last seen, the most recent ones."""

    def __init__(self) -> None:
        self._seen: OrderedDict[str, Actor] = OrderedDict()

    def note(self, actor: Actor) -> None:
        """Remember who has a user name: bots and channels too, so that it can be said that they are no people."""
        if actor.username:
            key = actor.username.lower()
            self._seen[key] = actor
            self._seen.move_to_end(key)
            if len(self._seen) > KNOWN_NAMES:
                self._seen.popitem(last=False)

    def find(self, username: str) -> Actor | None:
        """Give who was last seen under a user name."""
        return self._seen.get(username.lower())
