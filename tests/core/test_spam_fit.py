"""Fitting: the same messages give the same model to the last byte, and variations never straddle the split."""

from zlib import crc32

from benchmarks.classifier.corpora import Sample, group
from benchmarks.classifier.figures import count
from benchmarks.classifier.train import fit
from bot.moderation.spam.features import take_apart
from bot.moderation.spam.model import dump, probability
from bot.moderation.spam.shapes import Look
from bot.moderation.text import read
from tests.core.spam_examples import HAM, SPAM


def sample(text: str, *, spam: bool) -> Sample:
    return Sample("own", text, spam, take_apart(Look(read(text))), crc32(text.encode()) % 5)


SAMPLES = [sample(t, spam=True) for t in SPAM] + [sample(t, spam=False) for t in HAM]


def test_the_same_messages_give_the_same_model_to_the_last_byte() -> None:
    assert dump(fit(SAMPLES)) == dump(fit(SAMPLES))


def test_what_was_learned_is_told_apart() -> None:
    model = fit(SAMPLES)
    counts = count(SAMPLES, lambda s: probability(model.logit(s.parts)))
    assert counts.hits >= 0.95 * counts.spam
    assert counts.alarms <= 0.03 * counts.ordinary


def test_variations_belong_together_and_others_do_not() -> None:
    texts = (
        "Нужен человек для удаленного заработка. С вас телефон и 2 часа времени. Пишите в лс",
        "Нужен человек для удаленного заработка. С вас телефон и 2 часа времени. Пишите в лс!!! 🔥",
        "Кто сегодня идёт на футбол? Собираемся у входа в семь",
    )
    first, variation, other = group(take_apart(Look(read(t))) for t in texts)
    assert first == variation != other
