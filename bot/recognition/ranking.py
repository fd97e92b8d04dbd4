"""Who is thanked most: by how many people, then by points that fade."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.ids import MemberId


class Period(StrEnum):
    """How far back a ranking looks."""

    WEEK = "week"
    MONTH = "month"
    ALL = "all"

    def since(self, now: datetime) -> datetime | None:
        """Give the moment from which on thanks are looked at; None is from the beginning."""
        lengths = {Period.WEEK: timedelta(days=7), Period.MONTH: timedelta(days=30)}
        return now - lengths[self] if self in lengths else None


def faded(amount: int, age: timedelta, half_life: timedelta) -> float:
    """Weigh millipoints by their age: half after each half-life."""
    return float(amount * 0.5 ** (max(age, timedelta(0)) / half_life))


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the ranking. `weight` is in millipoints, faded."""

    member: MemberId
    givers: int
    weight: float


def contenders(givers: Mapping[MemberId, int], most: int) -> Mapping[MemberId, int]:
    """Keep those who can be among the first so many: whoever has as many givers as the last of them, or more."""
    counts = sorted(givers.values(), reverse=True)
    least = counts[most - 1] if len(counts) >= most else 0
    return {member: count for member, count in givers.items() if count >= least}


def decide_ranking(
    givers: Mapping[MemberId, int],
    received: Sequence[tuple[MemberId, int, datetime]],
    half_life: timedelta,
    now: datetime,
    most: int,
) -> list[Place]:
    """Rank by distinct givers, then by faded points; `received` are amounts (millipoints) with their moments."""
    weights = dict.fromkeys(givers, 0.0)
    for member, amount, at in received:
        weights[member] += faded(amount, now - at, half_life)
    places = [Place(member, count, weights[member]) for member, count in givers.items()]
    return sorted(places, key=lambda p: (-p.givers, -p.weight, p.member))[:most]
