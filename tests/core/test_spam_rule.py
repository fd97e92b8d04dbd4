"""What the rule `spam` says, of whom, and in which words."""

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from bot.ids import AccountRef, ChatRef, CommunityId, MessageRef, Platform
from bot.moderation.model import Action
from bot.moderation.rules.base import Author, Seen
from bot.moderation.rules.spam import SpamRule, SpamSettings
from bot.moderation.spam.classifier import Classifier
from bot.moderation.text import read
from bot.texts import plain
from bot.updates import Actor, MessagePosted, Quoted

HERE = CommunityId(1)
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
CHAT = ChatRef(Platform.TELEGRAM, "-100")
SPAM = "Заработок от 300$ в день без опыта, пишите мне в лс, всё расскажу @anna"
RULE = SpamRule(Classifier())
SETTINGS = SpamSettings()


def seen(text: str = SPAM, substance: int = 0) -> Seen:
    actor = Actor(AccountRef(Platform.TELEGRAM, "1"), "Max")
    message = MessagePosted("1", NOON, None, CHAT, actor, MessageRef(CHAT, "1"), text)
    return Seen(HERE, message, read(text), author=Author(substance=substance))


def test_a_newcomers_spam_is_found_and_told_how_sure_and_why() -> None:
    verdict = RULE.check(seen(), SETTINGS)
    assert verdict is not None
    assert verdict.measure.action is Action.DELETE
    assert 0.9 < verdict.score < 1
    english, russian = plain(verdict.detail, "en"), plain(verdict.detail, "ru")
    assert english.startswith(f"spam with {round(verdict.score * 100)} % probability: ")
    assert "so much money in so much time" in english
    assert "столько-то денег за такой-то срок" in russian
    assert "300" not in plain(verdict.reason, "en")


def test_an_ordinary_message_is_left_alone() -> None:
    assert RULE.check(seen("Кто-нибудь знает, почему тесты падают на винде?"), SETTINGS) is None


def test_whoever_has_said_enough_is_left_alone() -> None:
    assert RULE.check(seen(substance=4), SETTINGS) is not None
    assert RULE.check(seen(substance=5), SETTINGS) is None
    assert RULE.check(seen(substance=5), SpamSettings(first=6)) is not None


def test_the_threshold_decides() -> None:
    text = "Ищу напарника для работы, подробности в лс"
    found = RULE.check(seen(text), SpamSettings(threshold=0.01))
    assert found is not None
    assert 0.01 < found.score < 0.99
    assert RULE.check(seen(text), SpamSettings(threshold=found.score + 0.001)) is None
    assert RULE.check(seen(text), SpamSettings(threshold=found.score - 0.001)) is not None


@pytest.mark.parametrize(
    "changes", [{"threshold": 0}, {"threshold": 1}, {"threshold": -1}, {"first": 0}, {"first": -1}]
)
def test_what_makes_no_sense_is_refused(changes: dict[str, float]) -> None:
    with pytest.raises(ValidationError):
        SpamSettings.model_validate(changes)


def test_a_new_community_tries_it_first() -> None:
    assert (SETTINGS.on, SETTINGS.dry_run, SETTINGS.action) == (True, True, "delete")


def test_what_comes_with_a_message_counts() -> None:
    text = "Смотрите, какой канал про заработок, заходите https://t.me/+abcdef"
    alone = seen(text)
    answer = alone._replace(message=alone.message._replace(reply_to=Quoted(MessageRef(CHAT, "0"))))
    easy = SpamSettings(threshold=0.01)
    first, second = RULE.check(alone, easy), RULE.check(answer, easy)
    assert first is not None
    assert second is not None
    assert second.score < first.score


def test_marks_that_mean_nothing_to_a_reader_are_not_shown() -> None:
    verdict = RULE.check(seen("$$$ 100 200 300 $$$ заработок +++ пишите в лс ➡️ @anna"), SETTINGS)
    assert verdict is not None
    assert "“$" not in plain(verdict.detail, "en")
    assert "“0" not in plain(verdict.detail, "en")
    assert "“пишите”" in plain(verdict.detail, "en")
    assert "«пишите»" in plain(verdict.detail, "ru")
