"""One community on two platforms: the event is announced in both, a person counts once, and there is one score."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import discord
import pytest

from tests.backends import Backend
from tests.journeys.hearth import Hearth, open_hearth
from tests.wire.telegram.model import Chat, User
from tests.wire.telegram.server import TelegramServer

CODE = re.compile(r"/(?:me )?link ([A-Z0-9]{8})")
RIGHTS = {"manage_guild": True, "moderate_members": True, "send_messages": True}


@dataclass
class Both:
    """A Telegram group and a Discord server of the same people: Olga leads both, Anna is in both."""

    hearth: Hearth
    group: Chat
    channel: Any
    guild: Any
    olga: User
    anna: User
    boss: Any
    ann: Any

    async def writes(self, who: User, text: str, chat: Chat | None = None) -> None:
        """Write on Telegram, and wait for everything that comes of it."""
        self.hearth.telegram.says(who, chat or self.group, text)
        await self.hearth.settle()

    async def slash(self, who: Any, name: str, /, **options: Any) -> str:
        """Give a command on Discord and read what is answered."""
        result = await who.slash(self.channel, name, **options)
        await self.hearth.settle()
        return "\n".join(m.content for m in (result.response, *result.followups) if m is not None)

    def private(self, who: User) -> list[str]:
        """Read what the bot wrote to somebody on Telegram."""
        chat = self.hearth.telegram.private(who)
        return [m.text for m in chat.messages.values() if m.sender is self.hearth.telegram.me]

    @property
    def on_telegram(self) -> list[str]:
        """Read what the bot wrote in the group."""
        return [m.text for m in self.group.messages.values() if m.sender is self.hearth.telegram.me]

    @property
    def on_discord(self) -> list[str]:
        """Read what stands in the channel."""
        return [m.content for m in self.channel.history()]

    async def link(self) -> None:
        """Join the server to the group's community, and Anna's accounts."""
        await self.writes(self.olga, "/link")
        [code] = CODE.findall(self.private(self.olga)[-1])
        assert "Python people" in await self.slash(self.boss, "link", code=code)
        await self.writes(self.anna, "hello")
        await self.writes(self.anna, "/me link", self.hearth.telegram.private(self.anna))
        [code] = CODE.findall(self.private(self.anna)[-1])
        await self.slash(self.ann, "me link", code=code)


@pytest.fixture
async def both(backend: Backend) -> AsyncIterator[Both]:
    database = await backend.fresh()
    await database.close()
    async with TelegramServer() as telegram, open_hearth(database.url, telegram=telegram, discord=True) as hearth:
        olga, anna = telegram.user("Olga", started=True), telegram.user("Anna", started=True)
        group = telegram.group("Python people", olga, anna)
        telegram.owns(olga, group)
        guild = hearth.env.create_guild("Python server")
        channel = guild.create_text_channel("general")
        role = guild.create_role("leads", permissions=discord.Permissions(**RIGHTS))
        boss = guild.add_member(hearth.env.create_user("boss"), roles=[role])
        ann = guild.add_member(hearth.env.create_user("ann"))
        await hearth.settle()
        await hearth.wait(timedelta(days=4))  # so that nobody is new any more
        yield Both(hearth, group, channel, guild, olga, anna, boss, ann)


async def test_an_event_is_announced_in_both_and_a_person_counts_once(both: Both) -> None:
    await both.link()
    await both.writes(both.olga, "/event new Tea | in 2 days 19:00 | limit: 5")
    chat = both.hearth.telegram.private(both.olga)
    preview = [m for m in chat.messages.values() if m.buttons == ["Announce", "Cancel"]][-1]
    both.hearth.telegram.presses_button(both.olga, preview, "Announce")
    await both.hearth.settle()
    card = [m for m in both.group.messages.values() if "#1 · Tea" in m.text][-1]
    [shown] = [m for m in both.channel.history() if "#1 · Tea" in m.content]

    both.hearth.telegram.presses_button(both.anna, card, "Going")
    await both.hearth.settle()
    await both.ann.click(shown, label="Going")
    await both.boss.click(shown, label="Going")
    await both.hearth.settle()
    await both.hearth.wait(timedelta(minutes=1))
    assert "2 of 5" in card.text
    [shown] = [m for m in both.channel.history() if "#1 · Tea" in m.content]
    assert "2 of 5" in shown.content

    await both.hearth.wait(timedelta(days=3))
    for written in (both.on_telegram, both.on_discord):
        assert sum("starts in 1 hour" in text for text in written) == 1
    assert sum("starts in 1 hour" in text for text in both.private(both.anna)) == 1


async def test_there_is_one_score_and_one_set_of_limits(both: Both) -> None:
    await both.link()
    await both.writes(both.anna, "Close the session first.")
    await both.slash(both.boss, "thanks", who=both.ann.mention, reason="the sessions")
    await both.writes(both.anna, "/score")
    assert "1 point" in both.private(both.anna)[-1]
    await both.writes(both.olga, "/thanks @anna for the same")
    assert "1 point" in both.on_telegram[-1]
    assert "2 points" in await both.slash(both.ann, "score")
    refused = await both.slash(both.ann, "thanks", who=both.ann.mention, reason="myself")
    assert "2 points" in await both.slash(both.ann, "score")
    assert refused


async def test_a_mute_holds_on_both_sides_and_cases_are_one(both: Both) -> None:
    await both.link()
    await both.writes(both.olga, "/mute @anna 2h too loud")
    assert not both.group.may_write(both.anna)
    member = both.hearth.env.bot.get_guild(both.guild.id).get_member(both.ann.id)
    assert member.timed_out_until is not None
    assert "too loud" in await both.slash(both.boss, "case", id=1)
    await both.slash(both.boss, "unmute", who=both.ann)
    assert both.group.may_write(both.anna)
    member = both.hearth.env.bot.get_guild(both.guild.id).get_member(both.ann.id)
    assert member.timed_out_until is None


async def test_a_mute_from_before_the_accounts_were_joined_holds_on_both_and_ends_on_both(both: Both) -> None:
    await both.writes(both.olga, "/link")
    [code] = CODE.findall(both.private(both.olga)[-1])
    await both.slash(both.boss, "link", code=code)
    await both.writes(both.anna, "hello")
    await both.writes(both.olga, "/mute @anna 2h too loud")
    [code] = CODE.findall(await both.slash(both.ann, "me link"))
    await both.writes(both.anna, f"/me link {code}", both.hearth.telegram.private(both.anna))

    def timed_out() -> Any:
        return both.hearth.env.bot.get_guild(both.guild.id).get_member(both.ann.id).timed_out_until

    assert timed_out() is not None
    await both.hearth.wait(timedelta(hours=3))
    assert both.group.may_write(both.anna)
    assert timed_out() is None


async def test_one_blocklist_watches_over_both(both: Both) -> None:
    await both.writes(both.olga, "/blocklist add casino")
    await both.link()
    await both.ann.send(both.channel, "a casino")
    await both.hearth.settle()
    assert not [text for text in both.on_discord if text == "a casino"]
    await both.hearth.wait(timedelta(seconds=11))  # sooner, it would be one burst
    await both.writes(both.anna, "casino")
    assert "2; at 3" in both.on_telegram[-1]
