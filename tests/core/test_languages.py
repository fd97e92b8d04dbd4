"""In which language somebody is written to: the one they chose, else what their client told, else the community's."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace

import pytest

from bot.audience import Reader, own_language
from bot.call import Community
from bot.communities.directory import Directory
from bot.communities.model import Member
from bot.ids import AccountRef, ChatRef, MemberId, Platform, SpaceRef
from bot.ports import Tx
from bot.topics import Topic
from bot.updates import Actor
from storage.database import Database, Transaction
from storage.linking import SqlLinks
from tests.core.kernel import ANNA, Kernel, private
from tests.fakes import FakeClock

SPACE, CHAT = SpaceRef(Platform.TELEGRAM, "-1"), ChatRef(Platform.TELEGRAM, "-1")
VOVA = Actor(AccountRef(Platform.TELEGRAM, "5"), "Vova", locale="ru-RU")
ON_DISCORD = Actor(AccountRef(Platform.DISCORD, "9"), "vova")
STRANGER = MemberId(77)


@pytest.mark.parametrize(
    ("chosen", "told", "expected"),
    [
        ("en", ["ru"], "en"),
        (None, ["ru", "en"], "ru"),
        (None, [None, "RU_ru"], "ru"),
        (None, ["de", "ru"], "ru"),
        (None, ["de", None, "", "x" * 1_000, "эм"], "en"),
        (None, [], "en"),
    ],
    ids=["chosen", "told", "by-another", "not-spoken", "nonsense", "silent"],
)
def test_what_was_chosen_wins_over_what_a_client_told_and_that_over_the_communitys(
    chosen: str | None, told: list[str | None], expected: str
) -> None:
    assert own_language(chosen, told, "en") == expected


class Line:
    """The way to the database. It can break, and counts what was opened and keeps what others are told."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.broken = False
        self.opened = 0
        self.topics: set[Topic] = set()

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Tx]:
        """Open a transaction."""
        self.opened += 1
        if self.broken:
            raise ConnectionError
        async with self._database.begin() as tx:
            yield tx
            assert isinstance(tx, Transaction)
            self.topics |= tx.topics

    def read(self) -> AbstractAsyncContextManager[Tx]:
        """Open a transaction that reads."""
        return self.begin()


class Town:
    """A community that speaks English, with a directory."""

    def __init__(self, database: Database, clock: FakeClock) -> None:
        self.database = database
        self.line = Line(database)
        self.directory = Directory(SqlLinks(), self.line, clock, {}, locale="en", zone="UTC")

    async def home(self) -> Community:
        """Give the community."""
        return await self.directory.meet(SPACE, CHAT)

    async def sees(self, actor: Actor) -> Member:
        """Let somebody be seen."""
        return await self.directory.member((await self.home()).id, actor)

    async def reads(self, member: MemberId, account: AccountRef, *, otherwise: str | None = None) -> str:
        """Say in which language somebody is written to on an account."""
        async with self.database.read() as tx:
            reader = await self.directory.reader(tx, (await self.home()).id, member, account, otherwise=otherwise)
        return reader.locale


@pytest.fixture
def town(memory: Database, clock: FakeClock) -> Town:
    return Town(memory, clock)


@pytest.fixture
def kernel(memory: Database, clock: FakeClock) -> Kernel:
    return Kernel(memory, clock)


async def test_somebody_is_written_to_as_their_client_told_last_until_they_choose(town: Town) -> None:
    vova = await town.sees(VOVA)
    assert await town.reads(vova.id, VOVA.account) == "ru"
    await town.sees(replace(VOVA, locale="en"))
    assert await town.reads(vova.id, VOVA.account) == "en"
    vova = await town.sees(VOVA)
    async with town.database.begin() as tx:
        await town.directory.save_member(tx, replace(vova, locale="en"))
    assert await town.reads(vova.id, VOVA.account) == "en"


async def test_an_update_that_tells_no_language_takes_none_back(town: Town) -> None:
    vova = await town.sees(VOVA)
    for silent in (replace(VOVA, locale=None), replace(VOVA, locale=None, name="Vladimir")):
        vova = await town.sees(silent)
        assert await town.reads(vova.id, VOVA.account) == "ru"
    assert vova.accounts[0].locale == "ru-RU"


async def test_who_speaks_nothing_of_ours_is_written_to_as_the_community_or_where_they_answered(town: Town) -> None:
    vova = await town.sees(replace(VOVA, locale="de"))
    for member in (vova.id, STRANGER):
        assert await town.reads(member, VOVA.account) == "en"
        assert await town.reads(member, VOVA.account, otherwise="ru") == "ru"
    async with town.database.read() as tx:
        home = await town.home()
        assert await town.directory.reader(tx, home.id, STRANGER, VOVA.account) == Reader("en", home.zone)


async def test_of_two_accounts_the_one_written_to_decides_and_a_silent_one_follows_the_other(town: Town) -> None:
    vova, other = await town.sees(VOVA), await town.sees(ON_DISCORD)
    async with town.database.begin() as tx:
        await SqlLinks().merge_members(tx, vova.community, vova.id, other.id)
    town.directory.forget([vova.id, other.id])
    assert await town.reads(vova.id, ON_DISCORD.account) == "ru"
    await town.sees(replace(ON_DISCORD, locale="en-US"))
    assert await town.reads(vova.id, ON_DISCORD.account) == "en"
    assert await town.reads(vova.id, VOVA.account) == "ru"


async def test_a_message_asks_the_database_only_where_its_language_is_another(town: Town) -> None:
    vova = await town.sees(VOVA)
    english, before = replace(VOVA, locale="en"), town.line.opened
    for known in (VOVA, replace(VOVA, locale=None), replace(VOVA, locale="")):
        assert town.directory.quick(SPACE, known) == vova.community
        await town.sees(known)
    assert town.line.opened == before
    assert town.directory.quick(SPACE, english) is None
    await town.sees(english)
    assert town.line.opened == before + 1
    assert town.directory.quick(SPACE, english) == vova.community


async def test_what_could_not_be_stored_is_stored_at_the_next_message(town: Town) -> None:
    vova = await town.sees(VOVA)
    english, town.line.broken = replace(VOVA, locale="en"), True
    with pytest.raises(ConnectionError):
        await town.sees(english)
    assert town.directory.quick(SPACE, english) is None
    town.line.broken = False
    await town.sees(english)
    assert await town.reads(vova.id, VOVA.account) == "en"


@pytest.mark.parametrize(("before", "told"), [(None, False), ("ru-RU", False), ("en", True)])
async def test_other_processes_hear_of_a_language_that_changed(town: Town, before: str | None, told: bool) -> None:
    await town.sees(replace(VOVA, locale=before))
    town.line.topics.clear()
    await town.sees(VOVA)
    assert (Topic.MEMBERS in town.line.topics) == told


async def test_in_private_somebody_is_answered_as_their_client_told_before_and_in_a_chat_as_the_chat_speaks(
    kernel: Kernel,
) -> None:
    russian = replace(ANNA, locale="ru")
    assert (await kernel.command(russian, "check refuse")).locales == ["en"]
    assert (await kernel.command(ANNA, "check refuse", chat=private(ANNA))).locales == ["ru"]
    assert (await kernel.command(ANNA, "check refuse")).locales == ["en"]
