"""Print how well the spam model does: `make figures DATA=FOLDER`."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.classifier.calibrate import platt, reliability
from benchmarks.classifier.corpora import FIFTHS, HELD_OUT, Sample, named_folder, read_corpora
from benchmarks.classifier.train import fit
from bot.moderation.spam.model import THRESHOLD, Model, built_in, probability

Judge = Callable[[Sample], float]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many messages were called what."""

    hits: int
    spam: int
    alarms: int
    ordinary: int

    def show(self, name: str) -> str:
        """Write one line of the table."""
        called = self.hits + self.alarms
        precision = f"{self.hits / called:.3f}" if self.spam and called else "—"
        recall = f"{self.hits / self.spam:.3f}" if self.spam else "—"
        alarms = f"{100 * self.alarms / self.ordinary:.2f} %" if self.ordinary else "—"
        return f"{name:<58} {self.spam:>5} {self.ordinary:>6} {precision:>10} {recall:>7} {alarms:>13}"


def count(samples: Iterable[Sample], judge: Judge) -> Counts:
    """Count what a judge calls spam at the default threshold."""
    called = [(s.spam, judge(s) >= THRESHOLD) for s in samples]
    return Counts(
        hits=called.count((True, True)),
        spam=called.count((True, True)) + called.count((True, False)),
        alarms=called.count((False, True)),
        ordinary=called.count((False, True)) + called.count((False, False)),
    )


def judge_by(model: Model) -> Judge:
    """Judge by one model."""
    return lambda sample: probability(model.logit(sample.parts))


def main(data: Path) -> None:
    """Measure the built-in model on what it never saw, and the way it is made in cross-validation."""
    samples = read_corpora(data)

    def of(corpus: str, **same: object) -> list[Sample]:
        return [s for s in samples if s.corpus == corpus and all(getattr(s, k) == v for k, v in same.items())]

    print(f"At the default threshold of {THRESHOLD:.2f}\n")
    print(f"{'':<58} {'spam':>5} {'others':>6} {'precision':>10} {'recall':>7} {'false alarms':>13}")
    ours = judge_by(built_in())
    named = {
        "telegram": "Telegram samples",
        "sms": "SMS",
        "comments": "rude comments",
        "own": "our own sentences",
        "prose": "our docs",
    }
    for corpus, name in named.items():
        print(count(of(corpus, fifth=HELD_OUT), ours).show(f"{name}, the held-out fifth"))
    models = {f: fit([s for s in samples if s.fifth != f]) for f in range(FIFTHS)}
    judges = {f: judge_by(model) for f, model in models.items()}
    for corpus, name in named.items():
        print(count(of(corpus), lambda s: judges[s.fifth](s)).show(f"{name}, 5-fold cross-validation"))
    for fifth in range(FIFTHS):
        print(count(of("telegram", fifth=fifth), judges[fifth]).show(f"  Telegram samples, fold {fifth + 1}"))
    for corpus in ("telegram", "own"):
        judge = judge_by(fit([s for s in samples if s.corpus != corpus]))
        print(count(of(corpus), judge).show(f"{named[corpus]}, by a model that saw none of them"))
    judged = [
        (models[s.fifth].logit(s.parts), s.spam)
        for s in samples
        if s.corpus in ("telegram", "own") and not s.mislabelled
    ]
    slope, offset = platt(judged)
    print(f"\nCalibration, Telegram and our own, out of fold: log odds × {slope:.2f} {offset:+.2f} would be perfect")
    for low, messages, share in reliability(judged):
        print(f"  from {100 * low:>3.0f} %: {messages:>4} messages, {100 * share:>5.1f} % of them spam")
    wrong = sum(s.mislabelled for s in samples)
    print(f"\n{wrong} advertisements stand among the ordinary Telegram messages; they count as they are labelled.")


if __name__ == "__main__":
    main(named_folder(sys.argv[1:]))
