"""What Discord would refuse for sure is not asked of it: it cuts an address off that is refused too often."""

import discord
import pytest

from adapters.discord.people import chat_ref, message_ref
from bot.content import doc
from bot.errors import Forbidden
from bot.ports import Outgoing, Removal

from .conftest import World


async def test_without_the_right_discord_is_not_asked_to_delete_what_others_wrote(world: World) -> None:
    anna, messenger = world.member("anna"), world.platform.ports.messenger
    theirs = [message_ref(world.channel.id, (await anna.send(world.channel, text)).id) for text in ("one", "two")]
    ours = await messenger.send(chat_ref(world.channel.id), Outgoing(doc("ours"), "en"))
    [role] = [r for r in world.env.backend.guilds[world.guild.id].roles.values() if r.name == "TestBot"]
    rights = discord.Permissions(view_channel=True, send_messages=True)
    world.env.backend.edit_role(world.guild.id, role.id, {"permissions": rights.value})
    await world.settle()
    before = len(world.env.http_requests)
    assert await messenger.remove(theirs) == Removal(forbidden=2)
    with pytest.raises(Forbidden):
        await messenger.delete(theirs[:1])
    assert len(world.env.http_requests) == before
    assert await messenger.delete([ours]) == 1
