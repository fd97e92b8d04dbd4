"""Cut a line into its parts: quoted words, segments between `|`, and `name: value` pairs."""

import re

WORD = re.compile(r'\s*("[^"]*"|«[^»]*»|“[^”]*”|\S+)')
_QUOTES = {'"': '"', "«": "»", "“": "”"}
# A name may have spaces in it; one that is not set off by a `|` may not.
_PAIR = re.compile(r"\s*([^\W\d_][\w -]{0,39}):(?:\s|$)")
_NEXT_PAIR = re.compile(r"\s(?=[^\W\d_]\w{0,39}:\s)")


def unquote(text: str) -> str:
    """Take the quotes off a text that stands whole in quotes."""
    text = text.strip()
    if len(text) >= 2 and _QUOTES.get(text[0]) == text[-1] and text[-1] not in text[1:-1]:
        return text[1:-1].strip()
    return text


def segments(line: str) -> list[str]:
    """Cut a line at each `|` that is not inside quotes."""
    parts: list[str] = []
    current: list[str] = []
    closing = ""
    for place, character in enumerate(line):
        if closing:
            closing = "" if character == closing else closing
        elif character in _QUOTES and _QUOTES[character] in line[place + 1 :]:
            closing = _QUOTES[character]
        if character == "|" and not closing:
            parts.append("".join(current))
            current = []
        else:
            current.append(character)
    return [*parts, "".join(current)]


def pair(segment: str) -> tuple[str, str] | None:
    """Read `name: value`; None for anything else."""
    found = _PAIR.match(segment)
    return (" ".join(found[1].split()), unquote(segment[found.end() :])) if found else None


def set_apart(line: str, words: int) -> str:
    """Put a `|` before the first `name: value` that comes after so many words, and before each one-word name after it.

    What is set apart already stays as it is.
    """
    first, *others = segments(line)
    found = re.match(rf"(?:{WORD.pattern}){{0,{words}}}", first)
    rest = first[found.end() :] if found else first
    if _PAIR.match(rest):
        first = f"{first[: len(first) - len(rest)]} | {_NEXT_PAIR.sub(' | ', rest)}"
    return " | ".join([first, *others])
