"""All that a message of Discord carries besides its text, as it reaches the core."""

from typing import Any

import pytest
from simcord.backend import serializers

from bot.carried import EVERYBODY, MEDIA_KINDS, Origin
from bot.updates import MessagePosted

from .conftest import World

GIF, EXE = ("cat.png", b"\x89PNG"), ("free.exe", b"MZ")


async def told(world: World, message: Any, **changes: Any) -> MessagePosted:
    """Let the server tell of a message once more, changed, under an id of its own."""
    stored = world.env.backend.get_message(world.channel.id, message.id)
    payload = dict(serializers.message_payload(world.env.backend, stored))
    world.env.backend.emit("MESSAGE_CREATE", payload | {"id": str(message.id + 1)} | changes)
    await world.settle()
    update: MessagePosted = world.submitted.of(MessagePosted)[-1]
    return update


async def test_masked_links_come_with_the_words_that_hide_them(world: World) -> None:
    await world.member("anna").send(world.channel, "[paypal.com](https://evil.example/x) [b](<http://b.example>)")
    [update] = world.submitted.of(MessagePosted)
    assert update.links == ("https://evil.example/x", "http://b.example")
    assert update.link_words == ("paypal.com", "b")


async def test_every_kind_of_media_is_told_once(world: World) -> None:
    anna = world.member("anna")
    await anna.send(world.channel, "look", attachments=[GIF, EXE, EXE])
    [update] = world.submitted.of(MessagePosted)
    assert {update.media, *update.more_media} <= set(MEDIA_KINDS)
    assert (update.media, update.more_media) == ("photo", ("document",))
    sticker = {"id": "5", "name": "cat", "format_type": 1}
    plain = await anna.send(world.channel, "hi")
    assert (await told(world, plain, sticker_items=[sticker])).media == "sticker"


async def test_whom_a_message_calls_or_tries_to_call_is_told(world: World) -> None:
    anna, ben = world.member("anna"), world.member("ben")
    role = world.guild.create_role("python")
    await anna.send(world.channel, f"{ben.mention} <@!{anna.id}> <@&{role.id}> @everyone")
    await anna.send(world.channel, "use @property and mail anna@example.com")
    await anna.send(world.channel, "nobody")
    called = [u.called for u in world.submitted.of(MessagePosted)]
    assert called == [(str(ben.id), str(anna.id), f"&{role.id}", EVERYBODY), (), None]


async def test_a_forward_tells_whether_it_comes_from_here(world: World) -> None:
    anna = world.member("anna")
    first = await anna.send(world.channel, "buy now")
    here = await anna.forward(first, world.channel)
    update = world.submitted.of(MessagePosted)[-1]
    assert (update.forwarded, update.origin.origin, update.origin.id) == (True, Origin.HERE, str(world.channel.id))
    elsewhere = {"type": 1, "message_id": "7", "channel_id": "8", "guild_id": "9"}
    source = (await told(world, here, message_reference=elsewhere)).origin
    assert source is not None
    assert (source.origin, source.id) == (Origin.CHANNEL, "8")


async def test_what_a_forwarded_copy_shows_in_a_frame_is_read(world: World) -> None:
    anna = world.member("anna")
    frame = {"type": "rich", "title": "Free nitro", "description": "at evil.example", "url": "https://evil.example/"}
    copy: dict[str, Any] = {
        "content": "",
        "embeds": [frame],
        "attachments": [],
        "timestamp": "2026-01-01T00:00:00+00:00",
    }
    copy |= {"edited_timestamp": None, "mentions": [], "mention_roles": [], "flags": 0, "type": 0}
    elsewhere = {"type": 1, "message_id": "7", "channel_id": "8", "guild_id": "9"}
    plain = await anna.send(world.channel, "x")
    update = await told(world, plain, content="", message_reference=elsewhere, message_snapshots=[{"message": copy}])
    assert update.quote == "Free nitro\nat evil.example\nhttps://evil.example/"


async def test_a_preview_of_a_typed_link_counts_for_nothing(world: World) -> None:
    plain = await world.member("anna").send(world.channel, "https://a.example/")
    preview = {"type": "link", "url": "https://a.example/", "title": "Buy now", "description": "b.example"}
    update = await told(world, plain, embeds=[preview])
    assert (update.quote, update.links) == ("", ())


async def test_the_words_of_a_poll_are_read(world: World) -> None:
    plain = await world.member("anna").send(world.channel, "x")
    poll = {
        "question": {"text": "Money?"},
        "answers": [{"answer_id": 1, "poll_media": {"text": "evil.example"}}],
        "expiry": "2026-01-02T00:00:00+00:00",
        "allow_multiselect": False,
        "layout_type": 1,
    }
    update = await told(world, plain, content="", poll=poll)
    assert (update.media, update.quote) == ("poll", "Money?\nevil.example")


@pytest.mark.parametrize("many", [0, 3])
async def test_the_roles_of_who_writes_are_told(world: World, many: int) -> None:
    roles = [world.guild.create_role(f"role {n}") for n in range(many)]
    anna = world.guild.add_member(world.env.create_user("anna"), roles=roles)
    await anna.send(world.channel, "hi")
    [update] = world.submitted.of(MessagePosted)
    assert sorted(update.actor.roles) == sorted(str(r.id) for r in roles)
