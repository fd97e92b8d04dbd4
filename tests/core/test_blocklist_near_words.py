"""Words near an entry count only where a disguise was seen, words that sound like one only where they are unknown."""

from datetime import UTC, datetime

import pytest

from bot.moderation.blocklist.entries import Blocked
from bot.moderation.blocklist.matcher import Matcher
from bot.moderation.blocklist.ordinary import is_ordinary
from bot.moderation.text import read

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


def found(entry: str, text: str) -> bool:
    return [b.entry for b in Matcher([Blocked(entry)]).find(read(text), (), NOON)] == [entry]


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("казино", "лучшее kозинo тут"),  # mixed alphabets, another letter
        ("рулетка", "pулeка онлайн"),  # … one less
        ("рулетка", "pулeттка онлайн"),  # … one more
        ("казино", "к@сино"),  # a sign for a letter
        ("рулетка", "крутят ру.лека"),  # broken up
        ("бездна", "б3дн"),  # its consonants
        ("хохот", "ххот"),  # a letter that is never doubled
    ],
)
def test_a_disguised_word_may_differ_by_a_letter(entry: str, text: str) -> None:
    assert found(entry, text)


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("рулетка", "рулека онлайн"),  # nothing is disguised
        ("ставка", "пришла славка"),
        ("казино", "kозинa"),  # two letters
        ("лох", "лoг"),  # too short
    ],
)
def test_an_open_word_that_is_only_near_is_left_alone(entry: str, text: str) -> None:
    assert not found(entry, text)


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("рулетка", "рулэтка 🎲 онлайн"),
        ("рулетка", "🎲🎲 рулетга!"),
        ("рулетка", "рулетга"),
        ("проститутка", "праститутга"),
        ("щедрый", "йа щетрый"),
        ("енотик", "йонотик"),  # two sounds for one letter
        ("кляча", "клйача"),
    ],
)
def test_a_word_may_be_spelt_the_way_it_sounds(entry: str, text: str) -> None:
    assert found(entry, text)


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("деньги", "деньгу"),  # another form
        ("рулетка", "рулетко"),  # … whose ending sounds alike
        ("рулетка", "курулетга"),  # part of a word
        ("вложить", "уложить"),  # another prefix
        ("рак", "рок"),  # too short
        ("проститутка", "прастидудга"),  # three letters
    ],
)
def test_a_word_that_sounds_otherwise_is_left_alone(entry: str, text: str) -> None:
    assert not found(entry, text)


def test_an_ordinary_word_never_counts_as_another_that_sounds_alike() -> None:
    assert is_ordinary("никогда")
    assert not found("некогда", "никогда")


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("жулик", "это #улик"),
        ("дрочу", "дроччу"),
        ("пахарь", "пах... ь"),
        ("козел", "ты к-ел"),
        ("козел", "К-ел!"),
    ],
)
def test_other_ways_to_leave_letters_out_are_seen(entry: str, text: str) -> None:
    assert found(entry, text)


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("горна", "встретил г-на Петрова"),
        ("манда", "м-да"),
        ("всеми", "взяли все,и ушли"),
        ("youtube", "смотри youtu.be/abc"),
        ("мирный", "#мир"),
        ("гайды", "г'ады"),
    ],
)
def test_titles_links_and_sentences_are_no_masks(entry: str, text: str) -> None:
    assert not found(entry, text)


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("рулетка", "вся эта руле тка, друзья"),
        ("рулетка", "рул\nетка"),
        ("рулетка", "ру-лет-кa"),
        ("казино", "лучшее 🎲 каз ино"),
        ("заработок", "за рабо ток на дому"),
    ],
)
def test_a_word_may_be_written_in_pieces(entry: str, text: str) -> None:
    assert found(entry, text)


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("застава", "за став"),  # less than the entry
        ("никогда", "ни когда, ни где"),  # each piece is a word
        ("наверное", "на верное дело"),
        ("рулетка", "о руле, ткань"),  # goes on
        ("рулетка", "руле. Тка"),  # sentences
        ("лнрднр", "в ЛНР/ДНР"),
    ],
)
def test_words_one_after_another_are_no_entry_in_pieces(entry: str, text: str) -> None:
    assert not found(entry, text)


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("казино", "ќазино"),
        ("казино", "қазиңо и кӓзино"),
        ("casino", "the best ćáśíńó"),
        ("casino", "a cásinó"),
        ("казино", "приходи в к а з и н о сегодня"),  # beside a word of one letter
        ("казино*", "приходи в к а з и н о сегодня"),
        ("каз?но", "и к а з и н о и"),
        ("casino*", "got a c a s i n o"),
        ("чмо", "и ты ч м о и всё"),
        ("хвост", "х..ст"),
        ("казино", "каз!но"),
        ("купить слона", "Купить   слона"),
        ("купить слона", "купить\nслона"),
        ("купить слон*", "купить\xa0\xa0слоника"),
    ],
)
def test_marks_gaps_and_words_beside_do_not_hide_an_entry(entry: str, text: str) -> None:
    assert found(entry, text)


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("ano", "este año"),
        ("папаня", "café, papá"),
        ("тебе", "т.е. так"),
        ("/купить слона/", "купить\nслона"),  # an expression says itself what is between
    ],
)
def test_what_only_resembles_them_is_left_alone(entry: str, text: str) -> None:
    assert not found(entry, text)
