"""Communities, spaces, members and accounts, on each backend."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.call import Community
from bot.communities.model import Account, Member, Space
from bot.ids import AccountRef, ChatRef, CommunityId, MemberId, Platform, SpaceRef
from storage.database import Database
from storage.linking import SqlLinks
from tests.fakes import NOON

DAY = timedelta(days=1)
store = SqlLinks()


def account(name: str, platform: Platform = Platform.TELEGRAM, username: str | None = None) -> Account:
    return Account(AccountRef(platform, f"id-{name}"), name, username)


def space_of(community: Community, id: str = "-100", platform: Platform = Platform.TELEGRAM) -> Space:
    return Space(SpaceRef(platform, id), community.id, ChatRef(platform, id), "Pythonistas")


async def found(database: Database, name: str = "Pythonistas", space: str | None = "-100") -> Community:
    async with database.begin() as tx:
        community = await store.found(tx, name, "ru", "Europe/Moscow", NOON)
        if space:
            await store.save_space(tx, space_of(community, space))
    return community


async def add(database: Database, community: CommunityId, account: Account, at: datetime = NOON) -> Member:
    async with database.begin() as tx:
        return await store.add_member(tx, community, account, at)


async def load(database: Database, community: CommunityId, member: MemberId) -> Member | None:
    async with database.read() as tx:
        return (await store.load_members(tx, community, [member])).get(member)


async def spaces_in(database: Database) -> list[Space]:
    async with database.read() as tx:
        return (await store.load_all(tx))[1]


async def test_a_community_is_read_back_as_it_was_founded_and_changed(database: Database) -> None:
    community = await found(database, space=None)
    async with database.begin() as tx:
        assert await store.load_all(tx) == ([community], [])
        assert await store.purpose(tx, community.id) == ""
        changed = replace(community, name="Питонисты 🐍", locale="en", zone="Asia/Almaty")
        await store.save(tx, changed)
        assert await store.load_all(tx) == ([changed], [])
        await store.remove(tx, community.id)
        assert await store.load_all(tx) == ([], [])


async def test_a_space_written_again_is_the_same_space_with_what_is_new(database: Database) -> None:
    community = await found(database)
    changed = replace(space_of(community), title="New title", locale="ru", chat=ChatRef(Platform.TELEGRAM, "-100", "5"))
    async with database.begin() as tx:
        assert await store.save_space(tx, changed) == changed
    assert await spaces_in(database) == [changed]


async def test_spaces_of_two_platforms_with_one_id_are_two(database: Database) -> None:
    community = await found(database)
    other = space_of(community, platform=Platform.DISCORD)
    async with database.begin() as tx:
        await store.save_space(tx, other)
    assert set(await spaces_in(database)) == {space_of(community), other}


async def test_two_that_meet_a_space_at_once_agree_on_its_community(database: Database) -> None:
    communities = await asyncio.gather(*(found(database, f"c{n}") for n in range(4)))
    (space,) = await spaces_in(database)
    assert space.community in {c.id for c in communities}


async def test_a_space_that_moves_keeps_everything_but_its_id(database: Database) -> None:
    community = await found(database)
    old, new = SpaceRef(Platform.TELEGRAM, "-100"), SpaceRef(Platform.TELEGRAM, "-100777")
    for _ in range(2):  # the platform tells it twice
        async with database.begin() as tx:
            await store.move_space(tx, old, new)
    assert await spaces_in(database) == [space_of(community, "-100777")]


async def test_a_space_met_under_its_new_id_before_it_moved_gives_way(database: Database) -> None:
    community = await found(database)
    await found(database, "met too early", "-100777")
    async with database.begin() as tx:
        await store.move_space(tx, SpaceRef(Platform.TELEGRAM, "-100"), SpaceRef(Platform.TELEGRAM, "-100777"))
    assert await spaces_in(database) == [space_of(community, "-100777")]


async def test_a_new_account_becomes_a_member_and_the_same_account_stays_one(database: Database) -> None:
    community = await found(database)
    anna = account("Anna <b>", username="anna")
    member = await add(database, community.id, anna)
    assert member == Member(member.id, community.id, "Anna <b>", (anna,))
    assert await add(database, community.id, anna) == member
    async with database.read() as tx:
        assert await store.member_of(tx, community.id, anna.ref) == member
        assert await store.count(tx, community.id) == 1
        assert await store.member_of(tx, community.id, AccountRef(Platform.DISCORD, anna.ref.id)) is None


async def test_a_new_account_seen_many_times_at_once_becomes_one_member(database: Database) -> None:
    community = await found(database)
    members = await asyncio.gather(*(add(database, community.id, account("Anna")) for _ in range(8)))
    assert len(set(members)) == 1
    async with database.read() as tx:
        assert await store.count(tx, community.id) == 1


async def test_one_account_in_two_communities_is_two_members(database: Database) -> None:
    one, other = await found(database, "one", "-1"), await found(database, "other", "-2")
    first, second = await add(database, one.id, account("Anna")), await add(database, other.id, account("Anna"))
    assert first.id != second.id
    assert await load(database, other.id, first.id) is None


async def test_what_can_change_about_a_member_is_read_back(database: Database) -> None:
    community = await found(database)
    member = await add(database, community.id, account("Anna"))
    changed = replace(member, name="Anya", locale="ru", zone="Asia/Almaty", trusted=True, joined=NOON)
    async with database.begin() as tx:
        await store.save_member(tx, changed)
        await store.note_wrote(tx, [(member.id, NOON + DAY)])
        await store.save_member(tx, changed)
    assert await load(database, community.id, member.id) == replace(changed, wrote=NOON + DAY)


async def test_an_account_is_kept_as_it_was_last_seen(database: Database) -> None:
    community = await found(database)
    member = await add(database, community.id, account("Anna", username="anna"))
    async with database.begin() as tx:
        now = Account(member.accounts[0].ref, "Anya", "anya")
        await store.save_account(tx, community.id, member.id, now, NOON + DAY)
    loaded = await load(database, community.id, member.id)
    assert loaded is not None
    assert loaded.accounts == (now,)


async def test_home_is_where_an_account_was_seen_last(database: Database) -> None:
    one, other = await found(database, "one", "-1"), await found(database, "other", "-2")
    anna = account("Anna")
    async with database.read() as tx:
        assert await store.home_of(tx, anna.ref) is None
    await add(database, one.id, anna, NOON)
    await add(database, other.id, anna, NOON + DAY)
    async with database.read() as tx:
        assert await store.home_of(tx, anna.ref) == other.id
    await add(database, one.id, anna, NOON + 2 * DAY)
    async with database.read() as tx:
        assert await store.home_of(tx, anna.ref) == one.id


async def test_a_community_that_lost_its_space_is_nobodys_home(database: Database) -> None:
    one, other = await found(database, "one", "-1"), await found(database, "other", None)
    await add(database, one.id, account("Anna"), NOON)
    await add(database, other.id, account("Anna"), NOON + DAY)
    async with database.read() as tx:
        assert await store.home_of(tx, account("Anna").ref) == one.id


async def test_a_user_name_is_found_in_any_case_on_this_platform_first(database: Database) -> None:
    community = await found(database)
    telegram, discord = account("Anna", username="Anna_K"), account("A", Platform.DISCORD, "anna_k")
    await add(database, community.id, telegram, NOON)
    await add(database, community.id, discord, NOON + DAY)
    async with database.read() as tx:
        for platform, expected in ((Platform.TELEGRAM, telegram), (Platform.DISCORD, discord)):
            assert await store.by_username(tx, community.id, platform, "ANNA_k") == expected.ref
        assert await store.by_username(tx, community.id, Platform.CONSOLE, "anna_k") == discord.ref


async def test_a_user_names_wildcards_are_letters_like_any_other(database: Database) -> None:
    community = await found(database)
    await add(database, community.id, account("Anna", username="anna_k"))
    async with database.read() as tx:
        for name in ("annaxk", "anna%", "%", "' OR 1=1 --", ""):
            assert await store.by_username(tx, community.id, Platform.TELEGRAM, name) is None


async def test_joined_members_are_one_with_both_accounts_and_the_better_of_both(database: Database) -> None:
    community = await found(database)
    one = await add(database, community.id, account("Anna"))
    other = await add(database, community.id, account("anna#1", Platform.DISCORD))
    async with database.begin() as tx:
        await store.save_member(tx, replace(one, joined=NOON, locale="en"))
        await store.save_member(tx, replace(other, joined=NOON - DAY, locale="ru", zone="Asia/Almaty", trusted=True))
        await store.note_wrote(tx, [(other.id, NOON + DAY)])
        await store.merge_members(tx, community.id, one.id, other.id)
    joined = await load(database, community.id, one.id)
    both = (other.accounts[0], one.accounts[0])
    assert joined == Member(
        one.id, community.id, "Anna", both, "en", "Asia/Almaty", True, joined=NOON - DAY, wrote=NOON + DAY
    )
    assert await load(database, community.id, other.id) is None


async def test_an_old_hand_stays_one_when_a_second_account_joins_later(database: Database) -> None:
    community = await found(database)
    old = await add(database, community.id, account("Anna"))
    new = await add(database, community.id, account("anna#1", Platform.DISCORD))
    async with database.begin() as tx:
        await store.note_wrote(tx, [(old.id, NOON)])
        await store.save_member(tx, replace(new, joined=NOON))
        await store.merge_members(tx, community.id, new.id, old.id)
    joined = await load(database, community.id, new.id)
    assert joined is not None
    assert (joined.joined, joined.wrote) == (None, NOON)


async def test_an_absorbed_community_gives_its_spaces_members_and_accounts(database: Database) -> None:
    into, gone = await found(database, "into", "-1"), await found(database, "gone", "-2")
    anna, boris = await add(database, into.id, account("Anna")), await add(database, gone.id, account("Boris"))
    async with database.begin() as tx:
        await store.absorb(tx, into.id, gone.id)
    assert {s.community for s in await spaces_in(database)} == {into.id}
    assert await load(database, into.id, boris.id) == replace(boris, community=into.id)
    assert await load(database, into.id, anna.id) == anna


@pytest.mark.parametrize(("spoken", "kept"), [("ru", "ru"), ("en", "")])
async def test_an_absorbed_chat_goes_on_speaking_its_language(database: Database, spoken: str, kept: str) -> None:
    into, gone = await found(database, "into", "-1"), await found(database, "gone", "-2")
    async with database.begin() as tx:
        await store.save(tx, replace(into, locale="en"))
        await store.save(tx, replace(gone, locale=spoken))
        await store.absorb(tx, into.id, gone.id)
    assert {s.ref.id: s.locale or "" for s in await spaces_in(database)} == {"-1": "", "-2": kept}


async def test_accounts_known_to_both_communities_are_listed_with_either_member(database: Database) -> None:
    into, gone = await found(database, "into", "-1"), await found(database, "gone", "-2")
    here, there = await add(database, into.id, account("Anna")), await add(database, gone.id, account("Anna"))
    await add(database, gone.id, account("Boris"))
    await add(database, gone.id, Account(AccountRef(Platform.DISCORD, "id-Anna"), "Another"))
    async with database.begin() as tx:
        assert await store.shared_accounts(tx, into.id, gone.id) == [(here.id, there.id, account("Anna").ref)]
        await store.fold_account(tx, into.id, gone.id, account("Anna").ref)
        assert await store.shared_accounts(tx, into.id, gone.id) == []
        assert await store.member_of(tx, into.id, account("Anna").ref) == here


async def test_a_language_is_kept_as_it_was_told_last_and_silence_takes_none_back(database: Database) -> None:
    community = await found(database)
    anna = await add(database, community.id, replace(account("Anna"), locale="ru-RU"))
    for told, kept in ((None, "ru-RU"), ("en", "en"), (None, "en")):
        async with database.begin() as tx:
            await store.save_account(tx, community.id, anna.id, replace(account("Anna"), locale=told), NOON)
            held = await store.member_of(tx, community.id, account("Anna").ref)
        assert held == replace(anna, accounts=(replace(account("Anna"), locale=kept),))


async def test_languages_go_with_the_accounts_of_members_and_communities_that_are_joined(database: Database) -> None:
    into, gone = await found(database, "into", "-1"), await found(database, "gone", "-2")
    anna = await add(database, into.id, account("Anna"))
    there = await add(database, gone.id, replace(account("Anna#1", Platform.DISCORD), locale="ru"))
    async with database.begin() as tx:
        await store.absorb(tx, into.id, gone.id)
        await store.merge_members(tx, into.id, anna.id, there.id)
    joined = await load(database, into.id, anna.id)
    assert joined is not None
    assert joined.told(there.accounts[0].ref) == ("ru", None)


@pytest.mark.parametrize(("here", "there", "kept"), [(None, "ru", "ru"), ("en", "ru", "en"), ("en", None, "en")])
async def test_of_an_account_known_to_both_communities_no_language_is_lost(
    database: Database, here: str | None, there: str | None, kept: str
) -> None:
    into, gone = await found(database, "into", "-1"), await found(database, "gone", "-2")
    anna = await add(database, into.id, replace(account("Anna"), locale=here))
    await add(database, gone.id, replace(account("Anna"), locale=there))
    boris = await add(database, into.id, account("Boris"))
    async with database.begin() as tx:
        await store.fold_account(tx, into.id, gone.id, account("Anna").ref)
        assert await store.member_of(tx, gone.id, account("Anna").ref) is None
        found_here = await store.load_members(tx, into.id, [anna.id, boris.id])
    assert [a.locale for m in (anna, boris) for a in found_here[m.id].accounts] == [kept, None]
