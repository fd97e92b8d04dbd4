"""Rich messages, which the library does not know yet."""

import pytest

from adapters.telegram.rich import read_rich
from bot.updates import MessagePosted
from tests.wire.telegram.model import Chat, Json, User
from tests.wire.telegram.server import TelegramServer

from .conftest import Submissions


def bold(text: object) -> Json:
    return {"type": "bold", "text": text}


RICH: Json = {
    "blocks": [
        {"type": "section_heading", "text": "Free", "size": 1},
        {"type": "paragraph", "text": ["mo", bold(["n", {"type": "italic", "text": "ey"}]), " here"]},
        {"type": "paragraph", "text": {"type": "url", "text": "page", "url": "https://evil.example/"}},
        {"type": "list", "items": [{"label": "1. ", "blocks": [{"type": "paragraph", "text": "one"}]}]},
        {"type": "table", "cells": [[{"text": "a"}, {"text": "b"}]]},
        {"type": "details", "summary": "More", "blocks": [{"type": "pull_quotation", "text": "q", "credit": "Ben"}]},
        {"type": "divider"},
        {"type": "photo", "photo": [], "caption": {"text": "below"}},
    ]
}


def test_words_are_read_in_order_however_they_are_dressed() -> None:
    text, links = read_rich(RICH)
    assert text.split() == ["Free", "money", "here", "page", "1.", "one", "a", "b", "More", "q", "Ben", "below"]
    assert text.startswith("Free\nmoney here\npage\n")
    assert links == ("https://evil.example/",)


@pytest.mark.parametrize("odd", [None, 5, [], {}, {"blocks": 5}, {"blocks": [None, 5]}, {"blocks": {"text": 5}}])
def test_what_is_not_as_described_says_nothing(odd: object) -> None:
    assert read_rich(odd) == ("", ())
    assert read_rich({"blocks": [odd, "x"]}) == ("x", ())


def test_a_deep_tree_is_read() -> None:
    node: object = "x"
    for _ in range(5_000):
        node = bold(node)
    assert read_rich({"blocks": [{"text": node}]})[0] == "x"


@pytest.mark.usefixtures("platform")
async def test_a_rich_message_is_a_message(server: TelegramServer, told: Submissions, club: Chat, anna: User) -> None:
    server.says(anna, club, rich_message=RICH)
    update = await told.only(MessagePosted)
    assert "money" in update.text
    assert update.links == ("https://evil.example/",)
