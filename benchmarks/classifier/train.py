"""Fit a model: logistic regression, regularised towards what the named signs are worth beforehand."""

import math
import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.classifier.corpora import Sample
from bot.moderation.spam.concepts import PRIORS
from bot.moderation.spam.features import BUCKETS, Parts, pair_feature, word_features
from bot.moderation.spam.model import Model, shrink

SEED = 20261121
ROUNDS = 8  # over all samples
RATE = 0.5  # AdaGrad's step
RARE = 2  # a word seen in fewer messages is not learned
HOLD_WORDS, HOLD_SIGNS = 0.04, 8.0  # how strongly weights are held at nothing, and at their prior
# What a model's log odds are multiplied by, and what is added, so that of what it gives 80 % about 80 % is spam: found
# by `make figures` on messages of the Telegram samples and of our own that the judging model was not fitted on.
SLOPE, OFFSET = 1.28, 1.05
COMMON = 0.01  # of the ordinary messages: what is in more of them is in nobody's lesson
MOST_COMMON = 400
# What a message counts: the Telegram samples are what chats are like, the others widen the vocabulary.
WEIGHT: Mapping[tuple[str, bool], float] = {
    ("telegram", True): 2.0,
    ("telegram", False): 1.5,
    ("sms", True): 0.3,
    ("sms", False): 0.2,
    ("comments", False): 0.3,
    ("own", True): 1.5,
    ("own", False): 1.5,
    ("prose", False): 0.8,
}


@dataclass(frozen=True, slots=True)
class Row:
    """A sample as numbers: features with what each counts, its label and its weight."""

    features: tuple[tuple[int, float], ...]
    signs: tuple[int, ...]
    spam: bool
    weight: float


def hashed(parts: Parts) -> Counter[int]:
    """Count the hashed features of a message."""
    counts: Counter[int] = Counter()
    for word in parts.words:
        counts.update(word_features(word))
    counts.update(map(pair_feature, parts.pairs))
    return counts


def fit(samples: Iterable[Sample], weigh: Callable[[Sample], float] | None = None) -> Model:
    """Fit a model to samples; the same ones in the same order give the same model to the last byte."""
    trained = [s for s in samples if not s.mislabelled]
    counted = [hashed(s.parts) for s in trained]
    seen = Counter(f for counts in counted for f in counts)
    names = list(PRIORS)
    place = {name: i for i, name in enumerate(names)}
    rows = []
    for sample, counts in zip(trained, counted, strict=True):
        worth = shrink(counts.total())
        features = tuple((f, n * worth) for f, n in sorted(counts.items()) if seen[f] >= RARE)
        signs = tuple(place[s] for s in sample.parts.signs)
        weight = weigh(sample) if weigh else WEIGHT[sample.corpus, sample.spam]
        rows.append(Row(features, signs, sample.spam, weight))
    bias, words, signs_ = _descend(rows, seen, [PRIORS[n] for n in names])
    unit = max(map(abs, words.values()), default=1.0) / 127
    weights = [0] * BUCKETS
    for feature, weight in words.items():
        weights[feature] = round(weight / unit)
    named = {n: round(SLOPE * w, 3) for n, w in zip(names, signs_, strict=True)}
    return Model(round(SLOPE * bias + OFFSET, 3), named, SLOPE * unit, weights, _common(trained, counted))


def _descend(
    rows: Sequence[Row], seen: Mapping[int, int], priors: Sequence[float]
) -> tuple[float, dict[int, float], list[float]]:
    words = {f: 0.0 for f, n in seen.items() if n >= RARE}
    squares = dict.fromkeys(words, 1e-2)
    hold = {f: HOLD_WORDS / seen[f] for f in words}
    signs = list(priors)
    sign_squares = [1e-2] * len(signs)
    sign_hold = [HOLD_SIGNS / max(1, n) for n in _counted(rows, len(signs))]
    bias, bias_square = -3.0, 1e-2
    order = list(range(len(rows)))
    chance = random.Random(SEED)
    for _ in range(ROUNDS):
        chance.shuffle(order)
        for index in order:
            row = rows[index]
            z = bias + sum([signs[s] for s in row.signs]) + sum([words[f] * x for f, x in row.features])
            error = row.weight * (1 / (1 + math.exp(-max(-30.0, min(30.0, z)))) - row.spam)
            bias_square += error * error
            bias -= RATE * error / math.sqrt(bias_square)
            for s in row.signs:
                g = error + sign_hold[s] * (signs[s] - priors[s])
                sign_squares[s] += g * g
                signs[s] -= RATE * g / math.sqrt(sign_squares[s])
            for f, x in row.features:
                w = words[f]
                g = error * x + hold[f] * w
                squares[f] += g * g
                words[f] = w - RATE * g / math.sqrt(squares[f])
    return bias, words, signs


def _counted(rows: Sequence[Row], signs: int) -> list[int]:
    counts = [0] * signs
    for row in rows:
        for sign in row.signs:
            counts[sign] += 1
    return counts


def _common(samples: Sequence[Sample], counted: Sequence[Counter[int]]) -> frozenset[int]:
    ordinary = [c for s, c in zip(samples, counted, strict=True) if not s.spam]
    often = Counter(f for counts in ordinary for f in counts)
    return frozenset(f for f, n in often.most_common(MOST_COMMON) if n > COMMON * len(ordinary))
