"""What the other rules about the content of a message find, and what they leave alone."""

from datetime import timedelta
from typing import get_args

import pytest
from pydantic import ValidationError

from bot.carried import EVERYBODY, MEDIA_KINDS, Origin, Source
from bot.moderation.rules.base import Author
from bot.moderation.rules.caps import CapsRule, CapsSettings
from bot.moderation.rules.emoji import EmojiRule, EmojiSettings, count_emoji
from bot.moderation.rules.forwards import ForwardsRule, ForwardsSettings
from bot.moderation.rules.forwards import Kind as ForwardKind
from bot.moderation.rules.media import MediaRule, MediaSettings
from bot.moderation.rules.mentions import MentionsRule, MentionsSettings
from bot.moderation.rules.newcomer import NewcomerRule, NewcomerSettings
from bot.settings import allowed
from tests.core.content import NOON, look, said, told, why

# Forwards


@pytest.mark.parametrize("origin", [o for o in Origin if o is not Origin.HERE])
def test_what_is_passed_on_from_elsewhere_is_found(origin: Origin) -> None:
    message = said("x", origin=Source(origin, "News", "news", "-5"), forwarded=True)
    assert why(look(ForwardsRule(), ForwardsSettings(), message), "origin") == origin
    others = ", ".join(sorted(set(get_args(ForwardKind)) - {origin}))
    assert look(ForwardsRule(), told(ForwardsSettings, origins=others), message) is None


def test_own_messages_and_allowed_channels_may_be_passed_on() -> None:
    here = said("x", origin=Source(Origin.HERE, id="1"), forwarded=True)
    assert look(ForwardsRule(), ForwardsSettings(), here) is None
    assert look(ForwardsRule(), ForwardsSettings(), said("nothing passed on")) is None
    news = said("x", origin=Source(Origin.CHANNEL, "News", "News", "-1005"), forwarded=True)
    for entry in ("@news", "t.me/news", "-1005"):
        assert look(ForwardsRule(), told(ForwardsSettings, allowed=entry), news) is None
    assert set(get_args(ForwardKind)) == set(Origin)


def test_a_forward_that_does_not_say_where_it_comes_from_is_found_as_hidden() -> None:
    assert why(look(ForwardsRule(), ForwardsSettings(), said("x", forwarded=True)), "origin") == Origin.HIDDEN
    assert look(ForwardsRule(), told(ForwardsSettings, origins="channel"), said("x", forwarded=True)) is None


# Media


def test_media_are_found_by_kind_wherever_they_stand() -> None:
    settings = told(MediaSettings, kinds="Voice, sticker")
    assert look(MediaRule(), settings, said("", media="voice")) is not None
    assert look(MediaRule(), settings, said("", media="photo", more_media=("document", "sticker"))) is not None
    assert look(MediaRule(), settings, said("", media="photo")) is None
    assert look(MediaRule(), settings, said("voice")) is None
    assert look(MediaRule(), told(MediaSettings, kinds="no"), said("", media="voice")) is None


def test_an_unknown_kind_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValidationError):
        told(MediaSettings, kinds="photo, hologram")
    assert allowed(MediaSettings, "kinds").values["choices"] == ", ".join(MEDIA_KINDS)


# Mentions


def test_many_people_called_at_once_are_too_many() -> None:
    six = " ".join(f"@friend{n}" for n in range(6))
    assert why(look(MentionsRule(), MentionsSettings(), said(six))) == "crowd"
    assert look(MentionsRule(), MentionsSettings(), said(six.rpartition(" ")[0])) is None
    assert look(MentionsRule(), MentionsSettings(), said("@anna " * 20)) is None
    assert look(MentionsRule(), told(MentionsSettings, most=6), said(six)) is None


def test_who_is_called_is_what_the_platform_tells_where_it_does() -> None:
    decorators = "@property @dataclass @cache @final @override @staticmethod"
    assert look(MentionsRule(), MentionsSettings(), said(decorators, called=())) is None
    assert look(MentionsRule(), MentionsSettings(), said("hi", called=tuple("123456"))) is not None
    ids = " ".join(f"<@{10**17 + n}>" for n in range(6))
    assert look(MentionsRule(), MentionsSettings(), said(ids)) is not None


def test_calling_everybody_is_found_and_a_mail_address_calls_nobody() -> None:
    for text in ("@everyone look", "hey @here", "@ALL!"):
        assert why(look(MentionsRule(), MentionsSettings(), said(text))) == "everyone"
    assert look(MentionsRule(), told(MentionsSettings, everyone="no"), said("@everyone")) is None
    assert why(look(MentionsRule(), MentionsSettings(), said("x", called=(EVERYBODY,)))) == "everyone"
    mails = " ".join(f"a{n}@here.example" for n in range(9))
    assert look(MentionsRule(), MentionsSettings(), said(mails)) is None


# Capitals


@pytest.mark.parametrize(
    "text",
    [
        "BUY NOW WHILE IT LASTS",
        "СРОЧНО!!! ВСЕ СЮДА!!!",
        "B U Y  I T  N O W  P L E A S E",
        "ΕΛΑ ΕΔΩ ΤΩΡΑ ΟΛΟΙ",
        "EVERYBODY LOOK HERE https://example.com/a-very-long-path-in-small-letters",
        "LOOK AT THIS NOW @a_very_long_name_in_small_letters",
        "SELECT THE BEST OFFERS FROM US",
        "B U Y  C H E A P  S T U F F",
        "ЖМИ_СЮДА_ПРЯМО_СЕЙЧАС",
        "NOOOOOOOOOOOOOO",
        "ΚΑΛΗΜΕΡΑ ΣΕ ΟΛΟΥΣ",
    ],
)
def test_shouting_is_found(text: str) -> None:
    assert look(CapsRule(), CapsSettings(), said(text)) is not None


@pytest.mark.parametrize(
    "text",
    [
        "OK",
        "ASAP!!!",
        "The HTTP API of NASA is fine",
        "Просто текст. И ЕЩЁ чуть-чуть",
        "12345 67890 !!!",
        "日本語のテキストです、はい",
        "АХАХАХАХАХАХАХАХА",
        "HAHAHAHAHAHAHAHA 😂",
        "SELECT COUNT(*) FROM EVENTS GROUP BY USER_ID HAVING COUNT(*) > 5",
        "ALTER TABLE USERS ADD COLUMN EMAIL VARCHAR(255) NOT NULL;\nDROP TABLE OLD_USERS;",
        "HEARTH__TELEGRAM__TOKEN=abc",
        "MAX_CONNECTIONS=100\nDEFAULT_TIMEOUT=30\nLOG_LEVEL=DEBUG",
        "HTTP, HTTPS, TCP, UDP, DNS, DHCP, SSH, FTP, SMTP, IMAP",
        "HTTP 502 BAD GATEWAY",
        "```\nPRINT CHR$(147); GOTO TEN OF THESE\n```",
        "Он написал `RAISE NOTICE EVERYWHERE` и ушёл",
    ],
)
def test_ordinary_capitals_are_left_alone(text: str) -> None:
    assert look(CapsRule(), CapsSettings(), said(text)) is None


def test_what_is_shouting_can_be_set() -> None:
    text = "HALF OF it is loud"
    assert look(CapsRule(), told(CapsSettings, share=55), said("HALF OF THIS IS loud then")) is not None
    assert look(CapsRule(), CapsSettings(), said(text)) is None
    with pytest.raises(ValidationError):
        told(CapsSettings, share=20)


# Emoji


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("plain", 0),
        ("просто текст — и тире…", 0),
        ("🎉", 1),
        ("👩‍🚀👨‍👩‍👧‍👦", 2),
        ("🇷🇺🇬🇧", 2),
        ("👍🏽👍🏿", 2),
        ("❤️❤", 2),
        ("1️⃣2️⃣#️⃣", 3),
        ("<:party:123456789012345678> <a:wave:123456789012345678>", 2),
        ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", 1),
        ("© 2026 ™ 1 2 3 ✓", 0),
        ("©️", 1),
    ],
)
def test_emoji_are_counted_as_people_see_them(text: str, count: int) -> None:
    assert count_emoji(text) == count


def test_too_many_emoji_are_found_by_number_or_by_share() -> None:
    assert look(EmojiRule(), EmojiSettings(), said("🎉" * 11)) is not None
    assert look(EmojiRule(), EmojiSettings(), said("🎉" * 10)) is None
    assert look(EmojiRule(), EmojiSettings(), said("<:a:123456789012345678>".replace("a", "party") * 11)) is not None
    assert look(EmojiRule(), told(EmojiSettings, share=50), said("🎉🎉🎉🎉🎉 yes")) is not None
    assert look(EmojiRule(), told(EmojiSettings, share=50), said("🎉🎉🎉")) is None


# Newcomers

YOUNG = Author(joined=NOON - timedelta(hours=23, minutes=59))
MESSAGES = {
    "link": said("see example.com"),
    "forward": said("x", forwarded=True, origin=Source(Origin.CHANNEL)),
    "media": said("", media="photo"),
}


@pytest.mark.parametrize("what", MESSAGES)
def test_a_newcomer_may_post_no_links_forwards_or_media(what: str) -> None:
    assert why(look(NewcomerRule(), NewcomerSettings(), MESSAGES[what], YOUNG), "what") == what
    off = told(NewcomerSettings, **{what if what == "media" else f"{what}s": "no"})
    assert look(NewcomerRule(), off, MESSAGES[what], YOUNG) is None


def test_nobody_stays_a_newcomer_and_who_was_here_before_hearth_is_none() -> None:
    for message in MESSAGES.values():
        assert look(NewcomerRule(), NewcomerSettings(), message, Author(joined=NOON - timedelta(hours=24))) is None
        assert look(NewcomerRule(), NewcomerSettings(), message, Author()) is None
        longer = told(NewcomerSettings, hours=48)
        assert look(NewcomerRule(), longer, message, Author(joined=NOON - timedelta(hours=24))) is not None
    assert look(NewcomerRule(), NewcomerSettings(), said("just words"), YOUNG) is None
