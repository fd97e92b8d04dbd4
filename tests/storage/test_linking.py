"""One-time codes, on each backend."""

import asyncio
from dataclasses import replace

from bot.communities.linking import LinkCode, Purpose
from bot.communities.model import Account
from bot.ids import AccountRef, ChatRef, CommunityId, MemberId, Platform
from storage.database import Database
from storage.linking import SqlLinks
from tests.fakes import NOON

ONE, OTHER = CommunityId(1), CommunityId(2)
ANNA = AccountRef(Platform.TELEGRAM, "1")
CODE = LinkCode("AAAA2222", Purpose.ACCOUNT, ONE, MemberId(5), ANNA, ChatRef(Platform.TELEGRAM, "-100", "7"), NOON)
store = SqlLinks()


async def save(database: Database, *codes: LinkCode) -> None:
    async with database.begin() as tx:
        for code in codes:
            await store.save_code(tx, code)


async def take(database: Database, code: str = CODE.code, purpose: Purpose = Purpose.ACCOUNT) -> LinkCode | None:
    async with database.begin() as tx:
        return await store.take_code(tx, code, purpose)


async def test_a_code_is_taken_as_it_was_written_and_once(database: Database) -> None:
    await save(database, CODE)
    assert await take(database) == CODE
    assert await take(database) is None


async def test_a_code_is_good_for_its_purpose_only(database: Database) -> None:
    await save(database, CODE)
    assert await take(database, purpose=Purpose.CHAT) is None
    assert await take(database) == CODE


async def test_of_many_who_enter_a_code_at_once_one_has_it(database: Database) -> None:
    await save(database, CODE)
    taken = await asyncio.gather(*(take(database) for _ in range(6)))
    assert [code for code in taken if code is not None] == [CODE]


async def test_an_accounts_new_code_takes_the_place_of_its_earlier_one_of_that_purpose(database: Database) -> None:
    chat = replace(CODE, code="CHAT2222", purpose=Purpose.CHAT)
    await save(database, CODE, chat, replace(CODE, code="BBBB3333"))
    assert await take(database) is None
    assert await take(database, "BBBB3333") is not None
    assert await take(database, "CHAT2222", Purpose.CHAT) == chat


async def test_a_code_stays_good_when_taking_it_came_to_nothing(database: Database) -> None:
    await save(database, CODE)
    try:
        async with database.begin() as tx:
            assert await store.take_code(tx, CODE.code, Purpose.ACCOUNT) == CODE
            raise KeyError
    except KeyError:
        pass
    assert await take(database) == CODE


async def test_a_hostile_code_is_only_a_wrong_one(database: Database) -> None:
    await save(database, CODE)
    for written in ("' OR 1=1 --", "%", "", "AAAA2222' --", "🎉" * 500):
        assert await take(database, written) is None


async def test_codes_lapse_with_the_member_or_the_community_that_made_them(database: Database) -> None:
    await save(
        database, CODE, replace(CODE, code="BBBB3333", account=AccountRef(Platform.DISCORD, "1"), community=OTHER)
    )
    async with database.begin() as tx:
        kept = await store.add_member(tx, ONE, Account(AccountRef(Platform.DISCORD, "9"), "Anna"), NOON)
        await store.merge_members(tx, ONE, kept.id, MemberId(5))
    assert await take(database) is None
    await save(database, replace(CODE, code="CCCC4444", community=OTHER, member=MemberId(6)))
    async with database.begin() as tx:
        await store.absorb(tx, ONE, OTHER)
    assert await take(database, "CCCC4444") is None
