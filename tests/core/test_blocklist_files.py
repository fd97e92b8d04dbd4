"""A blocklist as text: what is written can be read back, and what cannot be read is explained."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refused
from bot.moderation.blocklist.entries import Blocked, write_entry
from bot.moderation.blocklist.files import decode, read_lines, write_lines

NOW = datetime(2026, 12, 1, tzinfo=UTC)
MOSCOW = ZoneInfo("Europe/Moscow")


def read_back(text: str, *, domains: bool = False) -> list[str]:
    entries, bad = read_lines(text, MOSCOW, NOW, domains=domains)
    return [e.entry for e in entries] + [f"{b.line}: {b.problem.key}" for b in bad]


def test_every_field_survives_being_written_and_read() -> None:
    entries = [
        Blocked("казино*", "ban 1w", "нет, и всё", datetime(2099, 12, 31, 15, 30, tzinfo=UTC)),
        Blocked("#хэштег", expires=datetime(2099, 12, 31, 21, tzinfo=UTC)),
        Blocked("\\o/"),
        Blocked("/a|bc\\d{3}/", "warn"),
        Blocked("domain:bad.example", reason="фишинг"),
    ]
    text = write_lines(entries, MOSCOW, lambda key: f"{key}\nmore")
    assert "| until: 2099-12-31 18:30" in text
    assert "\\#хэштег | until: 2099-12-31\n" in text
    assert read_lines(text, MOSCOW, NOW) == (entries, [])


@given(st.text(max_size=60))
def test_any_line_is_read_or_refused_and_what_is_read_can_be_stored(line: str) -> None:
    entries, bad = read_lines(line, MOSCOW, NOW)
    for entry in entries:
        assert entry.entry.encode()
        assert "\x00" not in entry.entry
        assert read_lines(write_lines([entry], MOSCOW, str), MOSCOW, NOW) == ([entry], [])
    assert len(entries) + len(bad) <= max(1, len(line.splitlines()))


def test_a_line_may_say_for_how_long_and_a_moment_keeps_its_seconds() -> None:
    entries, bad = read_lines("казино | for: 90s | action: ban", MOSCOW, NOW)
    assert (entries, bad) == ([Blocked("казино", "ban", expires=NOW + timedelta(seconds=90))], [])
    assert read_lines(write_lines(entries, MOSCOW, str), MOSCOW, NOW) == (entries, [])


def test_a_field_that_there_is_not_is_no_part_of_an_entry() -> None:
    assert read_back("casino | acton: ban\ncasino | for: ever\na | b\n/a | b: c/\n1:2 | 3:4") == [
        "a | b",
        "/a | b: c/",
        "1:2 | 3:4",
        "1: moderation-import-field",
        "2: moderation-import-for",
    ]


def test_of_equal_lines_the_last_one_counts() -> None:
    entries, _ = read_lines("Казино | action: warn\nказ\u200bино | action: ban\nк-а-з-и-н-о", MOSCOW, NOW)
    assert entries == [Blocked("к-а-з-и-н-о")]


def test_each_bad_line_is_named_with_its_number() -> None:
    text = "ok\n\n*\n/(a/\nx | until: tomorrow\ny | until: 2020-01-01\ny | action: fly\ndomain:no\n" + "z" * 300
    text += f"\nw | reason: {'r' * 201}\nv | reason: {'r' * 200}"
    assert read_back(text) == [
        "ok",
        "v",
        "3: moderation-entry-too-wide",
        "4: moderation-expression-bad",
        "5: moderation-import-until",
        "6: moderation-import-over",
        "7: moderation-bad-action",
        "8: moderation-entry-bad-domain",
        "9: moderation-entry-too-long",
        "10: moderation-reason-too-long",
    ]


def test_a_list_of_domains_needs_no_prefix() -> None:
    text = "Bad.Example\nhttps://www.worse.example/path?x\nказино.рф\n*.wild.example\n1.2.3.4\nnothing"
    assert read_back(text, domains=True) == [
        "domain:bad.example",
        "domain:worse.example",
        "domain:xn--80aodfsg.xn--p1ai",
        "domain:wild.example",
        "5: moderation-entry-bad-domain",
        "6: moderation-entry-bad-domain",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
def test_files_of_other_programs_are_read(encoding: str) -> None:
    assert decode("казино\r\nспам".encode(encoding)).splitlines() == ["казино", "спам"]


@pytest.mark.parametrize(
    ("expression", "problem"),
    [
        ("(a+)\\1", "backtracks"),
        ("казино(?=!)", "backtracks"),
        ("a(b", "bad"),
        ("(a{1000}){1000}", "bad"),
        (".*", "empty"),
        ("(казино)?", "empty"),
        ("\\w", "wide"),
        ("[а-яa-z0-9]", "wide"),
    ],
)
def test_an_expression_that_cannot_be_used_is_refused_with_the_reason(expression: str, problem: str) -> None:
    with pytest.raises(Refused, match=f"moderation-expression-{problem}"):
        write_entry(f"/{expression}/")


def test_an_expression_of_nothing_is_none() -> None:
    with pytest.raises(Refused):
        write_entry("//")
    assert read_back("//") == ["1: moderation-expression-empty"]


def test_what_windows_calls_unicode_is_read_and_what_is_no_text_is_refused() -> None:
    for encoding in ("utf-16", "utf-8", "utf-8-sig", "cp1251"):
        assert read_back(decode("казино\r\nспам | action: ban\r\n".encode(encoding))) == ["казино", "спам"]
    assert decode(b"\xfe\xff" + "казино".encode("utf-16-be")) == "казино"
    for data in (b"PK\x03\x04\0\0", "spam".encode("utf-16-le"), bytes(range(256))):
        with pytest.raises(Refused, match="moderation-import-no-text"):
            decode(data)
