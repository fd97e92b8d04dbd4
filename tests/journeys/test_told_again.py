"""A process that dies before it confirmed an update is told it again: what was done is not done twice."""

import copy
from pathlib import Path
from typing import Any

from tests.journeys.hearth import open_hearth
from tests.wire.telegram.model import Chat, User
from tests.wire.telegram.server import TelegramServer

AGAIN = "This was done, once, just before I was restarted."


class Twice:
    """A group whose Hearth dies after each thing it does, before it says so to Telegram."""

    def __init__(self, telegram: TelegramServer, file: Path) -> None:
        self.telegram = telegram
        self._url = f"sqlite:///{file}"
        self._first: list[dict[str, Any]] = []
        self.olga, self.max, self.vova = (telegram.user(name, started=True) for name in ("Olga", "Max", "Vova"))
        self.chat = telegram.group("Club", self.olga, self.max, self.vova)
        telegram.owns(self.olga, self.chat)
        telegram.promotes(self.max, self.chat, "can_restrict_members", "can_delete_messages")

    async def live(self) -> None:
        """Let a Hearth handle everything that is waiting, and remember it."""
        self._first = copy.deepcopy(self.telegram.feed.waiting)
        async with open_hearth(self._url, telegram=self.telegram) as hearth:
            await hearth.settle()

    async def hears(self, who: User, text: str) -> None:
        """Let somebody say something in the group, and a Hearth handle it."""
        self.telegram.says(who, self.chat, text)
        await self.live()

    async def live_again(self) -> None:
        """Let the next Hearth be told the same."""
        self.telegram.feed.waiting += self._first
        async with open_hearth(self._url, telegram=self.telegram) as hearth:
            await hearth.settle()

    def heard(self, who: User | None = None) -> list[str]:
        """Read what the bot wrote in the group, or to somebody."""
        chat: Chat = self.telegram.private(who) if who else self.chat
        return [m.text for m in chat.messages.values() if m.sender is self.telegram.me]


async def test_a_warning_told_again_is_one_warning_and_that_is_said_once(tmp_path: Path) -> None:
    async with TelegramServer() as telegram:
        club = Twice(telegram, tmp_path / "hearth.db")
        await club.hears(club.vova, "hi")
        await club.hears(club.max, "/warn @vova too loud")
        for _ in range(3):
            await club.live_again()
        said = club.heard() + club.heard(club.max)
        assert sum("too loud" in text for text in said) == 1
        assert sum(AGAIN in text for text in said) == 1
        await club.hears(club.max, "/warnings @vova")
        assert "#1" in club.heard(club.max)[-1]
        assert "#2" not in club.heard(club.max)[-1]


async def test_a_kick_told_again_is_not_said_to_have_found_nobody(tmp_path: Path) -> None:
    async with TelegramServer() as telegram:
        club = Twice(telegram, tmp_path / "hearth.db")
        await club.hears(club.vova, "hi")
        await club.hears(club.max, "/kick @vova too loud")
        assert club.chat.member(club.vova).status == "left"
        await club.live_again()
        assert [AGAIN in text for text in club.heard(club.max)] == [True]
        await club.hears(club.max, "/kick @vova once more")
        assert "Vova is not here" in club.heard(club.max)[-1]


async def test_an_unban_told_again_is_not_said_to_have_found_nobody_banned(tmp_path: Path) -> None:
    async with TelegramServer() as telegram:
        club = Twice(telegram, tmp_path / "hearth.db")
        await club.hears(club.vova, "hi")
        await club.hears(club.max, "/ban @vova too loud")
        await club.hears(club.max, "/unban @vova")
        assert club.chat.member(club.vova).status == "left"
        await club.live_again()
        assert AGAIN in club.heard(club.max)[-1]
        await club.hears(club.max, "/unban @vova")
        assert "Vova is not banned" in club.heard(club.max)[-1]


async def test_a_draft_confirmed_twice_is_one_event(tmp_path: Path) -> None:
    async with TelegramServer() as telegram:
        club = Twice(telegram, tmp_path / "hearth.db")
        await club.hears(club.max, "/event new Tea | in 2 days")
        [preview] = [m for m in telegram.private(club.max).messages.values() if "Announce" in m.buttons]
        telegram.presses_button(club.max, preview, "Announce")
        await club.live()
        await club.live_again()
        assert sum("Tea" in text for text in club.heard()) == 1


async def test_thanks_told_again_are_answered_again_and_given_once(tmp_path: Path) -> None:
    async with TelegramServer() as telegram:
        club = Twice(telegram, tmp_path / "hearth.db")
        await club.hears(club.vova, "hi")
        await club.hears(club.max, "/thanks @vova the talk")
        await club.live_again()
        assert sum("gives you 1 point" in text for text in club.heard()) == 2
        await club.hears(club.vova, "/score")
        assert "1 point" in club.heard(club.vova)[-1]


async def test_an_arrival_told_by_two_updates_is_one_also_with_a_restart_in_between(tmp_path: Path) -> None:
    async with TelegramServer() as telegram:
        club = Twice(telegram, tmp_path / "hearth.db")
        await club.live()
        anna = telegram.user("Anna")
        telegram.joins(anna, club.chat)
        change, message = telegram.feed.waiting
        telegram.feed.waiting = [change]
        await club.live()
        telegram.feed.waiting = [message]
        await club.live()
        assert sum("Anna" in text for text in club.heard()) == 1
