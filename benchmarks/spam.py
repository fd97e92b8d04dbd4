"""How many messages a second the spam classifier judges, reading their text included."""

import statistics
import time

from benchmarks.classifier.corpora import OWN
from benchmarks.measure import ROUNDS, Line
from bot.ids import CommunityId
from bot.moderation.spam.classifier import Classifier
from bot.moderation.spam.shapes import Look
from bot.moderation.text import read

COMMUNITY = CommunityId(1)


def messages_judged() -> Line:
    """Judge messages of many kinds, each new to the classifier's memory of words once in a round."""
    texts = [line for name in ("spam", "ham") for line in (OWN / f"own-{name}.txt").read_text("utf-8").splitlines()]
    rates = []
    for _ in range(ROUNDS):
        classifier = Classifier()
        classifier.probability(COMMUNITY, Look(read("the model is read")))
        begin = time.perf_counter()
        for text in texts:
            classifier.probability(COMMUNITY, Look(read(text)))
        rates.append(len(texts) / (time.perf_counter() - begin))
    aim = 5_000.0
    value = statistics.median(rates)
    return Line("the spam classifier, text reading included", value, "a second", aim, value / aim, "≥ 1")
