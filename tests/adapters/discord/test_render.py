import time
from datetime import UTC, datetime
from typing import Any

import pytest

from adapters.discord.render import escape, length, render_buttons, render_message
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
    Node,
    Quote,
    Reply,
    Text,
    Time,
    Title,
    doc,
    reply,
)
from bot.ids import AccountRef, Platform

ANNA = Mention("Anna *the* Great", (AccountRef(Platform.TELEGRAM, "5"), AccountRef(Platform.DISCORD, "42")))
MOMENT = datetime(2026, 12, 25, 16, 0, tzinfo=UTC)


def written(*blocks: Node | Inline) -> str:
    return "\n".join(render_message(reply(*blocks), "en").parts)


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (Bold("a*b"), r"**a\*b**"),
        (Code("/event new a|b"), "`/event new a|b`"),
        (Code("a`b"), "`aˋb`"),
        (Link("https://a.example/x_(1)", "the page"), "[the page](<https://a.example/x_%281%29>)"),
        (Link("https://a.example/", "https://a.example/"), "<https://a.example/>"),
        (Link("https://a.example/>)[x](https://evil", "y"), "[y](<https://a.example/%3E%29[x]%28https://evil>)"),
        (Link("javascript:alert(1)", "page"), "page"),
        (ANNA, "<@42>"),
        (Mention("*A*", (AccountRef(Platform.DISCORD, "42"),), notify=False), r"\*A\*"),
        (Mention("Ben", (AccountRef(Platform.TELEGRAM, "5"),)), "Ben"),
        (Time(MOMENT, "Europe/Moscow"), "<t:1798214400:f>"),
    ],
)
def test_a_leaf_is_written(node: Inline, expected: str) -> None:
    assert written(node) == expected


def test_a_time_in_full_is_spelled_out() -> None:
    shown = written(Time(MOMENT, "Europe/Moscow", full=True))
    assert "2026" in shown
    assert "19:00" in shown
    assert shown.endswith("(<t:1798214400:R>)")


def test_blocks_are_written() -> None:
    assert written(Title("Plan\nB"), Bullets(("one", "two"), ordered=True), Field("Where", "Café"), Quote("a\nb")) == (
        "### Plan B\n1. one\n2. two\n**Where:** Café\n> a\n> b"
    )


@pytest.mark.parametrize(
    ("hostile", "expected"),
    [
        ("**b** _i_ ~~s~~ ||x|| `c`", r"\*\*b\*\* \_i\_ \~\~s\~\~ \|\|x\|\| \`c\`"),
        ("[click](https://evil.example)", r"\[click](https://evil.example)"),
        ("<@42> <@&7> <#5> <t:1:R> </ban:3> <:e:9>", r"\<@42> \<@&7> \<#5> \<t:1:R> \</ban:3> \<:e:9>"),
        ("@everyone and @here", "@\u200beveryone and @\u200bhere"),
        ("# big\n-# small\n> quote\n- item", "\\# big\n\\-# small\n\\> quote\n\\- item"),
        ("back\\slash", r"back\\slash"),
        ("see https://a.example/x_y_z*, and a_b", r"see https://a.example/x_y_z*, and a\_b"),
        ("#12, 25-12, 19:00 (a > b)", "#12, 25-12, 19:00 (a > b)"),
    ],
)
def test_what_members_write_never_becomes_markup(hostile: str, expected: str) -> None:
    assert escape(hostile) == expected
    assert written(Text(hostile)) == expected


@pytest.mark.parametrize("seed", ["[](", "[", "https://", "<@", "`", "> ", "*_", "@everyone"])
def test_no_text_takes_long_to_escape(seed: str) -> None:
    started = time.perf_counter()
    escape(seed * 20_000)
    assert time.perf_counter() - started < 1


def test_nobody_is_notified_unless_a_document_says_so() -> None:
    def allowed(node: Inline) -> Any:
        return render_message(reply(node), "en").allowed.to_dict()

    assert allowed("@everyone <@42>") == {"parse": [], "users": []}
    assert allowed(ANNA) == {"parse": [], "users": [42]}


def test_a_long_message_is_cut_to_what_discord_takes() -> None:
    parts = render_message(Reply(Doc(doc("🎉" * 1500, "word " * 900).blocks)), "en").parts
    assert all(length(part) <= 2000 for part in parts)
    assert "".join(parts).count("🎉") == 1500
    assert "".join(parts).count("word") == 900


async def test_buttons_carry_their_action_and_a_version() -> None:
    view = render_buttons(((Button("Going", "rsvp:7:going"), Button("Map", url="https://a.example/")),))
    assert view is not None
    [row] = view.to_components()
    assert [(b["label"], b.get("custom_id"), b.get("url")) for b in row["components"]] == [
        ("Going", "h1:rsvp:7:going", None),
        ("Map", None, "https://a.example/"),
    ]
    assert view.is_finished()


async def test_a_long_row_of_buttons_is_broken_and_a_long_label_cut() -> None:
    view = render_buttons((tuple(Button("x" * 100, f"go:{n}") for n in range(7)),))
    assert view is not None
    rows = view.to_components()
    assert [len(row["components"]) for row in rows] == [5, 2]
    assert len(rows[0]["components"][0]["label"]) == 80


async def test_more_buttons_than_discord_shows_are_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="6 rows"):
        render_buttons(((Button("x", "go"),),) * 6)
