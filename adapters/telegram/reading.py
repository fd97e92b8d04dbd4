"""Read what Telegram sends, also where Telegram is newer than the library."""

from typing import Any

import structlog
import telegram

log = structlog.get_logger()


def read_update(raw: Any, bot: telegram.Bot | None = None) -> telegram.Update | None:
    """Read an update; None for one that the library cannot read, which is left out."""
    try:
        return telegram.Update.de_json(raw, bot)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        log.debug("telegram update cannot be read", why=type(error).__name__)
        return None


def fill_in(answer: dict[str, Any]) -> dict[str, Any]:
    """Empty those updates in an answer of getUpdates that the library cannot read.

    It reads all that come together or none: one such update would be fetched over and over, and none after it.
    """
    result = answer.get("result")
    if isinstance(result, list):
        answer["result"] = [raw if read_update(raw) is not None else {"update_id": raw["update_id"]} for raw in result]
    return answer
