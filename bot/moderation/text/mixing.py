"""Sort out alphabets: a word belongs to one, and its look-alikes from another are folded to it."""

import re
from dataclasses import dataclass

from bot.moderation.text.alphabets import ODD, Script, codes, folding

_LATIN = re.compile("[a-zA-Z]")
_OTHER = re.compile("[\u0250-\u02af\u0370-\u03ff\u0400-\u052f\u0531-\u0587\u13a0-\u13f4\u1d00-\u1dbf\u2c60-\ua7ff]")
_WORD = re.compile(f"(?P<pure>l*L[lL]*|c*C[cC]*|g*G[gG]*)(?![{ODD}lLcCgG])|(?P<alike>l+|c+|g+)(?![{ODD}lLcCgG])|"
                   f"[{ODD}lLcCgG]+")  # fmt: skip
_NEAR = 2  # words on either side that say what alphabet a word wholly of look-alikes is in
_ENDING = re.compile("(?=[lL]*L)[lL]{2,}[cC]{1,3}")  # a Russian ending after a Latin name: netflixу
_COUNTED = 3  # letters of a word from which foreign ones in it are no slip of the keyboard


@dataclass(slots=True)
class _Word:
    start: int
    end: int
    script: Script | None  # None until the neighbours have been asked
    mixed: bool

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end


def mixes(text: str) -> bool:
    """Tell whether a text has letters of two alphabets, so that looking closer is worth it."""
    return _OTHER.search(text) is not None and (_LATIN.search(text) is not None or len(set(_OTHER.findall(text))) > 1)


def unmix(text: str) -> tuple[str, bool]:
    """Fold look-alikes to the alphabet of their word, letter for letter; True when a word mixed alphabets in disguise.

    A word of one alphabet stays as it is, unless it is wholly made of look-alikes amid text of another.
    """
    coded = text.translate(codes())
    words = [_word(coded, found) for found in _WORD.finditer(coded)]
    _ask_neighbours(text, coded, words)
    parts: list[str] = []
    done = 0
    disguised = False
    for word in words:
        if word.script is None or not (word.mixed or coded[word.start] != word.script.value.lower()):
            continue
        before = text[word.start : word.end]
        after = before.translate(folding(word.script))
        if after != before and len(after) == len(before):
            parts += (text[done : word.start], after)
            done = word.end
            disguised = disguised or (
                word.mixed and len(after) >= _COUNTED and not _ENDING.fullmatch(coded, *word.span)
            )
    return "".join((*parts, text[done:])), disguised


def _word(coded: str, found: re.Match[str]) -> _Word:
    start, end = found.span()
    kind = found.lastgroup
    if kind == "pure":
        return _Word(start, end, Script(coded[start].upper()), mixed=False)
    if kind == "alike":
        return _Word(start, end, None, mixed=False)
    word = coded[start:end]
    return _Word(start, end, None, mixed=not _is_compound(word))


# Latin, then Cyrillic or the other way round, each part with letters of its own: PDFка, ИПhone.
_COMPOUND = re.compile(
    r"(?=[lL]*L)[lL]{2,}(?=[cC]*C)[cC]+|(?=[cC]*C)[cC]{2,}(?=[lL]*L)[lL]+|"
    r"(?=[gG]*G)[gG]+(?=[lLcC]*[LC])[lLcC]{2,}|(?=[lLcC]*[LC])[lLcC]{2,}(?=[gG]*G)[gG]+"
)


def _is_compound(word: str) -> bool:
    return _COMPOUND.fullmatch(word) is not None


def _ask_neighbours(text: str, coded: str, words: list[_Word]) -> None:
    """Decide about the words that do not say themselves what alphabet they are in."""
    sure = [word.script for word in words]
    before: list[Script] = []
    after = _following(sure)
    for place, word in enumerate(words):
        if sure[place] is None:
            near = (*before[-_NEAR:], *after[place])
            word.script = _decide(text, coded, word, near) if word.mixed else _settle(coded, word, near)
        elif word.script is not None:
            before.append(word.script)


def _following(sure: list[Script | None]) -> list[tuple[Script, ...]]:
    """Give, for every word, the alphabets of the next words that are sure."""
    after: list[tuple[Script, ...]] = []
    ahead: tuple[Script, ...] = ()
    for script in reversed(sure):
        after.append(ahead)
        if script is not None:
            ahead = (script, *ahead)[:_NEAR]
    after.reverse()
    return after


def _settle(coded: str, word: _Word, near: tuple[Script, ...]) -> Script | None:
    """Choose for a word wholly of look-alikes of one alphabet; an honest compound is nobody's."""
    own = coded[word.start]
    if len(set(near)) != 1 or coded.count(own, *word.span) != word.end - word.start:
        return None
    script = near[0]
    # One Latin neighbour is not enough: iPhone is at home in Russian.
    return script if len(near) >= (_NEAR if script is Script.LATIN else 1) else None


def _decide(text: str, coded: str, word: _Word, near: tuple[Script, ...]) -> Script | None:
    """Choose for a mixed word: its unmistakable letters vote, and where they disagree the neighbours as well."""
    votes = {s: coded.count(s.value, *word.span) for s in Script}
    if sum(map(bool, votes.values())) != 1:
        for script in near:
            votes[script] += 1
    if not any(votes.values()):
        votes = {s: coded.count(s.value.lower(), *word.span) for s in Script}
    most = max(votes.values())
    if not most:
        return None
    best = [script for script, count in votes.items() if count == most]
    return max(best, key=lambda script: _becomes(text, coded, word, script))


def _becomes(text: str, coded: str, word: _Word, script: Script) -> int:
    """Count the letters of a word that are of an alphabet, or can be folded to it."""
    table = folding(script)
    own = script.value + script.value.lower()
    return sum(coded[i] in own or ord(text[i]) in table for i in range(*word.span))
