"""Words written as they are drawn out or heard: казииино, дроччу, йолка."""

import re
from collections.abc import Iterator

_LETTER = r"[^\W\d_]"
_NEVER_DOUBLED = "йхчшщъыьэ"
_DRAWN_OUT = re.compile(rf"({_LETTER})\1{{2,}}|([{_NEVER_DOUBLED}])\2")
# From the beginning of a word only: from every letter of it, a long one would take the square of its length.
_WITH_DOUBLED = re.compile(
    rf"(?<!{_LETTER}){_LETTER}*(?:{'|'.join(letter * 2 for letter in _NEVER_DOUBLED)}){_LETTER}*"
)
# A letter that is two sounds, written as these: йо for ё, which is read as е.
_SOUNDS = {"йо": "е", "йе": "е", "йэ": "е", "йа": "я", "йу": "ю"}
_SOUNDED = re.compile(rf"(?<!{_LETTER}){_LETTER}*й[оеэау]{_LETTER}*")
_TWO_SOUNDS = re.compile("й[оеэау]")
_LEAST_SOUNDED = 5  # letters of a word read by its sounds

# Looked for with the entries: what no ordinary writing has, or next to none.
NEEDLES = (
    *(letter * 3 for letter in "абвгдежзиклмнопрстуфцюяabcdefghijklmnopqrstuvwxyz"),
    *(letter * 2 for letter in _NEVER_DOUBLED),
    *_SOUNDS,
)


def shortened(text: str) -> tuple[str, str]:
    """Write what is drawn out once, and twice."""
    return (
        _DRAWN_OUT.sub(lambda found: found[1] or found[2], text),
        _DRAWN_OUT.sub(lambda found: (found[1] or found[2]) * 2, text),
    )


def doubled_words(text: str) -> list[str]:
    """List the words with a letter doubled that never is. Other letters are drawn out in ordinary writing, too."""
    return _WITH_DOUBLED.findall(text)


def sounded_words(text: str) -> Iterator[str]:
    """List the words with two sounds in the place of one letter, with that letter."""
    for word in _SOUNDED.findall(text):
        if len(plain := _TWO_SOUNDS.sub(lambda found: _SOUNDS[found[0]], word)) >= _LEAST_SOUNDED:
            yield plain
