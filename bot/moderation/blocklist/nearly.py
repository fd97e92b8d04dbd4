"""Words within one letter of an entry: only where a disguise has been seen already is a word taken for a near one."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from bot.moderation.blocklist.ordinary import is_ordinary
from bot.moderation.text import Plain

_LEAST = 5  # letters of an entry: shorter ones are near to too many words
_MOST_LOOKED = 16  # disguised words of one message
_LEAST_CONSONANTS = 4  # of a word written without its vowels
_LETTER = r"[^\W\d_]"
_WORD = re.compile(rf"(?<!\w){_LETTER}{{{_LEAST - 1},40}}(?!\w)")
# Signs between letters, without those that other words or names have there: г'ады, что-то, и/или.
# From the beginning of a word only: from every letter of it, a long one would take the square of its length.
_BROKEN = re.compile(rf"(?<!{_LETTER}){_LETTER}+(?:[._*·•|~^+=]+{_LETTER}+)+")
_SIGNS = re.compile(r"[\W_]+")
_ONE_LETTER_WORDS = "авикосуяэaiu"
_VOWELS = re.compile("[аеиоуыэюяьъaeiouy]")


def undone_words(plain: Plain) -> list[str]:
    """List the words that are seen only once the tricks of a text are undone."""
    if plain.text is plain.written:
        return []
    written = set(_WORD.findall(plain.written))
    return [word for word in dict.fromkeys(_WORD.findall(plain.text)) if word not in written]


def broken_words(tokens: Iterable[str]) -> Iterator[str]:
    """Take the signs out of the words that have some between their letters."""
    for token in tokens:
        for found in _BROKEN.findall(token):
            yield _SIGNS.sub("", found)


def beside_words(joined: Iterable[str]) -> Iterator[str]:
    """List what is left of words spelt out, without the words of one letter beside them: `в к а з и н о`."""
    for word in joined:
        before, after = word[0] in _ONE_LETTER_WORDS, word[-1] in _ONE_LETTER_WORDS
        yield from (word[1:],) * before + (word[:-1],) * after + (word[1:-1],) * (before and after)


class Nearly:
    """Find the words that differ from a disguised one by a letter, or have its consonants where it has no vowel."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = [word for word in words if len(word) >= _LEAST and word.isalpha()]
        self._held: dict[tuple[int, str], list[str]] = {}

    def find(self, disguised: Iterable[str]) -> Iterator[str]:
        """List the words that disguised ones may stand for."""
        if not self._words:
            return
        for written in islice(dict.fromkeys(disguised), _MOST_LOOKED):
            if len(written) >= _LEAST and is_ordinary(written):
                continue
            held = self._held = self._held or self._hold()
            if not _VOWELS.search(written):
                if len(written) >= _LEAST_CONSONANTS:
                    yield from held.get((0, written), ())
                continue
            for length in range(max(_LEAST, len(written) - 1), len(written) + 2):
                for key in _halves(written, length):
                    yield from (word for word in held.get(key, ()) if _one_apart(word, written))

    def _hold(self) -> dict[tuple[int, str], list[str]]:
        # One letter lies in one half of a word: the other half is as it should be.
        held: dict[tuple[int, str], list[str]] = {}
        for word in self._words:
            for key in (*_halves(word, len(word)), (0, _VOWELS.sub("", word))):
                held.setdefault(key, []).append(word)
        return held


def _halves(word: str, length: int) -> tuple[tuple[int, str], tuple[int, str]]:
    """Give the halves that a word of this length has in common with another, if the other half differs."""
    half = length // 2
    return (length, word[:half]), (-length, word[half - length :])


def _one_apart(one: str, other: str) -> bool:
    """Tell whether two words differ by one letter: another one, one more or one less."""
    start = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        start += 1
    longer = max(len(one), len(other))
    skip_one, skip_other = len(one) == longer, len(other) == longer
    return one[start + skip_one :] == other[start + skip_other :]
