"""Bad weather between the bot and Telegram: refusals, silence, broken lines; and the limits on sending."""

import asyncio
import random
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from .model import Json
from .refusal import Refusal

SENDS = frozenset({"sendMessage", "sendDocument"})
# https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
PER_CHAT = (1, timedelta(seconds=1))
PER_GROUP = (20, timedelta(minutes=1))
IN_ALL = (30, timedelta(seconds=1))
SILENCE = 30.0  # seconds, longer than any client waits in a test


class Trouble(StrEnum):
    """What becomes of a request."""

    LIMITED = "limited"
    BROKEN = "broken"
    SILENT = "silent"  # never carried out, never answered
    DROPPED = "dropped"  # carried out, and then the line broke


@dataclass
class Weather:
    """Let a part of the requests that send something fail, each time in another way."""

    rate: float
    dice: random.Random
    kinds: tuple[Trouble, ...] = tuple(Trouble)
    seen: list[tuple[Trouble, str]] = field(default_factory=list)

    def of(self, method: str, given: Json) -> Trouble | None:
        """Decide what becomes of a request."""
        if method not in SENDS or self.dice.random() >= self.rate:
            return None
        trouble = self.dice.choice(self.kinds)
        self.seen.append((trouble, str(given.get("text"))))
        return trouble

    async def refuse(self, trouble: Trouble | None) -> None:
        """Let a request fail before anything is done. Raises Refusal."""
        match trouble:
            case Trouble.LIMITED:
                after = self.dice.randint(1, 5)
                raise Refusal(429, f"Too Many Requests: retry after {after}", retry_after=after)
            case Trouble.BROKEN:
                raise Refusal(*self.dice.choice([(500, "Internal Server Error"), (502, "Bad Gateway")]))
            case Trouble.SILENT:
                await asyncio.sleep(SILENCE)


@dataclass
class Meter:
    """Count what is sent against the limits, by a clock."""

    clock: Callable[[], datetime]
    sent: dict[str, deque[datetime]] = field(default_factory=dict)
    exceeded: Counter[str] = field(default_factory=Counter)

    def count(self, method: str, chat: str) -> None:
        """Count one message, and note each limit that it exceeds."""
        if method not in SENDS:
            return
        now = self.clock()
        self._one("in all", IN_ALL, "", now)
        self._one("in a chat", PER_CHAT, chat, now)
        if chat.startswith("-"):
            self._one("in a group", PER_GROUP, chat, now)

    def _one(self, name: str, limit: tuple[int, timedelta], chat: str, now: datetime) -> None:
        many, window = limit
        recent = self.sent.setdefault(f"{name} {chat}", deque(maxlen=many))
        if len(recent) == many and now - recent[0] < window:
            self.exceeded[name] += 1
        recent.append(now)
