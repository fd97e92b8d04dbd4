"""Join words that are spelt out letter by letter: к а з и н о, c.a.s.i.n.o, к-а-з-и-н-о."""

import re
from collections.abc import Iterator

_LETTER = r"[^\W\d_]"
_MARK = r"(?:[^\w\s]|_)"  # what is neither letter, digit nor space
_EDGE = r"(?<![^\W_])", r"(?![^\W_])"
# Four letters or more, so that "a b c" and "я и ты" stay; the same gap each time, or any mark each time.
_SPELT = re.compile(
    rf"{_EDGE[0]}{_LETTER}(?:"
    rf"( {{1,3}}|\n|{_MARK}{{1,2}}| {_MARK} |{_MARK} | {_MARK}){_LETTER}(?:\1{_LETTER}){{2,}}"
    rf"|(?:{_MARK}{{1,2}}{_LETTER}){{3,}}"
    rf"){_EDGE[1]}"
)
# What every such text has: two single letters between gaps. Cheap enough to be asked of every message.
_HINT = re.compile(r"[ \n.\-_*,/|~+'·•:;!?=#\"()\[\]][^\W\d_][ \n.\-_*,/|~+'·•:;!?=#\"()\[\]]{1,3}[^\W\d_][\W_]")
_GAP = re.compile(r"[\W_]+")


def may_be_spelt(text: str) -> bool:
    """Tell whether a text may spell a word out, so that looking closer is worth it."""
    return _HINT.search(text) is not None


def gaps(text: str) -> Iterator[tuple[int, int]]:
    """List, in order, the gaps inside words that are spelt out."""
    for word in _SPELT.finditer(text):
        for gap in _GAP.finditer(text, *word.span()):
            yield gap.span()


def join_spelt(text: str) -> str:
    """Close the gaps inside words that are spelt out."""
    return _SPELT.sub(lambda word: _GAP.sub("", word[0]), text)
