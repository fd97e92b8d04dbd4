"""Texts that need no closer look, and that they would not have been read otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.moderation.blocklist.masks import masked_tokens, may_spell
from bot.moderation.links import find_written
from bot.moderation.text import read

CLOSER = " €"  # not what simple texts consist of, and no trick

LATIN = ("a", "I", "bb", "word", "Hello", "don't", "dot", "x", "http")
CYRILLIC = ("и", "Ё", "дом", "Кто-", "нибудь", "п", "бл", "казино", "-то", "р")
BETWEEN = (" ", "  ", "\n", ". ", ".", ",", ", ", "!", "?", ":", "-", " — ", "–", '"', "«", "»", "(", ")", "/")
PIECES = st.sampled_from((*LATIN, *CYRILLIC, *BETWEEN, *(" " for _ in BETWEEN), "1", "23", "19:00", "3", "14"))


@given(st.lists(PIECES, max_size=14).map("".join))
def test_a_simple_text_has_nothing_to_undo_and_nothing_to_look_for(text: str) -> None:
    plain = read(text)
    if not plain.simple:
        return
    closer = read(text + CLOSER)
    assert not closer.simple
    assert (closer.text, closer.written, closer.unmixed) == tuple(
        reading + CLOSER for reading in (plain.text, plain.written, plain.unmixed)
    )
    assert not closer.tricks
    assert plain.readings == (plain.text,)
    assert masked_tokens(plain.unmixed) == []
    assert not may_spell(plain.unmixed)
    assert find_written(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Has anybody tried the new release? It fixed the import problem, tests are green now.",
        "Кажется, в 19:00 у старого моста, но я уточню. Кто-нибудь возьмёт «гитару» и плед?",
    ],
)
def test_what_people_write_is_simple(text: str) -> None:
    assert read(text).simple


@pytest.mark.parametrize(
    "text",
    ["х**ня", "see example.org", "к а з и н о", "c4sino", "п.и.д", "пи-ра-ты", "на iPhone", "don't", "ya [dot] ru"],
)
def test_what_needs_a_closer_look_is_not(text: str) -> None:
    assert not read(text).simple
