from typing import Any

import discord
from simcord.backend import serializers

from adapters.discord.inbound import read_mentions
from bot.access import Access
from bot.content import reply
from bot.ids import Platform, SpaceRef
from bot.updates import (
    AccessChanged,
    BotAdded,
    MemberJoined,
    MemberLeft,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    ReactionChanged,
)

from .conftest import World


async def test_a_message_is_told_with_its_author_and_place(world: World) -> None:
    anna = world.member("anna")
    message = await anna.send(world.channel, "hello")
    [update] = world.submitted.of(MessagePosted)
    assert (update.text, update.message.id, update.chat.id) == ("hello", str(message.id), str(world.channel.id))
    assert update.space == SpaceRef(Platform.DISCORD, str(world.guild.id))
    assert (update.actor.account.id, update.actor.person) == (str(anna.id), True)
    assert update.id == f"message:{message.id}"


async def test_mentions_are_read_as_names_and_listed(world: World) -> None:
    anna, ben = world.member("anna"), world.member("ben")
    await anna.send(world.channel, f"thanks {ben.mention} and <@99999999999999999>")
    [update] = world.submitted.of(MessagePosted)
    assert update.text == "thanks @ben and <@99999999999999999>"
    assert [a.account.id for a in update.mentioned] == [str(ben.id)]


async def test_links_behind_other_text_are_listed(world: World) -> None:
    await world.member("anna").send(world.channel, "[free](https://evil.example/x) [nitro](<http://b.example>) [no](x)")
    [update] = world.submitted.of(MessagePosted)
    assert update.links == ("https://evil.example/x", "http://b.example")


async def test_a_reply_tells_what_it_replies_to(world: World) -> None:
    anna, ben = world.member("anna"), world.member("ben")
    first = await anna.send(world.channel, "I fixed it")
    await ben.send(world.channel, "+", reply_to=first)
    quoted = world.submitted.of(MessagePosted)[-1].reply_to
    assert (quoted.text, quoted.author.name, quoted.ref.id) == ("I fixed it", "anna", str(first.id))
    assert world.submitted.of(MessagePosted)[-1].mentioned == ()


async def test_a_forward_counts_with_the_text_it_carries(world: World) -> None:
    anna = world.member("anna")
    first = await anna.send(world.channel, "buy now")
    await anna.forward(first, world.channel)
    update = world.submitted.of(MessagePosted)[-1]
    assert (update.text, update.forwarded, update.reply_to) == ("buy now", True, None)


async def test_bots_and_webhooks_are_no_persons_and_our_own_messages_are_not_told(world: World) -> None:
    robot = world.guild.add_member(world.env.create_user("robot", bot=True))
    await robot.send(world.channel, "beep")
    await world.guild.create_webhook(world.channel, "News").send("news")
    await world.env.bot.get_channel(world.channel.id).send("it is me")
    await world.settle()
    assert [(u.text, u.actor.person) for u in world.submitted.of(MessagePosted)] == [("beep", False), ("news", False)]


async def test_a_private_message_belongs_to_no_server(world: World) -> None:
    await world.env.create_user("anna").send_dm("hello")
    [update] = world.submitted.of(MessagePosted)
    assert (update.space, update.actor.access) == (None, None)


async def test_an_edit_is_told_when_the_text_changed(world: World) -> None:
    anna = world.member("anna")
    message = await anna.send(world.channel, "tea?")
    await anna.edit(message, "coffee?")
    [update] = world.submitted.of(MessageEdited)
    assert (update.now.text, update.now.message.id) == ("coffee?", str(message.id))


async def test_a_preview_that_discord_adds_is_no_edit(world: World) -> None:
    message = await world.member("anna").send(world.channel, "https://a.example/")
    stored = world.env.backend.get_message(world.channel.id, message.id)
    payload = dict(serializers.message_payload(world.env.backend, stored)) | {"embeds": [{"type": "link"}]}
    world.env.backend.emit("MESSAGE_UPDATE", payload)
    await world.settle()
    assert world.submitted.of(MessageEdited) == []


async def test_a_deletion_is_told(world: World) -> None:
    anna = world.member("anna")
    message = await anna.send(world.channel, "oops")
    await anna.delete(message)
    [update] = world.submitted.of(MessageDeleted)
    assert (update.message.id, update.chat.id) == (str(message.id), str(world.channel.id))


async def test_reactions_are_told_as_they_come_and_go(world: World) -> None:
    anna, ben = world.member("anna"), world.member("ben")
    message = await anna.send(world.channel, "done")
    await ben.react(message, "👍")
    await ben.unreact(message, "👍")
    given, taken = world.submitted.of(ReactionChanged)
    assert (given.added, given.removed, given.actor.name) == (("👍",), (), "ben")
    assert (taken.added, taken.removed) == ((), ("👍",))


async def test_an_arrival_and_a_departure_are_told(world: World) -> None:
    anna = world.member("anna")
    await world.settle()
    world.guild.remove_member(anna)
    await world.settle()
    [joined] = world.submitted.of(MemberJoined)
    [left] = world.submitted.of(MemberLeft)
    assert (joined.actor.name, joined.chat.id) == ("anna", str(world.channel.id))
    assert left.actor.account == joined.actor.account


async def test_who_comes_back_at_once_has_come_again_and_a_repeated_arrival_has_not(world: World) -> None:
    user = world.env.create_user("anna")
    world.guild.add_member(user)
    await world.settle()
    guild = world.env.backend.get_guild(world.guild.id)
    payload = dict(serializers.member_payload(world.env.backend, guild, guild.members[user.id]))
    payload["guild_id"] = str(guild.id)
    world.env.backend.emit("GUILD_MEMBER_ADD", dict(payload))
    await world.settle()
    [first] = {update.id for update in world.submitted.of(MemberJoined)}
    world.env.backend.remove_member(world.guild.id, user.id)
    world.guild.add_member(user)  # no time has passed
    await world.settle()
    assert world.submitted.of(MemberJoined)[-1].id != first


async def test_somebody_still_being_screened_has_not_arrived(world: World) -> None:
    user = world.env.create_user("anna")
    payload: dict[str, Any] = {
        "guild_id": str(world.guild.id),
        "user": dict(serializers.user_payload(world.env.backend.get_user(user.id))),
        "roles": [],
        "joined_at": "2026-01-01T00:00:00+00:00",
        "deaf": False,
        "mute": False,
        "flags": 0,
        "pending": True,
    }
    world.env.backend.emit("GUILD_MEMBER_ADD", dict(payload))
    await world.settle()
    assert world.submitted.of(MemberJoined) == []
    world.env.backend.emit("GUILD_MEMBER_UPDATE", payload | {"pending": False})
    await world.settle()
    assert [u.actor.name for u in world.submitted.of(MemberJoined)] == ["anna"]


async def test_a_role_that_gives_rights_changes_access(world: World) -> None:
    anna = world.member("anna")
    role = world.guild.create_role("Mods", permissions=discord.Permissions(moderate_members=True))
    colour = world.guild.create_role("Blue")
    await world.settle()
    member = world.discord_member(anna.id)
    await member.add_roles(discord.Object(colour.id))
    await world.settle()
    assert world.submitted.of(AccessChanged) == []
    await member.add_roles(discord.Object(role.id))
    await world.settle()
    assert [(u.actor.name, u.actor.access) for u in world.submitted.of(AccessChanged)] == [("anna", Access.MODERATOR)]


async def test_a_role_whose_rights_change_changes_its_holders(world: World) -> None:
    anna = world.member("anna", kick_members=True)
    await world.settle()
    member = world.discord_member(anna.id)
    await member.roles[-1].edit(permissions=discord.Permissions(manage_guild=True))
    await world.settle()
    assert [(u.actor.name, u.actor.access) for u in world.submitted.of(AccessChanged)] == [("anna", Access.ADMIN)]


async def test_a_server_the_bot_is_on_is_told_with_its_language(world: World) -> None:
    guild = world.env.create_guild("Книжный клуб", preferred_locale="ru")
    await world.settle()
    update = world.submitted.of(BotAdded)[-1]
    assert (update.title, update.locale, update.space.id) == ("Книжный клуб", "ru", str(guild.id))


async def test_a_message_is_answered_by_a_reply_in_public_and_directly_in_private(world: World) -> None:
    anna = world.member("anna")
    world.submitted.replies[MessagePosted] = [reply("for all", private=False), reply("for you")]
    message = await anna.send(world.channel, "hello")
    public = world.channel.last_message
    assert (public.content, public.reference.message_id) == ("for all", message.id)
    assert anna.user.dm_channel.last_message.content == "for you"


async def test_a_private_answer_that_cannot_be_delivered_fades_from_the_chat(world: World) -> None:
    world.env.inject_error("POST", "/channels/*/messages", status=403, code=50007)
    world.submitted.replies[MessagePosted] = [reply("for you")]
    await world.member("anna").send(world.channel, "hello")
    assert world.channel.last_message.content == "for you"
    await world.env.advance_time(31)
    assert world.channel.last_message.content == "hello"


def test_hostile_mentions_take_no_time() -> None:
    assert read_mentions("<@" * 50_000, lambda _: None) == "<@" * 50_000
