"""Find words that hide behind other alphabets or behind characters that show nothing, and alphabets not wanted here."""

import re
from functools import cache
from typing import Annotated, ClassVar, Self

from pydantic import AfterValidator, Field

from bot.content import Code, Msg, msg
from bot.moderation.model import Verdict
from bot.moderation.rules.base import Seen
from bot.moderation.settings import Listed, RuleSettings
from bot.moderation.text import Plain, Trick, disguised_words

FOREIGN_LETTERS = 3  # a single letter is a unit or a formula (μs, ℝ, π)
SHOWN = 3  # words that the detail names

# The blocks of each alphabet: https://www.unicode.org/charts/
SCRIPTS = {
    "latin": "a-zA-Z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f",
    "cyrillic": "\u0400-\u052f\u1c80-\u1c8f",
    "greek": "\u0370-\u03ff\u1f00-\u1fff",
    "armenian": "\u0531-\u058f",
    "hebrew": "\u0590-\u05ff",
    "arabic": "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    "devanagari": "\u0900-\u097f",
    "bengali": "\u0980-\u09ff",
    "tamil": "\u0b80-\u0bff",
    "thai": "\u0e00-\u0e7f",
    "georgian": "\u10a0-\u10ff\u1c90-\u1cbf",
    "ethiopic": "\u1200-\u137f",
    "hangul": "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3",
    "kana": "\u3041-\u30ff",
    "han": "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f",
}


def _known(names: tuple[str, ...]) -> tuple[str, ...]:
    lower = tuple(dict.fromkeys(name.lower() for name in names))
    for name in lower:
        if name not in SCRIPTS:
            raise ValueError(f"{name[:40]}: not one of {', '.join(SCRIPTS)}")
    return lower


class ScriptsSettings(RuleSettings):
    """One word may be a slip of the keyboard (c and с are on one key); characters that show nothing are none."""

    mixed_words: int = Field(default=1, ge=0, le=100)  # so many words of mixed alphabets are let pass
    foreign: Annotated[
        Listed, AfterValidator(_known), Field(examples=["arabic, han"])
    ] = ()  # alphabets that are not wanted here


class ScriptsRule:
    """Look at how words are written, not at what they say."""

    name: ClassVar[str] = "scripts"
    settings_type: ClassVar[type[RuleSettings]] = ScriptsSettings

    def fresh(self) -> Self:
        """Give itself: nothing is remembered between messages."""
        return self

    def check(self, seen: Seen, settings: RuleSettings) -> Verdict | None:
        """Find disguised words; ordinary text costs next to nothing."""
        assert isinstance(settings, ScriptsSettings)
        if (detail := _hidden(seen.plain, settings)) is not None:
            return Verdict(self.name, settings.measure, msg("moderation-scripts-reason"), detail)
        if (detail := _foreign(seen.plain.original, settings)) is not None:
            return Verdict(self.name, settings.measure, msg("moderation-scripts-foreign-reason"), detail)
        return None


def _hidden(plain: Plain, settings: ScriptsSettings) -> Msg | None:
    if not plain.tricks:
        return None
    if Trick.INVISIBLE in plain.tricks:
        return msg("moderation-scripts-invisible")
    if Trick.BIDI in plain.tricks:
        return msg("moderation-scripts-bidi")
    if Trick.HOMOGLYPHS not in plain.tricks:
        return None
    words = disguised_words(plain.written, plain.unmixed)
    if len(words) <= settings.mixed_words:
        return None
    return msg("moderation-scripts-mixed", count=len(words), words=Code(", ".join(words[:SHOWN])))


def _foreign(text: str, settings: ScriptsSettings) -> Msg | None:
    if not settings.foreign or (text.isascii() and "latin" not in settings.foreign):
        return None
    letters = _letters(settings.foreign).findall(text)
    if len(letters) < FOREIGN_LETTERS:
        return None
    return msg("moderation-scripts-foreign", count=len(letters), scripts=Code(", ".join(settings.foreign)))


@cache
def _letters(scripts: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"[{''.join(SCRIPTS[name] for name in scripts)}]")
