"""How fast a platform lets us write: in one chat, in one group, and in all. Kept in memory, for each bot."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

PLENTY = 100  # messages begun at once where a platform sets no limit of its own


@dataclass(frozen=True, slots=True)
class Limits:
    """What a platform allows: one message every `gap` in a chat, so many in a group, and so many in all.

    `in_all` may hold several bounds: a short one spreads what a long one would let go in one moment.
    """

    gap: timedelta
    in_group: int
    group_window: timedelta
    in_all: tuple[tuple[int, timedelta], ...]
    is_group: Callable[[str], bool]


class Pace:
    """Say when the next message may go, and count those that went. Without limits everything may go at once.

    A chat is named by its id on the platform, also the private one with a person.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits
        self._all: deque[datetime] = deque(maxlen=max(many for many, _ in limits.in_all) if limits else 0)
        self._chats: dict[str, deque[datetime]] = {}
        self._resting: dict[str, datetime] = {}

    def room(self, now: datetime) -> int:
        """Count the messages that may go at this moment, to different chats."""
        if self._limits is None:
            return PLENTY
        return min(many - sum(at > now - window for at in self._all) for many, window in self._limits.in_all)

    def room_at(self, now: datetime) -> datetime:
        """Say from when on there is room for one more message."""
        if self._limits is None or self.room(now) > 0:
            return now
        full = [(many, window) for many, window in self._limits.in_all if len(self._all) >= many]
        return max(self._all[-many] + window for many, window in full)

    def ready_at(self, chat: str, now: datetime) -> datetime:
        """Say from when on one more message may go to a chat."""
        return max(self.room_at(now), self._resting.get(chat, now), *self._bounds(chat), now)

    def _bounds(self, chat: str) -> Iterator[datetime]:
        sent = self._chats.get(chat)
        if self._limits is None or not sent:
            return
        yield sent[-1] + self._limits.gap
        if len(sent) == self._limits.in_group and self._limits.is_group(chat):
            yield sent[0] + self._limits.group_window

    def resting(self, now: datetime) -> dict[str, datetime]:
        """List the chats that may not be written to yet, each with the end of its rest; the others are forgotten."""
        if self._limits is not None:
            started = now - self._limits.group_window
            self._chats = {chat: sent for chat, sent in self._chats.items() if sent[-1] > started}
        self._resting = {chat: end for chat, end in self._resting.items() if end > now}
        ends = {
            chat: max(self._resting.get(chat, now), *self._bounds(chat), now) for chat in {*self._chats, *self._resting}
        }
        return {chat: end for chat, end in ends.items() if end > now}

    def take(self, chat: str, now: datetime) -> None:
        """Count a message that goes now."""
        if self._limits is not None:
            self._all.append(now)
            self._chats.setdefault(chat, deque(maxlen=self._limits.in_group)).append(now)

    def rest(self, chat: str, until: datetime) -> None:
        """Leave a chat alone for a while."""
        self._resting[chat] = max(until, self._resting.get(chat, until))
