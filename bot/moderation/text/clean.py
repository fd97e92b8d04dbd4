"""Take away what shows nothing, write compatibility forms as the letters they are, and unload piled-up marks."""

import re
import unicodedata

# Zero-width and bidirectional controls, variation selectors, soft hyphen, fillers, tags, control characters.
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_HIDDEN = (
    "\x00-\x08\x0e-\x1b\x7f\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
)
_UNSEEN = re.compile(f"[{_BIDI}{_HIDDEN}]+")
# Alphabets that never need a joiner inside a word (Persian and the scripts of India do); a soft hyphen is honest.
_LETTER = "a-zA-Z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f"
INVISIBLE_INSIDE = re.compile(f"(?<=[{_LETTER}])[{_HIDDEN.replace(chr(0xAD), '')}]+(?=[{_LETTER}])")
# Phones put overrides around numbers, and isolates around names; around letters nobody needs an override.
BIDI_OVERRIDE = re.compile("[\u202d\u202e][^\\W\\d_]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")

_MARK = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_MARKS = re.compile(f"[{_MARK}]+")
_PILED = re.compile(f"[{_MARK}]{{2}}|(?:\\w[{_MARK}]){{3}}")
# No language puts three marks on a letter, and the normal form sorts a letter's marks in quadratic time.
_HEAP = re.compile(f"[{_MARK}]{{3,}}")
_HEAP_OF_OTHERS = re.compile(r"[^\w\s\x00-\x7f]{30,}")

_ODD = re.compile(f"[{_BIDI}{_HIDDEN}{_MARK}]|[^\x00-\uffff]|[\u0250-\u02af\u1d00-\u1d2b\u2800\ufdfa\ufdfb]")


# Characters that cleaning leaves as they are: most texts have no others.
_CLEAN = re.compile(
    "[\t-\r -~\u00a1-\u00a7\u00a9\u00ab\u00b0\u00b1\u00b7\u00bb\u0400-\u0482\u048a-\u052f"
    "\u2013\u2014\u2018-\u201e\u2022\u20ac\u20bd\u2190-\u21ff\u2600-\u27bf\U0001f300-\U0001f64f\U0001f680-\U0001f6ff\U0001f900-\U0001faff]*"
)


def _styled() -> dict[int, str]:
    """List letters that are drawn in a style and have no compatibility form: ᴄᴀꜱɪɴᴏ, 🅒🅐🅢🅘🅝🅞, 🅲🅰🆂🅸🅽🅾."""
    small = "LATIN LETTER SMALL CAPITAL "
    ranges = (range(0x250, 0x2B0), range(0x1D00, 0x1D2C), range(0xA730, 0xA732))
    names = ((code, unicodedata.name(chr(code), "")) for codes in ranges for code in codes)
    capitals = {code: name[len(small) :].lower() for code, name in names if name.startswith(small)}
    drawn = {start + i: chr(ord("a") + i) for start in (0x1F150, 0x1F170) for i in range(26)}
    letters = {code: letter for code, letter in (capitals | drawn).items() if len(letter) == 1}
    # A whole sentence in one character would make a text many times as long; Braille without a dot is a blank.
    return letters | {0xFDFA: "\u0635", 0xFDFB: "\u062c", 0x2800: " "}


_STYLED = _styled()
# Small capitals of Latin and Greek are also drawn for Russian ones, beside small letters that look the same: ᴨᴩиʙᴇᴛ.
_SMALL = str.maketrans("ᴀʙᴄᴇᴋᴍʜᴏᴘᴛʏɜᴦᴧᴨᴩᴫᴎᴙɯ", "авсекмнортузглпрлияш")
_SMALL_WORD = re.compile(f"[а-яёА-ЯЁ{''.join(map(chr, _SMALL))}]+")
_DRAWN = re.compile("[\u0250-\u02af\u1d00-\u1d2b]")
_SURELY_RUSSIAN = re.compile("[а-яёА-ЯЁᴦᴧᴨᴫᴎᴙ]")


def clean(text: str) -> str:
    """Remove what cannot be seen, apply NFKC and drop marks that are no part of a letter. Linear in the length."""
    if _CLEAN.fullmatch(text):
        return text
    if _ODD.search(text):
        text = _UNSEEN.sub("", text)
        if _DRAWN.search(text):
            text = _SMALL_WORD.sub(_as_russian, text)
        text = text.translate(_STYLED)
    text = unicodedata.normalize("NFKC", _unpile(text))
    if len(text.casefold()) != len(text):
        # What becomes several letters does so now, so that from here on a letter stays one letter.
        text = "".join(c if len(folded := c.casefold()) == 1 else folded for c in text)
    while (bare := _MARKS.sub("", _UNSEEN.sub("", text))) != text:
        text = unicodedata.normalize("NFKC", bare)
    return text


def _as_russian(word: re.Match[str]) -> str:
    return word[0].translate(_SMALL) if _SURELY_RUSSIAN.search(word[0]) else word[0]


def fold_case(text: str) -> str:
    """Fold the case of a cleaned text."""
    folded = text.casefold()
    return folded if _CLEAN.fullmatch(folded) else clean(folded)


def hides_letters(text: str) -> bool:
    """Tell whether characters that show nothing stand inside a word."""
    return INVISIBLE_INSIDE.search(text) is not None


def turns_around(text: str) -> bool:
    """Tell whether controls make the text run the other way, where nothing in it is written from right to left."""
    return BIDI_OVERRIDE.search(text) is not None and _RIGHT_TO_LEFT.search(text) is None


def piles_marks(text: str) -> bool:
    """Tell whether marks are piled up on letters; a single stress mark is ordinary."""
    return _HEAP.search(text) is not None or _PILED.search(unicodedata.normalize("NFC", _unpile(text))) is not None


def _unpile(text: str) -> str:
    return _HEAP_OF_OTHERS.sub(_unload, _HEAP.sub("", text))


def _unload(heap: re.Match[str]) -> str:
    bare = [c for c in heap[0] if not unicodedata.combining(c)]
    return "".join(bare)
