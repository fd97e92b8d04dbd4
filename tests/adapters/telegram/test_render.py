"""How documents are written in Telegram's HTML."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.telegram.render import TEXT_LIMIT, keyboard, render_html, render_one, render_toast, utf16_length
from bot.content import (
    Bold,
    Bullets,
    Button,
    Code,
    Doc,
    Field,
    Inline,
    Link,
    Mention,
    Quote,
    Row,
    Style,
    Text,
    Time,
    Title,
    doc,
)
from bot.ids import AccountRef, Platform
from tests.wire.telegram.html import parse, units

ANNA = Mention("Anna <b>", (AccountRef(Platform.DISCORD, "5"), AccountRef(Platform.TELEGRAM, "42")))
MOMENT = datetime(2026, 12, 25, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (Bold("a<b"), "<b>a&lt;b</b>"),
        (Code("/event new a|<b>"), "<code>/event new a|&lt;b&gt;</code>"),
        (Link('https://a.example/?a="1"&b', "page"), '<a href="https://a.example/?a=&quot;1&quot;&amp;b">page</a>'),
        (Link("javascript:alert(1)", "page"), "page"),
        (ANNA, '<a href="tg://user?id=42">Anna &lt;b&gt;</a>'),
        (Mention("@ben", notify=False), "@\u2060ben"),
        (Mention("Ben", (AccountRef(Platform.DISCORD, "5"),)), "Ben"),
        (Mention(""), "—"),
    ],
)
def test_a_leaf_is_written(node: Inline, expected: str) -> None:
    assert render_html(doc(node), "en") == [expected]


def test_a_time_is_shown_in_the_zone_it_is_given() -> None:
    assert "19:00" in render_html(doc(Time(MOMENT, "Europe/Moscow")), "en")[0]
    assert "2026" in render_html(doc(Time(MOMENT, "Europe/Moscow", full=True)), "ru")[0]


def test_blocks_are_written() -> None:
    document = doc(Title("Plan"), Bullets(("one", "two"), ordered=True), Field("Where", "Café"), Quote("a\nb"))
    assert render_html(document, "en") == [
        "<b>Plan</b>\n1. one\n2. two\n<b>Where:</b> Café\n<blockquote>a\nb</blockquote>"
    ]


@pytest.mark.parametrize(
    "hostile",
    [
        "<b>x</b>",
        "</b>",
        "a & b &lt; c",
        '<a href="https://evil.example">x</a>',
        "\u202eevil",
        "&#60;b>",
        "<",
        "👩‍🚀" * 64,
    ],
)
def test_what_members_write_never_becomes_markup(hostile: str) -> None:
    for node in (Text(hostile), Bold(hostile), Code(hostile), Quote(hostile), Mention(hostile)):
        [source] = render_html(doc(node), "en")
        text, entities = parse(source)
        assert text == hostile
        assert len(entities) == (0 if isinstance(node, Text | Mention) else 1)


words = st.text(st.sampled_from("ab <>&\"'\n🎉ж@"), max_size=3000)
inlines: st.SearchStrategy[Inline] = st.one_of(
    words,
    words.map(Bold),
    words.map(Code),
    words.map(lambda w: Link("https://a.example/?a&b", w)),
    words.map(lambda w: Row((Bold(w), Text(w)))),
)


@settings(deadline=None)
@given(st.lists(st.one_of(inlines, words.map(Quote), words.map(Title)), min_size=1, max_size=6))
def test_every_document_is_html_that_fits(blocks: list[Inline]) -> None:
    document = doc(*blocks)
    for part in [*render_html(document, "en"), render_one(document, "en")]:
        text, _ = parse(part)
        assert units(text) <= TEXT_LIMIT


def test_a_long_text_is_measured_in_utf16_and_loses_nothing() -> None:
    parts = render_html(Doc(doc("🎉" * 3000, "word " * 1500).blocks), "en")
    assert all(utf16_length(part) <= TEXT_LIMIT for part in parts)
    assert "".join(parts).count("🎉") == 3000
    assert "".join(parts).count("word") == 1500


def test_an_empty_document_is_still_a_message() -> None:
    assert render_html(Doc(()), "en") == render_html(doc(""), "en") == ["—"]


@pytest.mark.parametrize("seed", ["<", "&", "a ", "🎉", "\n"])
def test_no_text_takes_long_to_write(seed: str) -> None:
    started = time.perf_counter()
    render_html(doc(seed * 20_000), "en")
    assert time.perf_counter() - started < 1


def test_a_toast_is_bare_text_that_fits() -> None:
    shown = render_toast(doc(Bold("<Done>"), Link("https://a.example/", "page"), ANNA, Code("/x")), "en")
    assert shown is not None
    assert "<b>Done" not in shown
    assert shown.startswith("<Done>\npage")
    assert render_toast(doc("x" * 201), "en") is None


def test_buttons_are_a_keyboard_and_no_buttons_none() -> None:
    markup = keyboard(((Button("Go", "go:1"),), (), (Button("Page", url="https://a.example/"),)), "en")
    assert markup is not None
    assert [[b.text for b in row] for row in markup.inline_keyboard] == [["Go"], ["Page"]]
    assert keyboard(((),), "en") is None


def test_a_button_looks_as_it_is_meant_to() -> None:
    markup = keyboard((tuple(Button("Go", "go:1", style) for style in Style),), "en")
    assert markup is not None
    assert [b.style for b in markup.inline_keyboard[0]] == [None, "primary", "success", "danger"]
