"""Turn a message into features: its words and their pieces as numbers, and the signs that have a name."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from zlib import crc32

from bot.moderation.spam.concepts import concepts
from bot.moderation.spam.lexicon import KINDS, MONEY, POINTING
from bot.moderation.spam.shapes import Look, shapes
from bot.moderation.text import normalise

BUCKETS = 1 << 17  # numbers that words and pieces of words are counted under
HEAD, TAIL = 1000, 500  # characters looked at, of the beginning and of the end
MAX_WORD = 32  # characters of one word looked at
STEM = 5  # letters that words of one meaning mostly share, in Russian and in English
PIECE = 4  # letters of a piece of a word

_TOKEN = re.compile(
    r"(?:https?://|www\.|t\.me/)\S+|@\w+|[^\W_]+(?:['’][^\W\d_]+)?|[" + MONEY + r"]|[+➕]|\?|[" + POINTING + "]"
)
_CACHED = 20_000  # words


@dataclass(frozen=True, slots=True)
class Parts:
    """What a message is made of: each word once, neighbouring pairs of words once, and the signs that have a name."""

    words: tuple[str, ...]
    pairs: tuple[str, ...]
    signs: tuple[str, ...]


def take_apart(look: Look) -> Parts:
    """Find everything in a message that has a weight. Linear in what is looked at, which is bounded."""
    text, plain = _cut(look.plain.original), _cut(look.plain.text)
    words: dict[str, None] = {}
    pairs: dict[str, None] = {}
    kinds: list[str] = []
    before = "^"
    for token in _TOKEN.findall(plain):
        word, stem, kind = _know(token[:MAX_WORD])
        kinds.append(kind)
        if word:
            words[word] = None
            pairs[f"{before} {stem}"] = None
            before = stem
    signs = concepts("".join(kinds))
    signs += shapes(look, text, plain, kinds)
    return Parts(tuple(words), tuple(pairs), tuple(signs))


def word_features(word: str) -> list[int]:
    """Number a word, its stem and its pieces."""
    numbers = [_number("w" + word)]
    if word[0].isalpha():
        framed = f"<{word}>"
        numbers.append(_number("s" + word[:STEM]))
        numbers += [_number("p" + framed[i : i + PIECE]) for i in range(len(framed) - PIECE + 1)]
    return numbers


def pair_feature(pair: str) -> int:
    """Number two neighbouring words; the blank between them keeps it apart from the number of a word."""
    return crc32(pair.encode()) & (BUCKETS - 1)


def _number(feature: str) -> int:
    return crc32(feature.encode()) & (BUCKETS - 1)


def _cut(text: str) -> str:
    return text if len(text) <= HEAD + TAIL else f"{text[:HEAD]}\n{text[-TAIL:]}"


@lru_cache(_CACHED)
def _know(token: str) -> tuple[str, str, str]:
    """Give the word a token counts as (empty for none), its stem, and its kinds as letters of the lexicon."""
    first = token[0]
    if first in MONEY:
        return "$", "$", "$"
    if first in "+➕":
        return "+", "+", "+"
    if first == "?":
        return "", "", "?"
    if first in POINTING:
        return "", "", "p"
    if first == "@":
        return "@", "@", "@"
    if "/" in token or token.startswith("www."):
        host = token.split("://")[-1].removeprefix("www.").split("/")[0]
        return f"/{host}", "/", "/"
    if first.isdigit():
        return _amount(token)
    return token, token[:STEM], _kind(token)


def _amount(token: str) -> tuple[str, str, str]:
    digits = len(token) - len(token.lstrip("0123456789"))
    rest = token[digits:]
    if (kind := _kind(token)) != ".":
        return token, token[:STEM], kind
    if rest and _kind(rest) not in ("M", "o", "H", "T"):
        return token, token[:STEM], "N"
    letter = "a" if token[:digits] in ("18", "20", "21") else "N"
    return "0" * min(digits, 6) + rest, "0", letter + (_kind(rest) if rest else "")


def _kind(word: str) -> str:
    kinds = _lexicon()
    found = kinds.get("=" + word)
    for length in range(min(len(word), 12), 2, -1):
        if found:
            break
        found = kinds.get(word[:length])
    return found or "."


@cache
def _lexicon() -> dict[str, str]:
    """Give the kind of each entry, read as messages are; where two kinds name a word the first has it."""
    entries: dict[str, str] = {}
    for kind, listed in KINDS.items():
        for entry in listed.split():
            whole = "=" if entry[0] == "=" else ""
            entries.setdefault(whole + normalise(entry.removeprefix("=")), kind)
    return entries
