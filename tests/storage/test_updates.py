"""What was done for which update, and updates in hand, on each backend."""

import asyncio
from datetime import timedelta

import pytest

from bot.ids import Platform
from bot.inbox import Inbox
from bot.once import KEPT, AlreadyDone, OnceOnly, once
from storage.database import Database, sql
from storage.updates import SqlDone, SqlInbox, done_updates
from tests.fakes import FakeClock


async def effects(database: Database) -> int:
    async with database.read() as tx:
        return len((await sql(tx).execute(done_updates.select())).all())


async def test_what_was_done_is_done_no_second_time_also_after_a_restart(database: Database) -> None:
    clock = FakeClock()
    for first in (None, True, False, False):
        restarted = OnceOnly(database, SqlDone(), clock)
        with once("telegram:CommandInvoked:7"):
            if first is None:
                async with restarted.begin():
                    pass
                continue
            with pytest.raises(AlreadyDone) as caught:
                async with restarted.begin():
                    raise AssertionError("it was done again")
        assert caught.value.first is first


async def test_what_failed_is_done_again(database: Database) -> None:
    transactions = OnceOnly(database, SqlDone(), FakeClock())
    for error in (ValueError, None):
        with once("a"):
            try:
                async with transactions.begin():
                    if error is not None:
                        raise error
            except ValueError:
                continue
    with once("a"), pytest.raises(AlreadyDone):
        async with transactions.begin():
            raise AssertionError


async def test_one_update_may_write_more_than_once_and_two_updates_each(database: Database) -> None:
    transactions = OnceOnly(database, SqlDone(), FakeClock())
    for key in ("a", "b"):
        with once(key):
            for _ in range(3):
                async with transactions.begin():
                    pass
    assert await effects(database) == 2


async def test_what_is_no_updates_is_not_noted(database: Database) -> None:
    transactions = OnceOnly(database, SqlDone(), FakeClock())
    async with transactions.begin():
        pass
    assert await effects(database) == 0


async def test_of_two_at_once_one_is_done(database: Database) -> None:
    transactions = OnceOnly(database, SqlDone(), FakeClock())

    async def do() -> bool:
        with once("a"):
            try:
                async with transactions.begin():
                    await asyncio.sleep(0.01)
            except AlreadyDone:
                return False
        return True

    assert sorted(await asyncio.gather(*(do() for _ in range(5)))) == [False] * 4 + [True]


async def test_what_was_done_long_ago_is_forgotten(database: Database) -> None:
    clock = FakeClock()
    for key in ("old", "new"):
        with once(key):
            async with OnceOnly(database, SqlDone(), clock).begin():
                pass
        clock.advance(KEPT + timedelta(seconds=1))
    assert await effects(database) == 1


async def test_updates_are_kept_by_platform_and_in_order(database: Database) -> None:
    inbox = Inbox(SqlInbox(), database, Platform.TELEGRAM)
    await Inbox(SqlInbox(), database, Platform.DISCORD).keep({5: {"text": "elsewhere"}})
    await inbox.keep({9: {"text": "привет"}, 7: {"text": "hi"}})
    await inbox.keep({7: {"text": "told again"}, 8: {"text": "you"}})
    assert list((await inbox.load()).items()) == [(7, {"text": "hi"}), (8, {"text": "you"}), (9, {"text": "привет"})]
    await inbox.forget([7, 9, 100])
    assert list(await inbox.load()) == [8]
