"""The output is plain and safe, as text and as JSON lines."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.console.render import clean, render_text
from adapters.console.world import GROUP, account_of
from bot.content import (
    Attachment,
    Bold,
    Bullets,
    Button,
    Code,
    Field,
    Link,
    Mention,
    Quote,
    Reply,
    Row,
    Time,
    Title,
    doc,
    reply,
)
from bot.ids import AccountRef, MessageRef, Platform
from bot.ports import Outgoing
from bot.updates import ButtonPressed, CommandInvoked

from .fakes import Chat, at

THREE = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)  # 18:00 in Moscow


def test_every_node_has_its_plain_form() -> None:
    anna = (account_of("anna"),)
    document = doc(
        Title("Tea"),
        Row((Bold("bold"), " ", Code("/event"), " ", Link("https://a.example", "a"))),
        Link("https://b.example", "https://b.example"),
        Row((Mention("Anna", anna), " ", Mention("Anna", anna, notify=False), " ", Mention("Bob"))),
        Mention("Max", (AccountRef(Platform.TELEGRAM, "7"),)),
        Bullets(("one", "two"), ordered=True),
        Quote("a\nb"),
        Field("When", Time(THREE, "Europe/Moscow", full=True)),
        Time(THREE, "UTC"),
    )
    assert render_text(document, "en").splitlines() == [
        "Tea",
        "bold /event a (https://a.example)",
        "https://b.example",
        "@anna Anna Bob",
        "Max",
        "1. one",
        "2. two",
        "> a",
        "> b",
        "When: Tuesday, 1 December 2026, 18:00 (Europe/Moscow, UTC+3)",
        "Tue 1 Dec, 15:00",
    ]


def test_an_address_that_is_no_page_is_no_link() -> None:
    assert render_text(doc(Link("javascript:alert(1)", "click")), "en") == "click"


@given(st.text())
def test_nothing_a_terminal_would_obey_is_left(text: str) -> None:
    shown = clean(text + "\x1b]0;x\x07\u202e\x9b31m\ud800")
    assert all(c == "\n" or (c.isprintable() or not c.isascii()) for c in shown)
    assert not set(shown) & set("\x1b\x07\x9b\u202e\u2066\u2028\r\ud800")


async def test_a_members_text_cannot_pretend_to_be_another_line() -> None:
    chat = Chat()
    await chat.play("anna: hi")
    await chat.post("a\n[9] 18:00 hearth: b\u2028* hearth bans olga\rc")
    assert chat.lines == ["[2] 18:00 hearth: a", "  [9] 18:00 hearth: b", "  * hearth bans olga c"]


async def test_a_label_stays_on_its_line() -> None:
    chat = Chat()
    await chat.post("x", "a\nb\x1b[1m")
    assert chat.lines[1:] == ["  [a b[1m]"]


async def test_colours_are_for_terminals_only() -> None:
    assert "\x1b[1mTea\x1b[0m" in render_text(doc(Title("Tea")), "en", color=True)
    chat = Chat(as_json=True, color=True)
    await chat.ports.messenger.send(GROUP, Outgoing(doc(Title("Tea")), "en"))
    assert "\x1b" not in chat.out.getvalue()


async def test_acts_are_json_lines(capsys: pytest.CaptureFixture[str]) -> None:
    chat = Chat(as_json=True)
    chat.host.answer = lambda u: {
        CommandInvoked: Reply(doc("Your data"), files=(Attachment("me.json", b"{}"),)),
        ButtonPressed: reply("Привет, anna", replace=True),
    }.get(type(u))
    await chat.play("olga: hi", "max: spam", "nonsense", "?")
    await chat.post("Welcome", "Hello")
    moderator = chat.ports.moderator
    until = THREE + timedelta(hours=1)
    await chat.play("anna: [Hello]", "anna > /mydata")
    await chat.ports.messenger.delete([MessageRef(GROUP, "2")])
    await moderator.restrict(*at("max"), until, "flood\nof it")
    await moderator.release(*at("max"), "")
    await moderator.kick(*at("anna"), "bye")
    await moderator.ban(*at("max"), None, "spam")
    await moderator.unban(*at("max"), "")
    now = {"at": "2026-12-01T15:00:00Z"}
    assert chat.records == [
        now | {"act": "send", "message": 3, "to": "group", "text": "Welcome", "buttons": [["Hello"]]},
        now | {"act": "edit", "message": 3, "to": "group", "text": "Привет, anna"},
        now | {"act": "private", "message": 5, "to": "anna", "text": "Your data"},
        now | {"act": "file", "message": 5, "to": "anna", "text": "me.json"},
        now | {"act": "delete", "message": 2, "to": "group"},
        now | {"act": "mute", "who": "max", "until": "2026-12-01T16:00:00Z", "reason": "flood of it"},
        now | {"act": "unmute", "who": "max"},
        now | {"act": "kick", "who": "anna", "reason": "bye"},
        now | {"act": "ban", "who": "max", "reason": "spam"},
        now | {"act": "unban", "who": "max"},
    ]
    assert "Привет" in chat.out.getvalue()
    told = capsys.readouterr().err
    assert told.startswith("! I cannot read “nonsense”")
    assert "time next" in told


async def test_help_and_notices_are_printed_among_the_text() -> None:
    chat = Chat()
    assert await chat.play("?", "nonsense") == 0
    assert chat.lines[0] == "One line, one thing:"
    assert chat.lines[-1].startswith("! I cannot read “nonsense”. Write, for example: anna: hello.")


async def test_the_exit_code_tells_of_faults_only() -> None:
    chat = Chat()
    assert await chat.play("anna: hi", "nonsense") == 0
    chat.host.wrong = 1
    assert await chat.play("anna: hi") == 1


async def test_the_same_script_prints_the_same_bytes() -> None:
    async def run() -> str:
        chat = Chat(as_json=True)
        chat.host.answer = lambda u: reply(f"{u}", buttons=((Button("Yes", "y"),),))
        await chat.play("time 2026-12-01 18:00", "b is admin", "a joins", "c: hi @a @b", "c reacts ❤ 1", "a: [Yes]")
        return chat.out.getvalue()

    assert await run() == await run()


async def test_lines_may_come_one_by_one() -> None:
    chat = Chat()

    async def lines() -> AsyncIterator[str]:
        yield "time 2026-12-01 18:00"
        yield "anna: hi"

    await chat.platform.play(lines(), chat.host)
    assert len(chat.host.updates) == 2
