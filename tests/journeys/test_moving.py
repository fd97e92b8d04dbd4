"""A Telegram group becomes a supergroup: it has another id from then on, and everything kept by the chat goes along."""

from datetime import timedelta
from typing import Any

import pytest

from tests.journeys.hearth import open_hearth
from tests.wire.telegram.model import Chat, User
from tests.wire.telegram.server import TelegramServer

LINK = "look at https://example.com"


def _quietly(server: TelegramServer, club: Chat) -> Chat:
    """Upgrade a group while nobody hears of it: the bot was away for longer than Telegram keeps updates."""
    new = server.upgrades(club)
    server.feed.waiting.clear()
    return new


def _said(chat: Chat, author: User) -> list[str]:
    return [m.text for m in chat.messages.values() if m.sender is author]


@pytest.mark.parametrize("told", [True, False], ids=["told", "found out by a refusal"])
async def test_log_locks_and_spared_chats_follow_a_group_that_becomes_a_supergroup(tmp_path: Any, told: bool) -> None:
    async with TelegramServer() as server:
        olga, anna, boris = server.user("Olga", started=True), server.user("Anna"), server.user("Boris")
        club = server.group("Club", olga, anna, boris)
        server.owns(olga, club)
        async with open_hearth(f"sqlite:///{tmp_path}/hearth.db", telegram=server) as hearth:
            server.says(boris, club, "hello")
            for line in (
                "/log here",
                "/lock links | for: 2h",
                "/rule edit caps | on: yes | action: warn | exempt chats: here",
                f"/mute {boris.id} 10m loud",
            ):
                server.says(olga, club, line)
                await hearth.settle()
            new = server.upgrades(club) if told else _quietly(server, club)
            await hearth.settle()
            await hearth.wait(timedelta(minutes=11))  # the end of a mute is what a refusal is told for
            assert new.may_write(boris)

            server.says(anna, new, "LOUD BUT SPARED AS BEFORE EVERYWHERE")
            link = server.says(anna, new, LINK)
            server.says(olga, new, f"/warn {anna.id} two")
            await hearth.settle()
            assert link.id not in new.messages
            assert not any("LOUD" in text for text in _said(new, server.me))
            assert any("two" in text and "Olga" in text for text in _said(new, server.me))

            await hearth.wait(timedelta(hours=2))
            link = server.says(anna, new, LINK)
            await hearth.settle()
            assert link.id in new.messages
