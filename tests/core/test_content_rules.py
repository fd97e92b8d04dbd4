"""What the rules about the content of a message find, and what they leave alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar, get_args

import pytest
from pydantic import ValidationError

from bot.carried import EVERYBODY, MEDIA_KINDS, Origin, Source
from bot.content import Choice, Code, Msg
from bot.ids import CommunityId
from bot.moderation.links import find_links
from bot.moderation.model import Verdict
from bot.moderation.rules.base import Author, MessageRule, Seen
from bot.moderation.rules.caps import CapsRule, CapsSettings
from bot.moderation.rules.emoji import EmojiRule, EmojiSettings, count_emoji
from bot.moderation.rules.forwards import ForwardsRule, ForwardsSettings
from bot.moderation.rules.forwards import Kind as ForwardKind
from bot.moderation.rules.invites import InvitesRule, InvitesSettings
from bot.moderation.rules.links import LinksRule, LinksSettings
from bot.moderation.rules.media import Kind, MediaRule, MediaSettings
from bot.moderation.rules.mentions import MentionsRule, MentionsSettings
from bot.moderation.rules.newcomer import NewcomerRule, NewcomerSettings
from bot.moderation.settings import RuleSettings
from bot.moderation.text import read
from bot.settings import allowed
from bot.updates import MessagePosted
from tests.core.kernel import ANNA, posted

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)

S = TypeVar("S", bound=RuleSettings)


def said(text: str, **more: Any) -> MessagePosted:
    return replace(posted(ANNA, text, "1", NOON), **more)


def look(
    rule: MessageRule, settings: RuleSettings, message: MessagePosted, author: Author | None = None
) -> Verdict | None:
    seen = Seen(CommunityId(1), message, read(message.text), find_links(message), author or Author())
    return rule.check(seen, settings)


def told(settings: type[S], **written: Any) -> S:
    """Give settings as if an admin had typed them."""
    return settings.model_validate(written)


def why(verdict: Verdict | None, name: str = "why") -> str | None:
    """Give the kind of what was found."""
    if verdict is None:
        return None
    assert isinstance(verdict.reason, Msg)
    choice = verdict.reason.values[name]
    assert isinstance(choice, Choice)
    return choice.key


# Links


def wrong(message: MessagePosted, **written: Any) -> str | None:
    return why(look(LinksRule(), told(LinksSettings, **written), message))


def test_a_denied_domain_is_found_with_all_that_is_under_it() -> None:
    for text in ("evil.com", "https://a.b.evil.com/x", "see EVIL.com/path", "evil[.]com"):
        assert wrong(said(text), denied="evil.com, other.org") == "denied"
    assert wrong(said("notevil.com and evil.org"), denied="evil.com") is None


def test_domains_in_other_alphabets_are_kept_as_people_read_them() -> None:
    settings = told(LinksSettings, denied="https://Казино.рф/x, xn--80ak6aa92e.com")
    assert settings.denied == ("казино.рф", "аррӏе.com")
    assert why(look(LinksRule(), settings, said("http://xn--80aswg.xn--p1ai и a.казино.рф"))) == "denied"


def test_only_allowed_domains_may_be_linked_to_where_that_is_asked_for() -> None:
    assert wrong(said("example.com"), mode="allowed", allowed="python.org") == "unknown"
    assert wrong(said("docs.python.org/3"), mode="allowed", allowed="https://python.org/") is None
    assert wrong(said("no link"), mode="allowed") is None


def test_an_allowed_domain_is_stronger_than_a_denied_one_above_it_and_than_shorteners() -> None:
    assert wrong(said("good.evil.com"), allowed="good.evil.com", denied="evil.com") is None
    assert wrong(said("bit.ly/x"), allowed="bit.ly") is None


def test_shorteners_are_found_unless_switched_off() -> None:
    assert wrong(said("https://bit.ly/3xyz")) == "shortener"
    assert wrong(said("https://bit.ly/3xyz"), shorteners="no") is None


def test_look_alike_hosts_are_found_and_shown_as_they_are_seen() -> None:
    verdict = look(LinksRule(), LinksSettings(), said("https://xn--80ak6aa92e.com/"))
    assert why(verdict) == "punycode"
    assert verdict is not None
    assert isinstance(verdict.detail, Msg)
    assert verdict.detail.values["host"] == Code("аррӏе.com")
    assert wrong(said("пример.рф")) is None
    assert wrong(said("пример.рф"), punycode="any") == "punycode"
    assert wrong(said("https://аpple.com"), punycode="no") is None


def test_words_that_name_another_site_are_found_even_where_the_target_is_allowed() -> None:
    message = said("visit paypal.com", links=("https://evil.com/",), link_words=("paypal.com",))
    assert wrong(message, allowed="evil.com") == "hidden"
    assert wrong(replace(message, link_words=("my page",))) is None
    assert wrong(message, hidden="no") is None


@pytest.mark.parametrize("entry", ["nodots", "spa ce.com", "-bad-.com", "https://", "😀", "a" * 70 + ".com"])
def test_what_is_no_domain_is_refused(entry: str) -> None:
    with pytest.raises(ValidationError):
        told(LinksSettings, denied=entry)
    assert allowed(LinksSettings, "denied").values["example"] == "example.com, example.org"


# Invites


@pytest.mark.parametrize(
    "text",
    [
        "https://t.me/+AbCdEf",
        "t.me/joinchat/AbCdEf",
        "telegram.me/+AbCdEf",
        "telegram.dog/joinchat/AbCdEf",
        "tg://join?invite=AbCdEf",
        "https://t.me/addlist/AbCdEf",
        "t.me/some_bot?start=ref123",
        "tg://resolve?domain=some_bot&start=ref",
        "discord.gg/python",
        "https://discord.com/invite/python",
        "discordapp.com/invite/python",
        "discord://-/invite/python",
        "https://chat.whatsapp.com/AbCdEf",
        "https://invite.viber.com/?g=AbC",
        "https://signal.group/#AbC",
        "vk.me/join/AbC",
    ],
)
def test_an_invitation_is_found(text: str) -> None:
    assert look(InvitesRule(), InvitesSettings(), said(text)) is not None


@pytest.mark.parametrize(
    "text",
    [
        "https://t.me/durov",
        "t.me/python/123",
        "t.me/c/123/45",
        "t.me/addstickers/Cats",
        "t.me/+79161234567",
        "https://discord.com/channels/1/2",
        "https://discord.com/developers",
        "example.com/invite/x",
        "whatsapp.com",
    ],
)
def test_what_only_looks_like_an_invitation_is_left_alone(text: str) -> None:
    assert look(InvitesRule(), InvitesSettings(), said(text)) is None


def test_public_groups_count_where_that_is_asked_for() -> None:
    settings = told(InvitesSettings, public="yes", allowed="@python_ru")
    assert look(InvitesRule(), settings, said("t.me/evil_channel")) is not None
    assert look(InvitesRule(), settings, said("t.me/evil_channel/5")) is not None
    assert look(InvitesRule(), settings, said("https://t.me/Python_RU")) is None
    assert look(InvitesRule(), settings, said("t.me/c/1/2 and t.me/share/url?url=x")) is None


def test_the_communitys_own_invitations_are_allowed_however_they_are_written() -> None:
    settings = told(InvitesSettings, allowed="https://t.me/+OurGroup, discord.gg/ours", others="no")
    assert look(InvitesRule(), settings, said("t.me/joinchat/OurGroup, discord.com/invite/ours")) is None
    assert look(InvitesRule(), settings, said("t.me/+OurGroup and t.me/+Other")) is not None
    assert look(InvitesRule(), settings, said("chat.whatsapp.com/AbC")) is None


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
    assert get_args(Kind) == MEDIA_KINDS


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
    "text", ["BUY NOW WHILE IT LASTS", "СРОЧНО!!! ВСЕ СЮДА!!!", "B U Y  I T  N O W  P L E A S E", "ΕΛΑ ΕΔΩ ΤΩΡΑ ΟΛΟΙ"]
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
