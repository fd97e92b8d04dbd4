"""Read what Telegram sends, also where Telegram is newer than the library."""

from typing import Any

import structlog
import telegram
from telegram.request import HTTPXRequest

log = structlog.get_logger()


def read_update(raw: Any, bot: telegram.Bot | None = None) -> telegram.Update | None:
    """Read an update; None for one that the library cannot read, which is left out."""
    try:
        return telegram.Update.de_json(raw, bot)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        log.debug("telegram update cannot be read", why=type(error).__name__)
        return None


class UpdatesRequest(HTTPXRequest):
    """Fetch updates, and empty those that the library cannot read.

    It reads all that come together or none: one such update would be fetched over and over, and none after it.
    """

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Parse an answer of getUpdates."""
        answer: dict[str, Any] = HTTPXRequest.parse_json_payload(payload)
        result = answer.get("result")
        if isinstance(result, list):
            answer["result"] = [
                raw if read_update(raw) is not None else {"update_id": raw["update_id"]} for raw in result
            ]
        return answer
