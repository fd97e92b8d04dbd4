"""Measures and ladders as people write them: `mute 10m`, `3: mute 1d, 5: ban`."""

from collections.abc import Sequence
from datetime import timedelta

from bot.moderation.model import Action, Measure, Rung
from bot.when import BadDuration, parse_duration

LASTING = (Action.MUTE, Action.BAN)
UNITS = (("w", 604_800), ("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1))  # seconds


def parse_measure(text: str) -> Measure:
    """Read an action, with a length where it lasts (`mute 10m`, `ban`). Raises ValueError for anything else."""
    word, _, rest = text.strip().lower().partition(" ")
    action = Action(word)
    if not rest.strip():
        return Measure(action)
    if action not in LASTING:
        raise ValueError(f"{word} has no length")
    try:
        return Measure(action, parse_duration(rest.strip()))
    except BadDuration as error:
        raise ValueError(f"no length of time: {rest}") from error


def write_measure(measure: Measure) -> str:
    """Write a measure as one types it."""
    return measure.action + (f" {write_length(measure.length)}" if measure.length is not None else "")


def write_length(length: timedelta) -> str:
    """Write a length of time as one types it: `1d12h`."""
    left, words = round(length.total_seconds()), ""
    for unit, seconds in UNITS:
        count, left = divmod(left, seconds)
        words += f"{count}{unit}" if count else ""
    return words


def parse_ladder(text: str) -> tuple[Rung, ...]:
    """Read a ladder; empty and `no` are none. Raises ValueError for what is no ladder."""
    if text.strip().lower() in ("", "no"):
        return ()
    rungs = {}
    for part in text.split(","):
        number, colon, measure = part.partition(":")
        if not colon or not (number := number.strip()).isascii() or not number.isdecimal() or not 0 < int(number) < 100:
            raise ValueError(f"no step of a ladder: {part}")
        rungs[int(number)] = parse_measure(measure)
        if rungs[int(number)].action not in (Action.MUTE, Action.KICK, Action.BAN):
            raise ValueError("a ladder mutes, kicks or bans")
    return tuple(Rung(n, rungs[n]) for n in sorted(rungs))


def write_ladder(ladder: Sequence[Rung]) -> str:
    """Write a ladder as one types it."""
    return ", ".join(f"{r.warnings}: {write_measure(r.measure)}" for r in ladder) or "no"
