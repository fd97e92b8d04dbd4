"""Reading how much time: numbers with units, added up."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from bot.when.tokens import Kind, Token, word_at, words_at
from bot.when.words import AMOUNTS, LONE_UNITS, UNITS, Unit

_JOINERS = frozenset({",", "+", "and", "и"})


@dataclass(frozen=True, slots=True)
class Amount:
    """Hold one number of one unit."""

    number: Fraction
    unit: Unit


def read_amounts(tokens: Sequence[Token], at: int) -> tuple[tuple[Amount, ...], int]:
    """Read as many amounts as stand at a place; return them and the place after them."""
    found: list[Amount] = []
    while True:
        step = at + 1 if found and word_at(tokens, at) in _JOINERS else at
        amounts, after = _read_amount(tokens, step)
        if not amounts:
            return tuple(found), at
        found.extend(amounts)
        at = after


def _read_amount(tokens: Sequence[Token], at: int) -> tuple[tuple[Amount, ...], int]:
    word = word_at(tokens, at)
    if word == "полчаса":
        return (Amount(Fraction(1, 2), Unit.HOUR),), at + 1
    if word == "half" and word_at(tokens, at + 1) in ("a", "an") and word_at(tokens, at + 2) in UNITS:
        return (Amount(Fraction(1, 2), UNITS[word_at(tokens, at + 2)]),), at + 3
    number = _number_at(tokens, at)
    unit = UNITS.get(word_at(tokens, at + 1))
    if number is not None and unit is not None:
        after = at + 2
        amounts: tuple[Amount, ...] = (Amount(number, unit),)
        if words_at(tokens, after, "and", "a", "half"):
            return (*amounts, Amount(Fraction(1, 2), unit)), after + 3
        # The dot of an abbreviation: «10 мин.»
        return amounts, after + (word_at(tokens, after) == ".")
    if word in LONE_UNITS:
        return (Amount(Fraction(1), LONE_UNITS[word]),), at + 1
    return (), at


def _number_at(tokens: Sequence[Token], at: int) -> Fraction | None:
    if at >= len(tokens):
        return None
    token = tokens[at]
    if token.kind is Kind.NUMBER:
        return Fraction(token.numbers[0])
    if token.kind in (Kind.DOTTED, Kind.DECIMAL):
        return Fraction(token.text.replace(",", "."))
    return AMOUNTS.get(word_at(tokens, at))
