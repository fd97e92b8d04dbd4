"""A text as rules see it."""

from enum import StrEnum
from typing import NamedTuple

from bot.moderation.text.offsets import spans


class Trick(StrEnum):
    """A disguise that was undone."""

    INVISIBLE = "invisible"  # characters inside a word that show nothing
    BIDI = "bidi"  # controls that make text run the other way
    COMBINING = "combining"  # marks piled up on letters
    HOMOGLYPHS = "homoglyphs"  # letters of another alphabet inside a word
    LEET = "leet"  # digits and signs in the place of letters
    SPACED = "spaced"  # a word spelt out letter by letter


class Plain(NamedTuple):  # made for every message, and cheaper than a frozen dataclass
    """One text in three readings. Ordinary text reads the same in all of them.

    `text` has every trick undone and is what rules look at. `written` is only cleaned and case-folded: what somebody
    wrote literally is found there even where undoing a trick has changed it. `unmixed` has the alphabets sorted out,
    but digits, signs and spaces as they were. `simple` is True for words, numbers and sentences set apart as everybody
    does it: nothing in such a text is masked, spelt out, or held together by a dot.
    """

    original: str
    text: str
    tricks: frozenset[Trick]
    written: str
    unmixed: str
    simple: bool = False

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Map a place in `text` to the place in `original` that it was read from. Costs time in the text's length."""
        return spans(self.original, self.unmixed, self.text, start, end)

    @property
    def readings(self) -> tuple[str, ...]:
        """List the readings that differ."""
        if self.text is self.written:
            return (self.text,)
        return tuple(dict.fromkeys((self.text, self.unmixed, self.written)))
