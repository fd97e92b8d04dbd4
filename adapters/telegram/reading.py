"""Read what Telegram sends, one update by one, also where Telegram is newer than the library."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

import structlog
import telegram

log = structlog.get_logger()


Told: TypeAlias = Mapping[str, Any]  # an update as Telegram wrote it


def read_update(told: Told, bot: telegram.Bot) -> telegram.Update | None:
    """Read an update; None for one that the library cannot read, which is left out."""
    try:
        return telegram.Update.de_json(dict(told), bot)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        log.debug("telegram update ignored", update=told.get("update_id"), why=type(error).__name__)
        return None


def words_in(told: Told) -> Iterator[str]:
    """List what people wrote in an update: what must not get into the log."""
    pressed = told.get("callback_query") or {}
    for message in (told.get("message"), told.get("edited_message"), pressed.get("message")):
        if isinstance(message, dict):
            yield from (message[field] for field in ("text", "caption") if message.get(field))
