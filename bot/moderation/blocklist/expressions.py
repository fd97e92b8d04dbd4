"""Expressions: RE2 only, which never backtracks. Which are refused, and how thousands cost no more than ten."""

import re
from collections.abc import Iterable, Sequence

import re2

from bot.errors import Refused

LEAST_LITERAL = 3  # letters in a row that every match has; expressions without are tried all together
MAX_LOOSE = 100  # expressions of one community that have no such letters
_MEMORY = 1 << 20  # bytes that one expression may need; RE2 refuses larger ones
_LOOSE_MEMORY = 64 << 20  # … and all loose ones together

# Texts that nothing should be found in: an expression that finds most of them means something else than it says.
_ORDINARY = (
    "hello, how are you?",
    "привет! как дела?",
    "ok",
    "да",
    "see you at 19:00 near the old bridge, bring 2 friends",
    "встречаемся в 19:00 у старого моста, возьмите 2 друзей",
    "🙂",
    "1",
)
_MOST_ORDINARY = 2

# What RE2 does not have because it could only be done by backtracking.
_BACKTRACKS = re.compile(r"\(\?(?:=|!|<=|<!|>|\()|\\[1-9]|[*+?}]\+")


def compile_expression(pattern: str) -> "re2._Regexp":
    """Compile an expression for normalised text; raises re2.error."""
    return re2.compile(_folded(pattern), _options(_MEMORY))


def check_expression(pattern: str) -> None:
    """Raise Refused, which says why, for an expression that RE2 refuses or that finds nearly everything."""
    try:
        expression = compile_expression(pattern)
    except re2.error as error:
        if _BACKTRACKS.search(pattern):
            raise Refused("moderation-expression-backtracks", expression=pattern) from None
        raise Refused("moderation-expression-bad", expression=pattern, problem=_problem(error)) from None
    if expression.search("") is not None:
        raise Refused("moderation-expression-empty", expression=pattern)
    if sum(expression.search(text) is not None for text in _ORDINARY) > _MOST_ORDINARY:
        raise Refused("moderation-expression-wide", expression=pattern)


def required_literal(pattern: str) -> str:
    """Give the longest run of letters that every match has, in lower case; empty when none can be told for sure."""
    runs: list[str] = []
    run = ""
    place = depth = 0
    while place < len(pattern):
        character = pattern[place]
        if character == "|" and depth == 0:
            return ""
        if character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
        elif character == "[":
            place = _end_of_class(pattern, place)
        elif character == "\\":
            if pattern[place + 1 : place + 2] in ("Q", "p", "P", "x", "C"):
                return ""  # their arguments would read as letters
            place += 1
        elif character == "{":
            place = max(pattern.find("}", place), place)
        elif depth == 0 and character.isalpha() and pattern[place + 1 : place + 2] not in ("?", "*", "{"):
            run += "е" if character in "ёЁ" else character.lower()
            place += 1
            continue
        runs.append(run)
        run = ""
        place += 1
    return max((*runs, run), key=len)


class Loose:
    """Search for expressions that have no letters to look for first, all at once."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._set = re2.Set.SearchSet(_options(_LOOSE_MEMORY))
        for pattern in patterns:
            self._set.Add(_folded(pattern))
        if patterns:
            self._set.Compile()
        self._any = bool(patterns)

    def find(self, text: str) -> Iterable[int]:
        """List the places of those that are in a text."""
        # Where nothing is found, it is None that RE2 gives.
        return (self._set.Match(text) or ()) if self._any else ()


_WORD = r"\pL\pM\pN_"
_START, _END = f"(?:^|[^{_WORD}])", f"(?:$|[^{_WORD}])"
# Escapes in one piece, so that nothing is taken for one that is not; classes are told apart by their brackets.
_PIECE = re.compile(r"\\.|\[\^?\]?|\]|.", re.DOTALL)


def _folded(pattern: str) -> str:
    """Write an expression as normalised text is written, with \\w and \\b that know every alphabet."""
    pieces = _PIECE.findall(pattern)
    written: list[str] = []
    in_class = False
    for place, piece in enumerate(pieces):
        if piece[0] == "[" and not in_class:
            in_class = True
        elif piece == "]":
            in_class = False
        elif piece == r"\w":
            piece = _WORD if in_class else f"[{_WORD}]"
        elif piece == r"\W" and not in_class:
            piece = f"[^{_WORD}]"
        elif piece == r"\b" and not in_class:
            piece = _edge(pieces[:place], pieces[place + 1 :])
        written.append(piece.replace("ё", "е").replace("Ё", "Е"))
    return "".join(written)


def _edge(before: list[str], after: list[str]) -> str:
    """Write an edge of a word. RE2's own knows only ASCII; between two letters it stays that one."""
    if not before or before[-1] in ("(", "|", ":", ")"):
        return _START if after and after[0] not in (")", "|") else _END
    return _END if not after or after[0] in (")", "|") else r"\b"


def _options(memory: int) -> "re2.Options":
    options = re2.Options()
    options.max_mem = memory
    options.case_sensitive = False
    options.log_errors = False
    return options


def _end_of_class(pattern: str, start: int) -> int:
    place = start + 1
    if pattern[place : place + 1] == "^":
        place += 1
    if pattern[place : place + 1] == "]":
        place += 1
    while place < len(pattern) and pattern[place] != "]":
        place += 2 if pattern[place] == "\\" else 1
    return place


def _problem(error: Exception) -> str:
    said = error.args[0] if error.args else ""
    return (said.decode(errors="replace") if isinstance(said, bytes) else str(said))[:120]
