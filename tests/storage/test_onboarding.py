"""Rules, their acceptance and the steps of newcomers, on each backend."""

from datetime import timedelta

from bot.ids import CommunityId, MemberId
from bot.onboarding.model import Rules, Step
from storage.database import Database
from storage.onboarding import SqlOnboarding
from tests.fakes import NOON

DAY = timedelta(days=1)
ONE, OTHER = CommunityId(1), CommunityId(2)
ANNA, BORIS = MemberId(5), MemberId(6)
store = SqlOnboarding()


async def set_rules(database: Database, *texts: str, community: CommunityId = ONE) -> None:
    async with database.begin() as tx:
        for text in texts:
            await store.add_rules(tx, community, text, ANNA, NOON)


async def rules_of(database: Database, community: CommunityId = ONE) -> list[str]:
    async with database.read() as tx:
        return [f"{r.version} {r.text}" for r in await store.rules(tx, community)]


async def test_each_version_of_the_rules_is_kept_and_the_newest_comes_first(database: Database) -> None:
    await set_rules(database, "Будьте добры\n**друг к другу**", "two")
    await set_rules(database, "theirs", community=OTHER)
    async with database.read() as tx:
        assert await store.rules(tx, ONE) == [Rules(2, "two", NOON), Rules(1, "Будьте добры\n**друг к другу**", NOON)]
    assert await rules_of(database, OTHER) == ["1 theirs"]


async def test_a_version_is_accepted_once_and_the_latest_counts(database: Database) -> None:
    async with database.begin() as tx:
        assert await store.accepted(tx, ONE, ANNA) == 0
        assert await store.accept(tx, ONE, ANNA, 2, NOON)
        assert not await store.accept(tx, ONE, ANNA, 2, NOON + DAY)
        assert await store.accept(tx, ONE, ANNA, 1, NOON)
        assert await store.accepted(tx, ONE, ANNA) == 2
        assert await store.accepted(tx, ONE, BORIS) == 0
        assert await store.accepted(tx, OTHER, ANNA) == 0


async def test_a_step_is_counted_once_for_each_member(database: Database) -> None:
    async with database.begin() as tx:
        for member in (ANNA, ANNA, BORIS):
            await store.reach(tx, ONE, member, Step.JOINED, NOON)
        assert await store.count(tx, ONE, Step.JOINED) == 2
        assert await store.count(tx, ONE, Step.ACCEPTED) == 0
        assert await store.count(tx, OTHER, Step.JOINED) == 0


async def test_joined_members_have_accepted_and_reached_what_either_had(database: Database) -> None:
    async with database.begin() as tx:
        for member, version in ((ANNA, 1), (BORIS, 1), (BORIS, 2)):
            await store.accept(tx, ONE, member, version, NOON)
        for member, step in ((ANNA, Step.JOINED), (BORIS, Step.JOINED), (BORIS, Step.ACCEPTED)):
            await store.reach(tx, ONE, member, step, NOON)
        await store.merge_members(tx, ONE, ANNA, BORIS)
        assert await store.accepted(tx, ONE, ANNA) == 2
        assert await store.accepted(tx, ONE, BORIS) == 0
        assert [await store.count(tx, ONE, step) for step in (Step.JOINED, Step.ACCEPTED)] == [1, 1]


async def test_the_rules_of_the_community_that_stays_stand(database: Database) -> None:
    await set_rules(database, "ours")
    await set_rules(database, "theirs", "theirs again", community=OTHER)
    async with database.begin() as tx:
        await store.accept(tx, OTHER, ANNA, 2, NOON)
        await store.reach(tx, OTHER, ANNA, Step.JOINED, NOON)
        await store.absorb(tx, ONE, OTHER)
        assert await store.accepted(tx, ONE, ANNA) == 0
        assert await store.count(tx, ONE, Step.JOINED) == 1
    assert await rules_of(database) == ["1 ours"]
    assert await rules_of(database, OTHER) == []


async def test_a_community_without_rules_takes_the_others_over_with_who_accepted_them(database: Database) -> None:
    await set_rules(database, "theirs", community=OTHER)
    async with database.begin() as tx:
        await store.accept(tx, OTHER, ANNA, 1, NOON)
        await store.absorb(tx, ONE, OTHER)
        assert await store.accepted(tx, ONE, ANNA) == 1
    assert await rules_of(database) == ["1 theirs"]
