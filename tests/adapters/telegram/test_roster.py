"""Who is who in a group."""

from datetime import timedelta

import pytest

from adapters.telegram.run import TelegramPlatform
from bot.access import Access
from bot.ids import Platform, SpaceRef
from bot.ports import Roster
from tests.wire.telegram.model import Chat, User
from tests.wire.telegram.server import TelegramServer

from .conftest import Submissions
from .test_ports import account, space


@pytest.fixture
def roster(platform: TelegramPlatform) -> Roster:
    return platform.ports.roster


async def test_the_roster_knows_rights_and_who_is_not_there(roster: Roster, server: TelegramServer, anna: User) -> None:
    names = ("Mod", "Admin", "Owner", "Banned", "Muted", "Pins", "Stranger")
    mod, admin, owner, banned, muted, pins, stranger = (server.user(name) for name in names)
    club = server.group("Club", anna)
    server.promotes(mod, club, "can_restrict_members")
    server.promotes(admin, club, "can_restrict_members", "can_promote_members")
    server.promotes(pins, club, "can_pin_messages")
    server.owns(owner, club)
    server.standing(club, banned, "kicked")
    server.standing(club, muted, "restricted")
    expected = {
        anna: Access.MEMBER,
        mod: Access.MODERATOR,
        admin: Access.ADMIN,
        owner: Access.OWNER,
        pins: Access.MEMBER,
        banned: Access.EVERYONE,
        muted: Access.MEMBER,
        stranger: Access.EVERYONE,
        User("Nobody"): Access.EVERYONE,
    }
    assert {user: await roster.access(space(club), account(user)) for user in expected} == expected


async def test_where_the_bot_is_nobody_so_is_everybody(roster: Roster, server: TelegramServer, anna: User) -> None:
    club = server.group("Club", rights=None)
    assert await roster.access(space(club), account(anna)) is Access.EVERYONE
    elsewhere = SpaceRef(Platform.TELEGRAM, "-100123")
    assert await roster.access(elsewhere, account(anna)) is Access.EVERYONE


async def test_rights_are_asked_once_until_they_change(
    roster: Roster, server: TelegramServer, told: Submissions, club: Chat, anna: User
) -> None:
    async def access() -> tuple[Access, int]:
        await told.all()
        return await roster.access(space(club), account(anna)), len(server.calls("getChatMember"))

    assert await access() == (Access.MEMBER, 1)
    assert await access() == (Access.MEMBER, 1)
    server.promotes(anna, club, "can_restrict_members")
    assert await access() == (Access.MODERATOR, 2)
    server.leaves(anna, club)
    assert await access() == (Access.EVERYONE, 3)
    server.joins(anna, club)
    assert await access() == (Access.MEMBER, 4)
    server.standing(club, server.me, "administrator", rights=frozenset({"can_delete_messages"}))
    assert await access() == (Access.MEMBER, 5)
    server.advance(timedelta(minutes=6))
    assert await access() == (Access.MEMBER, 6)


async def test_rights_follow_an_upgraded_group(roster: Roster, server: TelegramServer, anna: User) -> None:
    small = server.group("Small", anna, type="group")
    server.owns(anna, small)
    server.upgrades(small)
    assert await roster.access(space(small), account(anna)) is Access.OWNER


async def test_people_are_found_once_they_were_seen(
    roster: Roster, server: TelegramServer, told: Submissions, club: Chat, anna: User
) -> None:
    assert await roster.find(space(club), "anna") is None
    server.says(anna, club, "hi")
    server.joins(server.user("Ben"), club)
    server.says_as(server.group("News", type="channel"), club, "buy")
    earlier = server.write(club, server.user("Carl"), {"text": "said before the bot came"})
    server.says(anna, club, "yes", reply_to=earlier)
    await told.all()
    found = [await roster.find(space(club), name) for name in ("Anna", "ben", "carl", "Channel_Bot")]
    assert [a and a.name for a in found] == ["Anna", "Ben", "Carl", None]


async def test_by_numeric_id_anybody_is_found_whom_telegram_knows(
    roster: Roster, server: TelegramServer, club: Chat, anna: User
) -> None:
    gone, nobody = server.user("Gone"), 99
    found = [await roster.find(space(club), str(number)) for number in (anna.id, gone.id, nobody, 10**18)]
    assert [a and (a.name, a.account) for a in found] == [("Anna", account(anna)), ("Gone", account(gone)), None, None]


def test_the_features_say_when_to_renew(platform: TelegramPlatform) -> None:
    assert platform.ports.features.max_restriction == timedelta(days=365)
    assert platform.ports.features.max_ban == timedelta(days=365)
    assert not platform.ports.features.ephemeral


async def test_the_team_is_who_may_restrict_others_and_anonymous_ones_have_no_name(
    roster: Roster, server: TelegramServer, anna: User
) -> None:
    mod, owner, ghost, pins = (server.user(name) for name in ("Mod", "Owner", "Ghost", "Pins"))
    club = server.group("Club", anna)
    server.owns(owner, club)
    server.promotes(mod, club, "can_restrict_members")
    server.promotes(ghost, club, "can_restrict_members", "is_anonymous")
    server.promotes(pins, club, "can_pin_messages")
    team = await roster.team(space(club))
    assert {(a.account, a.access) for a in team if a.person} == {
        (account(owner), Access.OWNER),
        (account(mod), Access.MODERATOR),
    }
    assert [(a.name, a.access) for a in team if not a.person] == [("", Access.MODERATOR)]
