"""Updates of one chat in order, different chats side by side."""

import asyncio

import pytest

from bot.lanes import Lanes, Work


def noting(seen: list[str], name: str, after: asyncio.Event | None = None) -> Work:
    async def work() -> None:
        if after is not None:
            await after.wait()
        await asyncio.sleep(0)
        seen.append(name)

    return work


async def test_one_lane_goes_in_order_even_when_the_first_is_slow() -> None:
    lanes, gate = Lanes(), asyncio.Event()
    seen: list[str] = []
    await lanes.run("chat", noting(seen, "a", gate))
    for name in ("b", "c"):
        await lanes.run("chat", noting(seen, name))
    await asyncio.sleep(0)
    assert seen == []
    gate.set()
    await lanes.settle()
    assert seen == ["a", "b", "c"]


async def test_a_slow_lane_holds_no_other_one_up() -> None:
    lanes, gate = Lanes(), asyncio.Event()
    seen: list[str] = []
    await lanes.run("slow", noting(seen, "slow", gate))
    await lanes.run("quick", noting(seen, "quick"))
    for _ in range(5):
        await asyncio.sleep(0)
    assert seen == ["quick"]
    assert (lanes.idle("slow"), lanes.idle("quick")) == (False, True)
    gate.set()
    await lanes.settle()
    assert seen == ["quick", "slow"]
    assert lanes.idle("slow")


async def test_whoever_brings_more_than_there_is_room_for_waits() -> None:
    lanes, gate = Lanes(limit=2), asyncio.Event()
    seen: list[str] = []
    await lanes.run("chat", noting(seen, "a", gate))
    await lanes.run("chat", noting(seen, "b"))
    third = asyncio.create_task(lanes.run("other", noting(seen, "c")))
    for _ in range(5):
        await asyncio.sleep(0)
    assert not third.done()
    gate.set()
    await third
    await lanes.settle()
    assert sorted(seen) == ["a", "b", "c"]


async def test_work_that_raises_stops_neither_its_lane_nor_takes_room_for_good(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lanes = Lanes(limit=1)
    seen: list[str] = []

    async def broken() -> None:
        raise ValueError("broken")

    for name in ("a", "b"):
        await lanes.run("chat", broken)
        await lanes.run("chat", noting(seen, name))
    await lanes.settle()
    assert seen == ["a", "b"]
    assert "work failed" in capsys.readouterr().out


async def test_many_lanes_of_much_work_keep_every_order() -> None:
    lanes = Lanes(limit=7)
    seen: dict[int, list[str]] = {lane: [] for lane in range(10)}
    for number in range(20):
        for lane, line in seen.items():
            await lanes.run(lane, noting(line, str(number)))
    await lanes.settle()
    assert all(line == [str(n) for n in range(20)] for line in seen.values())
    assert all(lanes.idle(lane) for lane in seen)
