"""The rules about content as people meet them, through the real libraries and in the local chat."""

from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest

from tests.chat import open_chat
from tests.journeys.hearth import Hearth, open_hearth
from tests.wire.telegram.model import Chat, User
from tests.wire.telegram.server import TelegramServer

NEWS = {"id": -1009, "type": "channel", "title": "Other news", "username": "othernews"}
ORIGIN = {"type": "channel", "chat": NEWS, "message_id": 5, "date": 1_700_000_000}


class Club:
    """A Telegram group that Olga owns and Anna has long been in."""

    def __init__(self, hearth: Hearth, chat: Chat, olga: User, anna: User) -> None:
        self.hearth, self.chat, self.olga, self.anna = hearth, chat, olga, anna
        self.telegram = hearth.telegram

    async def says(self, who: User, text: str = "", **more: Any) -> bool:
        """Write, wait for everything that comes of it, and tell whether it still stands."""
        message = self.telegram.says(who, self.chat, text, **more)
        await self.hearth.settle()
        return message.id in self.chat.messages

    async def asks(self, command: str) -> None:
        """Let Olga give a command."""
        await self.says(self.olga, command)


@pytest.fixture
async def club() -> AsyncIterator[Club]:
    async with TelegramServer() as telegram, open_hearth(telegram=telegram) as hearth:
        olga, anna = telegram.user("Olga", started=True), telegram.user("Anna")
        chat = telegram.group("Club", olga, anna)
        telegram.owns(olga, chat)
        club = Club(hearth, chat, olga, anna)
        await club.says(olga, "hello")
        await club.says(anna, "hello")
        yield club


async def test_a_link_hidden_behind_a_name_is_found_in_text_caption_and_after_emoji(club: Club) -> None:
    await club.asks("/rule edit links | denied: evil.example.com")
    await club.asks("/rule on links")
    link = {"type": "text_link", "offset": 3, "length": 4, "url": "https://www.evil.example.com/x"}
    photo = [{"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}]
    assert not await club.says(club.anna, "🎉 here", entities=[link])
    assert not await club.says(club.anna, photo=photo, caption="🎉 here", caption_entities=[link])
    assert await club.says(club.anna, "🎉 here", entities=[link | {"url": "https://good.example.com/"}])
    assert await club.says(club.olga, "evil.example.com")


async def test_spam_in_a_quote_from_elsewhere_goes_and_asking_about_spam_does_not(club: Club) -> None:
    await club.asks("/blocklist add casino*")
    quote = {"text": "Best casino ever", "position": 0}
    assert not await club.says(club.anna, "wow", quote=quote, external_reply={"origin": ORIGIN, "chat": NEWS})
    first = club.telegram.says(club.olga, club.chat, "Best casino ever")
    assert await club.says(club.anna, "is this spam?", quote=quote, reply_to=first)


async def test_forwards_and_stories_go_and_the_linked_channels_own_posts_stay(club: Club) -> None:
    await club.asks("/rule on forwards")
    assert not await club.says(club.anna, "look", forward_origin=ORIGIN)
    assert not await club.says(club.anna, story={"chat": NEWS, "id": 1})
    await club.asks("/rule edit forwards | allowed: @othernews")
    assert await club.says(club.anna, "look", forward_origin=ORIGIN)
    post = club.telegram.forwards_post(club.telegram.group("News", type="channel"), club.chat, "news")
    await club.hearth.settle()
    assert post.id in club.chat.messages


async def test_a_strange_channel_is_judged_banned_and_never_treated_as_a_person(club: Club) -> None:
    await club.asks("/blocklist add casino* | action: ban")
    await club.asks("/log here")
    channel = club.telegram.group("Casino news", type="channel")
    message = club.telegram.says_as(channel, club.chat, "Best casino ever")
    await club.hearth.settle()
    assert message.id not in club.chat.messages
    [banned] = club.telegram.calls("banChatSenderChat")
    assert banned["sender_chat_id"] == channel.id
    assert club.telegram.calls("banChatMember", "restrictChatMember", "unbanChatMember") == []
    assert "Casino news" in club.chat.texts[-1]


async def test_a_warning_does_no_more_to_a_channel_than_removing_its_message(club: Club) -> None:
    await club.asks("/blocklist add casino* | action: warn")
    channel = club.telegram.group("Casino news", type="channel")
    message = club.telegram.says_as(channel, club.chat, "Best casino ever")
    await club.hearth.settle()
    assert message.id not in club.chat.messages
    assert club.telegram.calls("banChatSenderChat", "banChatMember", "restrictChatMember") == []
    assert not any("warning" in text for text in club.chat.texts)


async def test_the_linked_channel_and_anonymous_admins_are_exempt(club: Club) -> None:
    await club.asks("/blocklist add casino* | action: ban")
    channel = club.telegram.group("News", type="channel")
    club.chat.linked = channel
    messages = [
        club.telegram.says_as(channel, club.chat, "our casino night"),
        club.telegram.says_anonymously(club.chat, "our casino night"),
    ]
    await club.hearth.settle()
    assert all(m.id in club.chat.messages for m in messages)
    assert club.telegram.calls("banChatSenderChat") == []


@pytest.mark.parametrize("name", ["<b>Anna</b>", "مريم", "👩‍🚀", "\u202eanna\u202c", "👩‍🚀" * 21])
async def test_names_are_looked_at_whatever_they_are_and_shown_as_they_are(club: Club, name: str) -> None:
    await club.asks("/rule edit names | action: delete | emoji: 5")
    await club.asks("/rule on names")
    somebody = club.telegram.user(name, language=None)
    club.chat.members[somebody.id] = type(club.chat.members[club.anna.id])(somebody)
    stays = await club.says(somebody, "hello")
    assert stays == (name in ("<b>Anna</b>", "مريم", "👩‍🚀"))
    assert club.telegram.refusals == []


async def test_many_mentions_are_counted_as_telegram_marks_them(club: Club) -> None:
    await club.asks("/rule edit mentions | most: 2")
    await club.asks("/rule on mentions")
    text = "@anna1 @anna2 @anna3"
    marks = [{"type": "mention", "offset": 7 * n, "length": 6} for n in range(3)]
    assert not await club.says(club.anna, text, entities=marks)
    assert await club.says(club.anna, text, entities=[m | {"type": "code"} for m in marks])
    assert await club.says(club.anna, text, entities=marks[:2])


async def test_on_discord_masked_links_everyone_and_exempt_roles() -> None:
    async with open_hearth(discord=True) as hearth:
        guild = hearth.env.create_guild("Python people")
        general = guild.create_text_channel("general")
        await hearth.settle()
        role = guild.create_role("boss", permissions=discord.Permissions(manage_guild=True, moderate_members=True))
        boss = guild.add_member(hearth.env.create_user("boss"), roles=[role])
        helpers = guild.create_role("helpers")
        anna = guild.add_member(hearth.env.create_user("anna"))
        ben = guild.add_member(hearth.env.create_user("ben"), roles=[helpers])
        await hearth.settle()

        async def stays(who: Any, text: str) -> bool:
            message = await who.send(general, text)
            await hearth.settle()
            return message.id in [m.id for m in general.history()]

        assert await stays(anna, "hello")
        for name in ("links", "mentions"):
            await boss.slash(general, "rule on", rule=name)
        await boss.slash(general, "rule edit", rule="mentions", setting="exempt roles", value=str(helpers.id))
        await hearth.settle()
        assert not await stays(anna, "[paypal.com](https://evil.example.com/x)")
        assert await stays(anna, "[our page](https://evil.example.com/x)")
        assert not await stays(anna, "@everyone look")
        assert await stays(ben, "@everyone look")


async def test_newcomers_wait_with_links_and_regulars_do_not() -> None:
    async with open_chat() as chat:
        await chat.play("olga: hi", "olga: /rule on newcomer", "anna joins")
        acts = await chat.play("anna: see example.com")
        assert [a["act"] for a in acts if a["act"] == "delete"] == ["delete"]
        assert "after the first 24 hours" in "\n".join(str(a.get("text")) for a in acts)
        assert [a for a in await chat.play("anna: main.py is fine") if a["act"] == "delete"] == []
        await chat.play("time +25h")
        assert [a for a in await chat.play("anna: see example.com") if a["act"] == "delete"] == []


async def test_settings_of_content_rules_are_refused_with_what_would_be_right() -> None:
    async with open_chat() as chat:
        await chat.play("olga: hi")
        assert "voice" in await chat.said("olga: /rule edit media | kinds: hologram")
        assert "example.com, example.org" in await chat.said("olga: /rule edit links | denied: not a domain")
        assert "from 1 to 50" in await chat.said("olga: /rule edit mentions | most: 1000")
        assert "forward" in (await chat.said("olga: /rule show forwards")).lower()
