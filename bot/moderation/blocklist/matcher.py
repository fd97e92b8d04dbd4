"""Find every entry of one list in a message, however many there are."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

import ahocorasick_rs
import re2

from bot.moderation.blocklist.bare import bared
from bot.moderation.blocklist.domains import Domains
from bot.moderation.blocklist.drawn_out import NEEDLES, doubled_words, shortened, sounded_words
from bot.moderation.blocklist.entries import Blocked, Form
from bot.moderation.blocklist.expressions import LEAST_LITERAL, Loose, compile_expression, required_literal
from bot.moderation.blocklist.masks import Shapes, clipped_words, joined, masked_tokens, may_spell
from bot.moderation.blocklist.nearly import Nearly, beside_words, broken_words, undone_words
from bot.moderation.blocklist.respelt import Respelt
from bot.moderation.text import Plain, Trick, is_word, normalise, stands_alone

LETTER = r"[\pL\pM\pN_]"
# Signs that hold the words of a phrase together in the place of a blank: `buy-now`, `buy 🔥 now`. A comma, or the end
# of a sentence, with its blank sets words apart.
_HELD = re.compile(r"(?<=[^\W_])(?:[^\w\s]{1,8}|_{1,8}|\s[^\w\s.,;:!?]{1,8}\s)(?=[^\W_])")
_LEAST_JOINED = 3  # letters of a word that was broken up


class Matcher:
    """Match every entry of one list. `*` stands for any letters of a word, `?` for one.

    One automaton looks for all entries at once: for those with wildcards and for expressions, for a part that every
    match has. Only where that is found is the whole pattern looked at, by RE2, which never backtracks.
    """

    def __init__(self, entries: Iterable[Blocked]) -> None:
        held = tuple(entries)
        self._domains = Domains(e for e in held if e.form is Form.DOMAIN)
        words = [e for e in held if e.form in (Form.LITERAL, Form.WILD)]
        expressions = [(e, required_literal(e.entry[1:-1])) for e in held if e.form is Form.EXPRESSION]
        tight = [(e, literal) for e, literal in expressions if len(literal) >= LEAST_LITERAL]
        self._loose = [e for e, literal in expressions if len(literal) < LEAST_LITERAL]
        self._together = Loose([e.entry[1:-1] for e in self._loose])
        self._entries = (*words, *(e for e, _ in tight))
        self._forms = tuple(e.form for e in self._entries)
        self._plain = tuple(normalise(e.entry) for e in words)
        solid = [_solid(p) if e.form is Form.WILD else p for e, p in zip(words, self._plain, strict=True)]
        self._automaton = ahocorasick_rs.AhoCorasick([*solid, *(literal for _, literal in tight), *NEEDLES])
        self._phrases = frozenset(n for n, p in enumerate(self._plain) if " " in p)
        self._by_word = {p: e for e, p in zip(words, self._plain, strict=True) if e.form is Form.LITERAL}
        self._shapes = Shapes(self._by_word)
        self._nearly = Nearly(self._by_word)
        self._respelt = Respelt(self._by_word)
        self._patterns: dict[int, re2._Regexp] = {}

    def find(self, plain: Plain, hosts: Sequence[str], now: datetime) -> list[Blocked]:
        """List the entries that are in a message."""
        found: dict[str, Blocked] = {}
        for text in plain.readings:
            self._search(text, found)
            if self._loose:
                for place in self._together.find(text):
                    found.setdefault(self._loose[place].entry, self._loose[place])
            if self._phrases and ("  " in text or "\n" in text or "\t" in text or "\xa0" in text):
                self._search(" ".join(text.split()), found, phrases=True)
            if self._phrases and (not plain.simple or "-" in text) and (blank := _HELD.sub(" ", text)) != text:
                self._search(blank, found, phrases=True)
        if not plain.simple:
            self._search_masked(plain, found)
        self._hold_words(self._respelt.find(plain.text), found)
        if not plain.simple and not plain.text.isascii() and (bare := bared(plain.text)) is not plain.text:
            self._search(bare, found)
        if hosts:
            for entry in self._domains.find(hosts):
                found.setdefault(entry.entry, entry)
        return [e for e in found.values() if e.in_force(now)] if found else []

    def _search(self, text: str, found: dict[str, Blocked], *, drawn_out: bool = False, phrases: bool = False) -> None:
        looked: set[int] = set()
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if phrases and index not in self._phrases:
                continue
            if index >= len(self._entries):
                if not drawn_out:
                    drawn_out = True
                    for short in shortened(text):
                        self._search(short, found, drawn_out=True)
                    self._hold_words(self._nearly.find(doubled_words(text)), found)
                    self._hold_words(filter(self._by_word.__contains__, sounded_words(text)), found)
                continue
            if index in looked:
                continue
            if self._forms[index] is Form.LITERAL:
                if stands_alone(text, start, end):
                    looked.add(index)
                    found.setdefault(self._entries[index].entry, self._entries[index])
            else:
                looked.add(index)
                if self._pattern(index).search(text) is not None:
                    found.setdefault(self._entries[index].entry, self._entries[index])

    def _search_masked(self, plain: Plain, found: dict[str, Blocked]) -> None:
        tokens = masked_tokens(plain.unmixed)
        if tokens or may_spell(plain.unmixed):
            words, edges = joined(tokens, plain.unmixed)
            for index, start, end in self._automaton.find_matches_as_indexes(words, overlapping=True):
                if index < len(self._plain) and end - start >= _LEAST_JOINED and start in edges and end in edges:
                    self._note(index, words[start:end], found)
        self._hold_words(self._shapes.find((*tokens, *clipped_words(plain.original))), found)
        if tokens or plain.tricks:
            undone = undone_words(plain)
            self._hold_words(self._nearly.find((*undone, *broken_words(tokens))), found)
            if Trick.SPACED in plain.tricks:
                self._search("\n".join(beside_words(undone)), found)

    def _hold_words(self, words: Iterable[str], found: dict[str, Blocked]) -> None:
        for word in words:
            entry = self._by_word[word]
            found.setdefault(entry.entry, entry)

    def _note(self, index: int, word: str, found: dict[str, Blocked]) -> None:
        if self._forms[index] is Form.LITERAL or self._pattern(index).search(word) is not None:
            found.setdefault(self._entries[index].entry, self._entries[index])

    def _pattern(self, index: int) -> "re2._Regexp":
        if index not in self._patterns:
            entry = self._entries[index].entry
            if self._forms[index] is Form.EXPRESSION:
                self._patterns[index] = compile_expression(entry[1:-1])
            else:
                self._patterns[index] = re2.compile(_pattern(self._plain[index]))
        return self._patterns[index]


def is_loose(entry: Blocked) -> bool:
    """Tell whether an entry is an expression without letters that every match has."""
    return entry.form is Form.EXPRESSION and len(required_literal(entry.entry[1:-1])) < LEAST_LITERAL


def _solid(entry: str) -> str:
    return max(entry.replace("?", "*").split("*"), key=len)


def _pattern(entry: str) -> str:
    body = "".join(f"{LETTER}*" if c == "*" else LETTER if c == "?" else re2.escape(c) for c in entry)
    edge = rf"(?:^|[^{LETTER[1:-1]}])", rf"(?:$|[^{LETTER[1:-1]}])"
    before = edge[0] if is_word(entry[0]) or entry[0] in "*?" else ""
    after = edge[1] if is_word(entry[-1]) or entry[-1] in "*?" else ""
    return f"{before}{body}{after}"
