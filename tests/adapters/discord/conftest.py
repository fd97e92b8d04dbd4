"""A simulated Discord with our real client in it, and a submit that records and answers."""

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord

from adapters.discord.run import DiscordPlatform
from bot.config import DiscordSettings
from bot.content import Reply
from bot.ids import MessageRef
from bot.ports import Responder
from bot.updates import Update

from .sample import make_table, sample_catalogue


@dataclass
class Submissions:
    """What the adapter handed over; `replies` are given, one per update, to those the test is about."""

    updates: list[Update] = field(default_factory=list)
    replies: dict[type[Update], list[Reply]] = field(default_factory=dict)
    refs: list[MessageRef | None] = field(default_factory=list)
    before_answer: Callable[[], None] = lambda: None
    locale: str = "en"

    async def __call__(self, update: Update, responder: Responder) -> None:
        self.updates.append(update)
        self.before_answer()
        for reply in self.replies.get(type(update), ()):
            self.refs.append(await responder.answer(reply, self.locale))
        await responder.done()

    def of(self, kind: type[Any]) -> list[Any]:
        return [u for u in self.updates if isinstance(u, kind)]


@dataclass
class World:
    """One server with a general channel, our bot with all rights, and the submissions."""

    env: Any
    platform: DiscordPlatform
    submitted: Submissions
    guild: Any
    channel: Any

    def now(self) -> datetime:
        return self.env.now()  # type: ignore[no-any-return]

    def discord_member(self, user_id: int) -> discord.Member:
        guild = self.platform.client.get_guild(self.guild.id)
        member = guild.get_member(user_id) if guild else None
        assert member is not None
        return member

    async def settle(self) -> None:
        await self.env.settle()

    def member(self, name: str, **permissions: bool) -> Any:
        roles = []
        if permissions:
            roles = [self.guild.create_role(f"{name}s", permissions=discord.Permissions(**permissions))]
        return self.guild.add_member(self.env.create_user(name), roles=roles)


@pytest.fixture(autouse=True)
def catalogue(tmp_path: Path) -> Iterator[None]:
    with sample_catalogue(tmp_path):
        yield


@pytest.fixture
def submitted() -> Submissions:
    return Submissions()


class SimulatedClock:
    """Tell the time of the simulated Discord, which stands still."""

    env: Any = None

    def now(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC) if self.env is None else self.env.now()


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock()


@pytest.fixture
def platform(catalogue: None, submitted: Submissions, clock: SimulatedClock) -> DiscordPlatform:
    return DiscordPlatform(DiscordSettings(), make_table(), submitted, clock)


@pytest.fixture
async def env(platform: DiscordPlatform) -> AsyncIterator[Any]:
    simulated = simcord.Env(platform.client)
    await simulated.start()
    try:
        yield simulated
    finally:
        await simulated.shutdown()
    simulated.raise_errors()  # what the bot swallowed fails the test


@pytest.fixture
async def world(env: Any, platform: DiscordPlatform, submitted: Submissions, clock: SimulatedClock) -> World:
    clock.env = env
    guild = env.create_guild()
    channel = guild.create_text_channel("general")
    await env.settle()
    return World(env, platform, submitted, guild, channel)
