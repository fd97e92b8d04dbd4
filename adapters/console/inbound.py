"""Turn what happens in the terminal's group into updates."""

from bot.content import Button
from bot.ids import SpaceRef
from bot.ports import Clock
from bot.updates import (
    AccessChanged,
    BotAdded,
    ButtonPressed,
    CommandInvoked,
    MemberJoined,
    MemberLeft,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    ReactionChanged,
)

from .world import GROUP, SPACE, TITLE, Human, Message, World


class Inbound:
    """Make updates, each with an id of its own and the time of the clock."""

    def __init__(self, world: World, clock: Clock) -> None:
        self._world = world
        self._clock = clock

    def added(self, zone: str | None) -> BotAdded:
        """The bot came into the group; `zone` is the one the script tells its time in, if it does."""
        return BotAdded(self._world.next_update(), self._clock.now(), SPACE, GROUP, TITLE, zone=zone)

    def joined(self, person: Human) -> MemberJoined:
        """Somebody came."""
        return MemberJoined(self._world.next_update(), self._clock.now(), SPACE, GROUP, self._world.actor(person))

    def left(self, person: Human) -> MemberLeft:
        """Somebody left, or was removed."""
        return MemberLeft(self._world.next_update(), self._clock.now(), SPACE, GROUP, self._world.actor(person))

    def role_changed(self, person: Human) -> AccessChanged:
        """Somebody's role changed."""
        return AccessChanged(self._world.next_update(), self._clock.now(), SPACE, self._world.actor(person))

    def said(self, person: Human, message: Message) -> MessagePosted | CommandInvoked:
        """Somebody wrote: a command where it begins with a slash and a word."""
        posted = self._posted(person, message)
        if posted.text[0] != "/" or not posted.text[1:2].strip():
            return posted
        return CommandInvoked(
            posted.id,
            posted.at,
            posted.space,
            posted.chat,
            posted.actor,
            posted.text[1:],
            message=posted.message,
            reply_to=posted.reply_to,
            mentioned=posted.mentioned,
        )

    def edited(self, person: Human, message: Message) -> MessageEdited:
        """Somebody changed what they wrote."""
        return MessageEdited(self._posted(person, message))

    def deleted(self, message: Message) -> MessageDeleted:
        """A message was removed by somebody."""
        return MessageDeleted(
            self._world.next_update(), self._clock.now(), _space_of(message), message.chat, message.ref
        )

    def reacted(self, person: Human, message: Message, emoji: str) -> ReactionChanged:
        """Somebody reacted to a message in the group."""
        actor = self._world.actor(person)
        return ReactionChanged(
            self._world.next_update(), self._clock.now(), SPACE, GROUP, actor, message.ref, added=(emoji,)
        )

    def pressed(self, person: Human, message: Message, button: Button) -> ButtonPressed:
        """Somebody pressed a button of ours."""
        actor = self._world.actor(person)
        return ButtonPressed(
            self._world.next_update(),
            self._clock.now(),
            _space_of(message),
            message.chat,
            actor,
            message.ref,
            button.action,
        )

    def _posted(self, person: Human, message: Message) -> MessagePosted:
        return MessagePosted(
            self._world.next_update(),
            self._clock.now(),
            _space_of(message),
            message.chat,
            self._world.actor(person),
            message.ref,
            message.text,
            self._world.quoted(message.answers) if message.answers else None,
            mentioned=self._world.mentioned(message.text),
        )


def _space_of(message: Message) -> SpaceRef | None:
    return SPACE if message.chat == GROUP else None
