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
_STYLED = re.compile("[LG][cC]+")  # a first letter that nobody takes for a Russian one: Zима
_SCRIPTS = "LCG"
_BY_CODE = {script.value: script for script in Script}
_NEAR = 2  # words on either side that say what alphabet an open word is in
_FAR = 6  # words on either side among which they are looked for
_COUNTED = 3  # letters of a word from which foreign ones in it are no slip of the keyboard
_ROUNDS = 5  # two are the rule


def mixes(text: str) -> bool:
    """Tell whether a text has letters of two alphabets, so that looking closer is worth it."""
    if _CYRILLIC.search(text):
        return _LATIN.search(text) is not None or _OTHER.search(text) is not None
    return not text.isascii() and _OTHER.search(text) is not None


def unmix(text: str) -> tuple[str, bool, bool]:
    """Fold look-alikes to the alphabet of their word, letter for letter; also tell whether a word mixed alphabets in
    disguise, and whether small letters would settle what capitals leave open: K passes for К, but k not for к.

    A word of one alphabet stays as it is, unless it is wholly made of look-alikes amid text of another.
    """
    coded = text.translate(codes())
    words = [(found.lastindex, *found.span()) for found in _WORD.finditer(coded)]
    sure = [coded[start].upper() if kind == _PURE else "" for kind, start, _ in words]
    opened = waiting = [place for place, (kind, _, _) in enumerate(words) if kind != _PURE]
    folded = _Folded(text)
    changed: dict[int, str] = {}
    chosen: dict[int, str] = {}
    disguised = False
    for _ in range(_ROUNDS):
        settled: dict[int, str] = {}
        unsettled = []
        for place in waiting:
            kind, start, end = words[place]
            near = _near(sure, place)
            if kind == _ALIKE:
                own = chosen.get(place) or coded[start].upper()
                script = _settle(own, near)
                if script and script != own:
                    changed[place] = folded.to(script)[start:end]
                elif not script:
                    unsettled.append(place)
                continue
            script = _decide(text[start:end], coded[start:end], near)
            if not script:
                unsettled.append(place)
                continue
            after = changed[place] = folded.to(script)[start:end]
            left = set(folded.coded(script)[start:end])
            if not left <= {script, script.lower()}:
                unsettled.append(place)
            elif script in left:
                settled[place] = script
            else:  # wholly of look-alikes still: the neighbours may know better
                words[place] = (_ALIKE, start, end)
                chosen[place] = script
                unsettled.append(place)
            if end - start >= _COUNTED and not disguised and after != text[start:end]:
                disguised = not _ENDING.fullmatch(coded, start, end)
        # A word that has been decided tells its neighbours something.
        for place, script in settled.items():
            sure[place] = script
        waiting = unsettled
        if not waiting or not settled:
            break
    unclear = bool(waiting) or _OTHER.search(text) is not None
    return _put(text, words, changed), disguised, unclear or any(_CAPITALS.search(text, *words[p][1:]) for p in opened)


class _Folded:
    """A whole text folded to an alphabet, made once it is asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._made: dict[str, str] = {}
        self._coded: dict[str, str] = {}

    def to(self, script: str) -> str:
        made = self._made.get(script)
        if made is None:
            made = self._made[script] = self._text.translate(folding(Script(script)))
        return made

    def coded(self, script: str) -> str:
        coded = self._coded.get(script)
        if coded is None:
            coded = self._coded[script] = self.to(script).translate(codes())
        return coded


def _put(text: str, words: list[tuple[int | None, int, int]], changed: dict[int, str]) -> str:
    parts: list[str] = []
    done = 0
    for place in sorted(changed):
        _, start, end = words[place]
        parts += (text[done:start], changed[place])
        done = end
    return "".join((*parts, text[done:]))


_WORDS = re.compile(r"[^\W\d_]+")


def disguised_words(written: str, unmixed: str) -> list[str]:
    """List the words of a text that mixed alphabets to pass for something, as they were written."""
    if len(written) != len(unmixed):
        return []
    changed = [w for w in _WORDS.finditer(written) if unmixed[w.start() : w.end()] != w[0]]
    return [w[0] for w in changed if len(w[0]) >= _COUNTED and _is_disguised(w[0].translate(codes()))]


def _is_disguised(coded: str) -> bool:
    mixed = _WORD.fullmatch(coded)
    honest = _ENDING.fullmatch(coded) or _STYLED.fullmatch(coded)
    return mixed is not None and mixed.lastindex is None and not honest


def _near(sure: list[str], place: int) -> str:
    """Give the alphabets of the nearest words, before and after, that are sure."""
    before = "".join(sure[max(0, place - _FAR) : place])[-_NEAR:]
    return before + "".join(sure[place + 1 : place + 1 + _FAR])[:_NEAR]


def _settle(own: str, near: str) -> str:
    """Choose for a word wholly of look-alikes of one alphabet."""
    if own in near:
        return own
    if not near or near.count(near[0]) != len(near):
        return ""
    # One Latin neighbour is not enough: iPhone is at home in Russian.
    return near[0] if len(near) >= _NEAR or near[0] != Script.LATIN else ""


def _decide(word: str, coded: str, near: str) -> str:
    """Choose for a mixed word: its unmistakable letters vote, and where they disagree the neighbours as well."""
    if _COMPOUND.fullmatch(coded):
        return ""
    own = coded.count("L"), coded.count("C"), coded.count("G")
    if own.count(0) == 2:
        return _SCRIPTS[own.index(max(own))]
    latin, cyrillic, greek = votes = own[0] + near.count("L"), own[1] + near.count("C"), own[2] + near.count("G")
    if not latin and not cyrillic and not greek:
        votes = coded.count("l"), coded.count("c"), coded.count("g")
    most = max(votes)
    if not most:
        return ""
    if votes.count(most) == 1:
        return _SCRIPTS[votes.index(most)]
    best = [script for script, count in zip(_SCRIPTS, votes, strict=True) if count == most]
    return max(best, key=lambda script: _becomes(word, coded, script))


def _becomes(word: str, coded: str, script: str) -> int:
    """Count the letters of a word that are of an alphabet, or can be folded to it."""
    table = folding(_BY_CODE[script])
    own = script + script.lower()
    return sum([code in own or ord(letter) in table for letter, code in zip(word, coded, strict=True)])
