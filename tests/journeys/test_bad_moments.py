"""Telegram answers a question with an error now and then: a rule acts all the same, and a command is carried out."""

import pytest

from tests.journeys.test_telegram_day import Club

QUESTION = "getChatMember"


@pytest.mark.parametrize("code", [429, 500, 502])
async def test_a_rule_acts_though_the_question_who_wrote_is_answered_late(club: Club, code: int) -> None:
    vova = await club.joins("Vova")
    await club.says(club.olga, "/blocklist add casino | action: ban")
    await club.says(vova, "hello")
    if code == 429:
        club.telegram.limit(QUESTION, after=1)
    else:
        club.telegram.fail(QUESTION, code, "Internal Server Error", times=2)
    message = await club.says(vova, "casino")
    assert message.id not in club.chat.messages
    assert club.chat.member(vova).status == "kicked"


async def test_a_press_is_not_lost_to_a_bad_moment(club: Club) -> None:
    vova, anna = await club.joins("Vova"), await club.joins("Anna")
    ad = await club.says(vova, "an ad")
    await club.says(anna, "/report", reply_to=ad)
    club.telegram.fail(QUESTION, 500, "Internal Server Error", times=2)
    assert "Max banned the author" in await club.press(club.max, club.find("A message was reported"), "Ban")


async def test_who_is_limited_for_long_is_not_asked_again_in_vain(club: Club) -> None:
    vova = await club.joins("Vova")
    await club.says(vova, "hello")
    club.telegram.limit(QUESTION, after=60)
    before = len(club.telegram.asked)
    assert "The platform did not let me do that" in await club.told(club.max, "/ban @vova")
    assert sum(asked.method == QUESTION for asked in club.telegram.asked[before:]) == 1
    assert club.chat.member(vova).status == "member"
