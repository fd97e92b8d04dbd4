"""Measure one thing against its baseline, in turns, so that a machine whose speed drifts treats both alike."""

import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

ROUNDS = 15


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table. `ratio` is value / baseline; `aim` is what we hold ourselves to."""

    name: str
    value: float
    unit: str
    baseline: float
    ratio: float
    aim: str


async def in_turns(
    name: str,
    ours: Callable[[int], Awaitable[None]],
    theirs: Callable[[int], Awaitable[None]],
    *,
    times: int,
    aim: str,
) -> Line:
    """Run both `times` times in each of several rounds, and give medians in microseconds and the median ratio."""
    mine: list[float] = []
    base: list[float] = []
    for _ in range(ROUNDS):
        for run, into in ((theirs, base), (ours, mine)):
            begin = time.perf_counter()
            await run(times)
            into.append((time.perf_counter() - begin) / times * 1e6)
    ratio = statistics.median(m / b for m, b in zip(mine, base, strict=True))
    return Line(name, statistics.median(mine), "µs", statistics.median(base), ratio, aim)
