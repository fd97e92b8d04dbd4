"""Whatever moderators do: cases are numbered without holes, their history only grows, and what has an end ends."""

from datetime import datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from bot.access import Access
from bot.audience import Destination
from bot.call import Call, Person
from bot.errors import Refused
from bot.ids import CommunityId, MemberId
from bot.jobs import Jobs
from bot.meters import Meters
from bot.moderation.model import Kind, Step
from bot.moderation.service import ModerationService
from bot.moderation.settings import ModerationSettings
from bot.ports import Tx
from bot.settings import SettingsBook
from storage.catchup import SqlActs
from storage.database import sql
from storage.jobs import SqlJobs
from storage.moderation import SqlModeration, case_entries, cases
from tests.core.machine import Machine
from tests.fakes import nobody_hears
from tests.fakes_events import HOME, Everyone, NoSettings, RememberingOutbox, World, person

MEMBERS = st.integers(1, 3)
LENGTHS = st.none() | st.integers(1, 100).map(lambda hours: timedelta(hours=hours))
LIFE, MUTE = timedelta(days=30), timedelta(days=1)
SECOND = timedelta(seconds=1)


class Nowhere:
    """The community has no chats: what is acted on is the database alone."""

    async def chats(self, tx: Tx, community: CommunityId) -> tuple[Destination, ...]:
        """List none."""
        return ()


class NoLists:
    """No blocklist is held."""

    async def hold(self, tx: Tx, community: CommunityId) -> None:
        """Hold nothing."""


class Nobodies:
    """Nobody has a say."""

    async def access(self, community: CommunityId, person: Person) -> Access:
        """Give none."""
        return Access.EVERYONE


class CasesMachine(Machine):
    """Warn, take warnings back, mute, ban, let time pass."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World(self.database)
        self.store = SqlModeration()
        jobs = self.jobs = Jobs(SqlJobs(), self.database, self.world.clock, lambda: None, nobody_hears, Meters())
        book = SettingsBook(NoSettings(), {"moderation": ModerationSettings})
        self.service = ModerationService(
            self.store,
            self.database,
            self.world.clock,
            jobs,
            RememberingOutbox(),
            Nowhere(),
            Everyone(),
            book,
            {},
            NoLists(),
            Nobodies(),
            SqlActs(),
        )
        for kind, runner in self.service.runners().items():
            jobs.on(kind, runner)
        self.count = 0
        self.warnings: dict[int, tuple[int, datetime]] = {}  # those that stand: number, whose and when
        self.held: dict[tuple[int, Kind], datetime | None] = {}
        self.before: dict[int, tuple[Any, ...]] = {}

    @property
    def now(self) -> datetime:
        """Give the time."""
        return self.world.clock.now()

    def call(self) -> Call:
        """Make a moderator's call, a moment later."""
        self.pass_time(SECOND)
        return self.world.call(99, Access.MODERATOR)

    def pass_time(self, by: timedelta) -> None:
        """Let time pass, and what was to end until then."""
        self.world.clock.time += by
        while self.run(self.jobs.run_due()):
            pass
        self.held = {k: until for k, until in self.held.items() if until is None or until > self.now}

    def act(self, member: int, kind: Kind, length: timedelta | None = None) -> None:
        """Act by hand."""
        call = self.call()
        self.run(self.service.act(call, person(member), kind, "", length=length, silent=False))
        self.count += 1
        if kind is Kind.WARN:
            self.warnings[self.count] = (member, self.now)
            self.climb(member)
        else:
            self.hold(member, kind, length)

    def climb(self, member: int) -> None:
        """Do what the ladder does: at three warnings mute, from five on ban."""
        standing = sum(whose == member and at > self.now - LIFE for whose, at in self.warnings.values())
        if standing == 3 or standing >= 5:
            self.count += 1
            self.hold(member, *((Kind.MUTE, MUTE) if standing == 3 else (Kind.BAN, None)))

    def hold(self, member: int, kind: Kind, length: timedelta | None) -> None:
        """Mute or ban: a second one never shortens the first."""
        until = self.now + length if length is not None else None
        if (member, kind) in self.held:
            old = self.held[member, kind]
            until = None if old is None or until is None else max(old, until)
        self.held[member, kind] = until

    @rule(member=MEMBERS)
    def warn(self, member: int) -> None:
        """Warn somebody."""
        self.act(member, Kind.WARN)

    @rule(member=MEMBERS, kind=st.sampled_from([Kind.MUTE, Kind.BAN]), length=LENGTHS)
    def punish(self, member: int, kind: Kind, length: timedelta | None) -> None:
        """Mute or ban somebody."""
        self.act(member, kind, length)

    @rule(member=MEMBERS, kind=st.sampled_from([Kind.MUTE, Kind.BAN]))
    def take_back(self, member: int, kind: Kind) -> None:
        """Unmute or unban somebody; where nothing was held that is a case of its own."""
        call = self.call()
        self.run(self.service.take_back(call, person(member), kind, ""))
        if (member, kind) in self.held:
            del self.held[member, kind]
        else:
            self.count += 1

    @precondition(lambda self: self.count)
    @rule(data=st.data())
    def unwarn(self, data: st.DataObject) -> None:
        """Take a warning back, if the number is one that stands."""
        number = data.draw(st.integers(1, self.count))
        call = self.call()
        try:
            self.run(self.service.unwarn(call, number, ""))
        except Refused:
            assert number not in self.warnings
        else:
            del self.warnings[number]

    @rule(hours=st.integers(1, 24 * 15))
    def wait(self, hours: int) -> None:
        """Let time pass."""
        self.pass_time(timedelta(hours=hours))

    @invariant()
    def the_warnings_that_count_are_those_that_stand(self) -> None:
        """Neither taken back nor expired."""
        for member in (1, 2, 3):
            listed = self.run(self.service.register.warnings(self.world.call(99, Access.MODERATOR), person(member)))
            standing = [n for n, (whose, at) in self.warnings.items() if whose == member and at > self.now - LIFE]
            assert listed.count == len(standing)

    @invariant()
    def what_is_held_is_what_the_model_holds(self) -> None:
        """Everything with an end has ended, nothing else has."""

        async def read() -> dict[tuple[int, Kind], datetime | None]:
            async with self.database.read() as tx:
                keys = [(m, k) for m in (1, 2, 3) for k in (Kind.MUTE, Kind.BAN)]
                found = {(m, k): await self.store.find_sanction(tx, HOME.id, MemberId(m), k) for m, k in keys}
                return {key: s.until for key, s in found.items() if s is not None}

        assert self.run(read()) == self.held

    @invariant()
    def cases_are_numbered_and_their_history_only_grows(self) -> None:
        """No number is left out or given twice; an ended case ended once."""

        async def read() -> tuple[list[int], list[Any]]:
            async with self.database.read() as tx:
                numbers = (await sql(tx).execute(cases.select().with_only_columns(cases.c.number))).scalars()
                history = await sql(tx).execute(case_entries.select().order_by(case_entries.c.id))
                return sorted(numbers), list(history.all())

        numbers, history = self.run(read())
        assert numbers == list(range(1, self.count + 1))
        entries: dict[int, tuple[Any, ...]] = {}
        for row in history:
            entries[row.case_id] = (*entries.get(row.case_id, ()), row)
        for case, lines in self.before.items():
            assert entries[case][: len(lines)] == lines
        for lines in entries.values():
            steps = [row.step for row in lines]
            assert steps[0] == Step.OPENED
            assert len(steps) <= 2
        self.before = entries

    def teardown(self) -> None:
        """Check that nothing failed unseen."""
        assert self.jobs.faults == 0
        super().teardown()


TestCases = CasesMachine.TestCase
TestCases.settings = settings(max_examples=12, stateful_step_count=25, deadline=None)
