"""People appear, have roles, come and go, and may be kept from writing."""

from datetime import UTC, datetime, timedelta

import pytest

from adapters.console.world import GROUP, SPACE
from bot.access import Access
from bot.errors import Forbidden, Gone
from bot.updates import AccessChanged, BotAdded, MemberJoined, MemberLeft, MessagePosted

from .fakes import Chat, at

THREE = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)  # 18:00 in Moscow


async def test_the_bot_comes_into_the_group_before_the_first_thing_that_happens() -> None:
    chat = Chat()
    await chat.play("anna: hello", "anna: again")
    assert chat.told(BotAdded) == [BotAdded("1", THREE, SPACE, GROUP, "Hearth", None, "Europe/Moscow")]
    assert chat.host.updates[0] is chat.told(BotAdded)[0]


async def test_a_community_takes_only_a_zone_that_a_line_asked_for() -> None:
    chat = Chat()
    await chat.play("time 2026-12-01 18:00", "time +2h", "anna: hello")
    assert [u.zone for u in chat.told(BotAdded)] == [None]


async def test_the_first_to_speak_is_the_owner() -> None:
    chat = Chat()
    await chat.play("max joins", "anna: hello", "max: hello")
    assert [m.actor.access for m in chat.told(MessagePosted)] == [Access.OWNER, Access.MEMBER]


async def test_a_declared_owner_stands() -> None:
    chat = Chat()
    await chat.play("olga is owner", "anna: hello", "olga: hello")
    assert [m.actor.access for m in chat.told(MessagePosted)] == [Access.MEMBER, Access.OWNER]


async def test_a_declared_role_is_kept_by_the_first_to_speak() -> None:
    chat = Chat()
    await chat.play("max is moderator", "max: hello", "anna: hello")
    assert [m.actor.access for m in chat.told(MessagePosted)] == [Access.MODERATOR, Access.MEMBER]


async def test_a_person_is_known_by_their_name_in_lower_case_and_shown_as_first_written() -> None:
    chat = Chat()
    await chat.play("Anna: hello", "ANNA: again")
    first, second = (m.actor for m in chat.told(MessagePosted))
    assert (first.account.id, first.username, first.name) == ("anna", "anna", "Anna")
    assert first == second


async def test_a_role_given_later_is_told() -> None:
    chat = Chat()
    await chat.play("olga: hello", "max: hello", "max is moderator", "max is moderator")
    assert [(u.actor.name, u.actor.access) for u in chat.told(AccessChanged)] == [("max", Access.MODERATOR)]


async def test_joining_and_leaving_are_told() -> None:
    chat = Chat()
    await chat.play("anna joins", "anna leaves", "anna leaves")
    assert [u.actor.access for u in chat.told(MemberJoined)] == [Access.MEMBER]
    assert [u.actor.access for u in chat.told(MemberLeft)] == [Access.EVERYONE]
    assert chat.lines == ["! anna is not in the group. For example: anna joins"]


async def test_somebody_who_left_cannot_write_in_the_group_but_can_in_private() -> None:
    chat = Chat()
    await chat.play("anna: hello", "anna leaves", "anna: psst", "anna > psst")
    assert [(m.text, m.space) for m in chat.told(MessagePosted)] == [("hello", SPACE), ("psst", None)]
    assert chat.lines == ["* anna cannot write here (not in the group)"]


async def test_a_language_belongs_to_the_person() -> None:
    chat = Chat()
    await chat.play("lang ru anna", "anna: привет", "max: hello")
    assert [m.actor.locale for m in chat.told(MessagePosted)] == ["ru", None]


async def test_a_muted_person_cannot_write_until_then() -> None:
    chat = Chat()
    await chat.play("olga: hi", "max: hi")
    await chat.ports.moderator.restrict(*at("max"), THREE + timedelta(hours=1), "flood")
    await chat.play("max: hello?", "time +1h", "max: hello!")
    assert chat.lines == [
        "* hearth mutes max until 2026-12-01 19:00",
        "* max cannot write here (muted until 2026-12-01 19:00)",
    ]
    assert chat.told(MessagePosted)[-1].text == "hello!"


async def test_a_muted_person_writes_again_once_released() -> None:
    chat = Chat()
    await chat.play("olga: hi", "max: hi")
    await chat.ports.moderator.restrict(*at("max"), None, "")
    await chat.ports.moderator.release(*at("max"), "")
    await chat.play("max: hello")
    assert chat.lines == ["* hearth mutes max", "* hearth unmutes max"]
    assert len(chat.told(MessagePosted)) == 3


async def test_a_kicked_person_has_left_and_may_come_back() -> None:
    chat = Chat()
    await chat.play("olga: hi", "max: hi")
    await chat.ports.moderator.kick(*at("max"), "spam")
    await chat.play("max: hello", "max joins", "max: hello")
    assert chat.lines == ["* hearth kicks max", "* max cannot write here (not in the group)"]
    assert [u.actor.name for u in chat.told(MemberLeft)] == ["max"]
    await chat.play("max leaves")
    with pytest.raises(Gone):
        await chat.ports.moderator.kick(*at("max"), "again")


async def test_a_banned_person_cannot_come_back_until_unbanned() -> None:
    chat = Chat()
    await chat.play("olga: hi", "max: hi")
    await chat.ports.moderator.ban(*at("max"), None, "spam")
    await chat.play("max joins", "max: hello")
    await chat.ports.moderator.unban(*at("max"), "")
    await chat.play("max joins", "max: hello")
    assert chat.lines == [
        "* hearth bans max",
        "* max cannot join (banned)",
        "* max cannot write here (banned)",
        "* hearth unbans max",
    ]
    assert len(chat.told(MemberJoined)) == 1


async def test_nobody_acts_on_the_owner_or_the_bot() -> None:
    chat = Chat()
    await chat.play("olga: hi")
    for name in ("olga", "hearth"):
        with pytest.raises(Forbidden):
            await chat.ports.moderator.restrict(*at(name), None, "")
    assert chat.lines == []


async def test_the_roster_knows_who_is_here_and_finds_who_has_left() -> None:
    chat = Chat()
    await chat.play("olga is owner", "max is moderator", "анна: привет", "max leaves")
    roster = chat.ports.roster
    assert await roster.access(*at("olga")) is Access.OWNER
    assert await roster.access(*at("max")) is Access.EVERYONE
    assert await roster.access(*at("nobody")) is Access.EVERYONE
    assert await roster.find(SPACE, "nobody") is None
    found = await roster.find(SPACE, "Анна")
    assert found is not None
    assert found.account.id == "анна"
    assert await roster.find(SPACE, "max") is not None
