"""Reports, appeals and private notices on Telegram, through the real python-telegram-bot."""

from typing import Any

from tests.journeys.test_telegram_day import Club


async def test_a_report_is_settled_by_the_first_press_and_the_second_is_told(club: Club) -> None:
    vova, anna = await club.joins("Vova"), await club.joins("Anna")
    ad = await club.says(vova, "Casino <b>& more</b> @everyone")
    assert "Reply to the message" in await club.told(anna, "/report")
    await club.says(anna, "/report <b>реклама</b>", reply_to=ad)
    ticket = club.find("A message was reported")
    pressed = ((club.max, "Ban"), (club.olga, "Warn"))
    presses = [club.telegram.presses_button(who, ticket, label) for who, label in pressed]
    await club.hearth.settle()
    first, second = (press.answer for press in presses)
    assert first is not None
    assert "Max banned the author" in first
    assert second is not None
    assert "Somebody was faster" in second
    assert ad.id not in club.chat.messages
    assert club.chat.member(vova).status == "kicked"
    assert club.find("Max banned the author").buttons == []
    assert any("banned its author" in text for text in club.private(anna))


async def test_the_log_leads_to_the_message_that_was_reported(club: Club) -> None:
    log = club.telegram.group("Log", club.olga)
    club.telegram.owns(club.olga, log)
    await club.hearth.settle()
    await club.says(club.olga, "/link")
    code = club.private(club.olga)[-1].split("/link ")[1].split()[0]
    club.telegram.says(club.olga, log, f"/link {code}")
    await club.hearth.settle()
    club.telegram.says(club.olga, log, "/log here")
    await club.hearth.settle()
    vova, anna = await club.joins("Vova"), await club.joins("Anna")
    ad = await club.says(vova, "Casino")
    await club.says(anna, "/report", reply_to=ad)
    [link] = [e["url"] for e in club.find("A message was reported", log).payload["entities"] if "url" in e]
    assert link == f"https://t.me/c/{str(club.chat.id).removeprefix('-100')}/{ad.id}"


async def test_who_is_banned_is_told_before_and_can_appeal_from_outside(club: Club) -> None:
    vova = await club.joins("Vova")
    await club.says(vova, "hello")
    before = len(club.telegram.asked)
    await club.says(club.max, "/ban @vova 7d advertising")
    done = [asked.method for asked in club.telegram.asked[before:]]
    told = next(n for n, text in enumerate(club.private(vova)) if "You were banned from Python people" in text)
    assert "/appeal 1" in club.private(vova)[told]
    assert done.index("sendMessage") < done.index("banChatMember")
    club.telegram.says(vova, club.telegram.private(vova), "/appeal 1 I was only joking")
    await club.hearth.settle()
    assert "is with the moderators" in club.private(vova)[-1]
    full = club.find("I was only joking", club.telegram.private(club.olga))
    assert "decided this yourself" in await club.press(club.max, club.find("Appeal against case #1"), "Overturn")
    assert "overturned it" in await club.press(club.olga, full, "Overturn")
    assert club.chat.member(vova).status == "left"
    assert "was granted" in club.private(vova)[-1]


async def test_who_never_started_the_bot_is_banned_without_delay_and_the_chat_says_how_to_appeal(club: Club) -> None:
    vova = await club.joins("Vova", started=False)
    await club.says(vova, "hello")
    await club.says(club.max, "/ban @vova 7d advertising")
    assert club.chat.member(vova).status == "kicked"
    assert "/appeal 1" in club.written[-1]
    assert club.private(vova) == []


async def test_anonymous_moderators_are_not_named(club: Club) -> None:
    ghost, vova = await club.joins("Ghost"), await club.joins("Vova")
    club.telegram.promotes(ghost, club.chat, "can_restrict_members", "can_delete_messages", "is_anonymous")
    ad = await club.says(vova, "an ad")
    await club.says(await club.joins("Anna"), "/report", reply_to=ad)
    ticket = club.find("A message was reported")
    assert "Max" in ticket.text
    assert "Ghost" not in ticket.text
    await club.press(ghost, ticket, "Dismiss")
    assert club.find("the message may stay").buttons == []


async def test_an_album_is_one_message_to_those_who_report_it_and_goes_whole(club: Club) -> None:
    vova, anna, kate = await club.joins("Vova"), await club.joins("Anna"), await club.joins("Kate")
    content = [{"caption": "buy now"}, {}, {}, {}]
    photo = {"file_id": "p", "file_unique_id": "u", "width": 9, "height": 9}
    sent: list[dict[str, Any]] = [{"photo": [photo], "media_group_id": "77", **more} for more in content]
    parts = [club.telegram.says(vova, club.chat, **part) for part in sent]
    await club.hearth.settle()
    await club.says(anna, "/report", reply_to=parts[1])
    await club.says(kate, "/report", reply_to=parts[2])
    ticket = club.find("reported by 2 people")
    await club.press(club.max, ticket, "Warn")
    assert not any(part.id in club.chat.messages for part in parts)
    assert "buy now" in "".join(club.private(vova))
