"""Disguised words are found by the plain entry; ordinary words are not, and the work grows with the text."""

from datetime import UTC, datetime

import ahocorasick_rs
import pytest

from benchmarks.blocklist import KINDS, entries, hostile
from bot.moderation.blocklist.entries import Blocked
from bot.moderation.blocklist.matcher import Matcher
from bot.moderation.text import read

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


def found(entry: str, text: str, *hosts: str) -> bool:
    return [b.entry for b in Matcher([Blocked(entry)]).find(read(text), hosts, NOON)] == [entry]


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("казино", "лучшее kaзинo тут"),
        ("казино", "к а з и н о"),
        ("казино", "заходи в к.а.з.и.н.о!"),
        ("казино", "ка.зи.но"),
        ("казино", "к@зин0"),
        ("казино", "каааазино"),
        ("казино", "каз*но"),
        ("казино", "к**ино"),
        ("казино", "ка#ино"),
        ("казино", "ка)зино"),
        ("казино", "хватит!Ка.зино тут"),
        ("хуйня", "какая х**ня"),
        ("блять", "да бл@ть"),
        ("блять", "рассказано!Б.лять"),
        ("сука", "вот сууука"),
        ("чмо", "ты ч м о"),
        ("пидор", "п.и.д.о.р"),
        ("пидораса", "3.14дораса"),
        ("нахуй", "н@х@й"),
        ("бля", "ух ты бл..."),
        ("продам PC", "продам PC"),
        ("4pm", "at 4pm"),
        ("/казин[оа]\\d+/", "KAЗИНO777"),
        ("/\\bспам\\b/", "это спам, да"),
        ("/[а-я]\\d{5}/", "код я12345"),
    ],
)
def test_a_disguised_word_is_found_by_its_plain_entry(entry: str, text: str) -> None:
    assert found(entry, text)


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("cop", "выкинул сор из избы"),
        ("суда", "ссуда на дом"),
        ("аля", "борщ а-ля рюс"),
        ("тебе", "т.е. так"),
        ("всея", "не все!Я тоже"),
        ("хлеб", "**хле** жирным"),
        ("мир", "цена 5.мир"[:6]),
        ("/\\bспам\\b/", "спамить"),
    ],
)
def test_ordinary_writing_is_no_disguise(entry: str, text: str) -> None:
    assert not found(entry, text)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("bad.example", True),
        ("login.bad.example", True),
        ("notbad.example", False),
        ("bad.example.org", False),
        ("example", False),
        ("", False),
    ],
)
def test_a_domain_covers_its_subdomains_and_nothing_else(host: str, expected: bool) -> None:
    assert found("domain:bad.example", "a link", host) is expected


def test_an_international_domain_is_found_however_it_is_written() -> None:
    assert found("domain:xn--80aswg.xn--p1ai", "a link", "казино.рф".replace("казино", "сайт"))


@pytest.mark.parametrize("kind", range(KINDS))
def test_hostile_texts_are_looked_through_in_a_few_passes(kind: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Count what the automaton reads: a constant number of characters for each character of the text."""
    read_by_it = 0
    automaton = ahocorasick_rs.AhoCorasick

    class Counting:
        def __init__(self, patterns: list[str]) -> None:
            self._automaton = automaton(patterns)

        def find_matches_as_indexes(self, text: str, *, overlapping: bool) -> list[tuple[int, int, int]]:
            nonlocal read_by_it
            read_by_it += len(text)
            found: list[tuple[int, int, int]] = self._automaton.find_matches_as_indexes(text, overlapping=overlapping)
            return found

    monkeypatch.setattr(ahocorasick_rs, "AhoCorasick", Counting)
    text = hostile(kind)
    Matcher(entries(50)).find(read(text), (), NOON)
    assert read_by_it <= 10 * len(text)
