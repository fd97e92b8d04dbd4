"""Acting on people, with what Telegram makes of a length of time."""

from datetime import timedelta

import pytest

from adapters.telegram.run import TelegramPlatform
from bot.errors import Forbidden, Gone
from bot.ids import AccountRef, Platform
from bot.ports import Moderator
from tests.wire.telegram.model import ANONYMOUS, CHANNEL, PERMISSIONS, SERVICE, Chat, User
from tests.wire.telegram.server import TelegramServer

from .test_ports import account, space

DAY = timedelta(days=1)


@pytest.fixture
def moderator(platform: TelegramPlatform) -> Moderator:
    return platform.ports.moderator


@pytest.mark.parametrize("act", ["restrict", "ban"])
@pytest.mark.parametrize(
    ("asked", "lasts"),
    [
        (timedelta(seconds=5), timedelta(seconds=35)),
        (timedelta(hours=1), timedelta(hours=1)),
        (400 * DAY, 365 * DAY),
        (-DAY, timedelta(seconds=35)),
    ],
)
async def test_an_end_too_soon_or_too_far_is_not_for_ever(
    moderator: Moderator,
    server: TelegramServer,
    club: Chat,
    anna: User,
    act: str,
    asked: timedelta,
    lasts: timedelta,
) -> None:
    now = server.now()
    await getattr(moderator, act)(space(club), account(anna), now + asked, "spam")
    until = club.member(anna).until
    assert until is not None
    assert abs(until - now - lasts) <= timedelta(seconds=2)


async def test_without_an_end_it_is_for_good(moderator: Moderator, club: Chat, anna: User) -> None:
    await moderator.restrict(space(club), account(anna), None, "spam")
    assert (club.member(anna).status, club.member(anna).until) == ("restricted", None)
    assert not club.may_write(anna)
    await moderator.ban(space(club), account(anna), None, "spam")
    assert (club.member(anna).status, club.member(anna).until) == ("kicked", None)


async def test_a_release_leaves_nothing_behind(moderator: Moderator, club: Chat, anna: User) -> None:
    await moderator.restrict(space(club), account(anna), None, "spam")
    club.permissions = dict.fromkeys(PERMISSIONS, False)  # the chat is locked at this moment
    await moderator.release(space(club), account(anna), "")
    assert club.member(anna).status == "member"
    assert not club.may_write(anna)
    club.permissions = dict.fromkeys(PERMISSIONS, True)
    assert club.may_write(anna)


async def test_a_kick_removes_and_keeps_nobody_out(
    moderator: Moderator, server: TelegramServer, club: Chat, anna: User
) -> None:
    await moderator.kick(space(club), account(anna), "spam")
    assert club.member(anna).status == "left"
    assert server.calls("banChatMember") == []


@pytest.mark.parametrize("status", ["kicked", "left"])
async def test_a_kick_of_somebody_gone_lifts_no_ban(
    moderator: Moderator, server: TelegramServer, club: Chat, anna: User, status: str
) -> None:
    server.standing(club, anna, status)
    await moderator.kick(space(club), account(anna), "spam")
    assert club.member(anna).status == status
    assert server.calls("unbanChatMember") == []


async def test_a_kick_removes_who_is_muted(
    moderator: Moderator, server: TelegramServer, club: Chat, anna: User
) -> None:
    server.standing(club, anna, "restricted")
    await moderator.kick(space(club), account(anna), "spam")
    assert not club.member(anna).present


async def test_an_ordinary_group_kicks_by_a_ban_and_mutes_nobody(
    moderator: Moderator, server: TelegramServer, anna: User
) -> None:
    group = server.group("Small", anna, type="group")
    with pytest.raises(Forbidden, match="supergroups"):
        await moderator.restrict(space(group), account(anna), None, "")
    await moderator.kick(space(group), account(anna), "spam")
    assert group.member(anna).status == "left"


async def test_an_ordinary_group_has_nothing_to_lift(moderator: Moderator, server: TelegramServer, anna: User) -> None:
    group = server.group("Small", anna, type="group")
    await moderator.release(space(group), account(anna), "")
    await moderator.unban(space(group), account(anna), "")
    assert group.member(anna).status == "member"
    other = server.group("Club", anna, rights=())
    with pytest.raises(Forbidden):
        await moderator.release(space(other), account(anna), "")


async def test_an_unban_removes_nobody_who_is_here(
    moderator: Moderator, server: TelegramServer, club: Chat, anna: User
) -> None:
    await moderator.unban(space(club), account(anna), "")
    assert club.member(anna).status == "member"
    server.standing(club, anna, "kicked")
    await moderator.unban(space(club), account(anna), "")
    assert club.member(anna).status == "left"


@pytest.mark.parametrize("act", ["restrict", "ban", "kick"])
@pytest.mark.parametrize("who", ["administrator", "creator"])
async def test_those_above_are_refused(
    moderator: Moderator, server: TelegramServer, club: Chat, anna: User, act: str, who: str
) -> None:
    server.standing(club, anna, who, rights=frozenset({"can_pin_messages"}))
    more = () if act == "kick" else (None,)
    with pytest.raises(Forbidden):
        await getattr(moderator, act)(space(club), account(anna), *more, "")
    assert club.member(anna).status == who


async def test_without_the_right_nobody_is_touched(moderator: Moderator, server: TelegramServer, anna: User) -> None:
    club = server.group("Club", anna, rights=("can_delete_messages",))
    with pytest.raises(Forbidden, match="enough rights"):
        await moderator.ban(space(club), account(anna), None, "")


async def test_somebody_telegram_does_not_know_is_gone(moderator: Moderator, club: Chat) -> None:
    with pytest.raises(Gone):
        await moderator.ban(space(club), AccountRef(Platform.TELEGRAM, "5"), None, "")


@pytest.mark.parametrize("stand_in", [ANONYMOUS, CHANNEL, SERVICE])
async def test_an_account_that_stands_for_others_is_never_touched(
    moderator: Moderator, server: TelegramServer, club: Chat, stand_in: User
) -> None:
    before = len(server.asked)
    with pytest.raises(Forbidden):
        await moderator.ban(space(club), account(stand_in), None, "")
    with pytest.raises(Forbidden):
        await moderator.kick(space(club), account(stand_in), "")
    assert len(server.asked) == before


async def test_a_channel_is_banned_as_a_channel(moderator: Moderator, server: TelegramServer, club: Chat) -> None:
    channel = server.group("News", type="channel")
    writer = AccountRef(Platform.TELEGRAM, str(channel.id))
    await moderator.ban(space(club), writer, None, "")
    assert club.banned_senders == {channel.id}
    await moderator.unban(space(club), writer, "")
    assert club.banned_senders == set()
    with pytest.raises(Forbidden, match="stands for a channel"):
        await moderator.restrict(space(club), writer, None, "")


async def test_the_group_itself_is_never_banned(moderator: Moderator, club: Chat) -> None:
    with pytest.raises(Forbidden, match="anonymous"):
        await moderator.ban(space(club), AccountRef(Platform.TELEGRAM, str(club.id)), None, "")
