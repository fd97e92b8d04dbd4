"""One spammer in ten chats at once, over one process and over several on one database."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.access import Access
from bot.ids import AccountRef, ChatRef, MemberId, MessageRef, Platform
from bot.moderation.blocklist.entries import Blocked
from bot.moderation.model import Case, Kind
from bot.updates import Actor, MessagePosted
from storage.moderation import SqlModeration
from tests.backends import Backend, Postgres
from tests.journeys.crowd import GROUP, MAX, SPACE, Crowd, Heard, open_crowd
from tests.journeys.outages import until

SPAMMER = Actor(AccountRef(Platform.TELEGRAM, "66"), "Spammer", "spammer", Access.MEMBER)
ACTIONS = ("delete", "warn", "mute 10m", "ban")


def spam(crowd: Crowd, number: int, text: str = "") -> MessagePosted:
    """Write in a topic of its own: those are handled side by side."""
    chat = ChatRef(Platform.TELEGRAM, GROUP.id, str(number))
    at = crowd.clock.now() + timedelta(milliseconds=200 * number)
    words = text or f"casino {number}"
    return MessagePosted(str(number), at, SPACE, chat, SPAMMER, MessageRef(chat, str(number)), words)


async def listed(crowd: Crowd, action: str) -> None:
    """Put the word on the list, in every process."""
    app = crowd.apps[0]
    community = app.directory.community_of(SPACE)
    assert community is not None
    async with app.database.begin() as tx:
        await SqlModeration().block(tx, community, [Blocked("casino", action)], MemberId(1), crowd.clock.now())
    for each in crowd.apps:
        await each.moderation.load()
        await each.directory.refresh()


async def cases(crowd: Crowd) -> Sequence[Case]:
    """Read every case there is."""
    app = crowd.apps[0]
    community = app.directory.community_of(SPACE)
    assert community is not None
    async with app.database.read() as tx:
        return await SqlModeration().latest(tx, community)


def removed(crowd: Crowd) -> set[str]:
    """Name the messages that were deleted."""
    return {ref for done in crowd.platform.took if done.startswith("delete ") for ref in done.split()[1:]}


async def say_at_once(crowd: Crowd, many: int) -> None:
    """Let every process hear its share, all in one moment."""
    await asyncio.gather(*(crowd.apps[n % len(crowd.apps)].submit(spam(crowd, n), Heard()) for n in range(1, many + 1)))
    for app in crowd.apps:
        await app.settle()


@pytest.mark.parametrize("action", ACTIONS)
async def test_ten_messages_in_ten_chats_at_once_are_one_case(backend: Backend, action: str) -> None:
    database = await backend.fresh()
    await database.close()
    async with open_crowd(database.url, 1) as crowd:
        await listed(crowd, action)
        await say_at_once(crowd, 10)
        [case] = await cases(crowd)
        assert removed(crowd) == {str(n) for n in range(1, 11)}
        assert case.removed == 9
        assert (
            len([done for done in crowd.platform.took if done.startswith("send ") and not done.startswith("send You")])
            == 1
        )
        crowd.clock.advance(timedelta(seconds=5))
        await crowd.apps[0].settle()
        assert any("9 more messages were removed." in done for done in crowd.platform.took)
        assert crowd.faults() == 0


@pytest.mark.parametrize("action", ACTIONS)
async def test_two_processes_that_hear_them_open_one_case(postgres: Postgres, action: str) -> None:
    database = await postgres.fresh()
    await database.close()
    async with open_crowd(database.url, 3) as crowd:
        await listed(crowd, action)
        await say_at_once(crowd, 12)
        [case] = await cases(crowd)
        assert (len(removed(crowd)), case.removed) == (12, 11)
        assert crowd.faults() == 0


async def test_told_again_after_a_restart_nothing_is_counted_twice(backend: Backend) -> None:
    database = await backend.fresh()
    await database.close()
    for _ in range(2):
        async with open_crowd(database.url, 1) as crowd:
            await listed(crowd, "warn")
            await say_at_once(crowd, 4)
            [case] = await cases(crowd)
            assert case.removed == 3
            assert crowd.faults() == 0


async def test_the_tenth_message_of_a_burst_is_no_flood_beside_it_where_each_was_removed(backend: Backend) -> None:
    database = await backend.fresh()
    await database.close()
    async with open_crowd(database.url, 1) as crowd:
        await listed(crowd, "warn")
        await say_at_once(crowd, 14)
        [case] = await cases(crowd)
        assert (case.rule, case.removed, len(removed(crowd))) == ("blocklist", 13, 14)


async def test_it_is_none_either_where_the_tenth_is_the_first_that_the_platform_lets_go(
    backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = await backend.fresh()
    await database.close()
    async with open_crowd(database.url, 1) as crowd:
        await listed(crowd, "warn")
        told, delete = asyncio.Event(), crowd.platform.delete

        async def the_tenth_first(refs: Sequence[MessageRef]) -> int:
            if "10" not in {ref.id for ref in refs}:
                await told.wait()
            return await delete(refs)

        monkeypatch.setattr(crowd.platform, "delete", the_tenth_first)
        heard = {number: Heard() for number in range(1, 15)}
        for number in heard:
            await crowd.apps[0].submit(spam(crowd, number), heard[number])
        await until(lambda: heard[10].closed)
        told.set()
        await crowd.apps[0].settle()
        [case] = await cases(crowd)
        assert (case.rule, case.kind, case.removed, len(removed(crowd))) == ("blocklist", Kind.WARN, 13, 14)


async def test_after_ten_seconds_it_is_another_case(backend: Backend) -> None:
    database = await backend.fresh()
    await database.close()
    async with open_crowd(database.url, 1) as crowd:
        await listed(crowd, "warn")
        await say_at_once(crowd, 2)
        crowd.clock.advance(timedelta(seconds=11))
        await crowd.apps[0].submit(spam(crowd, 20), Heard())
        await crowd.apps[0].settle()
        assert len(await cases(crowd)) == 2


async def test_whoever_was_silenced_is_cleaned_up_after_in_every_chat_whatever_they_write(backend: Backend) -> None:
    database = await backend.fresh()
    await database.close()
    async with open_crowd(database.url, 1) as crowd:
        await listed(crowd, "ban")
        await say_at_once(crowd, 1)
        for number in range(30, 33):
            await crowd.apps[0].submit(spam(crowd, number, "something harmless"), Heard())
        await crowd.apps[0].settle()
        [case] = await cases(crowd)
        assert removed(crowd) >= {"30", "31", "32"}
        assert case.removed == 3


async def test_a_channel_that_writes_here_is_removed_and_banned_without_a_case(backend: Backend) -> None:
    database = await backend.fresh()
    await database.close()
    channel = Actor(AccountRef(Platform.TELEGRAM, "-1009"), "Offers", person=False, channel=True)
    hidden = Actor(AccountRef(Platform.TELEGRAM, "1087968824"), "Group", person=False)
    async with open_crowd(database.url, 1) as crowd:
        app = crowd.apps[0]
        await listed(crowd, "ban")
        await crowd.say(app, MAX, "log here")
        for number, who in enumerate((channel, hidden), 50):
            await app.submit(spam(crowd, number)._replace(actor=who, text="casino"), Heard())
        await app.settle()
        assert removed(crowd) == {"50"}
        assert [done for done in crowd.platform.took if done.startswith("ban ")] == ["ban -1009"]
        assert await cases(crowd) == []
        assert crowd.faults() == 0
