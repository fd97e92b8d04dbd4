"""Which letters of Latin, Cyrillic and Greek look alike: Unicode TR39's data, through `confusable_homoglyphs`."""

import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from functools import cache


class Script(StrEnum):
    """An alphabet; its value is the code of its unmistakable letters, in lower case that of its look-alikes."""

    LATIN = "L"
    CYRILLIC = "C"
    GREEK = "G"


ODD = "o"  # the code of a letter of no alphabet of ours that looks like one of them

_LETTERS = {
    Script.LATIN: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    Script.CYRILLIC: "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁІЇЄҐ",
    Script.GREEK: "αβγδεζηθικλμνξοπρστυφχψωςΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ",
}

# What people type for a letter where the data knows no look-alike: by its shape in italics (u = и), by the shape of
# its capital (k = К), by its sound (z = з). Applied only inside words that are of another alphabet for sure.
_TYPED = {
    Script.CYRILLIC: {
        **dict(zip("bdfghijklmnrqstuvwz", "бдфгхийклмпгкстившз", strict=True)),
        **dict(zip("BDFGHIJKLMNRQSTUVWZ", "ВДФГНИЙКЛМИЯКСТИВШЗ", strict=True)),
        **dict(zip("αβγεζηικλμνοπρστυφχω", "авгезпиклмнопрстуфхо", strict=True)),
        **dict(zip("ΑΒΓΕΖΗΙΚΛΜΝΟΠΡΣΤΥΦΧΩ", "АВГЕЗНИКЛМНОПРСТУФХО", strict=True)),
    },
    Script.LATIN: {
        **dict(zip("бвгикмнптшьяі", "bbrukmhntwbri", strict=True)),
        **dict(zip("БВГИКМНПТШЬЯІ", "BBRNKMHNTWBRI", strict=True)),
        **dict(zip("βηκτωχ", "bnktwx", strict=True)),
    },
    Script.GREEK: {},
}
_ACCENTED = range(0xC0, 0x250)  # Latin letters with accents
_BLOCKS = {Script.CYRILLIC: range(0x400, 0x530), Script.GREEK: range(0x386, 0x400)}  # with letters of other languages
# The data has г look like r and σ like o; as letters of a whole word nobody confuses them.
_UNLIKE = frozenset("гrσ")


class _Codes(dict[int, str]):
    """A table for str.translate: every letter to its code, everything else to a blank."""

    def __missing__(self, code: int) -> str:
        return " "


def _likenesses() -> dict[str, list[str]]:
    # Read on first use: only text that mixes alphabets needs it.
    from confusable_homoglyphs.confusables import confusables_data

    return {
        character: [other["c"] for other in others if len(other["c"]) == 1]
        for character, others in confusables_data.items()
        if len(character) == 1
    }


def _nearest(character: str, letters: str, likenesses: dict[str, list[str]]) -> str | None:
    """Find the letter that a character looks like, itself or through the character both look like."""
    first = likenesses.get(character, [])
    second = [other for near in first for other in likenesses.get(near, [])]
    for near in (first, second):
        found = sorted(c for c in near if c in letters and c.isupper() == character.isupper())
        if found:
            return found[0]
    return None


@cache
def folding(script: Script) -> dict[int, str]:
    """Give, for str.translate, which letters become which inside a word of this alphabet."""
    likenesses = _likenesses()
    own = _LETTERS[script]
    table = {ord(c): letter for c in _others(likenesses) if c not in own and (letter := _nearest(c, own, likenesses))}
    table |= {ord(c): letter for c, letter in _TYPED[script].items()}
    if script is not Script.LATIN:
        table |= {code: table[ord(base)] for code, base in _bases() if ord(base) in table}
    return table


@cache
def codes() -> dict[int, str]:
    """Give, for str.translate, the code of every letter: which alphabet's it is, and whether unmistakably."""
    likenesses = _likenesses()
    table = _Codes(dict.fromkeys((*range(0x80), *range(0x2000, 0x2070)), " "))  # what every text has, without a miss
    for script, letters in _LETTERS.items():
        for letter in letters:
            alike = letter not in _UNLIKE and any(
                (other := _nearest(letter, _LETTERS[foreign], likenesses)) and other not in _UNLIKE
                for foreign in Script
                if foreign is not script and Script.GREEK not in (script, foreign)
            )
            table[ord(letter)] = script.value.lower() if alike else script.value
    for letter in "αικνορτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ":  # amid Latin or Cyrillic these pass for theirs
        table[ord(letter)] = Script.GREEK.value.lower()
    table.update((code, table[ord(base)]) for code, base in _bases())
    for script, block in _BLOCKS.items():
        for code in block:
            if chr(code).isalpha():
                latin = _nearest(chr(code), _LETTERS[Script.LATIN], likenesses)
                table.setdefault(code, script.value.lower() if latin else script.value)
    for character in _others(likenesses):
        if any(_nearest(character, letters, likenesses) for letters in _LETTERS.values()):
            table.setdefault(ord(character), ODD)
    return table


def _others(likenesses: dict[str, list[str]]) -> Iterator[str]:
    """List letters that may stand for another; those of Latin languages (ı, ß, ð) are themselves."""
    return (c for c in likenesses if c.isalpha() and ord(c) not in _ACCENTED)


def _bases() -> Iterator[tuple[int, str]]:
    """List accented Latin letters with what is under the accent."""
    for code in _ACCENTED:
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii() and base.isalpha():
            yield code, base
