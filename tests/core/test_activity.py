"""Who was active when, and where: in memory, bounded, and written down."""

from collections.abc import Collection
from datetime import datetime, timedelta

import pytest

from bot.call import Community
from bot.communities.activity import Activity
from bot.communities.directory import Directory
from bot.ids import AccountRef, ChatRef, CommunityId, MemberId, Platform, SpaceRef
from bot.ports import Tx
from bot.updates import Actor
from storage.database import Database
from storage.linking import SqlLinks
from tests.fakes import NOON, FakeClock

ONE, OTHER = SpaceRef(Platform.TELEGRAM, "-1"), SpaceRef(Platform.TELEGRAM, "-2")
ANNA = Actor(AccountRef(Platform.TELEGRAM, "5"), "Anna")
SECOND = timedelta(seconds=1)


class Flaky:
    """Fail as often as told, then remember when members wrote."""

    def __init__(self, failures: int = 0) -> None:
        self.failures = failures
        self.written: dict[MemberId, datetime] = {}

    async def note_wrote(self, tx: Tx, wrote: Collection[tuple[MemberId, datetime]]) -> None:
        """Fail, or remember."""
        if self.failures:
            self.failures -= 1
            raise ConnectionError
        self.written |= dict(wrote)

    async def note_substance(self, tx: Tx, substance: Collection[tuple[MemberId, int]]) -> None:
        """Nobody has written anything of substance."""
        assert not substance


class World:
    """Two communities and a directory; time goes on with each act."""

    def __init__(self, database: Database, clock: FakeClock) -> None:
        self.database = database
        self.clock = clock
        self.directory = self.restarted()

    def restarted(self) -> Directory:
        """Forget everything but the database."""
        self.directory = Directory(SqlLinks(), self.database, self.clock, {}, locale="en", zone="UTC")
        return self.directory

    async def act(self, space: SpaceRef) -> Community:
        """Let Anna do something in a chat of a community."""
        self.clock.advance(SECOND)
        community = await self.directory.meet(space, ChatRef(space.platform, space.id))
        await self.directory.identify(community, ANNA, space, ranked=False)
        return community

    async def home(self) -> CommunityId | None:
        """Say which community Anna means in private."""
        found = await self.directory.home_of(ANNA.account)
        return found.id if found else None


@pytest.fixture
def world(memory: Database, clock: FakeClock) -> World:
    return World(memory, clock)


async def test_somebody_who_was_never_seen_has_no_home(world: World) -> None:
    assert await world.home() is None


async def test_home_follows_somebody_from_community_to_community_and_back(world: World) -> None:
    one, other = await world.act(ONE), await world.act(OTHER)
    assert await world.home() == other.id
    await world.act(ONE)
    assert await world.home() == one.id


async def test_a_message_on_the_quick_path_is_enough(world: World) -> None:
    one, _ = await world.act(ONE), await world.act(OTHER)
    assert world.directory.quick(ONE, ANNA) == one.id
    world.directory.wrote(one.id, ANNA.account, world.clock.now())
    assert await world.home() == one.id


async def test_being_named_or_writing_in_private_is_no_activity(world: World) -> None:
    one, other = await world.act(ONE), await world.act(OTHER)
    await world.directory.identify(one, ANNA, None, ranked=False)
    assert await world.home() == other.id


async def test_after_a_restart_the_database_is_asked(world: World) -> None:
    await world.act(ONE)
    other = await world.act(OTHER)
    await world.restarted().refresh()
    assert await world.home() == other.id


async def test_a_community_that_became_part_of_another_is_left_for_that_one(world: World) -> None:
    one, other = await world.act(ONE), await world.act(OTHER)
    store = SqlLinks()
    async with world.database.begin() as tx:
        for kept, gone, account in await store.shared_accounts(tx, one.id, other.id):
            await store.fold_account(tx, one.id, other.id, account)
            await store.merge_members(tx, one.id, kept, gone)
        await store.absorb(tx, one.id, other.id)
        await store.remove(tx, other.id)
    await world.directory.refresh()
    assert await world.home() == one.id


async def test_a_community_whose_chat_moved_away_from_it_is_nobodys_home(world: World) -> None:
    await world.act(ONE)
    await world.act(OTHER)
    await world.directory.migrate(ONE, OTHER)
    one = world.directory.community_of(OTHER)
    assert await world.home() == one


# The memory itself


def activity(database: Database, store: Flaky | None = None) -> Activity:
    return Activity(store or Flaky(), database, limit=2)


def account(number: int) -> AccountRef:
    return AccountRef(Platform.TELEGRAM, str(number))


def test_the_least_recently_active_account_is_forgotten_first(memory: Database) -> None:
    held = activity(memory)
    for number in (1, 2, 1, 3):
        held.seen(CommunityId(7), account(number))
    assert [held.home_of(account(n)) for n in (1, 2, 3)] == [7, None, 7]


def test_homes_of_other_communities_than_those_kept_are_forgotten(memory: Database) -> None:
    held = activity(memory)
    held.seen(CommunityId(1), account(1))
    held.seen(CommunityId(2), account(2))
    held.keep_homes({CommunityId(2)})
    assert (held.home_of(account(1)), held.home_of(account(2))) == (None, 2)


def test_what_the_database_says_does_not_undo_what_is_known(memory: Database) -> None:
    held = activity(memory)
    held.wrote(MemberId(1), NOON)
    held.learn(MemberId(1), NOON - SECOND)
    held.learn(MemberId(2), NOON)
    assert (held.last_wrote(MemberId(1)), held.last_wrote(MemberId(2)), held.last_wrote(MemberId(3))) == (
        NOON,
        NOON,
        None,
    )


async def test_what_was_noted_is_in_the_database_after_a_flush(world: World) -> None:
    community = await world.act(ONE)
    world.directory.wrote(community.id, ANNA.account, NOON)
    await world.directory.flush()
    member = await world.restarted().member(community.id, ANNA)
    assert (member.wrote, world.directory.last_wrote(community.id, member.id)) == (NOON, NOON)


async def test_everybody_who_wrote_is_written_down_even_those_no_longer_held(memory: Database) -> None:
    store = Flaky()
    held = activity(memory, store)
    for number in range(5):
        held.wrote(MemberId(number), NOON)
    assert held.last_wrote(MemberId(0)) is None
    await held.flush()
    assert store.written == {MemberId(n): NOON for n in range(5)}


async def test_what_could_not_be_written_down_is_written_the_next_time_and_the_latest_counts(memory: Database) -> None:
    store = Flaky(failures=1)
    held = activity(memory, store)
    for number in (1, 2):
        held.wrote(MemberId(number), NOON)
    with pytest.raises(ConnectionError):
        await held.flush()
    held.wrote(MemberId(1), NOON + SECOND)
    await held.flush()
    assert store.written == {MemberId(1): NOON + SECOND, MemberId(2): NOON}


async def test_with_nothing_new_no_database_is_asked(memory: Database) -> None:
    store = Flaky()
    held = activity(memory, store)
    held.wrote(MemberId(1), NOON)
    await held.flush()
    store.failures = 1
    await held.flush()
    assert store.failures == 1
