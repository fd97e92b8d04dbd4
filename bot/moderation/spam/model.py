"""Weigh a message: a linear model over hashed words and named signs, a probability, and what decided."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from bot.moderation.spam.features import BUCKETS, Parts, pair_feature, word_features

BUILT_IN = Path(__file__).parent / "builtin.bin"
FEWEST = 60  # a short message counts as one of so many features: a few words alone decide nothing
SUREST = 5.0  # log odds
THRESHOLD = 0.5  # from this probability on a message is called spam, where a community sets nothing else
_CACHED = 20_000  # words


@dataclass(frozen=True, slots=True)
class Reason:
    """Something that decided: a sign by its name, or words of the message. `weight` is in units of the logit."""

    weight: float
    sign: str = ""
    words: str = ""


class Model:
    """The weights. Those of words are whole numbers from -127 to 127, `unit` is what one of them is worth."""

    def __init__(
        self, bias: float, signs: Mapping[str, float], unit: float, weights: Sequence[int], common: frozenset[int]
    ) -> None:
        self.bias = bias
        self.signs = signs
        self.unit = unit
        self.weights = weights
        self.common = common  # features of ordinary messages: what a moderator decides about one says nothing of them
        self._word = lru_cache(_CACHED)(self._weigh_word)

    def logit(self, parts: Parts) -> float:
        """Give the logarithm of the odds that a message is spam."""
        total, count = 0, 0
        for word in parts.words:
            weight, features = self._word(word)
            total += weight
            count += features
        weights = self.weights
        for pair in parts.pairs:
            total += weights[pair_feature(pair)]
        count += len(parts.pairs)
        signs = self.signs
        named = sum([signs.get(sign, 0.0) for sign in parts.signs])
        return self.bias + named + total * self.unit * shrink(count)

    def explain(self, parts: Parts) -> list[Reason]:
        """List what a message contains by how much it speaks for spam, strongest first, and against it, last."""
        words = {word: self._word(word) for word in parts.words}
        count = sum(features for _, features in words.values()) + len(parts.pairs)
        worth = self.unit * shrink(count)
        reasons = [Reason(self.signs.get(sign, 0.0), sign=sign) for sign in parts.signs]
        reasons += [Reason(weight * worth, words=word) for word, (weight, _) in words.items()]
        return sorted(reasons, key=lambda r: -r.weight)

    def _weigh_word(self, word: str) -> tuple[int, int]:
        numbers = word_features(word)
        return sum([self.weights[n] for n in numbers]), len(numbers)


def shrink(count: int) -> float:
    """Give what one of so many features counts, so that a long message is not judged by its length."""
    return 1 / math.sqrt(max(count, FEWEST))


def probability(logit: float) -> float:
    """Turn log odds into a probability, between 0 and 1: beyond what can be known it is cut off at about 99.3 %."""
    return 1 / (1 + math.exp(-max(-SUREST, min(SUREST, logit))))


def dump(model: Model) -> bytes:
    """Write a model down: a line of JSON, then one byte for each number of words."""
    head = {
        "bias": model.bias,
        "unit": model.unit,
        "signs": dict(sorted(model.signs.items())),
        "common": sorted(model.common),
    }
    return json.dumps(head, separators=(",", ":")).encode() + b"\n" + bytes(w & 0xFF for w in model.weights)


def parse(data: bytes) -> Model:
    """Read a model. Raises ValueError for what is none."""
    line, _, weights = data.partition(b"\n")
    if len(weights) != BUCKETS:
        raise ValueError("a model of another size")
    head = json.loads(line)
    return Model(head["bias"], head["signs"], head["unit"], memoryview(weights).cast("b"), frozenset(head["common"]))


@cache
def built_in() -> Model:
    """Read the model Hearth comes with, once."""
    return parse(BUILT_IN.read_bytes())
