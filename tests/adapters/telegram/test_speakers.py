"""Who is behind a message: a person, or something that stands for others."""

import pytest

from bot.ids import AccountRef, Platform
from bot.updates import CommandInvoked, MessagePosted
from tests.wire.telegram.model import Chat, User
from tests.wire.telegram.server import TelegramServer

from .conftest import Submissions

pytestmark = pytest.mark.usefixtures("platform")


def account(number: int) -> AccountRef:
    return AccountRef(Platform.TELEGRAM, str(number))


async def test_an_anonymous_admin_is_no_person(server: TelegramServer, told: Submissions, club: Chat) -> None:
    server.says_anonymously(club, "/rules")
    actor = (await told.only(CommandInvoked)).actor
    assert (actor.person, actor.name, actor.account) == (False, "Club", account(club.id))


async def test_a_channel_that_writes_is_no_person(server: TelegramServer, told: Submissions, club: Chat) -> None:
    channel = server.group("News", type="channel")
    server.says_as(channel, club, "buy this")
    actor = (await told.only(MessagePosted)).actor
    assert (actor.person, actor.name, actor.account) == (False, "News", account(channel.id))


async def test_posts_of_the_linked_channel_are_nobodys(server: TelegramServer, told: Submissions, club: Chat) -> None:
    channel = server.group("News", type="channel")
    server.edits(server.forwards_post(channel, club, "fresh news"), "fresher news")
    server.says(server.me, channel, "a post in the channel itself")
    assert await told.all() == []


async def test_a_bot_that_writes_is_no_person(server: TelegramServer, told: Submissions, club: Chat) -> None:
    other = User("Other", "other_bot", bot=True)
    server.says(other, club, "beep")
    assert not (await told.only(MessagePosted)).actor.person


@pytest.mark.parametrize("name", ["<b>Anna</b>", "\u202eanna\u202c", "👩‍🚀" * 21, "مريم", "Анна 🎉"])
async def test_a_name_is_taken_as_it_is(server: TelegramServer, told: Submissions, club: Chat, name: str) -> None:
    server.says(server.user(name, language=None), club, "hi")
    actor = (await told.only(MessagePosted)).actor
    assert (actor.name, actor.username, actor.locale) == (name, None, None)
