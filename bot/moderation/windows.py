"""Remember the latest of what each person did, in memory: bounded, and told by the times of what happened."""

from collections import OrderedDict, deque
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeAlias, TypeVar

from bot.ids import AccountRef, CommunityId, MemberId
from bot.moderation.rules.base import Author

PEOPLE = 10_000  # the least recently active leave first

Who: TypeAlias = MemberId | AccountRef
T = TypeVar("T")


def who_is(author: Author, account: AccountRef) -> Who:
    """Name somebody by who they are in the community, on whichever platform; a stranger by their account."""
    return author.member if author.member is not None else account


@dataclass(frozen=True, slots=True)
class Window(Generic[T]):
    """What one person did lately, oldest first, each with its moment."""

    held: deque[tuple[datetime, T]]

    def add(self, at: datetime, thing: T, seconds: int, most: int) -> bool:
        """Note one more; True when that makes `most` within less than `seconds`. No more than `most` are kept.

        What is told a little late counts as done at the latest moment known; what is told so late that it is out of the
        window does not count.
        """
        held = self.held
        if held and at < held[-1][0]:
            if (held[-1][0] - at).total_seconds() >= seconds:
                return False
            at = held[-1][0]
        held.append((at, thing))
        if len(held) > most:
            held.popleft()
        return len(held) == most and (at - held[0][0]).total_seconds() < seconds

    def recent(self, at: datetime, seconds: int) -> list[T]:
        """List what was done in the `seconds` before a moment."""
        return [thing for moment, thing in self.held if (at - moment).total_seconds() < seconds]


class Windows(Generic[T]):
    """The windows of everybody."""

    def __init__(self, people: int = PEOPLE) -> None:
        self._people = people
        self._held: OrderedDict[tuple[CommunityId, Who], Window[T]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._held)

    def of(self, community: CommunityId, author: Author, account: AccountRef) -> Window[T]:
        """Give somebody's window. A stranger who turns out to be a member keeps theirs."""
        who = who_is(author, account)
        found = self._held.get((community, who))
        if found is not None:
            self._held.move_to_end((community, who))
            return found
        earlier = self._held.pop((community, account), None) if author.member is not None else None
        found = self._held[community, who] = earlier or Window(deque())
        if len(self._held) > self._people:
            self._held.popitem(last=False)
        return found
