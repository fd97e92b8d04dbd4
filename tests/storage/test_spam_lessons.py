"""What moderators taught, in the database and in memory, on every backend."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.ids import CommunityId
from bot.moderation.spam.classifier import Classifier
from bot.moderation.spam.lessons import Lesson
from bot.moderation.spam.service import SpamService
from bot.moderation.spam.shapes import Look
from bot.moderation.text import read
from storage.database import Database
from storage.spam import SqlSpamLessons

HERE, THERE = CommunityId(1), CommunityId(2)
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
STORE = SqlSpamLessons()
CRAFT = Look(read("Вязаные игрушки ручной работы, смотрите каталог на сайте игрушкин.рф, доставка почтой"))


def a_lesson(number: int, *, spam: bool = True) -> Lesson:
    return Lesson(f"case:{number}", spam, -1.5, (1, 70_000, 131_071), NOON + timedelta(minutes=number))


def service(database: Database) -> tuple[SpamService, Classifier]:
    classifier = Classifier()
    return SpamService(STORE, database, classifier), classifier


async def decided(service: SpamService, database: Database, *, spam: bool, minutes: int = 0) -> None:
    async with database.begin() as tx:
        await service.learn(tx, HERE, "case:1", CRAFT, spam=spam, at=NOON + timedelta(minutes=minutes))


async def test_lessons_are_read_as_they_were_written_in_their_order(database: Database) -> None:
    async with database.begin() as tx:
        for number in (3, 1, 2):
            await STORE.save_lesson(tx, HERE, a_lesson(number, spam=number != 2), 10)
    async with database.read() as tx:
        assert await STORE.lessons(tx, HERE) == [a_lesson(1), a_lesson(2, spam=False), a_lesson(3)]
        assert await STORE.lessons(tx, THERE) == []
        assert await STORE.find_lesson(tx, HERE, "case:2") == a_lesson(2, spam=False)
        assert await STORE.find_lesson(tx, THERE, "case:2") is None
        assert await STORE.lesson_marks(tx) == {HERE: (3, NOON + timedelta(minutes=3))}


async def test_a_second_decision_takes_the_place_of_the_first(database: Database) -> None:
    async with database.begin() as tx:
        await STORE.save_lesson(tx, HERE, a_lesson(1), 10)
        await STORE.save_lesson(tx, HERE, a_lesson(1, spam=False), 10)
        assert await STORE.lessons(tx, HERE) == [a_lesson(1, spam=False)]


async def test_the_oldest_lessons_go(database: Database) -> None:
    async with database.begin() as tx:
        await STORE.save_lesson(tx, THERE, a_lesson(0), 3)
        for number in range(6):
            await STORE.save_lesson(tx, HERE, a_lesson(number), 3)
        assert [lesson.key for lesson in await STORE.lessons(tx, HERE)] == ["case:3", "case:4", "case:5"]
        assert len(await STORE.lessons(tx, THERE)) == 1


async def test_what_was_taught_is_in_force_once_committed_and_after_a_restart(database: Database) -> None:
    spam, classifier = service(database)
    before = classifier.probability(HERE, CRAFT)
    async with database.begin() as tx:
        await spam.learn(tx, HERE, "case:1", CRAFT, spam=True, at=NOON)
        assert classifier.probability(HERE, CRAFT) == before
    after = classifier.probability(HERE, CRAFT)
    assert after > before + 0.2
    assert classifier.probability(THERE, CRAFT) == before
    again, other = service(database)
    await again.load()
    assert other.probability(HERE, CRAFT) == pytest.approx(after)


async def test_nothing_is_learned_from_what_was_rolled_back(database: Database) -> None:
    spam, classifier = service(database)
    before = classifier.probability(HERE, CRAFT)

    async def fail() -> None:
        async with database.begin() as tx:
            await spam.learn(tx, HERE, "case:1", CRAFT, spam=True, at=NOON)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    assert classifier.probability(HERE, CRAFT) == before


async def test_a_message_about_which_somebody_decides_otherwise_is_learnt_anew(database: Database) -> None:
    spam, classifier = service(database)
    before = classifier.probability(HERE, CRAFT)
    await decided(spam, database, spam=True)
    assert classifier.probability(HERE, CRAFT) > before
    await decided(spam, database, spam=False, minutes=1)
    assert classifier.probability(HERE, CRAFT) <= before
    async with database.read() as tx:
        assert [(lesson.key, lesson.spam) for lesson in await STORE.lessons(tx, HERE)] == [("case:1", False)]


async def test_another_process_hears_of_lessons_and_of_what_is_decided_otherwise(database: Database) -> None:
    spam, _ = service(database)
    elsewhere, classifier = service(database)
    await elsewhere.load()
    untaught = classifier.probability(HERE, CRAFT)
    await decided(spam, database, spam=True)
    await elsewhere.load()
    assert classifier.probability(HERE, CRAFT) > untaught
    await decided(spam, database, spam=False, minutes=1)
    await elsewhere.load()
    assert classifier.probability(HERE, CRAFT) <= untaught


async def test_joined_communities_know_what_both_were_taught(database: Database) -> None:
    spam, classifier = service(database)
    before = classifier.probability(HERE, CRAFT)
    async with database.begin() as tx:
        await spam.learn(tx, THERE, "case:1", CRAFT, spam=True, at=NOON)
        await STORE.save_lesson(tx, HERE, a_lesson(2, spam=False), 10)
        await STORE.save_lesson(tx, THERE, a_lesson(2), 10)
    async with database.begin() as tx:
        await spam.absorb(tx, HERE, THERE)
    assert classifier.probability(HERE, CRAFT) > before
    assert classifier.probability(THERE, CRAFT) == before
    async with database.read() as tx:
        assert [(lesson.key, lesson.spam) for lesson in await STORE.lessons(tx, HERE)] == [
            ("case:1", True),
            ("case:2", False),
        ]
