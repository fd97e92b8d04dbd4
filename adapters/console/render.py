"""Write documents as plain text for a terminal, which no text of a member can hurt."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from bot.content import Button, Buttons, Doc, Mention, Time
from bot.ids import Platform
from bot.render import render

NO_LIMIT = 10**9  # a terminal takes messages of any length

BOLD, DIM, RESET = "\x1b[1m", "\x1b[2m", "\x1b[0m"

# They turn the reading direction around, so that a line reads as what it is not.
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINE_ENDS = frozenset("\n\u2028\u2029")


def _safe(text: str) -> Iterator[str]:
    for character in text:
        if character in _LINE_ENDS:
            yield "\n"
        elif character in _BIDI:
            continue
        elif unicodedata.category(character) not in ("Cc", "Cs"):
            yield character
        elif character.isspace():
            yield " "


def clean(text: str) -> str:
    """Take out what a terminal would obey rather than show: escapes, control characters, changes of direction."""
    return "".join(_safe(text))


def one_line(text: str) -> str:
    """Clean a text and put it on one line."""
    return " ".join(clean(text).split())


@dataclass(frozen=True, slots=True)
class PlainText:
    """The terminal's dialect."""

    locale: str
    color: bool = False

    def text(self, text: str) -> str:
        """Write literal text."""
        return clean(text)

    def bold(self, content: str) -> str:
        """Write emphasis, where there are colours."""
        return f"{BOLD}{content}{RESET}" if self.color and content.strip() else content

    def code(self, text: str) -> str:
        """Write text to be typed or copied: as it is."""
        return clean(text)

    def link(self, url: str, content: str) -> str:
        """Write a link with its address behind it."""
        address = one_line(url)
        return address if content == address else f"{content} ({address})"

    def mention(self, mention: Mention) -> str:
        """Write `@anna` for somebody of this chat who is notified, else the name."""
        here = next((a for a in mention.accounts if a.platform is Platform.CONSOLE), None)
        return one_line(f"@{here.id}" if here and mention.notify else mention.name)

    def time(self, time: Time) -> str:
        """Write a moment in its zone."""
        from bot.when import show_short, show_when, zone_of

        return (show_when if time.full else show_short)(time.at, zone_of(time.zone), self.locale)

    def title(self, content: str) -> str:
        """Write a heading."""
        return self.bold(content)

    def quote(self, content: str) -> str:
        """Write somebody's words, a mark before each line."""
        return "\n".join(f"> {line}" for line in content.split("\n"))


def render_text(document: Doc, locale: str, *, color: bool = False) -> str:
    """Write a resolved document as text of any number of lines."""
    return "\n".join(render(document, PlainText(locale, color), limit=NO_LIMIT)).strip("\n")


def labels(buttons: Buttons) -> list[list[str]]:
    """List the labels of resolved buttons, row by row."""
    return [[one_line(str(button.label)) for button in row] for row in buttons]


def show_row(row: tuple[Button, ...]) -> str:
    """Write a row of buttons: `[Going] [Maybe]`; one that opens a page shows its address."""
    return " ".join(f"[{one_line(str(b.label))}]" + (f"({one_line(b.url)})" if b.url else "") for b in row)
