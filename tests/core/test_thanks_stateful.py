"""Whatever is given, taken back and joined together: the ledger only grows, and every score is its sum."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from bot.errors import Refused
from bot.ids import MemberId
from bot.recognition.model import Wish
from bot.recognition.ranking import Period
from storage.database import sql
from storage.recognition_tables import entries
from tests.core.machine import Machine
from tests.fakes_recognition import HOME, World, message, person

MEMBERS = st.integers(1, 5)
DAY, NEWCOMER, MEMORY, ACTS_A_DAY = timedelta(days=1), timedelta(days=3), timedelta(days=30), 5
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Share:
    """What one person got in one act, as long as it was not taken back."""

    act: int
    giver: int
    receiver: int
    amount: int
    at: datetime
    counts: datetime


class ThanksMachine(Machine):
    """Thank, delete the message, send it twice, let time pass, make two people one."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World(self.database)
        self.world.town.came[5] = self.now  # who is new here gives thanks that count later
        self.shares: list[Share] = []
        self.acts = 0
        self.before: list[Any] = []

    @property
    def now(self) -> datetime:
        """Give the time."""
        return self.world.clock.now()

    def between(self, one: int, other: int) -> list[datetime]:
        """List when two people thanked each other, as far as it stands."""
        return [s.at for s in self.shares if {s.giver, s.receiver} == {one, other}]

    def may(self, giver: int, receivers: list[int]) -> bool:
        """Tell whether somebody may thank these people now."""
        today = {s.act for s in self.shares if s.giver == giver and s.at > self.now - DAY}
        recent = any(at > self.now - DAY for r in receivers for at in self.between(giver, r))
        return giver not in receivers and len(today) < ACTS_A_DAY and not recent

    def thank(self, giver: int, receivers: list[int], number: int) -> bool:
        """Thank by a message; False when that is refused."""
        wish = Wish(tuple(map(person, receivers)), "the talk", None, message(number), "UTC")
        try:
            self.run(self.world.service.thank(HOME, person(giver), wish))
        except Refused:
            return False
        return True

    @rule(giver=MEMBERS, receivers=st.lists(MEMBERS, min_size=1, max_size=3, unique=True))
    def give(self, giver: int, receivers: list[int]) -> None:
        """Thank some people."""
        self.world.wait(MINUTE)
        allowed, number = self.may(giver, receivers), self.acts + 1
        amounts = {}
        for receiver in receivers:
            times = 1 + sum(at > self.now - MEMORY for at in self.between(giver, receiver))
            amounts[receiver] = round(1000 / (times * len(receivers)))
        assert self.thank(giver, receivers, number) == allowed
        if allowed:
            self.acts = number
            came = self.world.town.came.get(giver)
            counts = self.now if came is None else max(self.now, came + NEWCOMER)
            self.shares += [Share(number, giver, r, a, self.now, counts) for r, a in amounts.items()]

    @precondition(lambda self: self.shares)
    @rule(data=st.data())
    def send_again(self, data: st.DataObject) -> None:
        """Tell a message that gave something once more: it gives nothing more."""
        share = data.draw(st.sampled_from(self.shares))
        receivers = [s.receiver for s in self.shares if s.act == share.act]
        assert self.thank(share.giver, receivers, share.act)

    @precondition(lambda self: self.acts)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        """Delete a message, perhaps for the second time."""
        self.world.wait(MINUTE)
        number = data.draw(st.integers(1, self.acts))
        self.run(self.world.service.on_message_deleted(HOME.id, message(number)))
        self.shares = [s for s in self.shares if s.act != number]

    @rule(hours=st.integers(1, 24 * 20))
    def wait(self, hours: int) -> None:
        """Let time pass."""
        self.world.wait(timedelta(hours=hours))

    @rule(kept=MEMBERS, gone=MEMBERS)
    def merge(self, kept: int, gone: int) -> None:
        """Two accounts turn out to be one person's: what they gave each other was given to oneself."""
        together = {s.act for s in self.shares if s.receiver == kept} & {
            s.act for s in self.shares if s.receiver == gone
        }
        if kept == gone or together:
            return
        self.world.wait(MINUTE)

        async def merge() -> None:
            async with self.database.begin() as tx:
                await self.world.service.merge_members(tx, HOME.id, MemberId(kept), MemberId(gone))

        self.run(merge())
        named = {gone: kept}
        moved = [
            replace(s, giver=named.get(s.giver, s.giver), receiver=named.get(s.receiver, s.receiver))
            for s in self.shares
        ]
        self.shares = [s for s in moved if s.giver != s.receiver]

    @invariant()
    def every_score_is_the_sum_of_what_stands(self) -> None:
        """Score and model agree."""
        for member in range(1, 6):
            assert self.run(self.world.score(member)) == self.whole(member)

    def whole(self, member: int) -> int:
        """Add up what somebody got and what counts by now."""
        return sum(s.amount for s in self.shares if s.receiver == member and s.counts <= self.now)

    @invariant()
    def the_ledger_only_grows(self) -> None:
        """What was written stays, except whose it is; numbers have no holes; nothing is taken back twice."""

        async def read() -> list[Any]:
            async with self.database.read() as tx:
                kept = [c for c in entries.c if c.name != "receiver_id"]
                query = entries.select().with_only_columns(*kept).order_by(entries.c.number)
                return list((await sql(tx).execute(query)).all())

        rows = self.run(read())
        assert rows[: len(self.before)] == self.before
        assert [r.number for r in rows] == list(range(1, len(rows) + 1))
        corrected = [r.corrects for r in rows if r.corrects is not None]
        assert len(corrected) == len(set(corrected))
        self.before = rows

    def teardown(self) -> None:
        """Check that what explains a score adds up to it, and that points which fade are never more than they were."""
        for member in range(1, 6):
            page = self.run(self.world.service.explain(HOME.id, MemberId(member))).page
            assert page.total == self.whole(member)
        places, _ = self.run(self.world.service.top(HOME.id, Period.ALL, None))
        for place in places:
            assert 0 <= place.weight <= self.whole(place.member) + 1e-6
        super().teardown()


TestThanks = ThanksMachine.TestCase
TestThanks.settings = settings(max_examples=12, stateful_step_count=25, deadline=None)
