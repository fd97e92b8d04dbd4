"""Channels that write in a group under their own name: banned by hand, and let in again."""

from tests.journeys.test_telegram_day import Club, club  # noqa: F401
from tests.wire.telegram.model import Message


async def _answered(club: Club, message: Message, text: str) -> str:  # noqa: F811
    before = len(club.written)
    await club.says(club.max, text, reply_to=message)
    return "\n".join((*club.written[before:], *club.private(club.max)[-1:]))


async def test_a_channel_is_banned_and_let_in_again_by_answering_it(club: Club) -> None:  # noqa: F811
    await club.says(club.olga, "/log here")
    news = club.telegram.group("News", type="channel")
    post = club.telegram.says_as(news, club.chat, "buy now")
    said = await _answered(club, post, "/ban advertising")
    assert news.id in club.chat.banned_senders
    assert "The channel News is banned" in said
    assert "Why: advertising" in said
    assert "By: Max" in said
    assert "nobody to act on" in await _answered(club, post, "/warn advertising")
    assert "can write here again" in await _answered(club, post, "/unban")
    assert not club.chat.banned_senders
    assert "until it is taken back" in await _answered(club, post, "/ban 2h advertising")
    assert "until it is taken back" not in await _answered(club, post, "/ban advertising")
    before = list(club.chat.messages)
    await _answered(club, post, "/ban quietly | silent: yes")
    assert news.id in club.chat.banned_senders
    assert [club.chat.messages[n].text for n in club.chat.messages if n not in before] == [club.written[-1]]  # the log


async def test_nobody_bans_the_channel_that_the_group_belongs_to(club: Club) -> None:  # noqa: F811
    news = club.telegram.group("News", type="channel")
    club.chat.linked = news
    for post in (
        club.telegram.forwards_post(news, club.chat, "our talk tonight"),
        club.telegram.says_as(news, club.chat, "hello from the admins"),
    ):
        said = await _answered(club, post, "/ban advertising")
        assert "as much say here as you" in said
    assert not club.chat.banned_senders
    anna = await club.joins("Anna")
    await club.says(anna, "/ban advertising", reply_to=post)
    assert not club.telegram.calls("banChatSenderChat")
