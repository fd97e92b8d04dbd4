"""Words with letters masked or broken up: х**ня, бл@ть, п.и.д, пи*р*сами, ч)урка, 3.14дорас."""

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate

import re2

_SIGN = r"(?:[^\w\s]|_)"
_LETTER = r"[^\W\d_]"
_CONSONANTS = "бвгджзйклмнпрстфхцчшщ"
# A sign between letters, a sign that masks, dots, a pun. The sign comes first: the search skips from sign to sign.
# One hyphen between letters is ordinary.
_HINT = re.compile(
    rf"[^\w\s-](?:(?<={_LETTER}.){_SIGN}{{0,7}}{_LETTER}|(?<=[*#%@$])|(?<=\.)\.)"
    rf"|[_-](?<={_LETTER}.)(?:{_LETTER}{{1,3}}-|{_SIGN}{{1,7}}{_LETTER}|(?<=_))|3[.,]14"
)
_TOKEN = re.compile(r"\S+")
_ADDRESS = re.compile(r"://|(?<![\w.-])(?:[a-z0-9-]+\.)+[a-z]{2,}/\w")  # not only of links that are written in full
_BREAKS = r"[\s!,;:/]"  # they stand between words, or in a word that is broken up
_BREAK = re.compile(_BREAKS)
_PIECE = re.compile(rf"{_LETTER}+|{_BREAKS}")
_COMPOUND = re.compile(r"[^\w-]*\w+-\w+[^\w-]*")  # ordinary: а-ля, что-ли
_PI = re.compile(r"3[.,]14(?=[а-я])")
_ZH = re.compile(r"#(?=[а-я]{3})")  # #изнь
_SPELT = re.compile(rf"(?<![^\W_]){_LETTER}(?: {_LETTER}){{2}}(?![^\W_])")
# A hyphen for letters after a first consonant: б-дь. What a capital follows is a title or a short form: г-на Петрова.
_CLIPPED = re.compile(
    rf"-(?<=(?<![\w-])(?i:[{_CONSONANTS}])-)(?<!(?i:м-(?=да)))(?i:[а-яё]{{2,3}})(?![\w-])(?!\s+[A-ZА-ЯЁ])"
)
_ONE_LETTER_WORDS = "авикосуяэaiuoxy"

_MASKED = re.compile(rf"(?:{_LETTER}|[*#%@$&^~+=_.,?!\"])+")  # letters, and what is put in their place
_SENTENCE = re.compile(r"[,?!]+")
_NEXT_WORD = re.compile(rf",[{_ONE_LETTER_WORDS}](?!{_LETTER})")  # все,и
_STRONG = re.compile(r"[*#%@$]")  # … and never ends a sentence
_FORMATTING = re.compile(r"([*_~]{1,3})(\w+)\1")  # **bold**, _italic_, ~~gone~~
# The masks before a word are bounded: a row of nothing else is looked at from each of them.
_CORE = re.compile(rf"(?:[*%]{{2,20}})?(?:{_LETTER}.*{_LETTER}|{_LETTER})(?:[@$#%]|[*#%@$]{{2,}})?")
_BROKEN_OFF = re.compile(rf"([{_CONSONANTS}]{{1,2}})\.{{2,5}}")  # no vowel: no word ends there
# A mask, and after a space what is left of the word: one letter that is no word.
_BROKEN_APART = re.compile(rf"(?<!\w)({_LETTER}+(?:\.{{2,5}}|\*{{1,5}})) ([йцхфшщчьыъ])(?!\w)")
_MOST_LOOKED = 16  # masked words of one message whose letters are guessed; broken-up words are joined without limit
_SIGNS = re.compile(rf"((?:(?!{_LETTER}).)+)")
_DOT = re.compile(r"\.?")
_LONGEST = 40  # characters of such a word


def masked_tokens(text: str) -> list[str]:
    """List the pieces of a text, between spaces, that may be words with letters masked or broken up."""
    if _HINT.search(text) is None:
        return []
    tokens = [t for t in _TOKEN.findall(text) if _HINT.search(t) and not _ADDRESS.search(t)]
    return tokens + ["".join(found) for found in _BROKEN_APART.findall(text)]


def clipped_words(text: str) -> list[str]:
    """List the words of a text, as it was written, with a hyphen after the first letter; a mask takes its place."""
    return [f"{text[found.start() - 1]}*{found[0][1:]}".lower() for found in _CLIPPED.finditer(text)]


def joined(tokens: Iterable[str], text: str) -> tuple[str, frozenset[int]]:
    """Take the signs out of tokens. Gives their words in one text, and the places where one may begin or end."""
    whole = " ".join([token for token in tokens if not _COMPOUND.fullmatch(token)] + list(_spelt(text))) + " "
    if _ZH.search(whole):
        whole += _ZH.sub("ж", whole)
    pieces = _PIECE.findall(_PI.sub("пи", whole))
    return _BREAK.sub(" ", "".join(pieces)), frozenset(accumulate(map(len, pieces), initial=0))


def _spelt(text: str) -> Iterator[str]:
    """List words of three letters that are spelt out with spaces; two of the letters are no words themselves."""
    for found in _SPELT.findall(text):
        if sum(letter not in _ONE_LETTER_WORDS for letter in found.split()) > 1:
            yield found.replace(" ", ".")


def may_spell(text: str) -> bool:
    """Tell whether three single letters follow each other."""
    return _SPELT.search(text) is not None


class Shapes:
    """Find words by the letters of them that are left."""

    def __init__(self, words: Iterable[str]) -> None:
        held: dict[str, list[str]] = {}
        for word in words:
            if word.isalpha() and len(word) > 2:
                held.setdefault("^" + word[0], []).append(word)
                held.setdefault("$" + word[-1], []).append(word)
        self._held = {key: "\n".join(found) for key, found in held.items()}

    def find(self, tokens: Iterable[str]) -> Iterator[str]:
        """List the words that masked tokens may stand for."""
        looked = 0
        for token in tokens:
            for masked in _masked(token):
                if looked == _MOST_LOOKED:
                    return
                looked += 1
                yield from self._like(masked)

    def _like(self, masked: str) -> Iterator[str]:
        """List the words that fit: a mask of n signs hides up to n + 1 letters, and most are there or counted."""
        held = self._held.get("^" + masked[0] if masked[0].isalpha() else "$" + masked[-1])
        if held is None:
            return
        if broken := _BROKEN_OFF.fullmatch(masked):
            known, fewest, most = broken[1], 1, 2
            pattern = known + r"[^\n]{1,2}"  # a letter: words have nothing else, and \pL takes a millisecond to compile
        else:
            pieces = _pieces(masked)
            known = "".join(pieces[::2])
            fewest = sum(map(len, pieces[1::2]))
            most = 0 if len(known) == 1 else 1 if "," in masked or "!" in masked else max(len(known), fewest + 1)
            if max(map(len, pieces[::2])) == 1 and all(map(_DOT.fullmatch, pieces[1::2])):
                return  # т.е., т.д.
            pattern = "".join(rf"[^\n]{{0,{len(p) + 1}}}" if n % 2 else p for n, p in enumerate(pieces))
        for word in re2.findall(f"(?m)^{pattern}$", held):
            hidden = len(word) - len(known)
            if hidden and (hidden == fewest or hidden <= most):
                yield word


def _masked(token: str) -> Iterator[str]:
    """List the readings of a token as one word with masks in it."""
    for found in _MASKED.findall(token):
        if _FORMATTING.fullmatch(found):
            continue
        readings = [found]
        if _SENTENCE.search(found):
            readings += _SENTENCE.split(found)
            if _NEXT_WORD.search(found):
                readings.remove(found)
        if "." in found and _STRONG.search(found):
            readings += [part for part in found.split(".") if _STRONG.search(part)]
        for reading in readings:
            if broken := _BROKEN_OFF.fullmatch(reading):
                if broken[1] not in _ONE_LETTER_WORDS:
                    yield reading
            elif (core := _CORE.search(reading)) and len(core[0]) <= _LONGEST and not core[0].isalpha():
                yield core[0]


def _pieces(masked: str) -> list[str]:
    """Split into letters and signs in turn, letters first: х, **, ня."""
    return _SIGNS.split(masked)
