"""What the rules about links and invitations find, and what they leave alone."""

from typing import Any

import pytest
from pydantic import ValidationError

from bot.content import Code, Msg
from bot.moderation.rules.invites import InvitesRule, InvitesSettings
from bot.moderation.rules.links import LinksRule, LinksSettings
from bot.settings import allowed
from bot.updates import MessagePosted
from tests.core.content import look, said, told, why

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
    assert wrong(message._replace(link_words=("my page",))) is None
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
        "https://t.me/%2BAbCdEf",
        "t.me//+AbCdEf",
        "t․me/+AbCdEf",
        "ⓣ.ⓜⓔ/+AbCdEf",
        "https://t.me/some_bot/app?startapp=ref",
        "https://canary.discordapp.com/invite/python",
        "https://example.com/go?to=https%3A%2F%2Ft.me%2F%2BAbCdEf",
        "https://web.telegram.org/k/#?tgaddr=tg%3A%2F%2Fjoin%3Finvite%3DAbCdEf",
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
    assert (
        look(InvitesRule(), settings, said("t.me/+OurGroup👈 https://t.me/+OurGroupЗаходите discord.gg/ours#now"))
        is None
    )
    assert look(InvitesRule(), settings, said("https://t.me/%2BOurGroup discord.gg/invite/ours")) is None
    assert look(InvitesRule(), settings, said("t.me/+OurGroup and t.me/+Other")) is not None
    assert look(InvitesRule(), settings, said("chat.whatsapp.com/AbC")) is None


def test_invitations_that_differ_only_behind_the_host_are_told_apart() -> None:
    settings = told(InvitesSettings, allowed="https://signal.group/#Ours, https://invite.viber.com/?g=Ours")
    assert look(InvitesRule(), settings, said("https://signal.group/#Ours https://invite.viber.com/?g=Ours")) is None
    assert look(InvitesRule(), settings, said("https://signal.group/#Other")) is not None
    assert look(InvitesRule(), settings, said("https://invite.viber.com/?g=Other")) is not None
