"""Which disguises are undone, and which ordinary writing is left alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.moderation.text import Trick, normalise, read

TRICKY = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="abcxyopeкзхусоавнмтьTHКНМiіι031$@.- _*\u0301\u200b\u0306ёйΟαυßŉİᴀ🅰Ոџ", max_size=40),
)


@pytest.mark.parametrize(
    ("text", "plain", "trick"),
    [
        ("ка\u200bзи\u2060но", "казино", Trick.INVISIBLE),
        ("\u202eказино\u202c", "казино", Trick.BIDI),
        ("к\u0336а\u0336з\u0336и\u0336н\u0336о\u0336", "казино", Trick.COMBINING),
        ("к\u0301\u0302\u0303азино", "казино", Trick.COMBINING),
        ("кaзинo", "казино", Trick.HOMOGLYPHS),
        ("kазино", "казино", Trick.HOMOGLYPHS),
        ("кαζινο казино", "казино казино", Trick.HOMOGLYPHS),
        ("bitсоin", "bitcoin", Trick.HOMOGLYPHS),
        ("раyраl", "paypal", Trick.HOMOGLYPHS),
        ("дeбuлы", "дебилы", Trick.HOMOGLYPHS),
        ("пиzданула", "пизданула", Trick.HOMOGLYPHS),
        ("казинօ", "казино", Trick.HOMOGLYPHS),
        ("кáзинó", "казино", Trick.HOMOGLYPHS),
        ("c4sino", "casino", Trick.LEET),
        ("k@zino", "kazino", Trick.LEET),
        ("п0рно", "порно", Trick.LEET),
        ("3аработок", "заработок", Trick.LEET),
        ("big $ale", "big sale", Trick.LEET),
        ("casin0!", "casino!", Trick.LEET),
        ("к а з и н о", "казино", Trick.SPACED),
        ("c.a.s.i.n.o", "casino", Trick.SPACED),
        ("к-а-з-и-н-о", "казино", Trick.SPACED),
        ("к а з и н о  т у т", "казино  т у т", Trick.SPACED),
        ("ставь в к_а_з_и_н_о!", "ставь в казино!", Trick.SPACED),
        ("к  а  з  и  н  о", "казино", Trick.SPACED),
        ("к\nа\nз\nи\nн\nо", "казино", Trick.SPACED),
        ("к@з1н0", "казино", Trick.LEET),
        ("c@s1n0", "casino", Trick.LEET),
    ],
)
def test_a_disguise_is_undone_and_named(text: str, plain: str, trick: Trick) -> None:
    assert read(text).text == plain
    assert trick in read(text).tricks


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("ｃａｓｉｎｏ ⓒⓐⓢⓘⓝⓞ 𝓬𝓪𝓼𝓲𝓷𝓸 🅒🅐🅢🅘🅝🅞 ᴄᴀꜱɪɴᴏ", "casino casino casino casino casino"),
        ("ᴋᴀɜиʜᴏ, ᴨᴩиʙᴇᴛ, ᴛʜᴇ ᴄᴀꜱɪɴᴏ", "казино, привет, the casino"),
        ("ДЕШЁВО", "дешево"),
        ("и\u0306 й", "й й"),
        ("за\u0301мок", "замок"),
        ("мы на сору и за cop тут", "мы на сору и за сор тут"),
        ("we need сор right now", "we need cop right now"),
    ],
)
def test_what_looks_the_same_reads_the_same(text: str, plain: str) -> None:
    assert normalise(text) == plain


@pytest.mark.parametrize(
    "text",
    [
        "4pm b2b p2p v3 10к 1с mp3 h264 ipv6 2fa 3d 5g 4k 1с:предприятие",
        "19:00 1 500 ₽ 99,90 €5 $5 3.14 v1.2.3 +7 916 123-45-67 15% 2:1",
        "3f2a9c0b4e deadbeef12 a1b2c3d4e5 550e8400-e29b-41d4-a716-446655440000",
        "me@example.org write to ivan@mail.ru @ivan3 #1c",
        "a b c",
        "я и ты",
        "и я с утра, а он в 9",
        "wi-fi'ем iphone'ы c++ c# α-версия",
        "pdfка на vpnы",
        "сор, рука и нос",
        "купил iphone, сор вынес",
        "қазақша сөздер үй",
        "всё-таки кто-то из-за т.е. и т.д.".replace("ё", "е"),
        "ελληνικά και english",
        "café naïve straße".replace("ß", "ss"),
        "👨‍👩‍👧 ❤️".replace("\u200d", "").replace("\ufe0f", ""),
    ],
)
def test_ordinary_writing_is_left_alone(text: str) -> None:
    plain = read(text)
    assert plain.text == text
    assert plain.tricks == frozenset()


def test_what_was_written_stays_at_hand() -> None:
    plain = read("Продам PC, п0рно")
    assert plain.text == "продам рс, порно"
    assert plain.written == "продам pc, п0рно"
    assert plain.readings == ("продам рс, порно", "продам рс, п0рно", "продам pc, п0рно")
    assert read("Обычный текст").readings == ("обычный текст",)


@pytest.mark.parametrize(
    "joined", ["می\u200cخواهم", "क्\u200dष", "👩\u200d💻", "сло\u00adво", "\u2068Анна\u2069", "\u202d+7 916\u202c"]
)
def test_joiners_that_belong_to_a_script_are_no_trick(joined: str) -> None:
    assert read(joined).tricks == frozenset()


@pytest.mark.parametrize(
    ("text", "wanted", "original"),
    [
        ("Вот к а з и н о тут", "казино", "к а з и н о"),
        ("Вот К\u200bА\u0336ЗИНО!", "казино", "К\u200bА\u0336ЗИНО"),
        ("ﬁne п0рно", "порно", "п0рно"),
        ("straße к@зино", "казино", "к@зино"),
        ("plain casino", "casino", "casino"),
    ],
)
def test_a_place_is_found_again_in_the_original(text: str, wanted: str, original: str) -> None:
    plain = read(text)
    start = plain.text.index(wanted)
    begin, end = plain.span(start, start + len(wanted))
    assert text[begin:end] == original


@settings(max_examples=300)
@given(TRICKY)
def test_reading_again_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@settings(max_examples=200)
@given(TRICKY, st.integers(0, 80), st.integers(0, 80))
def test_every_place_lies_inside_the_original(text: str, start: int, length: int) -> None:
    begin, end = read(text).span(start, start + length)
    assert 0 <= begin <= end <= len(text)


@settings(max_examples=200)
@given(st.text(alphabet="абвгдежзиклмнопрстуфхцчшщъыьэюя ", max_size=80))
def test_russian_words_stay_russian(text: str) -> None:
    plain = read(text)
    if Trick.SPACED not in plain.tricks:
        assert plain.text == text
