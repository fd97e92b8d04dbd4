"""Whatever people answer, in whatever order: seats, the line and the offers are those of a much simpler model."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from bot.access import Access
from bot.events.model import Wish
from bot.events.seats import Standing
from bot.ids import MemberId
from tests.core.machine import Machine
from tests.fakes_events import HOME, World, person

MEMBERS = st.integers(1, 8)
AHEAD, HELD = timedelta(days=60), timedelta(hours=12)
SECOND = timedelta(seconds=1)


@dataclass
class Model:
    """Who sits, who is asked, who waits. `answered` is when somebody came to stand as they do."""

    limit: int
    starts: datetime
    going: set[int] = field(default_factory=set)
    offered: dict[int, datetime] = field(default_factory=dict)
    line: list[int] = field(default_factory=list)
    others: dict[int, Standing] = field(default_factory=dict)
    answered: dict[int, datetime] = field(default_factory=dict)
    turns: dict[int, int] = field(default_factory=dict)
    turn: int = 0

    @property
    def taken(self) -> int:
        """Count the seats taken or held."""
        return len(self.going) + len(self.offered)

    def leave(self, member: int) -> None:
        """Take somebody out of wherever they are."""
        self.going.discard(member)
        self.offered.pop(member, None)
        self.others.pop(member, None)
        if member in self.line:
            self.line.remove(member)

    def fill(self, now: datetime) -> None:
        """Offer what is free."""
        while self.line and self.taken < self.limit:
            self.offered[self.line.pop(0)] = now + min(HELD, (self.starts - now) / 2)

    def come(self, member: int, now: datetime) -> None:
        """Somebody is going."""
        if member in self.going or member in self.line:
            return
        held = member in self.offered
        self.leave(member)
        if held or self.taken < self.limit:
            self.going.add(member)
        else:
            self.turn += 1
            self.turns[member] = self.turn
            self.line.append(member)
        self.answered[member] = now

    def stay(self, member: int, standing: Standing, now: datetime) -> None:
        """Somebody is not, or may be."""
        if self.others.get(member) is not standing:
            self.leave(member)
            self.others[member] = standing
            self.answered[member] = now
        self.fill(now)

    def lapse(self, now: datetime) -> None:
        """Offers that were not taken go on, the earliest first."""
        while late := sorted((end, self.turns[m], m) for m, end in self.offered.items() if end <= now):
            member = late[0][2]
            self.leave(member)
            self.others[member] = Standing.LAPSED
            self.fill(now)

    def merge(self, kept: int, gone: int, now: datetime) -> None:
        """Two are one: the latest answer counts, and whoever wants to come keeps what is nearest to a seat."""
        both = [m for m in (kept, gone) if self.standing(m)]
        if both:
            stands = max(both, key=lambda m: self.answered[m])
            if stands not in self.others:
                stands = min((m for m in both if m not in self.others), key=self.distance)
            if stands == gone:
                self.leave(kept)
                self.rename(gone, kept)
            else:
                self.leave(gone)
        self.fill(now)

    def rename(self, old: int, new: int) -> None:
        """Give one's place to another."""
        if old in self.going:
            self.going.add(new)
        if old in self.offered:
            self.offered[new] = self.offered[old]
        if old in self.others:
            self.others[new] = self.others[old]
        if old in self.line:
            self.line.insert(self.line.index(old), new)
        self.leave(old)
        self.answered[new] = self.answered.pop(old)
        if old in self.turns:
            self.turns[new] = self.turns.pop(old)

    def distance(self, member: int) -> tuple[object, ...]:
        """Order those who want to come: seated, asked, waiting, and within that who came first."""
        place = (member not in self.going, member in self.line)
        return (*place, 0 if member in self.going else self.turns[member], self.answered[member])

    def standing(self, member: int) -> Standing | None:
        """Say where somebody stands."""
        if member in self.going:
            return Standing.GOING
        if member in self.offered:
            return Standing.OFFERED
        return Standing.WAITING if member in self.line else self.others.get(member)


class SeatsMachine(Machine):
    """Answer, change the limit, let time pass, make two people one."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World(self.database)
        self.event = self.run(self.world.announce(after=AHEAD, limit=3))
        self.most = 3
        self.model = Model(3, self.now + AHEAD)

    @property
    def now(self) -> datetime:
        """Give the time."""
        return self.world.clock.now()

    def tick(self) -> None:
        """Let a moment pass, so that nothing is answered at the same time as something else."""
        self.world.clock.time += SECOND
        self.run(self.world.jobs.run_due())
        self.model.lapse(self.now)

    @rule(member=MEMBERS)
    def come(self, member: int) -> None:
        """Press Going."""
        self.tick()
        self.run(self.world.press(self.event, member, "going"))
        self.model.come(member, self.now)

    @rule(member=MEMBERS, standing=st.sampled_from([Standing.MAYBE, Standing.NO]))
    def stay(self, member: int, standing: Standing) -> None:
        """Press Maybe or Can't."""
        self.tick()
        self.run(self.world.press(self.event, member, standing.value))
        self.model.stay(member, standing, self.now)

    @rule(limit=st.integers(1, 6))
    def resize(self, limit: int) -> None:
        """Change the number of seats."""
        if limit == self.model.limit:
            return
        self.tick()
        moderator = person(99, Access.MODERATOR)
        self.run(self.world.service.edit(HOME.id, moderator, 1, Wish(limit=limit)))
        self.model.limit = limit
        self.model.fill(self.now)

    @precondition(lambda self: self.now < self.model.starts - timedelta(days=7))
    @rule(hours=st.integers(1, 30))
    def wait(self, hours: int) -> None:
        """Let time pass."""
        self.run(self.world.wait(timedelta(hours=hours)))
        self.model.lapse(self.now)

    @rule(kept=MEMBERS, gone=MEMBERS)
    def merge(self, kept: int, gone: int) -> None:
        """Two accounts turn out to be one person's."""
        if kept == gone:
            return
        self.tick()

        async def merge() -> None:
            async with self.database.begin() as tx:
                await self.world.service.merge_members(tx, HOME.id, MemberId(kept), MemberId(gone))

        self.run(merge())
        self.model.merge(kept, gone, self.now)

    @invariant()
    def everybody_stands_where_the_model_says(self) -> None:
        """The roster is the model's."""
        roster = self.run(self.world.service.show(HOME.id, 1)).roster
        stored = {int(m): r.standing for m, r in roster.rsvps.items()}
        assert stored == {m: s for m in range(1, 9) if (s := self.model.standing(m)) is not None}
        assert [r.member for r in roster.line] == self.model.line
        assert {int(r.member): r.until for r in roster.of(Standing.OFFERED)} == self.model.offered

    @invariant()
    def no_seat_is_sold_twice_and_none_is_free_while_somebody_waits(self) -> None:
        """More seats are taken than there are only where the limit was lowered below them, and then they grow less."""
        assert self.model.taken <= max(self.model.limit, self.most)
        self.most = self.model.taken
        assert self.model.taken >= self.model.limit or not self.model.line

    def teardown(self) -> None:
        """Check that nothing failed unseen."""
        assert self.world.jobs.faults == 0
        super().teardown()


TestSeats = SeatsMachine.TestCase
TestSeats.settings = settings(max_examples=12, stateful_step_count=25, deadline=None)
