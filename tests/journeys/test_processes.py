"""Two Hearths on one PostgreSQL share the work, and one on SQLite bears the same crowd."""

import asyncio
import re
from collections import Counter
from datetime import timedelta

from bot.access import Access
from bot.app import App
from bot.content import Doc, Para
from bot.deliveries import Deliveries
from bot.events.seats import Roster, Standing
from bot.ids import AccountRef, ChatRef, CommunityId, Platform
from bot.jobs import Job
from bot.ports import Tx
from bot.updates import Actor
from storage.deliveries import SqlDeliveries
from storage.events import SqlEvents
from tests.backends import Backend, Postgres
from tests.journeys.crowd import SPACE, Crowd, open_crowd

SEATS, PEOPLE, FEWER = 20, 1_000, 250
JOBS = 200
CHATS, MESSAGES = 20, 10
POSITION = re.compile(r"You're number (\d+) on the waitlist")


def somebody(number: int) -> Actor:
    """Make a member up."""
    return Actor(AccountRef(Platform.TELEGRAM, str(number)), f"P{number}", f"p{number}", Access.MEMBER)


def home(crowd: Crowd) -> CommunityId:
    """Give the community of the group."""
    community = crowd.apps[0].directory.community_of(SPACE)
    assert community is not None
    return community


async def test_a_thousand_press_at_once_and_exactly_the_seats_are_taken(backend: Backend) -> None:
    database = await backend.fresh()
    await database.close()
    hearths, people_there = (2, PEOPLE) if isinstance(backend, Postgres) else (1, FEWER)
    async with open_crowd(database.url, hearths) as crowd:
        event = await crowd.announce(f"Meetup | in 3 days | limit: {SEATS}")
        presses = [
            crowd.press(crowd.apps[n % hearths], somebody(n), f"rsvp:{event}:going") for n in range(people_there)
        ]
        heard = await asyncio.gather(*presses)
        await asyncio.gather(*(app.dispatcher.settle() for app in crowd.apps))
        assert [h.closed for h in heard] == [1] * people_there
        assert crowd.faults() == 0

        texts = [h.text for h in heard]
        going = {n for n, text in enumerate(texts) if text.startswith("You're going to")}
        told = {n: int(found.group(1)) for n, text in enumerate(texts) if (found := POSITION.search(text))}
        assert len(going) == SEATS
        assert len(going) + len(told) == people_there

        async with crowd.apps[0].database.read() as tx:
            rsvps = await SqlEvents().load_rsvps(tx, event)
            people = await crowd.apps[0].directory.load(tx, home(crowd), list(rsvps))
        roster = Roster(SEATS, 0, rsvps)
        accounts = {member: person.accounts[0].id for member, person in people.items()}
        assert {accounts[r.member] for r in roster.of(Standing.GOING)} == {str(n) for n in going}
        # The line is what everybody was told: its first has number 1, and no number was given twice.
        assert [int(accounts[r.member]) for r in roster.line] == sorted(told, key=lambda n: told[n])
        assert sorted(told.values()) == list(range(1, people_there - SEATS + 1))


def outbox_of(crowd: Crowd) -> Deliveries:
    """Give what writes the first one's outbox."""
    ports = {Platform.TELEGRAM: crowd.platform.ports}
    return Deliveries(SqlDeliveries(), ports, crowd.clock, crowd.apps[0].pulse.wake)


async def test_two_hearths_run_each_job_once(postgres: Postgres) -> None:
    database = await postgres.fresh()
    await database.close()
    ran: list[Counter[str]] = []

    def count_in(app: App) -> None:
        mine: Counter[str] = Counter()
        ran.append(mine)

        async def run(tx: Tx, job: Job) -> None:
            await asyncio.sleep(0)
            tx.after_commit(lambda: mine.update([job.key]))

        app.jobs.on("counted", run)

    async with open_crowd(database.url, 2) as crowd:
        for app in crowd.apps:
            count_in(app)
        async with crowd.apps[0].database.begin() as tx:
            for number in range(JOBS):
                await crowd.apps[0].jobs.schedule(tx, "counted", f"{number}", home(crowd), crowd.clock.now(), {})
        await asyncio.gather(*(app.settle() for app in crowd.apps))
        assert crowd.faults() == 0
        assert await crowd.apps[0].next_due() is None
    assert ran[0] + ran[1] == Counter(str(n) for n in range(JOBS))
    assert all(mine.total() > JOBS / 10 for mine in ran), "one of the two did all the work"


async def test_two_hearths_send_each_delivery_once_and_in_order(postgres: Postgres) -> None:
    database = await postgres.fresh()
    await database.close()
    async with open_crowd(database.url, 2) as crowd:
        outbox = outbox_of(crowd)
        async with crowd.apps[0].database.begin() as tx:
            for number in range(CHATS * MESSAGES):
                chat = ChatRef(Platform.TELEGRAM, f"-{number % CHATS}")
                document = Doc((Para(f"{number:03}"),))
                await outbox.send(tx, chat, document, locale="en", key=f"news:{number}")
        crowd.platform.open.clear()  # what is being sent hangs while the other looks for work
        settled = [asyncio.create_task(app.settle()) for app in crowd.apps]
        await asyncio.sleep(0.2)
        crowd.platform.open.set()
        await asyncio.gather(*settled)
        assert crowd.faults() == 0
        sent = [line.removeprefix("send ") for line in crowd.platform.took]
        assert sorted(sent) == [f"{n:03}" for n in range(CHATS * MESSAGES)]
        for number in range(CHATS):
            in_chat = [line for line in sent if int(line) % CHATS == number]
            assert in_chat == sorted(in_chat)


async def test_a_hearth_that_starts_leaves_alone_what_another_is_sending(postgres: Postgres) -> None:
    database = await postgres.fresh()
    await database.close()
    async with open_crowd(database.url, 1) as crowd:
        app = crowd.apps[0]
        async with app.database.begin() as tx:
            await outbox_of(crowd).send(
                tx, ChatRef(Platform.TELEGRAM, "-1"), Doc((Para("news"),)), locale="en", key="news"
            )
        crowd.platform.open.clear()
        settled = asyncio.create_task(app.settle())
        await asyncio.sleep(0.1)
        async with open_crowd(database.url, 1) as other:
            await other.apps[0].settle()
            other.clock.advance(timedelta(seconds=10))
            await other.apps[0].settle()
            assert other.platform.done == []
        crowd.platform.open.set()
        await settled
        assert crowd.platform.took == ["send news"]
