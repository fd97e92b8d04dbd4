"""Which links a message has, however they are written, and what is none."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.moderation.hosts import is_under, looks_like_another, registrable, to_ascii, to_unicode
from bot.moderation.links import Link, find_links, find_written
from tests.core.kernel import ANNA, posted

START = datetime(2026, 12, 1, 12, tzinfo=UTC)


def hosts(text: str) -> list[str]:
    return [link.host for link in find_links(posted(ANNA, text, "1", START))]


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://example.com/a?b=c", "example.com"),
        ("//example.com/a", "example.com"),
        ("http://0x5db8d822/", "0x5db8d822"),
        ("asp.net", "asp.net"),
        ("https://ASP.NET/", "asp.net"),
        ("free.my", "free.my"),
        ("HTTPS://Example.COM.", "example.com"),
        ("see example.com/x", "example.com"),
        ("see example.com", "example.com"),
        ("(example.com)", "example.com"),
        ("смотри:example.com, там", "example.com"),
        ("www.example.py", "www.example.py"),
        ("пример.рф", "xn--e1afmkfd.xn--p1ai"),
        ("https://аpple.com", "xn--pple-43d.com"),
        ("hxxp://evil.example.com/x", "evil.example.com"),
        ("evil[.]example[.]com", "evil.example.com"),
        ("evil (dot) com", "evil.com"),
        ("evil{точка}ru", "evil.ru"),
        ("evil。com", "evil.com"),
        ("ev\u200bil.com", "evil.com"),
        ("t.me/+abcDEF", "t.me"),
        ("**discord.gg/abc**", "discord.gg"),
        ("`example.com`", "example.com"),
        ("[here](https://example.com/x)", "example.com"),
        ("http://user:secret@example.com:8080/", "example.com"),
        ("http://8.8.8.8/x", "8.8.8.8"),
        ("http://134744072/", "134744072"),
        ("example.com:8000/x", "example.com"),
        ("readhttps://example.com", "example.com"),
        ("main.py/x.md", "main.py"),
        ("tg://join?invite=abc", "join"),
        ("a_b.github.io", "a_b.github.io"),
        ("example.com(the best one)", "example.com"),
    ],
)
def test_a_link_is_found_however_it_is_written(text: str, host: str) -> None:
    assert hosts(text) == [host]


@pytest.mark.parametrize(
    "text",
    [
        "nothing here. Nothing there, either.",
        "look at main.py, README.md and config.toml",
        "ASP.NET, VB.NET and Socket.IO",
        "let.me see. Well.no, I think this.is it; thanks.my friend",
        "//user.name is a comment",
        "https://[::1]:8080/",
        "src/main.rs and deploy.sh",
        "write to anna@example.com",
        "mailto:anna@example.com",
        "asyncio.run(main()) and self.name",
        "client.link(1) and loop.info(x)",
        "version 1.2.3, 10.0.0.1/8",
        "и т.д. и т.п.",
        "the end.It goes on",
        "Привет.Как дела",
        "http://localhost:8000/x and http://127.0.0.1/",
        "postgresql://db.example.com/x",
        "e.g. this... or that..com",
        "@user.name",
        "Ask his Wife.how it was, and I will tell you next time.you know",
        "a...b",
        ".",
        "://",
        "http://",
    ],
)
def test_what_only_looks_like_a_link_is_none(text: str) -> None:
    assert hosts(text) == []


def test_a_link_inside_a_link_is_found_too() -> None:
    assert hosts("https://good.example.com/?to=https://evil.example.org/x") == ["good.example.com", "evil.example.org"]


def test_hidden_links_come_with_the_words_that_hide_them_and_each_link_once() -> None:
    message = posted(ANNA, "google.com twice: google.com", "1", START)._replace(
        links=("https://evil.example.com/", "https://www.google.com/"),
        link_words=("google.com", "click"),
    )
    evil, good, written = find_links(message)
    assert (evil.hidden, evil.words, evil.pretends) == (True, "google.com", "google.com")
    assert (good.pretends, written.hidden, written.host) == ("", False, "google.com")


def test_words_that_name_the_same_domain_do_not_pretend() -> None:
    assert Link("https://docs.example.com/x", "docs.example.com", True, "example.com").pretends == ""
    assert Link("https://docs.example.com/x", "docs.example.com", True, "our docs").pretends == ""
    assert Link("https://evil.com/", "evil.com", True, "пример.рф").pretends == "пример.рф"


def test_what_is_quoted_is_looked_at_as_well() -> None:
    message = posted(ANNA, "what is this?", "1", START)._replace(quote="buy at evil.example.com/x")
    assert [link.host for link in find_links(message)] == ["evil.example.com"]


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("a.b.example.co.uk", "example.co.uk"),
        ("example.com", "example.com"),
        ("anna.github.io", "anna.github.io"),
        ("x.xn--e1afmkfd.xn--p1ai", "xn--e1afmkfd.xn--p1ai"),
        ("com", ""),
        ("x.nosuchending", ""),
        ("8.8.8.8", ""),
    ],
)
def test_a_domain_is_what_somebody_registered(host: str, domain: str) -> None:
    assert registrable(host) == domain


def test_a_host_lies_under_its_domains_and_under_no_others() -> None:
    assert is_under("a.b.example.com", {"example.com"})
    assert is_under("example.com", {"example.com"})
    assert not is_under("badexample.com", {"example.com"})
    assert not is_under("example.com", {"a.example.com", "com"})


@pytest.mark.parametrize("host", ["аpple.com", "аррӏе.com", "сахар.com", "gооgle.com", "αpple.org"])
def test_a_host_that_only_looks_latin_is_seen_through(host: str) -> None:
    assert looks_like_another(to_ascii(host))
    assert to_unicode(to_ascii(host)) == host


@pytest.mark.parametrize("host", ["кремль.рф", "яндекс.com", "сахар.рф", "münchen.de", "例え.jp", "example.com"])
def test_an_honest_foreign_host_is_none_of_that(host: str) -> None:
    assert not looks_like_another(to_ascii(host))


@given(st.text(max_size=300) | st.text(alphabet="a.b:/@?=-_x1[]() A．\u200b", max_size=60))
@example("0:x.:")
def test_no_text_breaks_the_search(text: str) -> None:
    for link in find_written(text):
        assert link.host
        assert isinstance(link.pretends, str)


@pytest.mark.parametrize(
    "piece",
    [
        "a.",
        "a.b/",
        "http://",
        "://",
        "[.]",
        "xn--a.",
        "www.",
        "a@b.",
        "-.",
        "。",
        "\u200b.",
        "ａ.com ",
        "1.2",
        "([{",
        ":a.b",
    ],
)
def test_hostile_text_takes_time_in_proportion_to_its_length(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        begin = time.process_time()
        find_written(text)
        return time.process_time() - begin

    seconds(100)
    # Ten times as long may take ten times as long, and some more on a busy machine; never a hundred times.
    assert min(seconds(20_000) for _ in range(5)) < 40 * max(min(seconds(2_000) for _ in range(5)), 1e-3)


def test_a_hidden_link_to_an_address_of_ipv6_is_one() -> None:
    message = posted(ANNA, "here", "1", START)._replace(links=("https://x@[2001:db8::1]:8080/a",))
    assert [link.host for link in find_links(message)] == ["2001:db8::1"]


@pytest.mark.parametrize(
    "text", ["t . me/+Abc", "t,me/+Abc", "T . me / Abc", "t.mе/+Abc", "т.me/+Abc", "join t•me/joinchat/Abc today"]
)
def test_an_invitation_pulled_apart_is_put_together(text: str) -> None:
    assert [host.lower() for host in hosts(text)] == ["t.me"]


@pytest.mark.parametrize("text", ["don't, me/you", "t, me and you/they", "discord, gg", "I like discord. gg/wp"])
def test_what_is_no_invitation_is_left_apart(text: str) -> None:
    assert hosts(text) == []


def test_an_address_within_one_without_a_scheme_is_looked_at() -> None:
    assert "join" in hosts("web.telegram.org/k/#?tgaddr=tg%3A%2F%2Fjoin%3Finvite%3Dabc")
