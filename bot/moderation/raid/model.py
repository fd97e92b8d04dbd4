"""What a raid is, when one begins, and what becomes of those who came. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.ids import AccountRef, ChatRef, CommunityId, MemberId

NEWCOMER = timedelta(days=1)  # somebody silent who came longer ago than this is no newcomer when they come again
MOST = 500  # arrivals that are looked at together


class Cause(StrEnum):
    """Why a raid began."""

    ARRIVALS = "arrivals"
    MESSAGES = "messages"  # newcomers wrote what rules punish
    HAND = "hand"


class Fate(StrEnum):
    """What became of somebody who came."""

    CAME = "came"  # nothing was done about them
    HELD = "held"
    LEFT = "left"  # while held
    FREEING = "freeing"  # to be let in: a moderator said so
    BANNING = "banning"  # to be banned: a moderator said so
    FREED = "freed"
    BANNED = "banned"


OPEN = (Fate.HELD, Fate.LEFT, Fate.FREEING, Fate.BANNING)  # still to be let in or banned
SILENCED = (Fate.HELD, Fate.BANNING, Fate.FREEING)  # they cannot write yet
WAITING = (Fate.HELD, Fate.LEFT)  # nobody has decided


class Decision(StrEnum):
    """What a moderator can say to a raid."""

    LET_IN = "in"
    BAN = "ban"
    END = "end"


@dataclass(frozen=True, slots=True)
class Raid:
    """A raid on a community. `until` is when it is over if it stays calm, `ended` when it was over; `by` began it by
    hand. A `dry` one is only told. `counts` are kept when all is done and who came is forgotten."""

    id: int
    community: CommunityId
    cause: Cause
    began: datetime
    until: datetime
    dry: bool = False
    by: MemberId | None = None
    ended: datetime | None = None
    decision: Decision | None = None
    decided_by: MemberId | None = None
    finished: datetime | None = None
    counts: Mapping[str, int] | None = None

    @property
    def on(self) -> bool:
        """Tell whether newcomers are held at this moment."""
        return self.ended is None and not self.dry


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who came. `update` is the platform's id of their coming, `chat` where they would be greeted, `locale`
    what is spoken there; `case` says why they are held. `greeted`: there is no need to greet them when they are let in.
    """

    community: CommunityId
    account: AccountRef
    member: MemberId
    at: datetime
    update: str
    chat: ChatRef
    locale: str
    greeted: bool = True
    fate: Fate = Fate.CAME
    raid: int | None = None
    case: int | None = None


def burst(arrivals: Sequence[datetime], at: datetime, window: timedelta, most: int) -> tuple[datetime, datetime] | None:
    """Find the stretch of time around `at` in which at least `most` came within a window; None when there is none.

    The order in which arrivals are told does not matter.
    """
    times = sorted(arrivals)
    found: list[datetime] = []
    first = 0
    for last, moment in enumerate(times):
        while moment - times[first] >= window:
            first += 1
        if last - first + 1 >= most and times[first] <= at <= moment:
            found += [times[first], moment]
    return (min(found), max(found)) if found else None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many came in a raid, and what became of them."""

    counts: Mapping[str, int]

    @property
    def came(self) -> int:
        """Count everybody."""
        return sum(self.counts.values())

    @property
    def held(self) -> int:
        """Count those who are held, also those whom a moderator's word has not reached yet."""
        return sum(self.counts.get(f, 0) for f in (Fate.HELD, Fate.FREEING, Fate.BANNING))

    @property
    def waiting(self) -> int:
        """Count those about whom nobody has decided."""
        return self.counts.get(Fate.HELD, 0)

    @property
    def left(self) -> int:
        """Count those who left while they were held."""
        return self.counts.get(Fate.LEFT, 0)

    @property
    def banned(self) -> int:
        """Count those who were banned."""
        return self.counts.get(Fate.BANNED, 0)

    @property
    def freed(self) -> int:
        """Count those who were let in."""
        return self.counts.get(Fate.FREED, 0)
