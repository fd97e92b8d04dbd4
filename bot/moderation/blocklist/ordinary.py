"""Tell ordinary Russian words from others, by the numbers in `ordinary.bin` (see `ordinary.md`)."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from sys import byteorder
from zlib import crc32

NUMBERS = Path(__file__).parent / "ordinary.bin"
LEAST = 5  # letters of a word that is known in all its forms
SHORTEST = 2  # … and of one that is known as it is
_ENDING = 2  # letters


def is_ordinary(word: str) -> bool:
    """Tell whether a word of small letters, or a form of it, is in the ordinary messages the numbers are from."""
    numbers, number = _numbers(), _number(word)
    place = bisect_left(numbers, number)
    return place < len(numbers) and numbers[place] == number


def pack(words: Iterable[str]) -> bytes:
    """Write the numbers of ordinary words, as `ordinary.bin` holds them."""
    return _little(array("I", sorted({_number(word) for word in words if len(word) >= SHORTEST}))).tobytes()


@cache
def _numbers() -> "array[int]":
    # Read at the first word that is asked about, not at the start.
    return _little(array("I", NUMBERS.read_bytes()))


def _little(numbers: "array[int]") -> "array[int]":
    if byteorder == "big":
        numbers.byteswap()
    return numbers


def _number(word: str) -> int:
    return crc32(word[: max(LEAST, len(word) - _ENDING)].encode())
