"""Put a reply into the language of those who read it."""

from dataclasses import replace

from bot.call import Call
from bot.content import Reply
from bot.texts import resolve, resolve_buttons


def worded(answer: Reply | None, call: Call) -> tuple[Reply, str] | None:
    """Say a reply in the language of those who read it: the reader's own, or the chat's."""
    if answer is None:
        return None
    locale = call.locale if answer.private else call.chat_locale
    buttons = resolve_buttons(answer.buttons, locale)
    return replace(answer, doc=resolve(answer.doc, locale), buttons=buttons), locale
