from datetime import timedelta
from typing import Any
from urllib.parse import quote

import discord
import pytest

from adapters.discord.messenger import part_nonce
from adapters.discord.moderator import audit_reason
from adapters.discord.people import account_ref, chat_ref, message_ref
from bot.access import Access
from bot.content import Attachment, Button, Mention, doc
from bot.errors import Forbidden, Gone, RateLimited, Rejected, Unavailable
from bot.ids import MessageRef, Platform, SpaceRef
from bot.ports import Outgoing

from .conftest import World


def outgoing(text: str = "Hello", **more: Any) -> Outgoing:
    return Outgoing(doc(text), "en", **more)


@pytest.fixture
def space(world: World) -> SpaceRef:
    return SpaceRef(Platform.DISCORD, str(world.guild.id))


def last_json(world: World, method: str) -> Any:
    return [r.json for r in world.env.http_requests if r.method == method][-1]


async def test_a_message_goes_to_a_channel_without_notifying_anybody(world: World) -> None:
    ref = await world.platform.ports.messenger.send(chat_ref(world.channel.id), outgoing("@everyone"))
    assert ref == message_ref(world.channel.id, world.channel.last_message.id)
    sent = last_json(world, "POST")
    assert sent["allowed_mentions"]["parse"] == []
    assert sent["flags"] & discord.MessageFlags(suppress_embeds=True).value


async def test_who_is_mentioned_by_name_may_be_notified(world: World) -> None:
    anna = world.member("anna")
    mention = Mention("Anna", (account_ref(anna.id),))
    await world.platform.ports.messenger.send(chat_ref(world.channel.id), Outgoing(doc(mention), "en"))
    assert last_json(world, "POST")["allowed_mentions"]["users"] == [anna.id]
    assert world.channel.last_message.content == anna.mention


async def test_a_delivery_carries_its_nonce_at_each_attempt(world: World) -> None:
    await world.platform.ports.messenger.send(chat_ref(world.channel.id), outgoing(nonce="delivery-17"))
    sent = last_json(world, "POST")
    assert (sent["nonce"], sent["enforce_nonce"]) == ("delivery-17", True)


def test_parts_of_a_message_have_nonces_of_their_own_that_fit() -> None:
    assert part_nonce(None, 3) is None
    assert part_nonce("d-17", 1) == "d-17:1"
    long = part_nonce("d" * 60, 0)
    assert long is not None
    assert len(long) == 25
    assert long == part_nonce("d" * 60, 0) != part_nonce("d" * 60, 1)


async def test_a_long_message_is_split_and_its_last_part_named(world: World) -> None:
    message = Outgoing(doc("a" * 1500, "b" * 1500), "en", ((Button("Go", "go"),),))
    ref = await world.platform.ports.messenger.send(chat_ref(world.channel.id), message)
    first, second = world.channel.history()[-2:]
    assert (first.content[0], second.content[0]) == ("a", "b")
    assert ref.id == str(second.id)
    assert (len(first.components), len(second.components)) == (0, 1)


async def test_files_are_sent_along(world: World) -> None:
    message = outgoing(files=(Attachment("event.ics", b"BEGIN:VCALENDAR", "text/calendar"),))
    await world.platform.ports.messenger.send(chat_ref(world.channel.id), message)
    [attachment] = world.channel.last_message.attachments
    assert attachment.filename == "event.ics"


async def test_a_message_to_a_person_is_direct(world: World) -> None:
    anna = world.member("anna")
    await world.platform.ports.messenger.send(account_ref(anna.id), outgoing())
    assert anna.user.dm_channel.last_message.content == "Hello"


@pytest.mark.parametrize("code", [50007, 50278, 40003])
async def test_a_person_who_takes_no_messages_is_forbidden_ground(world: World, code: int) -> None:
    anna = world.member("anna")
    world.env.inject_error("POST", "/channels/*/messages", status=403 if code == 50007 else 400, code=code)
    with pytest.raises(Forbidden):
        await world.platform.ports.messenger.send(account_ref(anna.id), outgoing())


async def test_an_archived_thread_is_opened_first(world: World) -> None:
    channel = world.platform.client.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    thread = await channel.create_thread(name="talk", type=discord.ChannelType.public_thread)
    world.env.inject_error("POST", "/channels/*/messages", status=400, code=50083)
    await world.platform.ports.messenger.send(chat_ref(thread.id), outgoing("back again"))
    unarchived = [r for r in world.env.http_requests if r.method == "PATCH" and r.path == f"/channels/{thread.id}"]
    assert [r.json for r in unarchived] == [{"archived": False}]


@pytest.mark.parametrize(
    ("status", "code", "error"),
    [
        (403, 50013, Forbidden),
        (404, 10003, Gone),
        (400, 50035, Rejected),
        (429, 30046, RateLimited),
        (500, 0, Unavailable),
    ],
)
async def test_what_discord_answers_is_said_in_the_cores_words(
    world: World, status: int, code: int, error: type[Exception]
) -> None:
    world.env.inject_error("POST", "/channels/*/messages", status=status, code=code)
    with pytest.raises(error):
        await world.platform.ports.messenger.send(chat_ref(world.channel.id), outgoing())


async def test_a_message_is_edited_with_its_buttons(world: World) -> None:
    messenger = world.platform.ports.messenger
    ref = await messenger.send(chat_ref(world.channel.id), outgoing(buttons=((Button("Go", "go"),),)))
    await messenger.edit(ref, outgoing("Changed"))
    assert (world.channel.last_message.content, world.channel.last_message.components) == ("Changed", [])


async def test_an_edit_stays_one_message(world: World) -> None:
    messenger = world.platform.ports.messenger
    ref = await messenger.send(chat_ref(world.channel.id), outgoing())
    await messenger.edit(ref, Outgoing(doc("a" * 1990, "b" * 100), "en"))
    assert world.channel.last_message.content == "a" * 1990 + "\n…"
    assert len(world.channel.history()) == 1


async def refs_of(world: World, count: int) -> list[MessageRef]:
    anna = world.member("anna")
    return [message_ref(world.channel.id, (await anna.send(world.channel, str(n))).id) for n in range(count)]


async def test_recent_messages_are_deleted_together(world: World) -> None:
    refs = await refs_of(world, 3)
    assert await world.platform.ports.messenger.delete(refs) == 3
    assert world.channel.history() == []
    assert sum(r.path.endswith("bulk-delete") for r in world.env.http_requests) == 1


async def test_old_messages_are_deleted_one_by_one(world: World) -> None:
    refs = await refs_of(world, 2)
    await world.env.advance_time(timedelta(days=15).total_seconds())
    assert await world.platform.ports.messenger.delete(refs) == 2
    assert sum(r.path.endswith("bulk-delete") for r in world.env.http_requests) == 0


async def test_one_bad_message_does_not_save_the_others(world: World) -> None:
    refs = await refs_of(world, 2)
    world.env.inject_error("POST", "/channels/*/messages/bulk-delete", status=400, code=50034)
    assert await world.platform.ports.messenger.delete(refs) == 2


async def test_a_message_that_is_gone_counts_as_deleted(world: World) -> None:
    assert await world.platform.ports.messenger.delete([message_ref(world.channel.id, 1)]) == 1
    assert await world.platform.ports.messenger.delete([]) == 0


async def test_messages_that_may_not_be_deleted_are_said_to_be(world: World) -> None:
    [ref] = await refs_of(world, 1)
    world.env.inject_error("DELETE", "/channels/*/messages/*", status=403, code=50013)
    with pytest.raises(Forbidden):
        await world.platform.ports.messenger.delete([ref])


def timed_out_until(world: World) -> Any:
    return last_json(world, "PATCH")["communication_disabled_until"]


@pytest.mark.parametrize(("asked", "given"), [(1, 1), (28, 27), (400, 27), (None, 27)])
async def test_a_restriction_never_exceeds_27_days(
    world: World, space: SpaceRef, asked: int | None, given: int
) -> None:
    anna, now = world.member("anna"), world.now()
    until = None if asked is None else now + timedelta(days=asked)
    await world.platform.ports.moderator.restrict(space, account_ref(anna.id), until, "flood")
    assert timed_out_until(world) == (now + timedelta(days=given)).isoformat()


async def test_a_restriction_that_is_over_asks_nothing(world: World, space: SpaceRef) -> None:
    anna = world.member("anna")
    before = len(world.env.http_requests)
    await world.platform.ports.moderator.restrict(space, account_ref(anna.id), world.now(), "")
    assert len(world.env.http_requests) == before


async def test_a_release_ends_the_timeout(world: World, space: SpaceRef) -> None:
    anna = world.member("anna")
    await world.platform.ports.moderator.release(space, account_ref(anna.id), "")
    assert timed_out_until(world) is None


async def test_a_kick_leaves_no_ban(world: World, space: SpaceRef) -> None:
    anna = world.member("anna")
    await world.platform.ports.moderator.kick(space, account_ref(anna.id), "spam")
    assert anna.id not in world.guild.member_ids()
    assert world.guild.get_ban(anna) is None


async def test_a_ban_keeps_the_messages_and_can_be_lifted_twice(world: World, space: SpaceRef) -> None:
    anna, moderator = world.member("anna"), world.platform.ports.moderator
    await moderator.ban(space, account_ref(anna.id), None, "spam")
    assert world.guild.get_ban(anna)["reason"] == "spam"
    await moderator.unban(space, account_ref(anna.id), "")
    assert world.guild.get_ban(anna) is None
    await moderator.unban(space, account_ref(anna.id), "")


async def test_somebody_who_is_not_here_can_be_banned_but_not_muted(world: World, space: SpaceRef) -> None:
    stranger = world.env.create_user("stranger")
    await world.platform.ports.moderator.ban(space, account_ref(stranger.id), None, "")
    assert world.guild.get_ban(stranger) is not None
    with pytest.raises(Gone):
        await world.platform.ports.moderator.restrict(space, account_ref(stranger.id), None, "")


async def test_administrators_and_the_owner_are_refused_before_discord_is_asked(world: World, space: SpaceRef) -> None:
    boss, moderator = world.member("boss", administrator=True), world.platform.ports.moderator
    before = len(world.env.http_requests)
    with pytest.raises(Forbidden, match=r"administrator|above"):
        await moderator.restrict(space, account_ref(boss.id), None, "")
    with pytest.raises(Forbidden, match="owner"):
        await moderator.kick(space, account_ref(world.guild.owner.id), "")
    assert len(world.env.http_requests) == before


async def test_a_server_without_the_bot_is_gone(world: World) -> None:
    nowhere = SpaceRef(Platform.DISCORD, "1")
    with pytest.raises(Gone):
        await world.platform.ports.moderator.ban(nowhere, account_ref(1), None, "")
    with pytest.raises(Gone):
        await world.platform.ports.roster.access(nowhere, account_ref(1))


@pytest.mark.parametrize("reason", ["", "spam", "спам " * 100, "🎉" * 300, "a b\nc" * 300])
def test_a_reason_fits_the_audit_log(reason: str) -> None:
    shown = audit_reason(reason) or ""
    assert len(quote(shown, safe="/ ")) <= 512
    assert "\n" not in shown
    assert bool(shown) == bool(reason)


async def test_the_roster_knows_rights_and_who_is_not_there(world: World, space: SpaceRef) -> None:
    roster = world.platform.ports.roster
    people = {
        Access.MEMBER: world.member("anna").id,
        Access.MODERATOR: world.member("mod", moderate_members=True).id,
        Access.ADMIN: world.member("boss", manage_guild=True).id,
        Access.OWNER: world.guild.owner.id,
        Access.EVERYONE: world.env.create_user("stranger").id,
    }
    assert {await roster.access(space, account_ref(i)): i for i in people.values()} == people


async def test_the_roster_finds_people_by_user_name(world: World, space: SpaceRef) -> None:
    anna = world.member("anna")
    found = await world.platform.ports.roster.find(space, "Anna")
    assert found is not None
    assert found.account == account_ref(anna.id)
    assert await world.platform.ports.roster.find(space, "nobody") is None


async def test_the_roster_finds_anybody_there_is_by_numeric_id(world: World, space: SpaceRef) -> None:
    anna, stranger = world.member("anna"), world.env.create_user("stranger")
    roster = world.platform.ports.roster
    found = [await roster.find(space, str(number)) for number in (anna.id, stranger.id, 99)]
    assert [a and a.account for a in found] == [account_ref(anna.id), account_ref(stranger.id), None]


def test_the_features_say_when_to_renew(world: World) -> None:
    features = world.platform.ports.features
    assert features.max_restriction == timedelta(days=27)
    assert features.ephemeral


async def test_the_team_is_who_may_silence_others_and_the_owner(world: World, space: SpaceRef) -> None:
    world.member("anna")
    mod = world.member("mod", moderate_members=True)
    team = await world.platform.ports.roster.team(space)
    assert {(a.account, a.access) for a in team} == {
        (account_ref(mod.id), Access.MODERATOR),
        (account_ref(world.guild.owner.id), Access.OWNER),
    }
