"""Ten thousand updates from a hundred chats in one moment: order within each chat, and what it costs in memory."""

import itertools
import resource
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from benchmarks.measure import Line
from bot.app import App
from bot.config import Settings, StorageSettings
from bot.content import Reply
from bot.ids import AccountRef, ChatRef, MessageRef, Platform, SpaceRef
from bot.ports import SystemClock
from bot.updates import Actor, CommandInvoked, MessagePosted, Update

CHATS, UPDATES, EVERY = 100, 10_000, 10  # every so many updates is a command, the others are ordinary messages
ANNA = Actor(AccountRef(Platform.TELEGRAM, "11"), "Anna", "anna")


@dataclass
class Answers:
    """Write down the order in which one chat is answered."""

    given: list[int] = field(default_factory=list)

    def to(self, number: int) -> "Responder":
        """Make what answers one update."""
        return Responder(self, number)


@dataclass(frozen=True, slots=True)
class Responder:
    """Answer one update by writing its number down."""

    answers: Answers
    number: int

    async def answer(self, reply: Reply, locale: str) -> MessageRef | None:
        """Write it down."""
        self.answers.given.append(self.number)
        return None

    async def done(self) -> None:
        """Nothing to close."""


async def burst() -> list[Line]:
    """Measure a burst beside the same updates one after another, and memory after four bursts beside after one."""
    app = App(Settings(storage=StorageSettings(url="sqlite://")), SystemClock())
    await app.open()
    try:
        numbers = itertools.count(1)
        await _round(app, numbers, 2 * CHATS * EVERY, one_by_one=True)  # everybody is known
        alone = await _round(app, numbers, UPDATES, one_by_one=True)
        at_once = await _round(app, numbers, UPDATES)
        once = _memory()
        for _ in range(3):
            await _round(app, numbers, UPDATES)
        four = _memory()
    finally:
        await app.dispatcher.settle()
        await app.database.close()
    burst = f"a burst of {UPDATES:,} updates from {CHATS} chats, each"
    return [
        Line(burst, at_once / UPDATES * 1e6, "µs", alone / UPDATES * 1e6, at_once / alone, "≤ 1.5 ×"),
        Line("memory after four such bursts, beside one", four, "MB", once, four / once, "≤ 1.1 ×"),
    ]


async def _round(app: App, numbers: "itertools.count[int]", many: int, *, one_by_one: bool = False) -> float:
    answers, now = [Answers() for _ in range(CHATS)], datetime.now(UTC)
    begin = time.perf_counter()
    for index in range(many):
        chat = index % CHATS
        number = next(numbers)
        # A second apart in each chat: who writes more than that floods it.
        at = now + timedelta(seconds=number // CHATS)
        await app.submit(_update(chat, number, at, command=index // CHATS % EVERY == 0), answers[chat].to(number))
        if one_by_one:
            await app.dispatcher.settle()
    await app.dispatcher.settle()
    taken = time.perf_counter() - begin
    for each in answers:
        assert len(each.given) == many // CHATS // EVERY
        assert each.given == sorted(each.given), "a chat was answered out of order"
    return taken


def _update(chat: int, number: int, at: datetime, *, command: bool) -> Update:
    space, place = SpaceRef(Platform.TELEGRAM, f"-{chat}"), ChatRef(Platform.TELEGRAM, f"-{chat}")
    message = MessageRef(place, str(number))
    if command:
        return CommandInvoked(str(number), at, space, place, ANNA, "about", message=message)
    return MessagePosted(str(number), at, space, place, ANNA, message, f"Is anybody there? {number}")


def _memory() -> float:
    """Give the most memory that this process ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
