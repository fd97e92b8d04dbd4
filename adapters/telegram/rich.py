"""Read rich messages, which Bot API 10.1 has and the library does not: their words stand in a tree of blocks.

https://core.telegram.org/bots/api#richmessage
"""

from typing import Any

BLOCKS = ("summary", "blocks", "items", "cells", "caption", "credit")  # each of these stands on lines of its own
WORDS = ("label", "text", "expression", "alternative_text")


def read_rich(message: Any) -> tuple[str, tuple[str, ...]]:
    """Give what is read in a rich message, and the targets of the links hidden behind it."""
    pieces: list[str] = []
    links: list[str] = []
    waiting: list[Any] = [message]  # a stack of our own: the tree is as deep as its writer likes
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            pieces.append(node)
        elif isinstance(node, list):
            waiting.extend(reversed(node))
        elif isinstance(node, dict):
            if isinstance(node.get("url"), str):
                links.append(node["url"])
            waiting.append([*(node.get(k) for k in WORDS), *(part for k in BLOCKS for part in _lines(node.get(k)))])
    return "".join(pieces).strip(), tuple(links)


def _lines(part: Any) -> list[Any]:
    """Set each block on a line of its own; inside a block nothing is set apart, however its words are dressed."""
    if isinstance(part, list):
        return [piece for block in part for piece in _lines(block)]
    return ["\n", part] if part else []
