"""Connecting, menus, and what goes wrong with them."""

import asyncio
from datetime import timedelta

import pytest

from adapters.telegram import polling
from adapters.telegram.run import TelegramPlatform
from bot.config import BadConfig, TelegramSettings
from bot.content import reply
from bot.errors import CannotStart, Unavailable
from bot.texts import languages, say
from bot.updates import CommandInvoked, MessagePosted
from tests.fakes import FakeClock
from tests.wire.telegram.model import Chat, User
from tests.wire.telegram.server import TelegramServer

from .conftest import Start, Submissions, make_table
from .test_ports import outgoing, place

SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait 10 ms at most before a poll that failed is tried again."""
    monkeypatch.setattr(polling, "LONGEST_PAUSE", 0.01)


async def test_the_menus_show_each_reader_what_they_may_do(server: TelegramServer, start: Start) -> None:
    await start()
    shown = {
        (scope, language): [c["command"] for c in server.commands[f'{{"type": "{scope}"}}', language]]
        for scope in SCOPES
        for language in ("", "ru")
    }
    everybody, admins = ["rules"], ["event", "rules", "link"]
    assert shown == {
        (scope, language): admins if scope == SCOPES[3] else everybody for scope in SCOPES for language in ("", "ru")
    }
    [told] = server.commands['{"type": "default"}', "ru"]
    assert told["description"] == say("menu-rules", "ru")


async def test_menus_that_are_right_already_are_left_alone(server: TelegramServer, start: Start) -> None:
    first = await start()
    await first.stop()
    await start()
    assert len(server.calls("setMyCommands")) == len(SCOPES) * len(languages())


async def test_menus_that_are_refused_stop_nothing(
    server: TelegramServer, start: Start, told: Submissions, anna: User, capsys: pytest.CaptureFixture[str]
) -> None:
    server.limit("setMyCommands", after=300)
    await start()
    assert "telegram menus not set" in capsys.readouterr().out
    server.says(anna, server.private(anna), "hi")
    await told.only(MessagePosted)


async def test_a_wrong_token_is_said_to_be(start: Start) -> None:
    with pytest.raises(BadConfig, match=r"telegram\.token: Telegram does not take it; @BotFather") as caught:
        await start("110201543:another")
    assert isinstance(caught.value, CannotStart)
    assert "another" not in str(caught.value)


def test_without_a_token_nothing_starts(told: Submissions, clock: FakeClock) -> None:
    with pytest.raises(BadConfig, match=r"telegram\.token"):
        TelegramPlatform(TelegramSettings(), make_table(), told, clock)


async def test_a_server_that_does_not_answer_is_unavailable(start: Start) -> None:
    with pytest.raises(Unavailable, match="cannot be reached"):
        await start(api_base_url="http://127.0.0.1:1")


async def test_an_address_of_ones_own_may_end_in_a_slash(
    server: TelegramServer, start: Start, told: Submissions, club: Chat, anna: User
) -> None:
    await start(api_base_url=f"{server.base}/")
    server.says(anna, club, "hi")
    await told.only(MessagePosted)


async def test_another_process_with_the_same_token_is_said_once_and_outlasted(
    server: TelegramServer,
    start: Start,
    told: Submissions,
    club: Chat,
    anna: User,
    capsys: pytest.CaptureFixture[str],
    impatient: None,
) -> None:
    await start()
    server.feed.conflict = True
    server.says(anna, club, "hi")
    polls = server.feed.polls
    await server.until(lambda: server.feed.polls >= polls + 5)
    server.feed.conflict = False
    assert (await told.only(MessagePosted)).text == "hi"
    server.feed.conflict = True
    server.says(anna, club, "again")
    await server.until(lambda: server.feed.polls >= polls + 10)
    assert capsys.readouterr().out.count("another process polls with this token") == 1
    server.feed.conflict = False
    await told.all()


async def test_stopping_does_not_wait_for_a_telegram_that_fails(
    server: TelegramServer, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "FIRST_PAUSE", 60.0)
    monkeypatch.setattr(polling, "LONGEST_PAUSE", 60.0)
    server.feed.conflict = True
    platform = await start()
    async with asyncio.timeout(20):
        await platform.stop()


async def test_stopping_does_not_wait_for_a_telegram_that_hangs(
    server: TelegramServer,
    start: Start,
    told: Submissions,
    club: Chat,
    anna: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(polling, "STOP_SECONDS", 0.05)
    platform = await start()
    server.says(anna, club, "hi")
    await told.only(MessagePosted)
    hang = asyncio.Event()
    monkeypatch.setattr(server.feed, "poll", lambda _: hang.wait())
    async with asyncio.timeout(20):
        await platform.stop()
    hang.set()


async def test_a_failing_poll_is_tried_again(
    server: TelegramServer,
    start: Start,
    told: Submissions,
    club: Chat,
    anna: User,
    impatient: None,
) -> None:
    server.fail("getUpdates", 502, "Bad Gateway", times=3)
    await start()
    server.says(anna, club, "hi")
    await told.only(MessagePosted)


async def test_what_came_while_nobody_listened_is_handed_over(
    server: TelegramServer, start: Start, told: Submissions, club: Chat, anna: User
) -> None:
    first = await start()
    await first.stop()
    server.says(anna, club, "/rules")
    server.advance(timedelta(hours=1))
    server.says(anna, club, "/rules")
    await start()
    assert [type(u) for u in await told.all()] == [MessagePosted, CommandInvoked]


async def test_what_was_handed_over_does_not_come_again(
    server: TelegramServer, start: Start, told: Submissions, club: Chat, anna: User
) -> None:
    first = await start()
    server.says(anna, club, "hi")
    await told.all()
    await first.stop()
    await start()
    await told.only(MessagePosted)


async def test_what_fails_inside_does_not_stop_the_updates(
    server: TelegramServer, start: Start, told: Submissions, club: Chat, anna: User, capsys: pytest.CaptureFixture[str]
) -> None:
    async def fail(answer: object) -> None:
        raise RuntimeError("a fault of ours")

    await start()
    told.replies[CommandInvoked], told.before_answer = [reply("?")], fail
    server.says(anna, club, "/rules")
    server.says(anna, club, "hi")
    await told.only(MessagePosted)
    assert "telegram update could not be read" in capsys.readouterr().out


async def test_who_stops_receiving_can_still_send(
    server: TelegramServer, start: Start, told: Submissions, club: Chat, anna: User
) -> None:
    platform = await start()
    await platform.stop_receiving()
    server.says(anna, club, "too late")
    await platform.ports.messenger.send(place(club), outgoing("Good night"))
    assert club.texts == ["too late", "Good night"]
    assert told.updates == []


async def test_stopping_twice_or_before_starting_is_no_fault(server: TelegramServer, start: Start) -> None:
    platform = await start()
    await platform.stop()
    await platform.stop()
