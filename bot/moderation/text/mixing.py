"""Sort out alphabets: a word belongs to one, and its look-alikes from another are folded to it."""

import re

from bot.moderation.text.alphabets import ODD, Script, codes, folding

_LATIN = re.compile("[a-zA-Z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
# Greek, and the scripts and signs that hold most of what looks like a letter of ours.
_OTHER = re.compile("[\u0250-\u02af\u0370-\u03ff\u0531-\u0587\u13a0-\u13f4\u1d00-\u1dbf\u2c60-\ua7ff]")
_CAPITALS = re.compile("[BHKMTВНКМТ]")

# Words of a coded text: of one alphabet for sure; wholly of look-alikes of one; the rest are mixed.
_LETTERS = f"{ODD}lLcCgG"
_WORD = re.compile(f"(l*L[lL]*|c*C[cC]*|g*G[gG]*)(?![{_LETTERS}])|(l+|c+|g+)(?![{_LETTERS}])|[{_LETTERS}]+")
_PURE, _ALIKE = 1, 2
# Two alphabets one after the other, each with letters of its own: PDFка.
_COMPOUND = re.compile(
    r"(?=[lL]*L)[lL]{2,}(?=[cC]*C)[cC]+|(?=[cC]*C)[cC]{2,}(?=[lL]*L)[lL]+|"
    r"(?=[gG]*G)[gG]+(?=[lLcC]*[LC])[lLcC]{2,}|(?=[lLcC]*[LC])[lLcC]{2,}(?=[gG]*G)[gG]+"
)
_ENDING = re.compile("(?=[lL]*L)[lL]{2,}[cC]{1,3}")  # a Russian ending after a Latin name: netflixу
_NEAR = 2  # words on either side that say what alphabet an open word is in
_FAR = 6  # words on either side among which they are looked for
_COUNTED = 3  # letters of a word from which foreign ones in it are no slip of the keyboard
_ROUNDS = 5  # two are the rule


def mixes(text: str) -> bool:
    """Tell whether a text has letters of two alphabets, so that looking closer is worth it."""
    if _CYRILLIC.search(text):
        return _LATIN.search(text) is not None or _OTHER.search(text) is not None
    return not text.isascii() and _OTHER.search(text) is not None


def capitals_differ(text: str) -> bool:
    """Tell whether capitals pass for letters that the small ones do not pass for (К and K, but к and k): what they
    leave open is asked again without them."""
    return _CAPITALS.search(text) is not None or _OTHER.search(text) is not None


def unmix(text: str) -> tuple[str, bool]:
    """Fold look-alikes to the alphabet of their word, letter for letter; True when a word mixed alphabets in disguise.

    A word of one alphabet stays as it is, unless it is wholly made of look-alikes amid text of another.
    """
    sorted_out, disguised = _round(text)
    rounds = 1
    # A word that has been decided tells its neighbours something.
    while sorted_out != text and rounds < _ROUNDS:
        text = sorted_out
        sorted_out, _ = _round(text)
        rounds += 1
    return sorted_out, disguised


def _round(text: str) -> tuple[str, bool]:
    coded = text.translate(codes())
    words = [(found.lastindex, *found.span()) for found in _WORD.finditer(coded)]
    sure = [coded[start].upper() if kind == _PURE else "" for kind, start, _ in words]
    folded: dict[str, str] = {}
    parts: list[str] = []
    done = 0
    disguised = False
    for place, (kind, start, end) in enumerate(words):
        if kind == _PURE:
            continue
        near = _near(sure, place)
        if kind == _ALIKE:
            script = _settle(coded[start].upper(), near)
        else:
            script = _decide(text[start:end], coded[start:end], near)
        if not script:
            continue
        if script not in folded:
            folded[script] = text.translate(folding(Script(script)))
        after = folded[script][start:end]
        if after != text[start:end]:
            parts += (text[done:start], after)
            done = end
            if kind != _ALIKE and end - start >= _COUNTED and not disguised:
                disguised = not _ENDING.fullmatch(coded, start, end)
    return "".join((*parts, text[done:])), disguised


def _near(sure: list[str], place: int) -> str:
    """Give the alphabets of the nearest words, before and after, that are sure."""
    before = "".join(sure[max(0, place - _FAR) : place])[-_NEAR:]
    return before + "".join(sure[place + 1 : place + 1 + _FAR])[:_NEAR]


def _settle(own: str, near: str) -> str:
    """Choose for a word wholly of look-alikes of one alphabet."""
    if not near or own in near or near.count(near[0]) != len(near):
        return ""
    # One Latin neighbour is not enough: iPhone is at home in Russian.
    return near[0] if len(near) >= _NEAR or near[0] != Script.LATIN else ""


def _decide(word: str, coded: str, near: str) -> str:
    """Choose for a mixed word: its unmistakable letters vote, and where they disagree the neighbours as well."""
    if _COMPOUND.fullmatch(coded):
        return ""
    votes = {script.value: coded.count(script.value) for script in Script}
    if sum(map(bool, votes.values())) != 1:
        for script in near:
            votes[script] += 1
    most = max(votes.values())
    if not most:
        votes = {script.value: coded.count(script.value.lower()) for script in Script}
        most = max(votes.values())
    best = [script for script, count in votes.items() if count == most]
    if len(best) == 1 or not most:
        return best[0] if most else ""
    return max(best, key=lambda script: _becomes(word, coded, script))


def _becomes(word: str, coded: str, script: str) -> int:
    """Count the letters of a word that are of an alphabet, or can be folded to it."""
    table = folding(Script(script))
    own = script + script.lower()
    return sum(code in own or ord(letter) in table for letter, code in zip(word, coded, strict=True))
