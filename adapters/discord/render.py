"""Write documents as Discord markdown, and buttons as components. What members wrote never becomes markup."""

import io
import re
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import quote

import discord

from bot.content import Attachment, Button, Buttons, Doc, Mention, Style, Time
from bot.ids import Platform
from bot.render import render

# https://docs.discord.com/developers/resources/message and …/components/reference
MESSAGE_LIMIT = 2000
ROWS, ROW_WIDTH, LABEL_LIMIT = 5, 5, 80
PRESS = "h1:"  # the version of what our buttons carry; what begins otherwise was made by another version

# An address ends where Discord's own autolink does; inside one a backslash would become part of the address.
_ADDRESS = re.compile(r"(https?://[^\s<>]+)")
_OUTSIDE_ADDRESS = re.compile(r"[\s<>()\\]")
# `[` is enough against masked links, `<` against mentions, channels, timestamps, emoji and command links.
_MARKUP = str.maketrans({mark: "\\" + mark for mark in "\\*_~|`[<"})
_LINE_START = re.compile(r"(?m)^([ \t]*)(#{1,3}|>{1,3}|-#|[-+])(?=[ \t]|$)")
_EVERYBODY = re.compile(r"@(?=everyone|here)")

_STYLES = {
    Style.PLAIN: discord.ButtonStyle.secondary,
    Style.PRIMARY: discord.ButtonStyle.primary,
    Style.SUCCESS: discord.ButtonStyle.success,
    Style.DANGER: discord.ButtonStyle.danger,
}


def escape(text: str) -> str:
    """Write text so that Discord shows exactly it. In linear time, unlike the SDK's own escaping."""
    return "".join(piece if number % 2 else _escape_words(piece) for number, piece in enumerate(_ADDRESS.split(text)))


def _escape_words(text: str) -> str:
    # The invisible mark keeps the words from being highlighted as a mention; that nobody is notified is up to
    # allowed_mentions.
    shown = _EVERYBODY.sub("@\u200b", text.translate(_MARKUP))
    return _LINE_START.sub(lambda found: f"{found[1]}\\{found[2]}", shown)


def length(text: str) -> int:
    """Count UTF-16 units: never less than what Discord counts."""
    return len(text.encode("utf-16-le")) // 2


@dataclass(slots=True)
class Markdown:
    """Discord's dialect. `notified` collects the accounts that a rendered document mentions."""

    locale: str
    notified: set[int] = field(default_factory=set)

    def text(self, text: str) -> str:
        """Write literal text."""
        return escape(text)

    def bold(self, content: str) -> str:
        """Write emphasis."""
        return f"**{content}**" if content.strip() else content

    def code(self, text: str) -> str:
        """Write text as code. A backtick becomes a look-alike: no fence holds every run of backticks."""
        return f"`{text.replace('`', 'ˋ')}`" if text.strip() else text

    def link(self, url: str, content: str) -> str:
        """Write a masked link; in angle brackets, so that it brings no preview along."""
        target = _OUTSIDE_ADDRESS.sub(lambda found: quote(found[0], safe=""), url)
        return f"<{target}>" if content == escape(url) else f"[{content}](<{target}>)"

    def mention(self, mention: Mention) -> str:
        """Write a mention where the person has an account here and is to be notified, else the name."""
        account = next((a.id for a in mention.accounts if a.platform is Platform.DISCORD), None)
        if account is None or not mention.notify:
            return escape(mention.name)
        self.notified.add(int(account))
        return f"<@{account}>"

    def time(self, time: Time) -> str:
        """Write a moment in the reader's own zone; in full, in words as well."""
        stamp = int(time.at.timestamp())
        if not time.full:
            return f"<t:{stamp}:f>"
        from bot.when import show_when, zone_of

        return f"{escape(show_when(time.at, zone_of(time.zone), self.locale))} (<t:{stamp}:R>)"

    def title(self, content: str) -> str:
        """Write a heading; a heading ends with its line."""
        return "### " + content.replace("\n", " ")

    def quote(self, content: str) -> str:
        """Write somebody's words, set apart."""
        return "\n".join("> " + line for line in content.split("\n"))


class Written(Protocol):
    """What is common to a reply and an outgoing message."""

    @property
    def doc(self) -> Doc:
        """What it says."""

    @property
    def buttons(self) -> Buttons:
        """What stands under it."""

    @property
    def files(self) -> tuple[Attachment, ...]:
        """What comes with it."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message as Discord takes it: its parts, who may be notified, and what stands under the last part."""

    parts: tuple[str, ...]
    allowed: discord.AllowedMentions
    view: discord.ui.View | None
    attachments: tuple[Attachment, ...]

    def files(self) -> list[discord.File]:
        """Give the files afresh: each attempt at sending reads them once."""
        return [discord.File(io.BytesIO(a.data), filename=a.name) for a in self.attachments]


def render_message(message: Written, locale: str) -> Rendered:
    """Write a message, its texts already resolved to `locale`. Needs a running event loop when it has buttons."""
    dialect = Markdown(locale)
    parts = render(message.doc, dialect, limit=MESSAGE_LIMIT, measure=length)
    allowed = discord.AllowedMentions(
        everyone=False,
        roles=False,
        replied_user=False,
        users=[discord.Object(account) for account in sorted(dialect.notified)],
    )
    return Rendered(tuple(parts or [""]), allowed, render_buttons(message.buttons), message.files)


def render_buttons(buttons: Buttons) -> discord.ui.View | None:
    """Write buttons as components. Raises ValueError for more than Discord shows."""
    rows = [row[start : start + ROW_WIDTH] for row in buttons for start in range(0, len(row), ROW_WIDTH)]
    if len(rows) > ROWS:
        raise ValueError(f"{len(rows)} rows of buttons; Discord shows {ROWS}")
    if not rows:
        return None
    view = discord.ui.View(timeout=None)
    for number, row in enumerate(rows):
        for button in row:
            view.add_item(_component(button, number))
    # A stopped view is sent but not kept: presses are read from their custom_id, so they outlive the process.
    view.stop()
    return view


def _component(button: Button, row: int) -> discord.ui.Button[discord.ui.View]:
    if not isinstance(button.label, str):
        raise TypeError(f"not resolved to a language: {button.label}")
    label = button.label if len(button.label) <= LABEL_LIMIT else button.label[: LABEL_LIMIT - 1] + "…"
    if button.url:
        return discord.ui.Button(label=label, url=button.url, row=row)
    return discord.ui.Button(label=label, style=_STYLES[button.style], custom_id=PRESS + button.action, row=row)
