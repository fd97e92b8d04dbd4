"""One walk over a document for every platform: each leaf through its hook, and cut where it is too long."""

import re
from datetime import UTC, datetime, timedelta
from html import escape, unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content import (
    Bold,
    Bullets,
    Code,
    Doc,
    Field,
    Inline,
    Joined,
    Link,
    Mention,
    Msg,
    Node,
    Para,
    Quote,
    Row,
    Span,
    Text,
    Time,
    Title,
    doc,
)
from bot.render import render, render_inline

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


class Markup:
    """Write HTML-like markup, so that what was escaped can be told from what was not."""

    def text(self, text: str) -> str:
        return escape(text, quote=False)

    def bold(self, content: str) -> str:
        return f"<b>{content}</b>"

    def code(self, text: str) -> str:
        return f"<code>{escape(text, quote=False)}</code>"

    def link(self, url: str, content: str) -> str:
        return f'<a href="{escape(url)}">{content}</a>'

    def mention(self, mention: Mention) -> str:
        return f"<i>{escape(mention.name, quote=False)}</i>"

    def time(self, time: Time) -> str:
        return f"<t>{time.at:%H:%M}</t>"

    def title(self, content: str) -> str:
        return f"<h>{content}</h>"

    def quote(self, content: str) -> str:
        return f"<q>{content}</q>"


def written(*blocks: Node | Inline, limit: int = 1000) -> list[str]:
    return render(doc(*blocks), Markup(), limit=limit)


def bare(parts: list[str]) -> str:
    """Take the markup off and leave the characters that are not spaces."""
    return "".join(unescape(re.sub("<[^>]*>", "", "".join(parts))).split())


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        ("a < b & c", "a &lt; b &amp; c"),
        (Text("<b>"), "&lt;b&gt;"),
        (Bold("<"), "<b>&lt;</b>"),
        (Code("<"), "<code>&lt;</code>"),
        (Bold(Row(("a", Code("b")))), "<b>a<code>b</code></b>"),
        (Link("https://x.example/?a=1&b=2", "<"), '<a href="https://x.example/?a=1&amp;b=2">&lt;</a>'),
        (Mention("<Anna>"), "<i>&lt;Anna&gt;</i>"),
        (Time(NOON, "UTC"), "<t>12:00</t>"),
        (Row(()), ""),
    ],
)
def test_every_leaf_goes_through_the_platforms_hook_once(node: Inline, expected: str) -> None:
    assert render_inline(node, Markup()) == expected


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "tg://user?id=1", "file:///etc/passwd", "", " https://x.example"]
)
def test_an_address_that_is_not_of_the_web_is_no_link(url: str) -> None:
    assert render_inline(Link(url, "here"), Markup()) == "here"


@pytest.mark.parametrize("node", [Msg("fault"), Span(timedelta(hours=1)), Joined(("a",))])
def test_what_was_not_said_in_a_language_before_is_a_fault(node: Inline) -> None:
    with pytest.raises(TypeError, match="not resolved"):
        render_inline(node, Markup())


def test_blocks_stand_below_each_other() -> None:
    assert written(Title("T"), "a\nb", Quote("q"), Bullets(("x", "y")), Bullets(("x", "y"), ordered=True)) == [
        "<h>T</h>\na\nb\n<q>q</q>\n• x\n• y\n1. x\n2. y"
    ]
    assert written(Field("Seats", Bold("3"))) == ["<b>Seats:</b> <b>3</b>"]


@pytest.mark.parametrize("document", [doc(), doc(""), doc(" ", "\n"), doc(Bullets(()))])
def test_nothing_to_see_is_no_message_at_all(document: Doc) -> None:
    assert render(document, Markup(), limit=10) == []


def test_a_document_is_cut_between_blocks_where_it_can_be() -> None:
    assert written(Bold("aaaa"), "bbbb", Bold("cccc"), limit=17) == ["<b>aaaa</b>\nbbbb", "<b>cccc</b>"]


def test_a_list_is_cut_between_items_and_keeps_its_numbers_and_markup() -> None:
    items = tuple(Bold(letter * 4) for letter in "abc")
    assert written(Bullets(items, ordered=True), limit=30) == ["1. <b>aaaa</b>\n2. <b>bbbb</b>", "3. <b>cccc</b>"]


def test_a_long_paragraph_is_cut_between_lines_and_then_between_words_without_its_markup() -> None:
    assert written(Bold("first line\nsecond line"), limit=12) == ["first line", "second line"]
    assert written("some words that go on", limit=12) == ["some words ", "that go on"]
    assert written("x" * 25, limit=10) == ["x" * 10, "x" * 10, "x" * 5]


def test_an_escaped_character_is_never_cut_in_the_middle() -> None:
    assert written("<" * 7, limit=10) == ["&lt;&lt;", "&lt;&lt;", "&lt;&lt;", "&lt;"]


def test_the_platforms_own_measure_counts() -> None:
    def utf16(text: str) -> int:
        return len(text.encode("utf-16-le")) // 2

    parts = render(doc("🎉" * 9), Markup(), limit=10, measure=utf16)
    assert parts == ["🎉" * 5, "🎉" * 4]


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60)
INLINES: st.SearchStrategy[Inline] = st.recursive(
    TEXTS | st.builds(Code, TEXTS) | st.builds(Mention, TEXTS),
    lambda inner: st.builds(Bold, inner) | st.builds(Row, st.lists(inner, max_size=3).map(tuple)),
    max_leaves=5,
)
BLOCKS = (
    st.builds(Para, INLINES)
    | st.builds(Title, INLINES)
    | st.builds(Quote, INLINES)
    | st.builds(Bullets, st.lists(INLINES, max_size=4).map(tuple), st.booleans())
)
DOCS = st.builds(Doc, st.lists(BLOCKS, max_size=5).map(tuple))


@given(DOCS, st.integers(10, 80))
def test_no_message_is_longer_than_the_limit_or_blank_and_nothing_is_lost(document: Doc, limit: int) -> None:
    parts = render(document, Markup(), limit=limit)
    assert all(len(part) <= limit and part.strip() for part in parts)
    assert bare(parts) == bare(render(document, Markup(), limit=1_000_000))
