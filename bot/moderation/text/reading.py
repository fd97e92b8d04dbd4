"""Read a text: one look that ordinary text passes, and the undoing of tricks for the rest."""

import re

from bot.moderation.text.clean import clean, fold_case, hides_letters, piles_marks, turns_around
from bot.moderation.text.leet import may_be_leet, unleet
from bot.moderation.text.mixing import mixes, unmix
from bot.moderation.text.plain import Plain, Trick
from bot.moderation.text.spacing import join_spelt, may_be_spelt

_NONE: frozenset[Trick] = frozenset()
# Letters of one alphabet and punctuation that no trick needs: most messages are nothing else.
_PUNCTUATION = r"\s,.!?'\"():;&/\-"
_ORDINARY_LATIN = re.compile(f"[a-zA-Z{_PUNCTUATION}]*")
_ORDINARY_CYRILLIC = re.compile(f"[а-яА-ЯёЁ{_PUNCTUATION}«»—–“”„’]*")
# Whole words and numbers; no sign inside a word but one hyphen, no two single letters on end. Possessive: linear.
_SIMPLE = r"""(?x:
    {0}{{2,}}+ (?: [ ] | -(?={0}{{2}}(?!{0}?-)) | [,!?:;)»”"]*+ \.?+ (?:[ \n]++|\Z) )
    | {0} [ ] (?={0}{{2}}|[0-9])
    | [0-9]++ (?: :[0-9]{{2}} )?+ [,!?:;)»”"]*+ \.?+ (?:[ \n]++|\Z)
    | [—–-] [ \n]++
    | ["«„“] (?={0}{{2}})
)*+"""
_SIMPLE_LATIN = re.compile(_SIMPLE.format("[a-zA-Z]"))
_SIMPLE_CYRILLIC = re.compile(_SIMPLE.format("[а-яА-ЯёЁ]"))


def read(text: str) -> Plain:
    """Undo what disguises a text. Linear in its length; ordinary text costs a microsecond or two."""
    if text.isascii():
        folded = text.lower()
        if _SIMPLE_LATIN.fullmatch(text):
            return Plain(text, folded, _NONE, folded, folded, True)
        if _ORDINARY_LATIN.fullmatch(text) and not may_be_spelt(text):
            return Plain(text, folded, _NONE, folded, folded)
    elif _SIMPLE_CYRILLIC.fullmatch(text):
        folded = text.lower().replace("ё", "е")
        return Plain(text, folded, _NONE, folded, folded, True)
    elif _ORDINARY_CYRILLIC.fullmatch(text) and not may_be_spelt(text):
        folded = text.lower().replace("ё", "е")
        return Plain(text, folded, _NONE, folded, folded)
    return _undo(text)


def normalise(text: str) -> str:
    """Give a text as rules see it."""
    return read(text).text


def _undo(text: str) -> Plain:
    tricks: set[Trick] = set()
    cleaned = clean(text).replace("ё", "е").replace("Ё", "Е")
    if cleaned != text:
        tricks.update(trick for trick, seen in _UNSEEN_TRICKS if seen(text))
    written = unmixed = fold_case(cleaned)
    if mixes(cleaned):
        sorted_out, disguised, unclear = unmix(cleaned)
        unmixed = fold_case(sorted_out)
        for _ in range(_ROUNDS if unclear else 0):
            before = unmixed
            unmixed = unmix(before)[0]
            if unmixed == before:
                break
        if disguised:
            tricks.add(Trick.HOMOGLYPHS)
    undone = unmixed
    for _ in range(_ROUNDS):
        # Neither leaves anything for the other to do, unless the alphabets of the words look different after.
        undone = _respell(undone, tricks)
        if undone is unmixed or not mixes(undone):
            break
        before = undone
        undone = unmix(undone)[0]
        if undone == before:
            break
    return Plain(text, undone, frozenset(tricks), written, unmixed)


def _respell(text: str, tricks: set[Trick]) -> str:
    """Join what is spelt out and undo leetspeak, in a text whose case is folded."""
    if may_be_spelt(text):
        joined = join_spelt(text)
        if joined != text:
            tricks.add(Trick.SPACED)
            text = joined
    if may_be_leet(text):
        text, leet = unleet(text)
        if leet:
            tricks.add(Trick.LEET)
    return text


_ROUNDS = 4  # what one undoing brings to light another may undo; two are the rule
_UNSEEN_TRICKS = (
    (Trick.INVISIBLE, hides_letters),
    (Trick.BIDI, turns_around),
    (Trick.COMBINING, piles_marks),
)
