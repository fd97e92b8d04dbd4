"""Telegram's answers in our terms."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import httpx
from telegram.error import BadRequest, ChatMigrated, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.error import Forbidden as TelegramForbidden

from bot import errors
from bot.config import BadConfig
from bot.ids import ChatRef, Platform

# What a 400 says, in lower case. Telegram documents none of these; they are what bots in the field see.
GONE = (
    "chat not found",
    "message to edit not found",
    "message to delete not found",
    "message to react not found",
    "reaction not found",
    "message not found",
    "message_id_invalid",
    "user not found",
    "participant_id_invalid",
    "invalid user_id",
    "user_not_participant",
    "peer_id_invalid",
    "member not found",
    "topic_deleted",
    "message thread not found",
    "group chat was deactivated",
)
SUPERGROUPS_ONLY = "method is available"  # … "only for supergroups", "for supergroup and channel chats only"
OF_RANK = ("user is an administrator", "can't remove chat owner", "user_admin_invalid")
FORBIDDEN = (
    *OF_RANK,
    "not enough rights",
    "no rights to send",
    "can't be deleted",
    "can't be edited",
    "can't restrict self",
    "chat_admin_required",
    "topic_closed",
    "chat_write_forbidden",
    "need administrator rights",
    SUPERGROUPS_ONLY,
)
# Before anything was sent: no connection, none free, or (RuntimeError) the bot is not connected at this moment.
NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.WriteError, RuntimeError)
UNAUTHORIZED = "unauthorized"
SAME = "message is not modified"
LOST_TOPIC = ("message thread not found", "topic_closed", "topic_deleted")


def unauthorized(error: InvalidToken) -> bool:
    """Tell a 401 from a 404, for which the library has the same error."""
    return UNAUTHORIZED in error.message.lower()


def wrong_token() -> BadConfig:
    """Say that Telegram does not take the token."""
    return BadConfig("telegram.token: Telegram does not take it; @BotFather shows the right one")


@contextmanager
def translated() -> Iterator[None]:
    """Raise our errors for Telegram's."""
    try:
        yield
    except TelegramError as error:
        raise translate(error) from error


def translate(error: TelegramError) -> errors.PlatformError:
    """Say what kind of refusal an error is."""
    text = error.message
    lower = text.lower()
    match error:
        case RetryAfter():
            after = error.retry_after
            return errors.RateLimited(after if isinstance(after, timedelta) else timedelta(seconds=after), text)
        case ChatMigrated():
            return errors.Migrated(ChatRef(Platform.TELEGRAM, str(error.new_chat_id)), text)
        case TelegramForbidden():
            return errors.Forbidden(text)
        case BadRequest() if any(known in lower for known in GONE):
            return errors.Gone(text)
        case BadRequest() if any(known in lower for known in FORBIDDEN):
            return errors.Forbidden(text)
        case BadRequest():
            return errors.Rejected(text)
        case InvalidToken() if unauthorized(error):
            return errors.Unavailable(text)  # with the new token it can be sent
        case TimedOut() | NetworkError() if error.__cause__ and not isinstance(error.__cause__, NEVER_SENT):
            return errors.Unknown(text)
        case _:
            return errors.Unavailable(text)
