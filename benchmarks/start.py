"""How long the command line takes to answer, and a Hearth to be ready, beside a bare Python."""

import statistics
import subprocess
import sys
import time

from benchmarks.measure import Line

RUNS = 5


def _seconds(*command: str) -> float:
    taken = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        subprocess.run([sys.executable, *command], input=b"", stdout=subprocess.DEVNULL, check=True)
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken)


def starts() -> list[Line]:
    """Measure both; the local chat with nothing to play starts everything but a platform's connection, and stops."""
    bare = _seconds("-c", "")
    lines = []
    for name, command, aim in (
        ("hearth --help", ("-m", "bot", "--help"), "≤ 0.4 s"),
        ("cold start to ready, and stop", ("-m", "bot", "chat"), "≤ 2 s"),
    ):
        value = _seconds(*command)
        lines.append(Line(name, value, "s", bare, value / bare, aim))
    return lines
