"""Cutting a phrase into numbers, words and signs."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

MAX_LENGTH = 100
"""Characters: no honest phrase about a moment is longer, and it bounds the work on dishonest ones."""


class Unreadable(ValueError):
    """Say that a text holds something no phrase about time holds."""


class Kind(StrEnum):
    """Name the shape of a token."""

    YEAR_FIRST = "ymd"
    DAY_FIRST = "dmy"
    CLOCK = "clock"
    DOTTED = "dotted"
    SLASHED = "slashed"
    DASHED = "dashed"
    DECIMAL = "decimal"
    ORDINAL = "ordinal"
    NUMBER = "number"
    WORD = "word"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Token:
    """Hold one piece of a phrase, with the numbers written in it."""

    kind: Kind
    text: str
    numbers: tuple[int, ...] = ()


# Every alternative is of bounded width or a single class repeated, so matching is linear.
# Only ASCII digits: a superscript or another script's digit must not silently become part of a number.
_TOKEN = re.compile(
    r"""
    (?P<ymd>[0-9]{4}(?P<s1>[-./])[0-9]{1,2}(?P=s1)[0-9]{1,2}(?![0-9]))
  | (?P<dmy>[0-9]{1,2}(?P<s2>[-./])[0-9]{1,2}(?P=s2)(?:[0-9]{4}|[0-9]{2})(?![0-9]))
  | (?P<clock>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9:]))
  | (?P<dotted>[0-9]{1,2}\.[0-9]{1,2}(?![0-9]))
  | (?P<slashed>[0-9]{1,2}/[0-9]{1,2}(?![0-9/]))
  | (?P<dashed>[0-9]{1,2}-[0-9]{2}(?![0-9-]))
  | (?P<decimal>[0-9]{1,4},[0-9](?![0-9.:]))
  | (?P<ordinal>[0-9]{1,2}(?:st|nd|rd|th|-?го|-?ого|-?ое|-?е)(?![a-zа-я]))
  | (?P<number>[0-9]+)
  | (?P<word>[ap]\.\ ?m\b\.?|[a-zа-я]+(?:['’][a-z]+)?)
  | (?P<sign>[,.;!@+])
    """,
    re.VERBOSE,
)
_SPACE = re.compile(r"\s*")
_DIGITS = re.compile(r"[0-9]+")


def fold_case(text: str) -> str:
    """Return the text in one case and one spelling: composed, lower case, е for ё."""
    return unicodedata.normalize("NFC", text).lower().replace("ё", "е")


def tokenise(text: str, limit: int = MAX_LENGTH) -> tuple[Token, ...]:
    """Cut a text into tokens.

    Raises Unreadable when it is empty, longer than `limit` characters, or holds a sign that has no meaning here.
    """
    if len(text) > limit:
        raise Unreadable
    folded = fold_case(text)
    tokens = []
    at = _SPACE.match(folded).end()  # type: ignore[union-attr]  # \s* matches everywhere
    while at < len(folded):
        match = _TOKEN.match(folded, at)
        if match is None or match.lastgroup is None:
            raise Unreadable
        kind = Kind(match.lastgroup)
        found = match.group()
        if kind is Kind.WORD:
            found = found.replace(".", "").replace(" ", "").replace("’", "'")
        tokens.append(Token(kind, found, tuple(int(digits) for digits in _DIGITS.findall(found))))
        at = _SPACE.match(folded, match.end()).end()  # type: ignore[union-attr]
    if not tokens:
        raise Unreadable
    return tuple(tokens)


def word_at(tokens: Sequence[Token], at: int) -> str:
    """Return the word or sign at a place, or an empty string."""
    if at < len(tokens) and tokens[at].kind in (Kind.WORD, Kind.SIGN):
        return tokens[at].text
    return ""


def words_at(tokens: Sequence[Token], at: int, *words: str) -> bool:
    """Tell whether exactly these words stand at a place."""
    return all(word_at(tokens, at + step) == word for step, word in enumerate(words))
