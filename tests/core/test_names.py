"""What names may not be, and how often that is said."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.content import Choice, Msg
from bot.ids import CommunityId
from bot.moderation.blocklist.entries import Blocked
from bot.moderation.blocklist.matcher import Matcher
from bot.moderation.links import find_links
from bot.moderation.model import Verdict
from bot.moderation.rules.base import Arrived, Seen
from bot.moderation.rules.blocklist import BlocklistRule, BlocklistSettings
from bot.moderation.rules.names import AGAIN, NamesRule, NamesSettings
from bot.moderation.text import read
from tests.core.kernel import ANNA, posted

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
HERE = CommunityId(1)
ON = NamesSettings(action="delete")


def made() -> NamesRule:
    blocklist = BlocklistRule()
    blocklist.hold(HERE, Matcher([Blocked("casino*")]))
    return NamesRule(blocklist, BlocklistSettings())


def comes(rule: NamesRule, name: str, settings: NamesSettings = ON) -> Verdict | None:
    return rule.check_arrival(Arrived(HERE, replace(ANNA, name=name), NOON, read(name)), settings)


def writes(
    rule: NamesRule, name: str, settings: NamesSettings = ON, *, at: datetime = NOON, community: CommunityId = HERE
) -> Verdict | None:
    message = posted(ANNA, "hello", "1", at)._replace(actor=replace(ANNA, name=name))
    return rule.check(Seen(community, message, read("hello"), find_links(message)), settings)


def why(verdict: Verdict | None) -> str | None:
    if verdict is None:
        return None
    assert isinstance(verdict.reason, Msg)
    choice = verdict.reason.values["why"]
    assert isinstance(choice, Choice)
    return choice.key


BAD = [
    ("Buy at evil.example.com", "link"),
    ("t.me/+AbCdEf", "invite"),
    ("CASINO king", "word"),
    ("Telegram Support", "official"),
    ("Администратор", "official"),
    ("\u202eanna\u202c", "turned"),
    ("a\u0300\u0301\u0302\u0303\u0304nna", "heaped"),
    ("\u3164\u200b", "empty"),
    ("\u2800\u2800", "empty"),
    ("", "empty"),
    ("🎉" * 64, "emoji"),
]
FINE = [
    "Anna",
    "Анна 🎉",
    "مريم",
    "<b>Anna</b>",
    "李雷",
    "👩‍🚀",
    "Adminov",
    "Ann-Marie O'Neil",
    "J. R. R. Tolkien",
    "Nguyễn Thị",
]


@pytest.mark.parametrize(("name", "found"), BAD)
def test_a_bad_name_is_found_on_arrival_and_at_the_first_message(name: str, found: str) -> None:
    assert why(comes(made(), name)) == found
    assert why(writes(made(), name)) == found


@pytest.mark.parametrize("name", FINE)
def test_an_ordinary_name_is_left_alone(name: str) -> None:
    assert (comes(made(), name), writes(made(), name)) == (None, None)


def test_each_check_can_be_switched_off() -> None:
    off = NamesSettings(links=False, words=False, officials=False, hidden=False, emoji=64)
    assert [name for name, _ in BAD if writes(made(), name, off)] == []


def test_messages_under_a_bad_name_go_until_it_is_changed() -> None:
    rule = made()
    assert [why(writes(rule, name)) for name in ("casino", "casino", "Anna")] == ["word", "word", None]


def test_anything_but_deleting_is_done_once_a_name() -> None:
    rule, review = made(), NamesSettings()
    assert why(comes(rule, "casino", review)) == "word"
    assert writes(rule, "casino", review) is None
    assert why(writes(rule, "casinos", review)) == "word"


def test_a_name_is_looked_at_again_after_a_while_and_when_settings_change() -> None:
    blocklist = BlocklistRule()
    rule = NamesRule(blocklist, BlocklistSettings())
    assert writes(rule, "casino") is None
    blocklist.hold(HERE, Matcher([Blocked("casino")]))
    assert writes(rule, "casino", at=NOON + AGAIN - timedelta(seconds=1)) is None
    assert why(writes(rule, "casino", at=NOON + AGAIN)) == "word"
    assert writes(rule, "casino", NamesSettings(words=False), at=NOON + AGAIN) is None


def test_each_community_has_its_own_words_and_trying_rules_out_leaves_no_trace() -> None:
    rule = made()
    assert writes(rule, "casino", community=CommunityId(2)) is None
    review = NamesSettings()
    assert writes(rule.fresh(), "casino", review) is not None
    assert writes(rule, "casino", review) is not None
