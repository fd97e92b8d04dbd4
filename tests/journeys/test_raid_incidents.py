"""In a raid Discord itself lets nobody in for a while: its incident actions, over REST."""

from typing import Any

import pytest

from tests.journeys.outages import make_app, make_impatient, ready, running
from tests.wire.discord.server import DiscordServer


def _asked(server: DiscordServer) -> list[Any]:
    return [body for method, path, body in server.requests if method == "PUT" and path.endswith("/incident-actions")]


async def test_invites_are_paused_in_a_raid_and_let_be_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    make_impatient(monkeypatch)
    async with DiscordServer() as server:
        guild = server.add_guild("Club")
        async with running(make_app(discord=server)) as app:
            await ready(app)
            boss, channel = guild.members[guild.owner.id], guild.channels[0]
            await server.slash(boss, channel, "raid", mode="on")
            await server.until(lambda: len(_asked(server)) == 1)
            await server.slash(boss, channel, "raid", mode="off")
            await server.until(lambda: len(_asked(server)) == 2)
        paused, let_be = _asked(server)
        assert paused["invites_disabled_until"] == paused["dms_disabled_until"] is not None
        assert let_be == {"invites_disabled_until": None, "dms_disabled_until": None}


async def test_without_the_right_it_is_said_once_and_newcomers_are_held_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_impatient(monkeypatch)
    async with DiscordServer() as server:
        guild = server.add_guild("Club")
        channel = guild.channels[0]
        async with running(make_app(discord=server)) as app:
            await ready(app)
            known = dict(server.guilds)  # Discord forbids it for servers that are not among these
            server.guilds.clear()
            boss = guild.members[guild.owner.id]
            for mode in ("on", "off", "on"):
                await server.slash(boss, channel, "raid", mode=mode)
                await app.settle()
            server.guilds.update(known)
            await server.until(lambda: any("pause invites" in text for text in channel.texts))
        assert sum("pause invites" in text for text in channel.texts) == 1
