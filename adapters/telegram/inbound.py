"""Turn Telegram's updates into ours."""

import re
from collections import OrderedDict
from datetime import datetime, timedelta

import structlog
import telegram
from telegram.ext.filters import StatusUpdate

from bot.ids import ChatRef, MessageRef, Platform, SpaceRef
from bot.ports import Clock
from bot.updates import (
    AccessChanged,
    BotAdded,
    ButtonPressed,
    ChatMigrated,
    CommandInvoked,
    MemberJoined,
    MemberLeft,
    MessageEdited,
    MessagePosted,
    ReactionChanged,
    RightsLost,
    Update,
)

from .arrivals import Arrivals
from .files import attached
from .messages import read_message
from .native import acted
from .ordinary import read_ordinary
from .people import Names, access_of, actor_of, chat_of, is_present, message_ref, rights_of, space_of
from .reading import Told

STALE = timedelta(minutes=5)  # an older command is not answered: it was meant for a moment that has passed
MANY = 10_000  # chats remembered
COMMAND = re.compile(r"/([A-Za-z0-9_]{1,64})(?:@(\w+))?(?=\s|$)")  # `/usr/bin` is none
SERVICE = StatusUpdate.ALL
START = "start"  # what Telegram's own button sends before a first conversation

log = structlog.get_logger()


class Inbound:
    """Read updates. `me` is the bot's own account."""

    def __init__(self, me: telegram.User, clock: Clock, names: Names) -> None:
        self._me = me
        self._clock = clock
        self._names = names
        self._met: OrderedDict[str, None] = OrderedDict()
        self._arrivals = Arrivals()

    def read_ordinary(self, told: Told) -> list[Update] | None:
        """Give what an ordinary message means for us, as `read` does; None for everything else."""
        posted = read_ordinary(told)
        if posted is None:
            return None
        found = self._first_seen(posted.id, posted.space, told["message"]["chat"].get("title"), posted.at)
        self._names.note(posted.actor)
        found.append(posted)
        return found

    def read(self, raw: telegram.Update) -> list[Update]:
        """Give what an update means for us; an unknown kind means nothing."""
        if raw.message is not None:
            return self._message(raw, raw.message)
        if raw.edited_message is not None:
            return self._edited(raw.update_id, raw.edited_message)
        if raw.callback_query is not None:
            return self._pressed(raw.callback_query)
        if raw.chat_member is not None:
            return self._member_changed(raw.update_id, raw.chat_member)
        if raw.my_chat_member is not None:
            return self._self_changed(raw.update_id, raw.my_chat_member)
        if raw.message_reaction is not None:
            return self._reacted(raw.update_id, raw.message_reaction)
        log.debug("telegram update ignored", update=raw.update_id)
        return []

    def _message(self, raw: telegram.Update, message: telegram.Message) -> list[Update]:
        update_id = str(raw.update_id)
        if message.chat.type == "channel" or message.is_automatic_forward:
            return []  # the linked channel's posts are nobody's
        if message.migrate_to_chat_id or message.migrate_from_chat_id:
            return [self._migrated(message)]
        found = self._first_seen(update_id, space_of(message.chat), message.chat.title, message.date)
        if message.new_chat_members:
            return found + self._came(message)
        if message.left_chat_member is not None:
            return found + self._went(update_id, message)
        posted = read_message(update_id, message)
        if not posted.text and posted.media is None and SERVICE.check_update(raw):
            return found  # a pin, a new title, a topic: nobody wrote
        self._names.note(posted.actor)
        if posted.reply_to is not None and posted.reply_to.author is not None:
            self._names.note(posted.reply_to.author)
        found.append(self._command(posted, message) if posted.text.startswith("/") else posted)
        return found

    def _command(self, posted: MessagePosted, message: telegram.Message) -> Update:
        found = COMMAND.match(posted.text)
        # Who forwards a command did not give it.
        if found is None or posted.forwarded or self._clock.now() - message.date > STALE:
            return posted  # still a message to moderate and to count
        name, addressee = found.groups()
        if addressee and addressee.lower() != (self._me.username or "").lower():
            return posted
        if name.lower() == START and posted.space is None:
            return posted._replace(text="")  # nobody typed it: to be greeted, not answered
        line = name + posted.text[found.end() :]
        return CommandInvoked(
            posted.id,
            posted.at,
            posted.space,
            posted.chat,
            posted.actor,
            line,
            None,
            posted.message,
            posted.reply_to,
            posted.mentioned,
            attached(message),
        )

    def _edited(self, update_id: int, message: telegram.Message) -> list[Update]:
        if message.chat.type == "channel" or message.is_automatic_forward:
            return []
        return [MessageEdited(read_message(str(update_id), message))]

    def _pressed(self, query: telegram.CallbackQuery) -> list[Update]:
        message = query.message
        if message is None or query.data is None:
            return []
        if isinstance(message, telegram.Message):
            chat = chat_of(message)
        else:  # a message too old to be seen: its text is gone, but where it is, is known
            chat = ChatRef(Platform.TELEGRAM, str(message.chat.id))
        actor = actor_of(query.from_user)
        self._names.note(actor)
        ref = message_ref(chat, message.message_id)
        return [ButtonPressed(query.id, self._clock.now(), space_of(message.chat), chat, actor, ref, query.data)]

    # Coming and going

    def _first_seen(self, update_id: str, space: SpaceRef | None, title: str | None, at: datetime) -> list[Update]:
        """Tell of a group the first time it is seen, so that its name is known."""
        if space is None or space.id in self._met:
            return []
        self._met[space.id] = None
        if len(self._met) > MANY:
            self._met.popitem(last=False)
        return [BotAdded(f"{update_id}:met", at, space, ChatRef(Platform.TELEGRAM, space.id), title or "")]

    def _came(self, message: telegram.Message) -> list[Update]:
        space = space_of(message.chat)
        chat = chat_of(message)
        return [
            MemberJoined(_arrival(message.chat.id, user.id, message.date), message.date, space, chat, actor_of(user))
            for user in message.new_chat_members
            if space is not None
            and user.id != self._me.id
            and self._arrivals.is_new(message.chat.id, user.id, message.date, came=True)
        ]

    def _went(self, update_id: str, message: telegram.Message) -> list[Update]:
        user, space = message.left_chat_member, space_of(message.chat)
        if user is None or space is None or user.id == self._me.id:
            return []
        if not self._arrivals.is_new(message.chat.id, user.id, message.date, came=False):
            return []
        return [MemberLeft(update_id, message.date, space, chat_of(message), actor_of(user))]

    def _member_changed(self, update_id: int, change: telegram.ChatMemberUpdated) -> list[Update]:
        space = space_of(change.chat)
        if space is None or change.chat.type == "channel":
            return []
        user = change.new_chat_member.user
        found = self._first_seen(str(update_id), space, change.chat.title, change.date)
        actor = actor_of(user, access_of(change.new_chat_member))
        was, is_ = is_present(change.old_chat_member), is_present(change.new_chat_member)
        chat = ChatRef(Platform.TELEGRAM, str(change.chat.id))
        self._names.note(actor)
        found += acted(update_id, change, space, self._me)
        if was == is_:
            return [*found, AccessChanged(str(update_id), change.date, space, actor)] if is_ else found
        if self._arrivals.is_new(change.chat.id, user.id, change.date, came=is_):
            came = MemberJoined(_arrival(change.chat.id, user.id, change.date), change.date, space, chat, actor)
            found.append(came if is_ else MemberLeft(str(update_id), change.date, space, chat, actor))
        return found

    def _self_changed(self, update_id: int, change: telegram.ChatMemberUpdated) -> list[Update]:
        space = space_of(change.chat)
        if space is None or change.chat.type == "channel":
            return []
        chat = ChatRef(Platform.TELEGRAM, str(change.chat.id))
        found: list[Update] = []
        if lost := rights_of(change.old_chat_member) - rights_of(change.new_chat_member):
            found.append(RightsLost(str(update_id), change.date, space, chat, lost))
        if is_present(change.new_chat_member):
            self._met[space.id] = None
            found.insert(0, BotAdded(str(update_id), change.date, space, chat, change.chat.title or ""))
        return found

    def _migrated(self, message: telegram.Message) -> ChatMigrated:
        old = message.migrate_from_chat_id or message.chat.id
        new = message.migrate_to_chat_id or message.chat.id
        # Both chats tell it: the same id makes it one update.
        return ChatMigrated(
            f"migrated:{old}",
            message.date,
            SpaceRef(Platform.TELEGRAM, str(old)),
            SpaceRef(Platform.TELEGRAM, str(new)),
        )

    def _reacted(self, update_id: int, change: telegram.MessageReactionUpdated) -> list[Update]:
        space = space_of(change.chat)
        if change.user is None or space is None or change.chat.type == "channel":
            return []
        chat = ChatRef(Platform.TELEGRAM, str(change.chat.id))
        old, new = _emoji(change.old_reaction), _emoji(change.new_reaction)
        return [
            ReactionChanged(
                str(update_id),
                change.date,
                space,
                chat,
                actor_of(change.user),
                MessageRef(chat, str(change.message_id)),
                tuple(e for e in new if e not in old),
                tuple(e for e in old if e not in new),
            )
        ]


def _arrival(chat: int, user: int, at: datetime) -> str:
    """Name an arrival the same way by whichever update it is told, so that after a restart too it is one."""
    return f"{chat}:{user}:{at.timestamp():.0f}"


def _emoji(reactions: tuple[telegram.ReactionType, ...]) -> tuple[str, ...]:
    """List reactions; an emoji of somebody's own making goes by its id."""
    marks = (
        r.emoji if isinstance(r, telegram.ReactionTypeEmoji) else r.to_dict().get("custom_emoji_id") for r in reactions
    )
    return tuple(mark for mark in marks if mark)
