"""Find the place in the original that a piece of normalised text was read from. Worked out only when asked."""

import unicodedata
from collections.abc import Iterator

from bot.moderation.text.clean import clean, fold_case
from bot.moderation.text.spacing import gaps


def spans(original: str, unmixed: str, text: str, start: int, end: int) -> tuple[int, int]:
    """Map text[start:end] to the original. Places outside the text are moved to its edge."""
    places = _places(original, unmixed)
    if len(text) != len(unmixed):
        dropped = {place for gap in gaps(unmixed) for place in range(*gap)}
        places = [place for index, place in enumerate(places) if index not in dropped]
    if len(places) != len(text):
        places = _in_proportion(original, text)
    if not places:
        return 0, len(original)
    start = min(max(start, 0), len(places) - 1)
    end = min(max(end, start + 1), len(places))
    return places[start][0], places[end - 1][1]


def _places(original: str, folded: str) -> list[tuple[int, int]]:
    """Give, for each character of the folded text, the piece of the original it comes from."""
    if len(original) == len(folded) and original.isascii():
        return [(index, index + 1) for index in range(len(original))]
    places: list[tuple[int, int]] = []
    for start, end in _clusters(original):
        places += [(start, end)] * len(fold_case(clean(original[start:end])))
    if len(places) == len(folded):
        return places
    # A few scripts compose across what we took apart.
    return _in_proportion(original, folded)


def _in_proportion(original: str, text: str) -> list[tuple[int, int]]:
    """Give about where each character comes from: close enough to show."""
    scale = len(original) / max(len(text), 1)
    return [(int(i * scale), min(len(original), int((i + 1) * scale) + 1)) for i in range(len(text))]


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Split a text before each character that begins something of its own."""
    start = 0
    for index in range(1, len(text)):
        if not _continues(text[index]):
            yield start, index
            start = index
    if text:
        yield start, len(text)


def _continues(character: str) -> bool:
    if character.isascii():
        return False
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf"):
        return True
    return "\u1161" <= character <= "\u11ff"  # Hangul vowels and finals are composed with what is before them
