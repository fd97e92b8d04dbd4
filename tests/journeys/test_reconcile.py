"""Mutes and bans beside what the platforms show, over their own protocols."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import discord
import pytest

from bot.ids import Platform
from bot.moderation import reconcile
from storage.database import sql
from tests.backends import Backend
from tests.journeys.hearth import Hearth, open_hearth
from tests.wire.telegram.model import Chat, User
from tests.wire.telegram.server import TelegramServer

RIGHTS = {"manage_guild": True, "moderate_members": True, "ban_members": True, "send_messages": True}


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reconcile, "PAUSE", 0)


@dataclass
class Group:
    """A Telegram group that Olga leads, with Anna in it."""

    hearth: Hearth
    chat: Chat
    olga: User
    anna: User

    @property
    def server(self) -> TelegramServer:
        """Give the pretended Telegram."""
        return self.hearth.telegram

    async def orders(self, text: str) -> str:
        """Give a command as Olga and read what she is answered privately."""
        self.server.says(self.olga, self.chat, text)
        await self.hearth.settle()
        return "".join(self.server.private(self.olga).texts[-1:])

    async def compares(self) -> None:
        """Compare, as after a start."""
        await self.hearth.app.moderation.reconciler.run(Platform.TELEGRAM)
        await self.hearth.settle()

    @property
    def anna_is(self) -> str:
        """Give Anna's standing."""
        return self.chat.member(self.anna).status

    def secretly(self, status: str) -> None:
        """Change Anna's standing while nobody looks."""
        self.chat.members[self.anna.id].status = status
        self.chat.members[self.anna.id].until = None


@pytest.fixture
async def group(backend: Backend) -> AsyncIterator[Group]:
    database = await backend.fresh()
    await database.close()
    async with TelegramServer() as server, open_hearth(database.url, telegram=server) as hearth:
        olga, anna = server.user("Olga", started=True), server.user("Anna")
        chat = server.group("Club", olga, anna)
        server.owns(olga, chat)
        server.says(anna, chat, "hello")
        await hearth.settle()
        yield Group(hearth, chat, olga, anna)


async def test_a_mute_lifted_on_telegram_itself_is_over_and_its_case_says_so(group: Group) -> None:
    await group.orders("/mute @anna 2h loud")
    await group.compares()
    assert group.anna_is == "restricted"
    group.secretly("member")
    await group.compares()
    assert group.anna_is == "member"
    assert "lifted on the platform itself" in await group.orders("/case 1")
    await group.hearth.wait(timedelta(hours=3))
    assert "its time was over" not in await group.orders("/case 1")


async def test_a_ban_lifted_on_telegram_itself_is_over(group: Group) -> None:
    await group.orders("/ban @anna spam")
    await group.compares()
    assert group.anna_is == "kicked"
    group.secretly("left")
    await group.compares()
    assert "lifted on the platform itself" in await group.orders("/case 1")


async def test_a_mute_that_never_arrived_on_telegram_is_carried_out(group: Group) -> None:
    await group.orders("/mute @anna 2h loud")
    group.secretly("member")
    async with group.hearth.app.database.begin() as tx:
        await sql(tx).exec_driver_sql("UPDATE deliveries SET outcome = 'unknown' WHERE key LIKE 'case:1:mute:%'")
    await group.compares()
    assert group.anna_is == "restricted"


async def test_where_telegram_does_not_tell_everything_stays(group: Group) -> None:
    await group.orders("/mute @anna 2h loud")
    group.secretly("member")
    group.chat.members[group.server.me.id].status = "left"
    await group.compares()
    group.chat.members[group.server.me.id].status = "administrator"
    assert "lifted" not in await group.orders("/case 1")


@pytest.mark.parametrize(("order", "status"), [("/mute @anna 2h loud", "restricted"), ("/ban @anna spam", "kicked")])
async def test_who_comes_back_to_telegram_is_muted_or_banned_again(group: Group, order: str, status: str) -> None:
    await group.orders(order)
    group.secretly("left")
    written = len(group.chat.texts)
    group.server.joins(group.anna, group.chat)
    await group.hearth.settle()
    assert group.anna_is == status
    assert len(group.chat.texts) - written == (1 if status == "restricted" else 0)  # whoever is banned is not greeted


@dataclass
class Server:
    """A Discord server with Anna on it."""

    hearth: Hearth
    guild: Any
    channel: Any
    boss: Any
    anna: Any

    async def orders(self, name: str, /, **options: Any) -> str:
        """Give a command and read what is answered."""
        result = await self.boss.slash(self.channel, name, **options)
        await self.hearth.settle()
        return "\n".join(m.content for m in (result.response, *result.followups) if m is not None)

    async def compares(self) -> None:
        """Compare, as after a start."""
        await self.hearth.app.moderation.reconciler.run(Platform.DISCORD)
        await self.hearth.settle()

    def is_muted(self) -> bool:
        """Tell whether Anna is timed out."""
        return self.model.timed_out_until is not None

    @property
    def model(self) -> Any:
        """Give Anna as the pretended Discord keeps her."""
        return self.hearth.env.backend.guilds[self.guild.id].members[self.anna.id]


@pytest.fixture
async def server(backend: Backend) -> AsyncIterator[Server]:
    database = await backend.fresh()
    await database.close()
    async with open_hearth(database.url, discord=True) as hearth:
        guild = hearth.env.create_guild("Club")
        channel = guild.create_text_channel("general")
        boss = guild.add_member(
            hearth.env.create_user("boss"), roles=[guild.create_role("boss", permissions=discord.Permissions(**RIGHTS))]
        )
        anna = guild.add_member(hearth.env.create_user("anna"))
        await hearth.settle()
        yield Server(hearth, guild, channel, boss, anna)


async def test_a_mute_lifted_on_discord_itself_is_over_and_its_case_says_so(server: Server) -> None:
    await server.orders("mute", who=server.anna, duration="2h", reason="loud")
    await server.compares()
    assert server.is_muted()
    server.model.timed_out_until = None
    await server.compares()
    assert not server.is_muted()
    assert "lifted on the platform itself" in await server.orders("case", id=1)


async def test_a_ban_lifted_on_discord_itself_is_over(server: Server) -> None:
    await server.orders("ban", who=server.anna, reason="spam")
    await server.compares()
    assert server.guild.get_ban(server.anna) is not None
    server.hearth.env.backend.guilds[server.guild.id].bans.clear()
    await server.compares()
    assert "lifted on the platform itself" in await server.orders("case", id=1)
