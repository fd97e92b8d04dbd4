"""Words spelt the way they sound, or in pieces: козино, ставги, каз ино. One search of the text, by the sounds of its
letters."""

import re
from collections.abc import Iterable, Iterator

import ahocorasick_rs

from bot.moderation.blocklist.ordinary import is_ordinary

_LEAST = 5  # letters of an entry: shorter ones sound like too many words
_MOST = 2  # letters that differ
_ENDING = 2  # letters of a word whose vowels tell its forms apart: казино, казине
_CYRILLIC = re.compile("[а-я]+")
_GAPS = b" \n-,/"  # between the pieces of a word; in text whose case is folded no letter of ours has these low bytes
_GAP = re.compile(r"[ \n,/-]{1,3}")
_ONE_LETTER_WORDS = frozenset("авикосуяэ")
_BEYOND = re.compile("[^\x00-\uffff]")  # two units in UTF-16
# Vowels that sound alike without stress; consonants with a voice and without, those of the throat, and у for в.
_VOWELS = str.maketrans("оиэ", "аее")
_SOUNDS = {**_VOWELS, **str.maketrans("бдзвгхжу", "птсфккшф")}


def _by_low_byte() -> bytes:
    table = bytearray(range(256))
    for letter, sound in _SOUNDS.items():
        table[letter & 0xFF] = int(sound) & 0xFF
    return bytes(table)


_TABLE = _by_low_byte()


class Respelt:
    """Find the entries that words sound like. A word that is ordinary as it is written is never one."""

    def __init__(self, words: Iterable[str]) -> None:
        held: dict[bytes, list[str]] = {}
        for word in words:
            if len(word) >= _LEAST and _CYRILLIC.fullmatch(word):
                held.setdefault(_sounds(word), []).append(word)
        self._held = list(held.values())
        self._automaton = ahocorasick_rs.BytesAhoCorasick(list(held)) if held else None

    def find(self, text: str) -> Iterator[str]:
        """List the entries that words of a text sound like and that are spelt in another way, or in pieces."""
        if self._automaton is None:
            return
        low = _low_bytes(text)
        hits = self._automaton.find_matches_as_indexes(low.translate(_TABLE, _GAPS), overlapping=True)
        if not hits:
            return
        if len(low) != len(text):
            text = _BEYOND.sub("  ", text)
        places = [place for place, byte in enumerate(low) if byte not in _GAPS]
        for index, first, behind in hits:
            start, end = places[first], places[behind - 1] + 1
            if not text[start - 1 : start].isalpha() and not text[end : end + 1].isalpha():
                yield from self._written(text[start:end], self._held[index])

    def _written(self, written: str, held: list[str]) -> Iterator[str]:
        if _CYRILLIC.fullmatch(written):
            if written not in held and not is_ordinary(written):
                yield from (word for word in held if _may_be(word, written))
        elif not all(map(_is_word, pieces := _GAP.split(written))):
            yield from (word for word in held if word == "".join(pieces))


def _is_word(piece: str) -> bool:
    return piece in _ONE_LETTER_WORDS or is_ordinary(piece)


def _sounds(word: str) -> bytes:
    return _low_bytes(word).translate(_TABLE)


def _low_bytes(text: str) -> bytes:
    # The low byte alone tells small Cyrillic letters apart; what else has the same one is ruled out where it is found.
    return text.encode("utf-16-le", "surrogatepass")[::2]


def _may_be(word: str, written: str) -> bool:
    first = word[0].translate(_VOWELS), written[0].translate(_VOWELS)
    if first[0] != first[1] and first != ("х", "к"):
        return False  # гость, кость; входит, уходит: there are too many such pairs to know them all
    differ = [place for place, letter in enumerate(word) if letter != written[place]]
    vowels = word.translate(_VOWELS), written.translate(_VOWELS)
    ending = len(word) - _ENDING
    return len(differ) <= _MOST and all(place < ending or vowels[0][place] != vowels[1][place] for place in differ)
