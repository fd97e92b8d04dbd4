"""Who comes, goes, is promoted, and where a group goes, as it reaches the core."""

from datetime import timedelta

import pytest

from bot.access import Access
from bot.ids import Platform, SpaceRef
from bot.updates import (
    AccessChanged,
    ActedNatively,
    BotAdded,
    ChatMigrated,
    MemberJoined,
    MemberLeft,
    MessagePosted,
    NativeAct,
    Right,
    RightsLost,
)
from tests.wire.telegram.model import Chat, User
from tests.wire.telegram.server import TelegramServer

from .conftest import Submissions

pytestmark = pytest.mark.usefixtures("platform")


def space(chat: Chat) -> SpaceRef:
    return SpaceRef(Platform.TELEGRAM, str(chat.id))


async def test_an_arrival_told_twice_is_one(server: TelegramServer, told: Submissions, club: Chat) -> None:
    ben = server.user("Ben")
    server.joins(ben, club)
    joined = await told.only(MemberJoined)
    assert (joined.actor.name, joined.space) == ("Ben", space(club))


async def test_a_large_group_shows_no_service_message(server: TelegramServer, told: Submissions, club: Chat) -> None:
    server.joins(server.user("Ben"), club, service=False)
    assert (await told.only(MemberJoined)).actor.access is Access.MEMBER


async def test_where_the_bot_is_no_admin_the_service_message_tells(server: TelegramServer, told: Submissions) -> None:
    club = server.group("Club", rights=None)
    server.joins(server.user("Ben"), club)
    server.leaves(server.user("Carl"), club)
    assert [type(u) for u in await told.all()] == [MemberJoined, MemberLeft]


async def test_one_who_brings_others_brings_them_all(
    server: TelegramServer, told: Submissions, club: Chat, anna: User
) -> None:
    people = [server.user("Ben"), server.user("Carl"), User("Other", bot=True)]
    server.says(anna, club, new_chat_members=[p.payload() for p in people])
    joined = [u for u in await told.all() if isinstance(u, MemberJoined)]
    assert [(u.actor.name, u.actor.person) for u in joined] == [("Ben", True), ("Carl", True), ("Other", False)]
    assert len({u.id for u in joined}) == 3


@pytest.mark.parametrize("stays", [5, 0])
async def test_who_leaves_and_comes_back_has_come_twice(
    server: TelegramServer, told: Submissions, club: Chat, stays: int
) -> None:
    ben = server.user("Ben")
    for _ in range(2):
        server.joins(ben, club)
        server.advance(timedelta(seconds=stays))
        server.leaves(ben, club)
        server.advance(timedelta(seconds=5))
    assert [type(u) for u in await told.all()] == [MemberJoined, MemberLeft] * 2


async def test_a_service_message_that_comes_late_undoes_nothing(
    server: TelegramServer, told: Submissions, club: Chat, anna: User
) -> None:
    left = server.now()
    server.leaves(anna, club, service=False)
    server.advance(timedelta(seconds=4))
    server.joins(anna, club, service=False)
    server.says(anna, club, left_chat_member=anna.payload(), at=left)
    server.says(anna, club, new_chat_members=[anna.payload()])
    assert [type(u) for u in await told.all()] == [MemberLeft, MemberJoined]


async def test_who_is_removed_has_left(server: TelegramServer, told: Submissions, club: Chat, anna: User) -> None:
    server.leaves(anna, club, by=server.user("Mod"))
    acted, left = await told.all()
    assert isinstance(acted, ActedNatively)
    assert acted.act is NativeAct.BAN
    assert acted.by is not None
    assert acted.by.name == "Mod"
    assert isinstance(left, MemberLeft)
    assert left.actor.name == "Anna"


async def test_who_is_muted_is_still_here(server: TelegramServer, told: Submissions, club: Chat, anna: User) -> None:
    server.standing(club, anna, "restricted")
    assert (await told.only(AccessChanged)).actor.access is Access.MEMBER
    server.standing(club, anna, "restricted", here=False)
    assert isinstance((await told.all())[-1], MemberLeft)


@pytest.mark.parametrize(
    ("rights", "access"),
    [
        (("can_restrict_members",), Access.MODERATOR),
        (("can_restrict_members", "can_promote_members"), Access.ADMIN),
        (("can_pin_messages",), Access.MEMBER),
    ],
)
async def test_a_promotion_says_what_the_rights_make(
    server: TelegramServer, told: Submissions, club: Chat, anna: User, rights: tuple[str, ...], access: Access
) -> None:
    server.promotes(anna, club, *rights)
    assert (await told.only(AccessChanged)).actor.access is access


async def test_the_owner_is_the_owner(server: TelegramServer, told: Submissions, club: Chat, anna: User) -> None:
    server.owns(anna, club)
    assert (await told.only(AccessChanged)).actor.access is Access.OWNER


async def test_a_group_is_met_at_its_first_message_once(
    server: TelegramServer, told: Submissions, club: Chat, anna: User
) -> None:
    server.says(anna, club, "a")
    server.says(anna, club, "b")
    await told.all()
    assert [u.title for u in told.of(BotAdded)] == ["Club"]
    assert isinstance(told.updates[0], BotAdded)


async def test_the_bot_is_added_where_it_comes_and_not_where_it_goes(
    server: TelegramServer, told: Submissions, anna: User
) -> None:
    chat = server.group("New", anna)
    server.standing(chat, server.me, "left")
    server.standing(chat, server.me, "member", by=anna)
    server.blocks(anna)
    lost, added = await told.all()
    assert isinstance(lost, RightsLost)
    assert lost.lost == frozenset(Right)
    assert isinstance(added, BotAdded)
    assert (added.title, added.space) == ("New", space(chat))


async def test_a_channels_readers_do_not_arrive(server: TelegramServer, told: Submissions) -> None:
    channel = server.group("News", type="channel")
    server.joins(server.user("Ben"), channel, service=False)
    server.standing(channel, server.me, "administrator")
    assert await told.all() == []
    assert told.of(BotAdded) == []


async def test_an_upgrade_told_in_both_chats_has_one_id(server: TelegramServer, told: Submissions, anna: User) -> None:
    small = server.group("Small", anna, type="group")
    large = server.upgrades(small)
    first, second = await told.all()
    assert isinstance(first, ChatMigrated)
    assert isinstance(second, ChatMigrated)
    assert (first.old, first.new, first.id) == (space(small), space(large), second.id)
    assert (second.old, second.new) == (first.old, first.new)


async def test_requests_to_join_are_left_to_the_admins(server: TelegramServer, told: Submissions, club: Chat) -> None:
    server.asks_to_join(server.user("Ben"), club)
    assert await told.all() == []


async def test_with_privacy_mode_on_commands_still_come(server: TelegramServer, told: Submissions, anna: User) -> None:
    server.privacy = True
    club = server.group("Club", anna, rights=None)
    server.says(anna, club, "hello all")
    server.says(anna, club, "@hearth_bot hello")
    assert (await told.only(MessagePosted)).text == "@hearth_bot hello"


async def test_reactions_told_as_counts_are_left_alone(server: TelegramServer, told: Submissions, club: Chat) -> None:
    count = {"type": {"type": "emoji", "emoji": "👍"}, "total_count": 3}
    change = {"chat": club.payload(), "message_id": 5, "date": 1, "reactions": [count]}
    server.feed.push("message_reaction_count", change)
    assert await told.all() == []
