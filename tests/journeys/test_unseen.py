"""Name somebody whom Hearth has never seen: most members, on the first day in a large group."""

import pytest

from tests.journeys.hearth import open_hearth
from tests.wire.telegram.server import TelegramServer


@pytest.mark.parametrize("here", [True, False], ids=["a member", "somebody who left"])
async def test_somebody_never_seen_is_banned_by_their_numeric_id(here: bool) -> None:
    async with TelegramServer() as server:
        olga, boris = server.user("Olga"), server.user("Boris")
        club = server.group("Club", olga, *([boris] if here else []))
        server.owns(olga, club)
        async with open_hearth(telegram=server) as hearth:
            server.says(olga, club, f"/ban {boris.id} spam in private")
            await hearth.settle()
            assert club.member(boris).status == "kicked"
            assert "Boris" in club.texts[-1]


@pytest.mark.parametrize("number", ["99", "9" * 19, "9" * 10_000, "٣٤٥"])
async def test_a_number_that_is_nobodys_is_said_to_be(number: str) -> None:
    async with TelegramServer() as server:
        olga = server.user("Olga")
        club = server.group("Club", olga)
        server.owns(olga, club)
        async with open_hearth(telegram=server) as hearth:
            server.says(olga, club, f"/ban {number} spam"[:4096])
            await hearth.settle()
            assert club.texts[-1].startswith("I don't know who")
