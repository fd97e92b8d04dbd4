"""A ban is held until the person has been told. Taken back meanwhile, it is not carried out behind that."""

import pytest

from tests.journeys.test_telegram_day import Club


@pytest.mark.parametrize("before", [(), ("/ban @vova 7d rude",)], ids=["the first", "a longer one"])
async def test_a_ban_that_is_held_and_taken_back_lets_nobody_stay_out(club: Club, before: tuple[str, ...]) -> None:
    vova = await club.joins("Vova")
    for order in ("hello", *before):
        await club.says(club.max if before and order in before else vova, order)
    telling = club.telegram.hold("sendMessage")
    club.telegram.says(club.max, club.chat, "/ban @vova 30d rude")
    await club.telegram.until(lambda: club.telegram.held)
    club.telegram.says(club.olga, club.chat, "/unban @vova")
    telling.set()
    await club.hearth.settle()
    assert club.chat.member(vova).status == ("left" if before else "member")
    assert len(club.telegram.calls("banChatMember")) == (2 if before else 0)
