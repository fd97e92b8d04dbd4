"""Where an update belongs: to which platform, which chat, under which id it is told; and what people said in it."""

from bot.ids import Platform
from bot.reception import Door
from bot.updates import (
    AccessChanged,
    ChatMigrated,
    CommandInvoked,
    FormSubmitted,
    MessageEdited,
    MessagePosted,
    Update,
)


def door_of(update: MessagePosted) -> Door:
    """Say where a message came in."""
    return Door(update.chat, update.space, update.actor, update.message, update.reply_to)


def lane_of(update: Update) -> object:
    """Name what an update has to keep its order with: most often its chat."""
    match update:
        case MessageEdited(now):
            return now.chat
        case ChatMigrated():
            return update.new
        case AccessChanged():
            return update.space
        case _:
            return update.chat


def platform_of(update: Update) -> Platform:
    """Say which platform told it."""
    match update:
        case MessageEdited(now):
            return now.chat.platform
        case ChatMigrated():
            return update.new.platform
        case AccessChanged():
            return update.space.platform
        case _:
            return update.chat.platform


def id_of(update: Update) -> str:
    """Give the platform's id of it."""
    return update.now.id if isinstance(update, MessageEdited) else update.id


def name_of(update: Update) -> str:
    """Name an update as no other one is named."""
    return f"{platform_of(update)}:{type(update).__name__}:{id_of(update)}"


def said_in(update: Update) -> tuple[str, ...]:
    """List what people wrote in an update: what must not get into the log."""
    match update:
        case MessagePosted():
            replied = (update.reply_to.text,) if update.reply_to else ()
            return (update.text, update.quote, *update.link_words, *replied)
        case MessageEdited(now):
            return said_in(now)
        case CommandInvoked():
            typed = [value for value in (update.options or {}).values() if isinstance(value, str)]
            return (update.line, *typed, *((update.reply_to.text,) if update.reply_to else ()))
        case FormSubmitted():
            return tuple(update.fields.values())
        case _:
            return ()
