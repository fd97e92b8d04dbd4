"""An ordinary message, from Discord's gateway payload through the whole bot, beside discord.py alone."""

import asyncio
import itertools
import json
from typing import Any

import discord

from adapters.discord.run import DiscordPlatform
from benchmarks.community import settle_in
from benchmarks.measure import Line, in_turns
from bot.app import App
from bot.config import DiscordSettings, Settings, StorageSettings
from bot.ids import AccountRef, ChatRef, Platform, SpaceRef
from bot.ports import SystemClock
from bot.updates import Actor

GUILD, CHANNEL, ANNA, ME = 100, 200, 300, 400
NUMBER = "<number>"  # stands for the message's id
APART = 100_000  # milliseconds between two messages, which their ids tell: they are no flood, and no repeats


def _user(number: int, name: str) -> dict[str, Any]:
    return {"id": str(number), "username": name, "discriminator": "0", "avatar": None, "global_name": name.title()}


def _guild() -> dict[str, Any]:
    member = {"user": _user(ANNA, "anna"), "roles": [], "joined_at": "2026-01-01T00:00:00+00:00", "flags": 0}
    everyone = {"id": str(GUILD), "name": "@everyone", "permissions": "1024", "position": 0, "color": 0, "hoist": False}
    everyone |= {"managed": False, "mentionable": False, "flags": 0}
    channel = {"id": str(CHANNEL), "type": 0, "name": "general", "position": 0, "permission_overwrites": []}
    return {
        "id": str(GUILD),
        "name": "Python people",
        "owner_id": "1",
        "roles": [everyone],
        "channels": [channel | {"nsfw": False}],
        "members": [member],
        "emojis": [],
        "features": [],
        "member_count": 1,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "premium_tier": 0,
        "preferred_locale": "en-US",
        "nsfw_level": 0,
        "system_channel_id": str(CHANNEL),
        "system_channel_flags": 0,
    }


def _written() -> str:
    said: dict[str, Any] = {
        "id": NUMBER,
        "channel_id": str(CHANNEL),
        "guild_id": str(GUILD),
        "author": _user(ANNA, "anna"),
        "member": {"roles": [], "joined_at": "2026-01-01T00:00:00+00:00", "flags": 0, "deaf": False, "mute": False},
        "content": "Has anybody tried the new release? It fixed the import problem for me, tests are green now.",
        "timestamp": "2026-11-21T12:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        "type": 0,
        "flags": 0,
        "components": [],
    }
    return json.dumps(said)


MESSAGE = _written()


def _message(number: int) -> str:
    return MESSAGE.replace(NUMBER, str(number))


class _Alone(discord.Client):
    async def on_message(self, message: discord.Message) -> None:
        return


async def _prepare(client: discord.Client) -> Any:
    client.loop = asyncio.get_running_loop()
    state: Any = client._connection  # the gateway's own entry to the parser; there is no public one
    state.user = discord.ClientUser(state=state, data=_user(ME, "hearth"))  # type: ignore[arg-type]
    state._add_guild_from_data(_guild())
    return state


async def ordinary_message(times: int = 1000) -> Line:
    """Measure it."""
    settings = Settings(
        storage=StorageSettings(url="sqlite://"), discord=DiscordSettings.model_validate({"token": "benchmark"})
    )
    app = App(settings, SystemClock())
    platform = DiscordPlatform(settings.discord, app.table, app.submit, app.clock)
    app.add(platform)
    await app.open()
    mine, theirs_state = await _prepare(platform.client), await _prepare(_Alone(intents=discord.Intents.all()))
    numbers = itertools.count(10**17, APART << 22)

    async def feed(state: Any, many: int) -> None:
        for _ in range(many):
            state.parse_message_create(json.loads(_message(next(numbers))))
            await asyncio.sleep(0)  # discord.py runs each handler as a task
        await asyncio.sleep(0)

    space, chat = SpaceRef(Platform.DISCORD, str(GUILD)), ChatRef(Platform.DISCORD, str(CHANNEL))
    await settle_in(app, space, chat, [Actor(AccountRef(Platform.DISCORD, str(ANNA)), "Anna", "anna")])
    try:
        return await in_turns(
            "Discord: an ordinary message, all rules on",
            lambda many: feed(mine, many),
            lambda many: feed(theirs_state, many),
            times=times,
            aim="none set",
        )
    finally:
        await app.dispatcher.settle()
        await app.database.close()
