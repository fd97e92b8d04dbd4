"""Which plain words are thanks."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ids import AccountRef, Platform
from bot.recognition.observer import PlainThanks, says_thanks
from bot.recognition.service import RecognitionService
from bot.recognition.settings import RecognitionSettings
from bot.settings import SettingsBook
from bot.updates import Actor, MessagePosted, Quoted
from storage.database import Database
from storage.recognition import SqlRecognition
from tests.fakes import NOON, FakeClock
from tests.fakes_recognition import GROUP, SPACE, KeptSettings, Town, message

ANNA = Actor(AccountRef(Platform.TELEGRAM, "1"), "Anna")
BORIS = Actor(AccountRef(Platform.TELEGRAM, "2"), "Boris")
THANKED = MessagePosted("5", NOON, SPACE, GROUP, ANNA, message(5), "спасибо!", Quoted(message(4), BORIS))


@pytest.mark.parametrize(
    "text",
    [
        "+",
        " +1 ",
        "thanks",
        "Thanks!",
        "THANK YOU so much",
        "Спасибо",
        "спасибо, помогло!",
        "Благодарю вас",
        "thanks 🙏",
    ],
)
def test_these_are_thanks(text: str) -> None:
    assert says_thanks(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "++",
        "+2",
        "+1 from me",
        "thanksgiving is near",
        "no thanks",
        "thanks, but no",
        "Thank you, not today",
        "thanks in advance",
        "спасибо, не надо",
        "Спасибо, но нет",
        "спасибо заранее",
        "спасибочки",
        "спасибо1",
    ],
)
def test_these_are_not(text: str) -> None:
    assert not says_thanks(text)


@given(st.text())
def test_any_text_is_decided_upon(text: str) -> None:
    assert says_thanks(text) in (True, False)
    says_thanks("thanks" + text)


def test_only_a_reply_to_another_persons_message_is_looked_at() -> None:
    settings = SettingsBook(KeptSettings({}), {"recognition": RecognitionSettings})
    town = Town()
    service = RecognitionService(SqlRecognition(), Database("sqlite://"), FakeClock(), town, town, town, settings)
    wants = PlainThanks(service).wants
    assert wants(THANKED)
    assert not wants(THANKED._replace(reply_to=None))
    assert not wants(THANKED._replace(reply_to=Quoted(message(4), ANNA)))
    assert not wants(THANKED._replace(reply_to=Quoted(message(4), replace(BORIS, person=False))))
    assert not wants(THANKED._replace(reply_to=Quoted(message(4))))
    assert not wants(THANKED._replace(actor=replace(ANNA, person=False)))
    assert not wants(THANKED._replace(forwarded=True))
