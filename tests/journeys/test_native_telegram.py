"""What moderators do in Telegram's own menu, over its own protocol: each of it is a case, once."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from tests.journeys.hearth import Hearth, open_hearth
from tests.wire.telegram.model import Chat, User
from tests.wire.telegram.server import TelegramServer


@dataclass
class Club:
    """A Telegram group that Olga leads and Max moderates, with Anna in it; and a Discord server linked to it."""

    hearth: Hearth
    chat: Chat
    olga: User
    max: User
    anna: User

    @property
    def server(self) -> TelegramServer:
        """Give the pretended Telegram."""
        return self.hearth.telegram

    async def orders(self, text: str) -> str:
        """Give a command as Olga and read what she is answered privately."""
        self.server.says(self.olga, self.chat, text)
        await self.hearth.settle()
        return "".join(self.server.private(self.olga).texts[-1:])

    async def natively(self, status: str, by: User | None = None, **more: Any) -> None:
        """Give Anna a standing as somebody does in Telegram's menu."""
        self.server.standing(self.chat, self.anna, status, by=by or self.max, **more)
        await self.hearth.settle()

    @property
    def anna_is(self) -> str:
        """Give Anna's standing."""
        return self.chat.member(self.anna).status

    def asked(self, method: str) -> int:
        """Count the bot's requests of a method that were granted."""
        return sum(a.method == method and not a.refused for a in self.server.asked)


@pytest.fixture
async def club() -> AsyncIterator[Club]:
    async with TelegramServer() as telegram, open_hearth(telegram=telegram) as hearth:
        olga, maxim, anna = telegram.user("Olga", started=True), telegram.user("Max"), telegram.user("Anna")
        chat = telegram.group("Club", olga, maxim, anna)
        telegram.owns(olga, chat)
        telegram.promotes(maxim, chat)
        telegram.says(anna, chat, "hello")
        await hearth.settle()
        yield Club(hearth, chat, olga, maxim, anna)


async def test_a_mute_in_telegrams_menu_is_a_case_with_who_and_until_and_nothing_is_said_in_the_chat(
    club: Club,
) -> None:
    written = len(club.chat.texts)
    end = club.hearth.clock.now() + timedelta(hours=2)
    await club.natively("restricted", until=end)
    assert len(club.chat.texts) == written
    shown = await club.orders("/case 1")
    assert "mute" in shown
    assert "Max" in shown
    assert "Telegram's own menu" in shown
    assert "2 hours" in shown or "1 hour" in shown
    assert "#2" not in await club.orders("/cases @anna")
    await club.hearth.wait(timedelta(hours=2, minutes=1))
    assert "its time was over" in await club.orders("/case 1")


async def test_what_the_bot_itself_does_comes_back_as_an_update_and_makes_no_second_case(club: Club) -> None:
    for order in ("/mute @anna 2h loud", "/unmute @anna", "/kick @anna", "/ban @anna spam", "/unban @anna"):
        await club.orders(order)
    listed = await club.orders("/cases @anna")
    assert listed.count("#") == 3  # the mute, the kick and the ban
    assert "Telegram's own menu" not in await club.orders("/case 1")


async def test_a_mute_lifted_in_telegrams_menu_ends_ours_and_says_who(club: Club) -> None:
    await club.orders("/mute @anna 2h loud")
    await club.natively("member")
    assert club.anna_is == "member"
    shown = await club.orders("/case 1")
    assert "taken back by Max" in shown
    assert "#2" not in await club.orders("/cases @anna")
    await club.hearth.wait(timedelta(hours=3))
    assert "its time was over" not in await club.orders("/case 1")


async def test_a_mute_outlasts_being_an_administrator(club: Club) -> None:
    await club.orders("/mute @anna 2h loud")
    until = club.chat.member(club.anna).until
    await club.natively("administrator", by=club.olga, rights=frozenset({"can_manage_chat"}))
    assert "taken back" not in await club.orders("/case 1")
    await club.natively("member", by=club.olga)
    assert club.anna_is == "restricted"
    assert club.chat.member(club.anna).until == until
    assert "#2" not in await club.orders("/cases @anna")
    await club.hearth.wait(timedelta(hours=2, minutes=1))
    assert club.anna_is == "member"


async def test_a_mute_that_ends_while_somebody_is_an_administrator_is_over_without_a_word(club: Club) -> None:
    await club.orders("/mute @anna 2h loud")
    await club.natively("administrator", by=club.olga, rights=frozenset({"can_manage_chat"}))
    written = len(club.chat.texts)
    await club.hearth.wait(timedelta(hours=3))
    assert len(club.chat.texts) == written
    await club.natively("member", by=club.olga)
    assert club.anna_is == "member"
    assert "its time was over" in await club.orders("/case 1")


async def test_a_ban_that_did_not_reach_an_administrator_does_once_they_are_none(club: Club) -> None:
    await club.natively("administrator", by=club.olga, rights=frozenset({"can_manage_chat"}))
    await club.orders("/ban @anna spam")
    await club.hearth.wait(timedelta(seconds=5))
    assert club.anna_is == "administrator"
    await club.natively("member", by=club.anna)
    assert club.anna_is == "kicked"


async def test_a_ban_in_telegrams_menu_takes_over_from_ours_and_goes_on_when_ours_would_have_ended(club: Club) -> None:
    await club.orders("/ban @anna 1h spam")
    await club.natively("kicked")  # for good, which Telegram writes as the end 0
    assert club.anna_is == "kicked"
    await club.hearth.wait(timedelta(hours=2))
    assert club.anna_is == "kicked"
    assert "continued in case #2" in await club.orders("/case 1")
    assert "Max" in await club.orders("/case 2")


async def test_whoever_leaves_by_themselves_was_not_kicked_and_whoever_is_removed_may_come_back(club: Club) -> None:
    club.server.leaves(club.anna, club.chat)
    club.server.joins(club.anna, club.chat)
    await club.hearth.settle()
    assert "no cases" in await club.orders("/cases")
    await club.natively("left")
    shown = await club.orders("/case 1")
    assert "kick" in shown
    club.server.joins(club.anna, club.chat)
    await club.hearth.settle()
    assert club.anna_is == "member"
    assert club.asked("banChatMember") == 0


async def test_a_restriction_that_leaves_the_voice_is_no_mute(club: Club) -> None:
    await club.natively("restricted", permissions={"can_send_messages": True, "can_send_photos": False})
    assert "no cases" in await club.orders("/cases")


async def test_what_another_bot_does_is_a_case_that_names_it(club: Club) -> None:
    rose = club.server.user("Rose")
    rose.bot = True
    await club.natively("kicked", by=rose)
    shown = await club.orders("/case 1")
    assert "by Rose" in shown
    assert "somebody, in the platform's own menu" in shown


async def test_who_was_banned_by_hand_is_banned_again_where_they_come_back(club: Club) -> None:
    await club.natively("kicked")
    club.chat.members[club.anna.id].status = "left"
    club.server.joins(club.anna, club.chat)
    await club.hearth.settle()
    assert club.anna_is == "kicked"


async def test_a_ban_longer_than_telegram_knows_holds_to_its_end(club: Club) -> None:
    await club.orders("/ban @anna 400d spam")
    first = club.chat.member(club.anna).until
    await club.hearth.wait(timedelta(days=366))
    club.server.expire(club.chat)
    second = club.chat.member(club.anna).until
    assert club.anna_is == "kicked"
    assert first is not None
    assert second is not None
    assert timedelta(days=34) < second - first < timedelta(days=36)
    await club.hearth.wait(timedelta(days=35))
    assert club.anna_is == "left"
    assert "its time was over" in await club.orders("/case 1")


async def test_somebody_elses_ban_is_not_renewed_with_a_long_one_of_ours(club: Club) -> None:
    club.chat.members[club.anna.id].status = "kicked"  # while Hearth was away
    await club.orders("/ban @anna 400d spam")
    await club.hearth.wait(timedelta(days=401))
    assert club.asked("banChatMember") == 0
    assert club.anna_is == "kicked"


async def test_the_case_is_posted_in_the_log(club: Club) -> None:
    await club.orders("/log here")
    await club.natively("kicked")
    assert "Case #1: ban" in club.chat.texts[-1]


async def test_a_native_act_in_russian(club: Club) -> None:
    await club.orders("/language ru")
    await club.natively("kicked")
    shown = await club.orders("/case 1")
    assert "сделано в меню самого Telegram, автор: Max" in shown
