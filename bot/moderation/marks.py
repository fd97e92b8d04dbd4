"""Show where in a message something was found, as far as a rule tells."""

from collections.abc import Iterator

from bot.content import Bold, Code, Inline, Joined, Link, Msg, Row, Text
from bot.moderation.text import normalise, read

MOST = 10  # places that are shown


def mark(words: str, detail: Inline) -> Inline:
    """Put in bold what a verdict's detail names, wherever it stands in the words, disguised or not."""
    plain = read(words)
    places: list[tuple[int, int]] = []
    for literal in _literals(detail):
        wanted = normalise(_solid(literal))
        start = plain.text.find(wanted) if len(wanted) > 1 else -1
        while start >= 0 and len(places) < MOST:
            places.append(plain.span(start, start + len(wanted)))
            start = plain.text.find(wanted, start + len(wanted))
    parts: list[Inline] = []
    done = 0
    for start, end in sorted(set(places)):
        if start >= done and end > start:
            parts += [Text(words[done:start]), Bold(Text(words[start:end]))]
            done = end
    return Row((*parts, Text(words[done:]))) if parts else Text(words)


def _solid(literal: str) -> str:
    return max(literal.replace("?", "*").split("*"), key=len)


def _literals(node: Inline) -> Iterator[str]:
    match node:
        case Code(text) | Text(text):
            yield text
        case Msg(_, values):
            for value in values.values():
                if isinstance(value, Code | Text | Msg | Row | Joined | Bold | Link):
                    yield from _literals(value)
        case Row(parts) | Joined(parts):
            for part in parts:
                yield from _literals(part)
        case Bold(content) | Link(_, content):
            yield from _literals(content)
        case _:
            return
