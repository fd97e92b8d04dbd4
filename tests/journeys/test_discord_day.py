"""A community's day on Discord, through the real discord.py."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import discord
import pytest

from tests.backends import Backend
from tests.journeys.hearth import Hearth, open_hearth

HOUR = timedelta(hours=1)
ADMIN = {"manage_guild": True, "moderate_members": True}


@dataclass
class Server:
    """A Discord server with its people."""

    hearth: Hearth
    guild: Any
    general: Any
    boss: Any
    max: Any

    async def add(self, name: str) -> Any:
        """Let somebody come in."""
        member = self.guild.add_member(self.hearth.env.create_user(name))
        await self.hearth.settle()
        return member

    async def slash(self, who: Any, name: str, /, **options: Any) -> Any:
        """Give a command and wait for everything that comes of it."""
        result = await who.slash(self.general, name, **options)
        await self.hearth.settle()
        return result

    async def told(self, who: Any, name: str, /, **options: Any) -> str:
        """Give a command and read the answer that only they see."""
        result = await self.slash(who, name, **options)
        assert result.response.ephemeral
        return str(result.response.content)

    async def click(self, who: Any, message: Any, label: str) -> Any:
        """Press a button, wait for everything that comes of it, and give the answer that only they see."""
        result = await who.click(message, label=label)
        await self.hearth.settle()
        answers = [m for m in (*result.followups, result.response) if m is not None and m.ephemeral]
        return answers[0] if answers else None

    async def says(self, who: Any, text: str) -> None:
        """Write, and wait for everything that comes of it."""
        await who.send(self.general, text)
        await self.hearth.settle()

    @property
    def written(self) -> list[str]:
        """Read what stands in the channel."""
        return [m.content for m in self.general.history()]

    def find(self, words: str) -> Any:
        """Find the latest message with these words."""
        return [m for m in self.general.history() if words in m.content][-1]


@asynccontextmanager
async def open_server(url: str = "sqlite://") -> AsyncIterator[Server]:
    """Give a server with an admin and a moderator."""
    async with open_hearth(url, discord=True) as hearth:
        guild = hearth.env.create_guild("Python people")
        general = guild.create_text_channel("general")
        await hearth.settle()
        people = []
        for name, rights in (("boss", ADMIN), ("max", {"moderate_members": True})):
            role = guild.create_role(name, permissions=discord.Permissions(send_messages=True, **rights))
            people.append(guild.add_member(hearth.env.create_user(name), roles=[role]))
        await hearth.settle()
        yield Server(hearth, guild, general, *people)


@pytest.fixture
async def server(backend: Backend) -> AsyncIterator[Server]:
    database = await backend.fresh()
    await database.close()
    async with open_server(database.url) as opened:
        yield opened


async def test_a_newcomer_is_welcomed_reads_the_rules_and_accepts_them(server: Server) -> None:
    await server.slash(server.boss, "rules set", text="1. Be kind <b> @everyone")
    anna = await server.add("anna")
    welcome = server.find("welcome to Python people")
    assert anna.mention in welcome.content
    shown = await server.click(anna, welcome, "Read the rules")
    assert r"Be kind \<b>" in shown.content
    assert "@everyone" not in shown.content
    done = await server.click(anna, shown, "I accept")
    assert "Thank you" in done.content
    assert "You have accepted them" in await server.told(anna, "rules show")


async def test_an_event_is_announced_answered_reminded_of_and_started(server: Server) -> None:
    anna, ben = await server.add("anna"), await server.add("ben")
    preview = await server.slash(server.max, "event new", title="Tea", when="завтра в 19:00", limit=1)
    assert "Friday, 2 January 2026, 19:00" in preview.response.content
    await server.click(server.max, preview.response, "Announce")
    card = server.find("#1 · Tea")
    await server.click(anna, card, "Going")
    waiting = await server.click(ben, card, "Going")
    assert "waitlist" in waiting.content
    await server.hearth.wait(timedelta(minutes=1))
    card = server.find("#1 · Tea")
    assert "1 of 1" in card.content
    assert "anna" in card.content

    await server.hearth.wait(19 * HOUR)
    assert sum("starts in 1 day" in text for text in server.written) == 1
    await server.hearth.wait(24 * HOUR)
    assert sum("starts in 1 hour" in text for text in server.written) == 1
    assert sum("is starting now" in text for text in server.written) == 1


async def test_thanks_make_a_score_and_a_ranking(server: Server) -> None:
    anna, ben = await server.add("anna"), await server.add("ben")
    await server.hearth.wait(timedelta(days=4))
    await server.says(ben, "Close the session before the loop ends.")
    thanks = await server.slash(anna, "thanks", who=ben.mention, reason="explaining @everyone sessions")
    assert ben.mention in thanks.followups[0].content
    assert "1 point" in await server.told(ben, "score")
    assert "explaining" in await server.told(ben, "why")
    top = await server.slash(anna, "top")
    assert "1. ben" in top.followups[0].content
    assert "thanks" in (await server.told(anna, "thanks", who=anna.mention, reason="me")).lower()


async def test_the_third_word_from_the_blocklist_mutes(server: Server) -> None:
    vova = await server.add("vova")
    await server.slash(server.boss, "blocklist add", entry="casino*")
    for count in (1, 2):
        await server.says(vova, f"best CASINOS {count}")
        assert f"{count}; at 3: mute for 1 day" in server.written[-1]
        await server.hearth.wait(timedelta(seconds=11))  # sooner, it would be one burst
    await server.says(vova, "casino!")
    assert not [text for text in server.written if "asino" in text.lower()]
    member = server.hearth.env.bot.get_guild(server.guild.id).get_member(vova.id)
    assert member.timed_out_until == server.hearth.clock.now() + timedelta(days=1)
    assert "casino!" in await server.told(server.max, "case", id=3)
    assert "the ladder of warnings" in await server.told(server.max, "case", id=4)
    assert "#3" in await server.told(server.max, "warnings", who=vova)
    await server.slash(server.max, "unmute", who=vova)
    assert server.hearth.env.bot.get_guild(server.guild.id).get_member(vova.id).timed_out_until is None


async def test_a_long_mute_is_renewed_before_discord_lets_it_lapse(server: Server) -> None:
    vova = await server.add("vova")
    await server.slash(server.max, "mute", who=vova, duration="60d", reason="long")

    def until() -> Any:
        return server.hearth.env.bot.get_guild(server.guild.id).get_member(vova.id).timed_out_until

    for _ in range(5):
        assert until() > server.hearth.clock.now()
        await server.hearth.wait(timedelta(days=11))
    await server.hearth.wait(timedelta(days=6))
    assert until() is None or until() <= server.hearth.clock.now()


async def test_an_administrator_cannot_be_muted_and_the_chat_is_told_why(server: Server) -> None:
    role = server.guild.create_role("powers", permissions=discord.Permissions(administrator=True))
    chief = server.guild.add_member(server.hearth.env.create_user("chief"), roles=[role])
    await server.hearth.settle()
    said = await server.told(server.boss, "mute", who=chief, duration="1h", reason="no")
    assert "as much say" in said


async def test_help_about_and_the_language(server: Server) -> None:
    anna = await server.add("anna")
    said = await server.told(anna, "help")
    assert "/thanks" in said
    assert "/warn" not in said
    assert "Python people" in await server.told(anna, "about")
    await server.slash(server.boss, "language", language="ru")
    assert "Что здесь можно" in await server.told(anna, "help") or "/thanks" in await server.told(anna, "help")
