"""What moderators teach: how far one lesson moves, how it is taken back, and that many break nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ids import CommunityId
from bot.moderation.spam.classifier import TAUGHT, Classifier
from bot.moderation.spam.features import take_apart
from bot.moderation.spam.lessons import BOUND, HEAVIEST, STEP, Learned, Lesson, make_lesson
from bot.moderation.spam.model import THRESHOLD, built_in
from bot.moderation.spam.shapes import Look
from bot.moderation.text import read
from tests.core.spam_examples import HAM, SPAM

HERE, THERE = CommunityId(1), CommunityId(2)
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
CRAFT = "Вязаные игрушки ручной работы, смотрите каталог на сайте игрушкин.рф, доставка почтой"
ALIKE = "Вязаные игрушки ручной работы, каталог на сайте игрушкин.рф, доставка почтой или курьером"
JOBS = "Ищем официантов и барменов, 3500 рублей за смену, выплаты ежедневно, пишите в лс @bar_hr"
JOBS_ALIKE = "Ищем официантов и поваров, 3500 рублей за смену, выплаты ежедневно, пишите в лс @bar_hr"


def lesson(text: str, *, spam: bool, number: int = 0) -> Lesson:
    at = NOON + timedelta(minutes=number)
    return make_lesson(built_in(), take_apart(Look(read(text))), f"case:{number}", spam=spam, at=at)


def taught(*lessons: Lesson) -> Classifier:
    classifier = Classifier()
    classifier.hold(HERE, Learned(lessons))
    return classifier


def score(classifier: Classifier, text: str, community: CommunityId = HERE) -> float:
    return classifier.probability(community, Look(read(text)))


def test_one_lesson_moves_a_message_and_its_variations_there_and_nowhere_else() -> None:
    untaught = Classifier()
    classifier = taught(lesson(CRAFT, spam=True))
    assert score(untaught, CRAFT) < THRESHOLD
    assert score(classifier, CRAFT) > score(untaught, CRAFT) + 0.2
    assert score(classifier, ALIKE) > score(untaught, ALIKE) + 0.1
    assert score(classifier, CRAFT, THERE) == score(untaught, CRAFT)
    assert score(classifier, "кто сегодня идёт в кино?") == pytest.approx(
        score(untaught, "кто сегодня идёт в кино?"), abs=0.02
    )


def test_a_second_lesson_settles_it() -> None:
    assert score(taught(lesson(CRAFT, spam=True), lesson(ALIKE, spam=True, number=1)), CRAFT) > THRESHOLD


def test_one_lesson_frees_what_was_wrongly_called_spam() -> None:
    assert score(Classifier(), JOBS) > THRESHOLD
    classifier = taught(lesson(JOBS, spam=False))
    assert score(classifier, JOBS) < THRESHOLD
    assert score(classifier, JOBS_ALIKE) < score(Classifier(), JOBS_ALIKE) - 0.1


def test_a_lesson_says_that_it_decided() -> None:
    reasons = taught(lesson(CRAFT, spam=True)).explain(HERE, Look(read(CRAFT)))
    assert TAUGHT in [r.sign for r in reasons]


def test_what_is_judged_rightly_already_teaches_nothing() -> None:
    sure = next(text for text in SPAM if score(Classifier(), text) > 0.95)
    assert not Learned([lesson(sure, spam=True)])
    assert not Learned([lesson("всем привет", spam=False)])


def test_repeating_one_lesson_moves_a_message_no_further_than_it_has_to() -> None:
    many = Learned([lesson(CRAFT, spam=True, number=n) for n in range(500)])
    words = lesson(CRAFT, spam=True).words
    assert 0 < many.shift(words) <= BOUND


def test_a_lesson_about_one_word_teaches_little_about_messages_that_have_it() -> None:
    classifier = taught(*(lesson("бетон", spam=True, number=n) for n in range(20)))
    assert score(classifier, "сколько машин бетона нужно на фундамент под баню шесть на шесть?") < THRESHOLD


def test_hundreds_of_lessons_leave_ordinary_messages_alone() -> None:
    lessons = [lesson(text, spam=True, number=n) for n, text in enumerate((*SPAM, CRAFT, ALIKE) * 10)]
    before, after = Classifier(), taught(*lessons)
    newly = [t for t in HAM if score(after, t) >= THRESHOLD > score(before, t)]
    assert len(newly) <= 2, newly


def test_old_lessons_fade() -> None:
    words = lesson(CRAFT, spam=True).words
    fresh = Learned([lesson(CRAFT, spam=True)])
    old = Learned([lesson(CRAFT, spam=True), *(lesson("всем привет", spam=False, number=n) for n in range(1, 1000))])
    assert 0 < old.shift(words) < fresh.shift(words) / 2


def test_a_lesson_holds_no_word_of_the_message() -> None:
    held = lesson(CRAFT, spam=True)
    assert all(isinstance(word, int) for word in held.words)
    assert len(held.words) <= 150


NUMBERS = st.lists(st.integers(0, 50), min_size=0, max_size=10, unique=True).map(tuple)
LESSONS = st.builds(Lesson, st.just("k"), st.booleans(), st.floats(-20, 20), NUMBERS, st.just(NOON))


@given(st.lists(LESSONS, max_size=60), NUMBERS)
@settings(max_examples=50)
def test_whatever_is_taught_the_shift_is_bounded(lessons: list[Lesson], words: tuple[int, ...]) -> None:
    learned = Learned(lessons)
    assert abs(learned.shift(words)) <= BOUND
    assert all(abs(learned.shift((w,))) <= HEAVIEST for w in range(51))


@given(LESSONS)
def test_one_lesson_moves_a_message_by_a_bounded_step_towards_the_decision(one: Lesson) -> None:
    shift = Learned([one]).shift(one.words)
    assert abs(shift) <= STEP + 1e-9
    assert shift >= 0 if one.spam else shift <= 0
