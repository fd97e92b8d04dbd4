"""Read text the way rules look at it: one form for what looks the same."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

# Zero-width and bidirectional controls, variation selectors, soft hyphen: they show nothing and split words.
_UNSEEN = re.compile(r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
                     r"\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]")  # fmt: skip


class Trick(StrEnum):
    """A way to disguise words that was undone."""

    INVISIBLE = "invisible"


@dataclass(frozen=True, slots=True)
class Plain:
    """A text as rules read it, with what was undone to get there."""

    original: str
    text: str
    tricks: frozenset[Trick] = frozenset()


def read(text: str) -> Plain:
    """Fold case, width and compatibility forms, and remove what cannot be seen; ё is written as е."""
    if text.isascii():
        return Plain(text, text.lower())
    seen = _UNSEEN.sub("", text)
    tricks = frozenset({Trick.INVISIBLE}) if seen != text else frozenset[Trick]()
    return Plain(text, unicodedata.normalize("NFKC", seen).casefold().replace("ё", "е"), tricks)


def normalise(text: str) -> str:
    """Give a text as rules read it."""
    return read(text).text


def is_word(letter: str) -> bool:
    """Tell whether a character belongs to a word."""
    return letter.isalnum() or letter == "_"


def stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether text[start:end] is not part of a longer word."""
    before = start > 0 and is_word(text[start]) and is_word(text[start - 1])
    after = end < len(text) and is_word(text[end - 1]) and is_word(text[end])
    return not before and not after
