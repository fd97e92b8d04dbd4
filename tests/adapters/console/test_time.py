"""The clock of the local chat stands still where it was set; what falls due on the way happens in order."""

from datetime import UTC, datetime, timedelta

from adapters.console.clock import VirtualClock
from bot.updates import BotAdded, MessagePosted

from .fakes import Chat

THREE = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)  # 18:00 in Moscow
START = "time 2026-12-01 18:00 Europe/Moscow"


async def test_the_clock_shows_the_real_time_until_it_is_set() -> None:
    clock = VirtualClock()
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)
    running = clock.frozen
    clock.set(THREE)
    assert (running, clock.frozen) == (False, True)
    assert clock.now() == THREE


async def test_nothing_sees_the_real_time_when_the_script_begins_with_a_time() -> None:
    chat = Chat()
    await chat.play("# a comment", "olga is owner", START, "anna: hi")
    assert [u.at for u in chat.host.updates if isinstance(u, BotAdded | MessagePosted)] == [THREE, THREE]


async def test_what_falls_due_on_the_way_happens_at_its_time_and_in_order() -> None:
    chat = Chat()
    await chat.play(START)
    chat.host.plan(THREE + timedelta(hours=2), lambda: chat.post("later"))
    chat.host.plan(THREE + timedelta(hours=1), lambda: chat.post("soon"))
    chat.host.plan(THREE + timedelta(hours=3), lambda: chat.post("too late"))
    await chat.play("time +2h")
    assert chat.lines == ["[1] 19:00 hearth: soon", "[2] 20:00 hearth: later"]
    assert chat.clock.now() == THREE + timedelta(hours=2)


async def test_work_planned_on_the_way_happens_on_the_way() -> None:
    chat = Chat()
    await chat.play(START)

    async def first() -> None:
        await chat.post("first")
        chat.host.plan(THREE + timedelta(minutes=20), lambda: chat.post("second"))

    chat.host.plan(THREE + timedelta(minutes=10), first)
    await chat.play("time 2026-12-01 19:00")
    assert chat.lines == ["[1] 18:10 hearth: first", "[2] 18:20 hearth: second"]


async def test_next_goes_to_the_next_thing_due() -> None:
    chat = Chat()
    await chat.play(START)
    chat.host.plan(THREE + timedelta(days=3), lambda: chat.post("ding"))
    await chat.play("time next", "time next")
    assert chat.lines == ["[1] 18:00 hearth: ding", "! Nothing is due."]
    assert chat.clock.now() == THREE + timedelta(days=3)


async def test_the_zone_last_given_is_the_one_shown() -> None:
    chat = Chat()
    await chat.play("time 2026-12-01 15:00")
    await chat.post("utc")
    await chat.play("time 2026-12-01 18:00 Europe/Moscow")
    await chat.post("moscow")
    await chat.play("time 2026-12-01 19:00")
    await chat.post("still moscow")
    assert chat.lines == ["[1] 15:00 hearth: utc", "[2] 18:00 hearth: moscow", "[3] 19:00 hearth: still moscow"]


async def test_the_clock_can_be_set_back() -> None:
    chat = Chat()
    await chat.play(START)
    chat.host.plan(THREE - timedelta(hours=3), lambda: chat.post("overdue"))
    await chat.play("time 2026-12-01 17:00")
    assert chat.clock.now() == THREE - timedelta(hours=1)
    assert chat.lines == ["[1] 17:00 hearth: overdue"]


async def test_a_time_that_the_clocks_skip_is_refused() -> None:
    chat = Chat()
    await chat.play(START, "time 2027-03-28 02:30 Europe/Berlin")
    assert chat.clock.now() == THREE
    assert chat.lines == [
        "! There is no 2027-03-28 02:30 in Europe/Berlin: the clocks are put forward over it. Take an hour later."
    ]


async def test_the_calendar_has_an_end() -> None:
    chat = Chat()
    await chat.play("time 2199-12-31 23:00", "time +3650d")
    assert chat.lines == ["! The clock goes from 1971 to 2199. For example: time 2026-12-01 18:00"]


async def test_work_that_never_gets_done_is_a_fault_and_no_endless_loop() -> None:
    chat = Chat()
    await chat.play(START)

    due = THREE + timedelta(hours=1)

    async def next_due() -> datetime:
        return due

    chat.host.next_due = next_due  # type: ignore[method-assign]
    assert await chat.play("time +2h") == 1
    assert chat.lines == ["! Something that is due never gets done, so I stopped waiting for it. This is a fault."]
    assert chat.clock.now() == THREE + timedelta(hours=2)
