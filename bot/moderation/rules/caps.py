"""Mind messages written in capitals."""

import re
from collections.abc import Iterator
from typing import ClassVar, Self

from pydantic import Field

from bot.content import msg
from bot.moderation.model import Verdict
from bot.moderation.rules.base import Seen
from bot.moderation.settings import RuleSettings

_CAPITAL = "A-ZÀ-ÖØ-ÞΑ-ΩЀ-Я"
_CAPITALS = re.compile(f"[{_CAPITAL}]")
# Where more than half of the letters are capitals, two of them stand next to each other.
_TOGETHER = re.compile(rf"[{_CAPITAL}][\W\d_]*[{_CAPITAL}]")
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
# A statement in capitals is how many write it. It has signs, which a sentence about selecting something has not.
_SQL = re.compile(
    r"\b(?:SELECT\b[^;]{1,120}?\bFROM|INSERT\s+INTO|UPDATE\s+\S{1,100}\s+SET|DELETE\s+FROM"
    r"|(?:CREATE|ALTER|DROP)\s+(?:TABLE|INDEX|VIEW|DATABASE))\s[^;\n]*"
)
_SQL_SIGN = re.compile(r"[*=(;]")
_WORD = re.compile(r"\w+")
_CONSTANT = re.compile(r"[A-Z0-9]+_[A-Z0-9_]+")
_CONSONANTS = re.compile("[B-DF-HJ-NP-TV-XZБ-ДЖЗЙ-НП-ТФ-Щ]{2,}")
_DRAWN_OUT = re.compile(r"(.)\1\1")
ABBREVIATION = 5  # letters, at most, of what is taken for one in an enumeration: `HTTP, TCP, IMAP`
LAUGHS, LAUGHTER = 5, 3  # letters, at least, and different ones, at most, of a word that is laughter: `АХАХАХА`


class CapsSettings(RuleSettings):
    """How many capitals are too many."""

    share: int = Field(default=70, ge=55, le=100)  # per cent of the letters
    letters: int = Field(default=12, ge=5, le=1000)  # a message with fewer is not looked at: `OK`, `ASAP`


class CapsRule:
    """Count capitals."""

    name: ClassVar[str] = "caps"
    settings_type: ClassVar[type[RuleSettings]] = CapsSettings

    def fresh(self) -> Self:
        """Give itself: nothing is remembered between messages."""
        return self

    def check(self, seen: Seen, settings: RuleSettings) -> Verdict | None:
        """Find a message that shouts."""
        text = seen.message.text
        if _TOGETHER.search(text) is None:
            return None
        assert isinstance(settings, CapsSettings)
        capitals = len(_CAPITALS.findall(text))
        if capitals * 100 < settings.share * settings.letters:
            return None
        spoken = "".join(_spoken(text))
        letters = sum(map(str.isalpha, spoken))
        share = len(_CAPITALS.findall(spoken)) * 100 // letters if letters else 0
        if letters < settings.letters or share < settings.share:
            return None
        detail = msg("moderation-caps-detail", share=share, most=settings.share)
        return Verdict(self.name, settings.measure, msg("moderation-caps-reason"), detail)


def _spoken(text: str) -> Iterator[str]:
    """Give the words that are somebody's voice: no links, mentions, code, constants, abbreviations, laughter."""
    text = _CODE.sub(" ", text)
    if _SQL_SIGN.search(text) is not None:
        text = _SQL.sub(" ", text)
    for piece in text.split():
        if "://" in piece or "@" in piece or ("." in piece and "/" in piece):
            continue
        enumerated = piece[-1] in ",;"
        for word in _WORD.findall(piece):
            if not (
                (enumerated and len(word) <= ABBREVIATION)
                or _CONSONANTS.fullmatch(word) is not None
                or _CONSTANT.fullmatch(word) is not None
                or (len(word) >= LAUGHS and len(set(word)) <= LAUGHTER and _DRAWN_OUT.search(word) is None)
            ):
                yield word
