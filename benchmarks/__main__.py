"""Measure, print one table, and write build/bench.json: `make bench`."""

import asyncio
import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from benchmarks import blocklist, burst, discord_message, drain, jobs_waiting, replay, spam, start, telegram_message
from benchmarks.measure import Line

REPORT = Path(__file__).parents[1] / "build" / "bench.json"


def _print(lines: Iterable[Line]) -> None:
    print(f"{'what':<56} {'value':>10} {'baseline':>10} {'ratio':>7}  aim")
    for line in lines:
        value, base = f"{line.value:.3g} {line.unit}", f"{line.baseline:.3g} {line.unit}"
        print(f"{line.name:<56} {value:>10} {base:>10} {line.ratio:>7.2f}  {line.aim}")


async def _measure() -> list[Line]:
    return [
        await telegram_message.ordinary_message(),
        await telegram_message.ordinary_message(new=True),
        await discord_message.ordinary_message(),
        *start.starts(),
        await jobs_waiting.next_due(),
        *await burst.burst(),
        await drain.a_thousand_due(),
        spam.messages_judged(),
        replay.past_messages(),
        *await blocklist.measure(),
    ]


if __name__ == "__main__":
    lines = asyncio.run(_measure())
    _print(lines)
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps([asdict(line) for line in lines], ensure_ascii=False, indent=2) + "\n", "utf-8")
