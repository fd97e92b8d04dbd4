"""Moderators act by replying, on Telegram: about whom, and with whose words as evidence."""

from datetime import timedelta

from tests.journeys.test_telegram_day import Club


async def test_the_words_of_one_are_no_evidence_against_another(club: Club) -> None:
    vova, anna = await club.joins("Vova"), await club.joins("Anna")
    said = await club.says(vova, "my own words")
    await club.says(club.max, "/warn @anna not about this", reply_to=said)
    assert "not about this" in club.private(anna)[-1]
    assert "my own words" not in club.private(anna)[-1]
    assert "my own words" not in await club.told(club.max, "/case 1")
    await club.says(club.max, "/note @anna nor this", reply_to=said)
    assert "my own words" not in await club.told(club.max, "/case 2")
    await club.says(club.max, "/warn @vova but about this", reply_to=said)
    assert "my own words" in club.private(vova)[-1]


async def test_an_anonymous_admin_acts_on_whom_they_replied_to(club: Club) -> None:
    vova = await club.joins("Vova")
    said = await club.says(vova, "hello")
    club.telegram.says_anonymously(club.chat, "/warn please stop", reply_to=said)
    await club.hearth.settle()
    await club.press(club.max, club.find("anonymous"), "It's me")
    assert "please stop" in club.private(vova)[-1]
    assert "hello" in club.private(vova)[-1]
    channel = club.telegram.group("News", type="channel")
    post = club.telegram.says_as(channel, club.chat, "buy now")
    for command, to in (("/ban advertising", post), ("/purge", said)):
        club.telegram.says_anonymously(club.chat, command, reply_to=to)
        await club.hearth.settle()
        await club.press(club.max, club.find("anonymous"), "It's me")
    assert channel.id in club.chat.banned_senders
    assert said.id not in club.chat.messages


async def test_an_answer_to_the_question_for_a_reason_may_begin_with_a_length_of_time(club: Club) -> None:
    vova = await club.joins("Vova")
    said = await club.says(vova, "hello")
    await club.says(club.max, "/mute", reply_to=said)
    await club.says(club.max, "на 2 часа", reply_to=club.find("is missing"))
    assert club.chat.member(vova).status == "member"
    await club.says(club.max, "too loud", reply_to=club.find("is missing"))
    until = club.chat.member(vova).until
    assert until is not None
    assert until - club.hearth.clock.now() <= timedelta(hours=2)
    assert "Why: too loud" in club.private(vova)[-1]
