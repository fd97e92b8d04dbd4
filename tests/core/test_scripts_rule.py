"""What the rule against mixed and hidden alphabets finds, and what it leaves alone."""

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from bot.content import Msg
from bot.ids import AccountRef, ChatRef, CommunityId, MessageRef, Platform
from bot.moderation.rules.base import Seen
from bot.moderation.rules.scripts import ScriptsRule, ScriptsSettings
from bot.moderation.text import read
from bot.updates import Actor, MessagePosted

CHAT = ChatRef(Platform.CONSOLE, "1")
ANNA = Actor(AccountRef(Platform.CONSOLE, "anna"), "Anna")
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


def said(text: str, settings: ScriptsSettings | None = None) -> str | None:
    message = MessagePosted("1", NOON, None, CHAT, ANNA, MessageRef(CHAT, "1"), text)
    verdict = ScriptsRule().check(Seen(CommunityId(1), message, read(text)), settings or ScriptsSettings())
    if verdict is None:
        return None
    assert isinstance(verdict.detail, Msg)
    assert isinstance(verdict.reason, Msg)
    foreign = verdict.detail.key == "moderation-scripts-foreign"
    assert verdict.reason.key == ("moderation-scripts-foreign-reason" if foreign else "moderation-scripts-reason")
    return verdict.detail.key.removeprefix("moderation-scripts-")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ищeм людeй на удалёнку", "mixed"),
        ("paбoтa и дoxoд", "mixed"),
        ("лёгкие де\u200bньги", "invisible"),
        ("\u202eказино\u202c", "bidi"),
    ],
)
def test_disguised_words_are_found(text: str, found: str) -> None:
    assert said(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Wi-Fi'ем, iPhone'ы, C++, μs, α-версия",
        "PDFка и VPNы, netflixу, купил на OZONе",
        "cлово с опечаткой",
        "PC, HP, MTC и OK в русском тексте",
        "O'Brien, Müller, Łódź, Ångström, 山田太郎, محمد",
        "می\u200cخواهم 👩\u200d💻 сло\u00adво",
        "\u202d+7 916 123-45-67\u202c",
        "Vитамин C и Zима",
        "x = αβ + β²",
        "",
    ],
)
def test_ordinary_writing_is_left_alone(text: str) -> None:
    assert said(text) is None


def test_how_many_mixed_words_pass_can_be_set() -> None:
    assert said("ищeм людeй", ScriptsSettings(mixed_words=2)) is None
    assert said("ищeм", ScriptsSettings(mixed_words=0)) == "mixed"


@pytest.mark.parametrize(("text", "found"), [("سلام", "foreign"), ("漢字かな交じり文", "foreign"), ("π = 3, 山", None)])
def test_alphabets_that_are_not_wanted_are_found(text: str, found: str | None) -> None:
    assert said(text, ScriptsSettings(foreign=("Arabic", "han"))) == found
    assert said(text) is None


def test_an_unknown_alphabet_is_refused() -> None:
    with pytest.raises(ValidationError, match="klingon"):
        ScriptsSettings(foreign=("klingon",))
