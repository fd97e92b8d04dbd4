"""Letters without what was added to them: ќазино, қазино, ćáśíńó."""

import re
import unicodedata
from contextlib import suppress

_LEAST = 5  # letters of a Latin word
_LEAST_MARKED = 2  # … of which so many have marks: with one it may be another word of its language (año)
_THEMSELVES = "ёйґїў"


def _bases(*ranges: range) -> dict[int, str]:
    letters = {code: _base(chr(code)) for codes in ranges for code in codes}
    return {code: base for code, base in letters.items() if base != chr(code) and base.isalpha()}


def _base(letter: str) -> str:
    """Give what is under a mark: some marks are told by the normal form, hooks and tails by the letter's name."""
    if letter in _THEMSELVES or not letter.islower():
        return letter
    bare = unicodedata.normalize("NFD", letter)[0]
    if bare == letter and (name := unicodedata.name(letter, "")).partition(" WITH ")[1]:
        with suppress(KeyError):
            return unicodedata.lookup(name.partition(" WITH ")[0])
    return bare


_CYRILLIC = _bases(range(0x400, 0x530))
_LATIN = _bases(range(0xDF, 0x250), range(0x1E00, 0x1F00))
_MARKED = re.compile(f"[{''.join(map(chr, (*_CYRILLIC, *_LATIN)))}]")
_LATIN_WORD = re.compile(f"[a-z{''.join(map(chr, _LATIN))}]{{{_LEAST},}}")


def bared(text: str) -> str:
    """Take marks off letters; the text itself where there are none that hide a word."""
    if _MARKED.search(text) is None:
        return text
    return _LATIN_WORD.sub(_bare_word, text.translate(_CYRILLIC))


def _bare_word(found: re.Match[str]) -> str:
    word = found[0]
    marked = sum(ord(letter) in _LATIN for letter in word)
    return word.translate(_LATIN) if marked >= _LEAST_MARKED else word
