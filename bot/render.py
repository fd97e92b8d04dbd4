"""Walk a resolved document once for every platform; a dialect says how each leaf is written."""

from bisect import bisect_right
from collections.abc import Callable
from typing import Protocol, assert_never

from bot.content import (
    Bold,
    Bullets,
    Code,
    Doc,
    Field,
    Inline,
    Joined,
    Link,
    Mention,
    Msg,
    Node,
    Para,
    Quote,
    Row,
    Span,
    Text,
    Time,
    Title,
)


class Dialect(Protocol):
    """How one platform writes each leaf. `text` escapes; every other method receives escaped text."""

    def text(self, text: str) -> str:
        """Write literal text."""

    def bold(self, content: str) -> str:
        """Write emphasis."""

    def code(self, text: str) -> str:
        """Write unescaped text as code."""

    def link(self, url: str, content: str) -> str:
        """Write a link; `url` is unescaped and is http or https."""

    def mention(self, mention: Mention) -> str:
        """Write a mention."""

    def time(self, time: Time) -> str:
        """Write a moment."""

    def title(self, content: str) -> str:
        """Write a heading."""

    def quote(self, content: str) -> str:
        """Write somebody's words, set apart."""


def render_inline(node: Inline, dialect: Dialect) -> str:
    """Write one inline node."""
    match node:
        case str():
            return dialect.text(node)
        case Text(text):
            return dialect.text(text)
        case Bold(content):
            return dialect.bold(render_inline(content, dialect))
        case Code(text):
            return dialect.code(text)
        case Link(url, content):
            shown = render_inline(content, dialect)
            return dialect.link(url, shown) if url.startswith(("https://", "http://")) else shown
        case Mention():
            return dialect.mention(node)
        case Time():
            return dialect.time(node)
        case Row(parts):
            return "".join(render_inline(p, dialect) for p in parts)
        case Msg() | Span() | Joined():
            raise TypeError(f"not resolved to a language: {node}")
        case _:
            assert_never(node)


def render_block(node: Node, dialect: Dialect) -> str:
    """Write one block."""
    match node:
        case Title(content):
            return dialect.title(render_inline(content, dialect))
        case Para(content):
            return render_inline(content, dialect)
        case Quote(content):
            return dialect.quote(render_inline(content, dialect))
        case Bullets(items):
            lines = zip(_marks(node), items, strict=True)
            return "\n".join(mark + render_inline(item, dialect) for mark, item in lines)
        case Field(name, value):
            return f"{dialect.bold(render_inline(name, dialect) + dialect.text(':'))} {render_inline(value, dialect)}"
        case _:
            assert_never(node)


def render(document: Doc, dialect: Dialect, *, limit: int, measure: Callable[[str], int] = len) -> list[str]:
    """Write a document as one or more messages, none longer than `limit` by `measure`.

    It is cut between blocks where it can be, then between lines, and inside a line (of plain text only, its markup
    dropped) as the last resort. Nothing is lost.
    """
    parts: list[str] = []
    current = ""
    for block in document.blocks:
        for piece in _pieces(block, dialect, limit, measure):
            joined = f"{current}\n{piece}" if current else piece
            if current and measure(joined) > limit:
                parts += [current] if current.strip() else []  # platforms refuse an empty message
                current = piece
            else:
                current = joined
    if current.strip():
        parts.append(current)
    return parts


def _pieces(block: Node, dialect: Dialect, limit: int, measure: Callable[[str], int]) -> list[str]:
    whole = render_block(block, dialect)
    if measure(whole) <= limit:
        return [whole]
    if isinstance(block, Bullets):
        marked = (Para(Row((mark, item))) for mark, item in zip(_marks(block), block.items, strict=True))
        return [piece for item in marked for piece in _pieces(item, dialect, limit, measure)]
    bare = render_block(block, _Bare())
    pieces: list[str] = []
    for line in bare.split("\n"):
        pieces += _cut(line, dialect, limit, measure)
    return pieces


def _marks(block: Bullets) -> list[str]:
    return [f"{n}. " if block.ordered else "• " for n in range(1, len(block.items) + 1)]


def _cut(line: str, dialect: Dialect, limit: int, measure: Callable[[str], int]) -> list[str]:
    def written(size: int) -> int:
        return measure(dialect.text(line[:size]))

    pieces = []
    while line:
        # The most that fits; one character at the least, or this would never end.
        size = max(1, bisect_right(range(1, len(line) + 1), limit, key=written))
        if size < len(line) and (space := line.rfind(" ", size // 2, size)) > 0:
            size = space + 1
        pieces.append(dialect.text(line[:size]))
        line = line[size:]
    return pieces or [""]


class _Bare:
    """Write everything as bare text."""

    def text(self, text: str) -> str:
        return text

    def bold(self, content: str) -> str:
        return content

    def code(self, text: str) -> str:
        return text

    def link(self, url: str, content: str) -> str:
        return f"{content} ({url})"

    def mention(self, mention: Mention) -> str:
        return mention.name

    def time(self, time: Time) -> str:
        return time.at.isoformat(" ", "minutes")

    def title(self, content: str) -> str:
        return content

    def quote(self, content: str) -> str:
        return content
