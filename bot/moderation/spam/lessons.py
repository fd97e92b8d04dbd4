"""What moderators decided about messages, and the weights that follow from it in their community.

Each lesson moves the weights just so far that the message, and what is much like it, is judged as they decided
(passive-aggressive learning, Crammer et al. 2006), by a bounded step; older lessons fade, towards the built-in model.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.moderation.spam.features import Parts, pair_feature, word_features
from bot.moderation.spam.model import Model

MARGIN = 2.2  # log odds: after enough lessons a message is 90 % spam, or 10 %
STEP = 8.0  # log odds that one lesson moves a message by, at most
BOUND = 10.0  # log odds that all lessons together move a message by, at most
HEAVIEST = 4.0  # what one word can come to weigh
FADE = 0.999  # what is left of a lesson with each later one
FEWEST = 8  # words that a short message counts as, so that a lesson about one word teaches little
MOST = 150  # words and pairs of one lesson


@dataclass(frozen=True, slots=True)
class Lesson:
    """A decision about one message. `key` says which one; `words` are hashed; `base` is the built-in model's logit."""

    key: str
    spam: bool
    base: float
    words: tuple[int, ...]
    at: datetime


def lesson_words(parts: Parts, common: frozenset[int]) -> tuple[int, ...]:
    """List the words, stems and pairs of words by which a message is known again; common ones are no use."""
    numbers: dict[int, None] = {}
    for word in parts.words:
        numbers.update(dict.fromkeys(word_features(word)[:2]))
    numbers.update(dict.fromkeys(map(pair_feature, parts.pairs)))
    return tuple([n for n in numbers if n not in common][:MOST])


def make_lesson(model: Model, parts: Parts, key: str, *, spam: bool, at: datetime) -> Lesson:
    """Write a decision about a message down without its words."""
    return Lesson(key, spam, round(model.logit(parts), 3), lesson_words(parts, model.common), at)


class Learned:
    """The weights of one community. They are small numbers beside `_scale`, so that all fade at once."""

    def __init__(self, lessons: Iterable[Lesson] = ()) -> None:
        self._weights: dict[int, float] = {}
        self._scale = 1.0
        for lesson in lessons:
            self.learn(lesson)

    def __bool__(self) -> bool:
        return bool(self._weights)

    def shift(self, words: Iterable[int]) -> float:
        """Give by how much a message is moved, in log odds."""
        found = [self._weights.get(word, 0.0) for word in words]
        total = sum(found) * self._scale / math.sqrt(max(len(found), FEWEST))
        return max(-BOUND, min(BOUND, total))

    def learn(self, lesson: Lesson) -> None:
        """Move the weights by one lesson, the latest one."""
        self._scale *= FADE
        side = 1.0 if lesson.spam else -1.0
        missing = MARGIN - side * (lesson.base + self.shift(lesson.words))
        if missing <= 0 or not lesson.words:
            return
        # All words of a message count the same, so each carries an equal part of the step.
        each = side * min(missing, STEP) * math.sqrt(max(len(lesson.words), FEWEST)) / len(lesson.words)
        heaviest = HEAVIEST / self._scale
        for word in lesson.words:
            moved = self._weights.get(word, 0.0) + each / self._scale
            self._weights[word] = max(-heaviest, min(heaviest, moved))
