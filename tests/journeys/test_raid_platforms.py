"""A raid over the platforms' own protocols: thirty who come at once are held, and the chat stays quiet."""

import copy
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
import pytest

from tests.journeys.hearth import Hearth, open_hearth
from tests.wire.telegram.model import Chat, Message, User
from tests.wire.telegram.server import TelegramServer

MINUTE = timedelta(minutes=1)
RIGHTS = {"manage_guild": True, "moderate_members": True, "ban_members": True, "send_messages": True}


@dataclass
class Group:
    """A Telegram group that Olga leads."""

    hearth: Hearth
    chat: Chat
    olga: User

    @property
    def server(self) -> TelegramServer:
        """Give the pretended Telegram."""
        return self.hearth.telegram

    async def come(self, count: int, first: int = 1) -> list[User]:
        """Let a crowd come in at once."""
        users = [self.server.user(f"Bot{n}") for n in range(first, first + count)]
        for user in users:
            self.server.joins(user, self.chat)
        await self.hearth.settle()
        return users

    async def orders(self, text: str) -> str:
        """Give a command as Olga and read what she is answered privately."""
        self.server.says(self.olga, self.chat, text)
        await self.hearth.settle()
        return "".join(self.server.private(self.olga).texts[-1:])

    def statuses(self, users: list[User]) -> set[str]:
        """Give how they stand."""
        return {self.chat.member(user).status for user in users}

    @property
    def report(self) -> Message:
        """Find the message about the raid."""
        [message] = [m for m in self.chat.messages.values() if "aid" in m.text and "Since" in m.text]
        return message

    async def press(self, label: str) -> None:
        """Press a button of the message as Olga."""
        self.server.presses_button(self.olga, self.report, label)
        await self.hearth.settle()


@pytest.fixture
async def group() -> AsyncIterator[Group]:
    async with TelegramServer() as server, open_hearth(telegram=server) as hearth:
        olga = server.user("Olga", started=True)
        chat = server.group("Club", olga)
        server.owns(olga, chat)
        server.says(olga, chat, "hello")
        await hearth.settle()
        yield Group(hearth, chat, olga)


async def test_thirty_who_come_to_telegram_at_once_are_held_and_let_in(group: Group) -> None:
    before = len(group.chat.texts)
    users = await group.come(30)
    assert group.statuses(users) == {"restricted"}
    await group.hearth.wait(MINUTE)
    assert "Held: 30" in group.report.text
    assert len(group.chat.texts) - before == 1  # the raid is told, and the welcome of those who came first is gone
    assert len(group.server.calls("editMessageText")) < 15
    await group.hearth.wait(45 * MINUTE)
    assert group.statuses(users) <= {"member", "restricted"}
    assert all(group.chat.member(u).payload().get("can_send_messages", True) for u in users)
    assert len(group.chat.texts) - before == 2
    assert "Let in: 30" in group.report.text


async def test_all_who_are_held_on_telegram_are_banned_by_one_press_of_two(group: Group) -> None:
    users = await group.come(12)
    await group.hearth.wait(MINUTE)
    old = group.report
    await group.press("Ban all")
    assert "Ban all" not in old.buttons
    await group.hearth.wait(MINUTE)
    assert group.statuses(users) == {"kicked"}
    assert "Banned: 12" in group.report.text
    assert len(group.server.calls("banChatMember")) == 12


async def test_who_is_held_on_telegram_and_comes_back_is_held_again(group: Group) -> None:
    users = await group.come(12)
    group.server.leaves(users[0], group.chat)
    await group.hearth.wait(timedelta(seconds=2))
    group.server.joins(users[0], group.chat)
    await group.hearth.settle()
    assert group.statuses(users) == {"restricted"}
    await group.hearth.wait(MINUTE)
    assert "Came: 12\n" in group.report.text
    assert "Held: 12" in group.report.text


async def test_that_telegram_forbids_it_is_said_once(group: Group) -> None:
    group.server.promotes(group.server.me, group.chat, "can_delete_messages")
    before = len(group.chat.texts)
    await group.come(12)
    await group.hearth.wait(MINUTE)
    new = group.chat.texts[before:]
    assert sum("could not mute those who came" in text for text in new) == 1
    assert len(new) == 3  # what was taken away, the raid, and that


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Name a database that outlives a Hearth."""
    return f"sqlite:///{tmp_path}/hearth.db"


@pytest.fixture
async def club() -> AsyncIterator[tuple[TelegramServer, User, Chat]]:
    """Give a group that Olga leads, before any Hearth runs."""
    async with TelegramServer() as server:
        olga = server.user("Olga", started=True)
        chat = server.group("Club", olga)
        server.owns(olga, chat)
        yield server, olga, chat


async def test_twenty_told_twice_after_a_kill_are_twenty(club: tuple[TelegramServer, User, Chat], url: str) -> None:
    server, olga, chat = club
    async with open_hearth(url, telegram=server) as hearth:
        server.says(olga, chat, "hello")
        await hearth.settle()
    for number in range(20):
        server.joins(server.user(f"Bot{number}"), chat, service=False)
    told = copy.deepcopy(server.feed.waiting)
    async with open_hearth(url, telegram=server) as hearth:
        await server.until(lambda: not server.feed.waiting, within=60)
        await hearth.settle()
    server.feed.waiting += told
    async with open_hearth(url, telegram=server) as hearth:
        await server.until(lambda: not server.feed.waiting, within=60)
        await hearth.settle()
        await hearth.wait(MINUTE)
        again = Group(hearth, chat, olga)
        assert "Came: 20\nHeld: 20" in again.report.text
        assert len(server.calls("restrictChatMember")) == 20
        assert "#20" in await again.orders("/cases")
        assert "#21" not in await again.orders("/cases")


async def test_the_welcome_of_who_came_before_a_restart_is_taken_back_too(
    club: tuple[TelegramServer, User, Chat], url: str
) -> None:
    server, olga, chat = club
    async with open_hearth(url, telegram=server) as hearth:
        server.says(olga, chat, "hello")
        await Group(hearth, chat, olga).come(5)
    assert any("welcome" in text for text in chat.texts)
    async with open_hearth(url, telegram=server) as hearth:
        again = Group(hearth, chat, olga)
        await again.come(5, first=6)
        await hearth.wait(MINUTE)
        assert "Held: 10" in again.report.text
        assert not any("welcome" in text for text in chat.texts)
        await hearth.wait(45 * MINUTE)
        [greeting] = [text for text in chat.texts if "welcome" in text]
        assert all(f"Bot{number}" in greeting for number in range(1, 11))


@dataclass
class Server:
    """A Discord server that its boss leads."""

    hearth: Hearth
    guild: Any
    channel: Any
    boss: Any
    members: dict[int, Any] = field(default_factory=dict)

    async def come(self, count: int) -> list[Any]:
        """Let a crowd come in at once."""
        users = [self.hearth.env.create_user(f"bot{number}") for number in range(count)]
        for number, user in enumerate(users):
            self.members[user.id] = self.guild.add_member(user)
            if number % 3 == 2:  # the pretended Discord is not patient
                await self.hearth.settle()
        await self.hearth.settle()
        return users

    def member(self, user: Any) -> Any:
        """Give somebody as they are on the server."""
        return self.members[user.id]

    def muted(self) -> int:
        """Count who is timed out."""
        backend = self.hearth.env.backend
        members = backend.guilds[self.guild.id].members.values()
        return sum(m.timed_out_until is not None for m in members)

    @property
    def report(self) -> Any:
        """Find the message about the raid."""
        return [m for m in self.channel.history() if "aid" in m.content and "Since" in m.content][-1]


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with open_hearth(discord=True) as hearth:
        guild = hearth.env.create_guild("Python people")
        channel = guild.create_text_channel("general")
        await hearth.settle()
        role = guild.create_role("boss", permissions=discord.Permissions(**RIGHTS))
        boss = guild.add_member(hearth.env.create_user("boss"), roles=[role])
        await hearth.settle()
        [space] = hearth.app.directory.spaces()
        async with hearth.app.database.begin() as tx:  # simcord knows no incident actions; tests/wire/discord does
            await hearth.app.book.change(tx, space.community, "rule-raid", {"pause_invites": False})
        yield Server(hearth, guild, channel, boss)


async def test_thirty_who_come_to_discord_at_once_are_held_and_let_in(server: Server) -> None:
    before = len(list(server.channel.history()))
    await server.come(30)
    assert server.muted() == 30
    await server.hearth.wait(MINUTE)
    assert "Held" in server.report.content
    new = [m.content for m in server.channel.history()][before:]
    assert len(new) == 1, new  # those who came first are in the welcome that was there
    await server.hearth.wait(45 * MINUTE)
    assert server.muted() == 0


async def test_who_is_held_or_muted_on_discord_and_comes_back_is_timed_out_again(server: Server) -> None:
    users = await server.come(11)
    [first, second, *_] = (server.member(user) for user in users)
    await server.boss.slash(server.channel, "unmute", who=second)
    await server.boss.slash(server.channel, "mute", who=second, duration="2h", reason="one more look")
    await server.hearth.settle()
    for member in (first, second):
        server.guild.remove_member(member)
        await server.hearth.settle()
    assert server.muted() == 9
    await server.hearth.wait(MINUTE)
    for account in users[:2]:
        server.guild.add_member(account)
        await server.hearth.settle()
    assert server.muted() == 11
    await server.hearth.wait(45 * MINUTE)
    assert server.muted() == 1
