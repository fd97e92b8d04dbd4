"""Say how well probabilities are calibrated: by Platt scaling (Platt 1999), and by what came true of them."""

import math
from collections.abc import Sequence

from bot.moderation.spam.model import probability

STEPS = 50  # of Newton's method; it settles in about ten


def platt(judged: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Find by what log odds would have to be multiplied, and what added: 1 and 0 need no correction."""
    slope, offset = 1.0, 0.0
    for _ in range(STEPS):
        to_slope = to_offset = both = 0.0
        bend_slope = bend_offset = 1e-9
        for logit, spam in judged:
            guess = 1 / (1 + math.exp(-max(-30.0, min(30.0, slope * logit + offset))))
            error, bend = guess - spam, guess * (1 - guess)
            to_slope += error * logit
            to_offset += error
            bend_slope += bend * logit * logit
            both += bend * logit
            bend_offset += bend
        size = bend_slope * bend_offset - both * both
        slope -= (bend_offset * to_slope - both * to_offset) / size
        offset -= (bend_slope * to_offset - both * to_slope) / size
    return slope, offset


def reliability(judged: Sequence[tuple[float, bool]], bins: int = 5) -> list[tuple[float, int, float]]:
    """Give, for each range of probabilities, its lower end, how many messages are in it, and how much of it is spam."""
    held: dict[int, list[bool]] = {}
    for logit, spam in judged:
        held.setdefault(min(bins - 1, math.floor(probability(logit) * bins)), []).append(spam)
    return [(place / bins, len(found), sum(found) / len(found)) for place, found in sorted(held.items())]
