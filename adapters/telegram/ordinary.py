"""Read an ordinary message straight from Telegram's JSON.

Most of what is written in a large group is a person's words and nothing else. The library takes longer to read them
than everything that is done about them; it reads the rest.
"""

from datetime import UTC, datetime

from bot.updates import MessagePosted

from .people import chat_named, message_ref, space_named, user_named
from .reading import Told

UPDATE = frozenset({"update_id", "message"})
# Anything more than this, also what this version of the library has never heard of, is not ordinary.
MESSAGE = frozenset({"message_id", "from", "chat", "date", "text"})
GROUPS = ("supergroup", "group")


def read_ordinary(told: Told) -> MessagePosted | None:
    """Describe an ordinary message, just as `read_message` does; None for anything else, and for what may be a
    command."""
    if told.keys() != UPDATE:
        return None
    message = told["message"]
    if message.keys() != MESSAGE or message["chat"]["type"] not in GROUPS or message["text"].startswith("/"):
        return None
    chat_id, text = message["chat"]["id"], message["text"]
    chat = chat_named(chat_id, None)
    return MessagePosted(
        str(told["update_id"]),
        datetime.fromtimestamp(message["date"], UTC),
        space_named(chat_id),
        chat,
        user_named(message["from"]),
        message_ref(chat, message["message_id"]),
        text,
        called=() if "@" in text else None,  # a name that calls somebody is marked as one
    )
