"""What past messages of an export carry besides their text."""

import pytest

from bot.carried import Origin
from bot.moderation.exports import discord, telegram


@pytest.mark.parametrize(
    ("told", "origin"),
    [
        ({"forwarded_from": "News", "forwarded_from_id": "channel5"}, Origin.CHANNEL),
        ({"forwarded_from": "Anna", "forwarded_from_id": "user5"}, Origin.USER),
        ({"forwarded_from": "Talk", "forwarded_from_id": "chat5"}, Origin.GROUP),
        ({"forwarded_from": "Somebody"}, Origin.HIDDEN),
        ({}, None),
    ],
)
def test_a_forward_in_an_export_of_telegram_tells_where_it_comes_from(
    told: dict[str, str], origin: Origin | None
) -> None:
    message = telegram.read_message({"id": 1, "type": "message", "text": "x"} | told, "1")
    assert message is not None
    assert (message.origin and message.origin.origin, message.forwarded) == (origin, origin is not None)


def test_hidden_links_of_exports_come_with_the_words_that_hide_them() -> None:
    text = ["see ", {"type": "text_link", "text": "paypal.com", "href": "https://evil.example/"}]
    ours = telegram.read_message({"id": 1, "type": "message", "text": text}, "1")
    theirs = discord.read_message({"id": "1", "content": "see [paypal.com](https://evil.example/)"}, "1", "2")
    for message in (ours, theirs):
        assert message is not None
        assert (message.links, message.link_words) == (("https://evil.example/",), ("paypal.com",))
