"""Write documents as Telegram HTML, and buttons as inline keyboards."""

from html import escape

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.content import Button, Buttons, Doc, Mention, Style, Time
from bot.ids import Platform
from bot.render import render
from bot.texts import plain
from bot.when import show_short, show_when, zone_of

TEXT_LIMIT = 4096  # UTF-16 units after entities; https://core.telegram.org/bots/api#sendmessage
CUT = "\n…"
TOAST_LIMIT = 200  # characters; https://core.telegram.org/bots/api#answercallbackquery


def utf16_length(text: str) -> int:
    """Count UTF-16 units, in which Telegram measures."""
    return len(text) + sum(ord(c) > 0xFFFF for c in text)


class Html:
    """Telegram's HTML. https://core.telegram.org/bots/api#html-style"""

    def __init__(self, locale: str) -> None:
        self._locale = locale

    def text(self, text: str) -> str:
        """Write literal text."""
        return escape(text, quote=False)

    def bold(self, content: str) -> str:
        """Write emphasis."""
        return f"<b>{content}</b>" if content else ""

    def code(self, text: str) -> str:
        """Write text to be copied."""
        return f"<code>{escape(text, quote=False)}</code>" if text else ""

    def link(self, url: str, content: str) -> str:
        """Write a link."""
        return f'<a href="{escape(url)}">{content}</a>'

    def mention(self, mention: Mention) -> str:
        """Write a mention by id; without notification the name alone, which must not become one by itself."""
        account = next((a for a in mention.accounts if a.platform is Platform.TELEGRAM), None)
        name = mention.name or "—"
        if mention.notify and account is not None:
            return f'<a href="tg://user?id={account.id}">{escape(name, quote=False)}</a>'
        return escape(name.replace("@", "@\u2060"), quote=False)

    def time(self, time: Time) -> str:
        """Write a moment in the given zone: Telegram shows no local time."""
        return escape(_show_time(time, self._locale), quote=False)

    def title(self, content: str) -> str:
        """Write a heading."""
        return f"<b>{content}</b>" if content else ""

    def quote(self, content: str) -> str:
        """Write somebody's words."""
        return f"<blockquote>{content}</blockquote>" if content else ""


class Plain:
    """Bare text, for the answer to a press."""

    def __init__(self, locale: str) -> None:
        self._locale = locale

    def text(self, text: str) -> str:
        """Write literal text."""
        return text

    def bold(self, content: str) -> str:
        """Write emphasis."""
        return content

    def code(self, text: str) -> str:
        """Write text to be copied."""
        return text

    def link(self, url: str, content: str) -> str:
        """Write a link."""
        return f"{content} ({url})"

    def mention(self, mention: Mention) -> str:
        """Write a name."""
        return mention.name

    def time(self, time: Time) -> str:
        """Write a moment."""
        return _show_time(time, self._locale)

    def title(self, content: str) -> str:
        """Write a heading."""
        return content

    def quote(self, content: str) -> str:
        """Write somebody's words."""
        return content


def _show_time(time: Time, locale: str) -> str:
    return (show_when if time.full else show_short)(time.at, zone_of(time.zone), locale)


def render_html(document: Doc, locale: str) -> list[str]:
    """Write a document as messages. Entities only shrink a text, so measuring the HTML errs on the safe side."""
    return render(document, Html(locale), limit=TEXT_LIMIT, measure=utf16_length) or ["—"]


def render_one(document: Doc, locale: str) -> str:
    """Write a document as one message; what does not fit is left out, and shown to be."""
    parts = render_html(document, locale)
    if len(parts) == 1:
        return parts[0]
    return render(document, Html(locale), limit=TEXT_LIMIT - len(CUT), measure=utf16_length)[0] + CUT


def render_toast(document: Doc, locale: str) -> str | None:
    """Write a document as the short answer to a press; None when it does not fit."""
    parts = render(document, Plain(locale), limit=TOAST_LIMIT)
    return parts[0] if len(parts) == 1 else None


def keyboard(buttons: Buttons, locale: str) -> InlineKeyboardMarkup | None:
    """Write buttons as an inline keyboard."""
    rows = [[_button(b, locale) for b in row] for row in buttons if row]
    return InlineKeyboardMarkup(rows) if rows else None


def _button(button: Button, locale: str) -> InlineKeyboardButton:
    label = plain(button.label, locale)
    style = None if button.style is Style.PLAIN else button.style.value  # Telegram's words are the same
    if button.url:
        return InlineKeyboardButton(label, url=button.url, style=style)
    return InlineKeyboardButton(label, callback_data=button.action, style=style)
