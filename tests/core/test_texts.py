"""A document is said in a language; what members wrote never becomes markup on the way."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content import (
    Bold,
    Bullets,
    Button,
    Choice,
    Code,
    Field,
    Inline,
    Joined,
    Link,
    Mention,
    Msg,
    Para,
    Quote,
    Row,
    Span,
    Text,
    Time,
    Title,
    doc,
    msg,
)
from bot.texts import UnknownText, has, language_of, languages, plain, resolve, resolve_buttons, resolve_inline, say

SEVEN = datetime(2026, 12, 25, 16, 0, tzinfo=UTC)  # 19:00 in Moscow, a Friday
HOSTILE = "**bold** `code` [x](https://example.org) <b> @everyone { $name } \ue0000\ue001"


@pytest.mark.parametrize(
    ("code", "expected"),
    [("ru", "ru"), ("ru-RU", "ru"), ("RU_ru", "ru"), ("en-US", "en"), ("de", None), ("", None), (None, None)],
)
def test_a_platforms_code_names_one_of_our_languages_or_none(code: str | None, expected: str | None) -> None:
    assert language_of(code) == expected


def test_a_language_that_is_not_spoken_is_answered_in_english() -> None:
    assert say("dialogue-cancel", "de") == say("dialogue-cancel", "en") != say("dialogue-cancel", "ru")


def test_a_text_that_does_not_exist_is_a_fault_of_ours_and_so_is_a_value_that_is_missing() -> None:
    assert (has("fault"), has("no-such-text")) == (True, False)
    with pytest.raises(UnknownText):
        say("no-such-text", "en")
    with pytest.raises(UnknownText):
        say("command-unknown", "en")


def test_markup_of_the_catalogue_becomes_nodes_and_values_are_put_inside_it() -> None:
    found = resolve_inline(msg("event-answer-going", title="Tea", when="Friday"), "en")
    assert found == Row(("You're going to ", Bold("Tea"), " on ", "Friday", ". See you there!"))
    assert resolve_inline(msg("help-more"), "en") == Row((Code("/help COMMAND"), " explains one with an example."))
    assert resolve_inline(msg("settings-how", section="events"), "en") == Row(
        ("To change one, give its name and value: ", Code("/settings events name: value"))
    )


@pytest.mark.parametrize("locale", ["en", "ru"])
def test_what_a_member_wrote_stays_literal_wherever_it_is_put(locale: str) -> None:
    before, after = around_title(locale)
    for text in (HOSTILE, "**", "`", "", "\ue000", "\ue0007\ue001"):
        assert resolve_inline(msg("event-answer-no", title=text), locale) == Row((*before, Bold(text), *after))
        assert text in say("command-unknown", locale, name=text)


def around_title(locale: str) -> tuple[tuple[Inline, ...], tuple[Inline, ...]]:
    """Give what stands before and after the title in `event-answer-no`."""
    found = resolve_inline(msg("event-answer-no", title="TITLE"), locale)
    assert isinstance(found, Row)
    at = found.parts.index(Bold("TITLE"))
    return found.parts[:at], found.parts[at + 1 :]


@given(st.text())
def test_any_text_comes_through_a_text_unchanged(text: str) -> None:
    assert say("command-unknown", "en", name=text) == f"There is no command “/{text}”. /help lists what there is."


def test_a_choice_selects_a_variant_and_a_string_of_the_same_spelling_does_not() -> None:
    assert say("access-name", "ru", access=Choice("admin")) == "администратор"
    assert say("access-name", "ru", access="admin") == "гость"


@pytest.mark.parametrize(
    ("length", "word"),
    [
        (1, "1 символ"),
        (3, "3 символа"),
        (5, "5 символов"),
        (11, "11 символов"),
        (21, "21 символ"),
        (112, "112 символов"),
    ],
)
def test_russian_numbers_take_their_form(length: int, word: str) -> None:
    assert f"{word}, а" in say("argument-too-long", "ru", length=length, limit=9)


def test_a_node_inside_a_text_is_said_in_the_same_language() -> None:
    text = msg("command-unknown-close", name="x", close=Joined((Span(timedelta(hours=2)), msg("dialogue-cancel"))))
    assert say(text.key, "ru", **text.values).endswith("Может быть, 2 часа, Отмена?")
    assert say(text.key, "en", **text.values).endswith("Did you mean 2 hours, Cancel?")


def test_joins_have_commas_between_and_none_around() -> None:
    assert [plain(Joined(parts), "en") for parts in ((), ("a",), ("a", Text("b"), Bold("c")))] == ["", "a", "a, b, c"]


def test_moments_mentions_and_links_are_left_for_the_platform() -> None:
    time, mention, link = Time(SEVEN, "Europe/Moscow"), Mention("Anna"), Link("https://example.org", "here")
    assert resolve_inline(Row((time, mention, link)), "ru") == Row((time, mention, link))
    assert resolve_inline(Link("https://example.org", msg("dialogue-cancel")), "ru") == Link(
        "https://example.org", "Отмена"
    )


def test_bare_text_has_moments_in_their_zone_and_in_full_where_asked() -> None:
    assert plain(Time(SEVEN, "Europe/Moscow"), "en") == "Fri 25 Dec, 19:00"
    assert plain(Time(SEVEN, "Europe/Moscow", full=True), "ru") == (
        "пятница, 25 декабря 2026 г., 19:00 (Europe/Moscow, UTC+3)"
    )
    assert plain(Row((Mention("Anna"), ": ", Link("https://x.example", Bold("a")), Code("b"), Text("c"))), "en") == (
        "Anna: abc"
    )


def test_every_kind_of_block_is_resolved() -> None:
    cancel = msg("dialogue-cancel")
    blocks = doc(Title(cancel), cancel, Quote(cancel), Bullets((cancel, "x"), ordered=True), Field(cancel, cancel))
    assert resolve(blocks, "ru") == doc(
        Title("Отмена"),
        Para("Отмена"),
        Quote("Отмена"),
        Bullets(("Отмена", "x"), ordered=True),
        Field("Отмена", "Отмена"),
    )


def test_a_buttons_label_becomes_bare_text_and_nothing_else_changes() -> None:
    button = Button(msg("settings-switch-on", key=Bold("welcome")), "switch:onboarding:welcome:yes")
    assert resolve_buttons(((button,), ()), "en") == (
        (Button("Switch on: welcome", "switch:onboarding:welcome:yes"),),
        (),
    )


def test_a_resolved_document_resolves_to_itself() -> None:
    for locale in languages():
        once = resolve(doc(Msg("private-hello"), Bullets((msg("help-more"), Span(timedelta(days=2))))), locale)
        assert resolve(once, locale) == once
