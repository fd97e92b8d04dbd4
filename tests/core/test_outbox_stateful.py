"""Whatever the platform answers and whenever the process dies: everything arrives, in order, and once where that can
be known."""

from collections import Counter
from datetime import timedelta
from itertools import groupby

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import rule

from bot.courier import LEASE
from bot.errors import Forbidden, RateLimited, Unavailable, Unknown
from bot.ids import ChatRef, Platform
from bot.outgoing import Lease, Wanted
from tests.core.machine import Machine
from tests.core.outbox import Outbox

CHATS = [ChatRef(Platform.TELEGRAM, f"-{n}") for n in range(1, 4)]
TROUBLES = st.sampled_from(
    [None, Unavailable("down"), Unknown("silence"), RateLimited(timedelta(seconds=7)), Forbidden("no")]
)


class OutboxMachine(Machine):
    """Write messages, let requests fail, let time pass, and kill the process while it is sending."""

    def __init__(self) -> None:
        super().__init__()
        self.outbox = Outbox(self.database, self.clock)
        self.written: dict[ChatRef, list[str]] = {chat: [] for chat in CHATS}
        self.in_flight = Counter[str]()  # how often a message was being sent when the process died

    @rule(chat=st.sampled_from(CHATS))
    def write(self, chat: ChatRef) -> None:
        """Write one more message."""
        text = f"{chat.id} {len(self.written[chat])}"
        self.written[chat].append(text)
        self.run(self.outbox.send(text, chat))

    @rule(troubles=st.lists(TROUBLES, max_size=4))
    def spoil(self, troubles: list[Exception | None]) -> None:
        """Let some of the next requests fail."""
        self.outbox.telegram.answers.clear()
        self.outbox.telegram.answers.extend(troubles)

    @rule(by=st.integers(0, 90))
    def wait(self, by: int) -> None:
        """Let time pass and send what is due."""
        self.run(self.outbox.empty(timedelta(seconds=by)))

    @rule(taken=st.booleans())
    def kill(self, taken: bool) -> None:
        """Kill the process while it is sending: after the platform took it and before that was noted, or earlier."""
        self.run(self._die(taken))

    async def _die(self, taken: bool) -> None:
        wanted, now = Wanted(Platform.TELEGRAM, False, frozenset(), 100), self.clock.now()
        async with self.database.begin() as tx:
            sending = await self.outbox.store.claim(tx, wanted, now, Lease("dead", now + LEASE))
        self.in_flight.update(d.key for d in sending)
        if taken:
            self.outbox.telegram.took += [f"send {d.key}" for d in sending]
        await self.outbox.restarted().recover()

    def teardown(self) -> None:
        """Let everything come to its end, and look at it."""
        self.outbox.telegram.answers.clear()
        self.wait(0)
        while (due := self.run(self.outbox.courier.next_due())) is not None:
            self.wait(int((due - self.clock.now()).total_seconds()) + 1)
        outcomes = self.run(self.outbox.outcomes())
        assert set(outcomes.values()) <= {"sent", "forbidden", "unknown"}  # unknown: three silences in a row
        took = [line.removeprefix("send ") for line in self.outbox.telegram.took]
        for chat, texts in self.written.items():
            arrived = [text for text, _ in groupby(t for t in took if t.startswith(f"{chat.id} "))]
            assert arrived == [t for t in texts if t in arrived]
            assert {t for t in texts if outcomes[t] == "sent"} <= set(arrived)
        for text, times in Counter(took).items():
            assert times <= 1 + self.in_flight[text]
        super().teardown()


TestOutbox = OutboxMachine.TestCase
TestOutbox.settings = settings(max_examples=20, stateful_step_count=20, deadline=None)
