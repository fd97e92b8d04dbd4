"""The pretended Telegram, whose time runs fast and which remembers who sent what in which life of the bot."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from tests.crash.clock import SPEED, FastClock
from tests.wire.telegram.feed import Feed
from tests.wire.telegram.model import Chat, Json, Message, User
from tests.wire.telegram.people import PRESS_LASTS
from tests.wire.telegram.server import TelegramServer


@dataclass(frozen=True)
class Sent:
    """A message of the bot's as it was first sent, and in which of its lives."""

    life: int
    chat: int
    text: str
    message: Message


class NotingFeed(Feed):
    """A feed that notes when a message was confirmed, and in which update, by chat and number."""

    def __init__(self, told: Callable[[], None], now: Callable[[], datetime]) -> None:
        super().__init__(told)
        self.confirmed: dict[tuple[int, int], tuple[int, datetime]] = {}
        self._now = now

    async def poll(self, given: Json) -> list[Json]:
        """Answer getUpdates."""
        for update in self.waiting:
            if update["update_id"] < given.get("offset", 0) and (message := update.get("message")):
                self.confirmed[message["chat"]["id"], message["message_id"]] = update["update_id"], self._now()
        return await super().poll(given)


class FastTelegram(TelegramServer):
    """It outlives the bot: what it got stays delivered, and what the bot did not confirm is told again."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = FastClock(time.time())
        self.feed: NotingFeed = NotingFeed(self.notify, self.now)
        self.press_lasts = PRESS_LASTS * SPEED  # people wait in the machine's time
        self.life = 0
        self.sent: list[Sent] = []

    def now(self) -> datetime:
        """Give the time, in whole seconds as Telegram does."""
        return self.clock.now().replace(microsecond=0)

    def leap(self, by: timedelta) -> None:
        """Let time pass while the bot is down."""
        self.clock = replace(self.clock, ahead=self.clock.ahead + by.total_seconds())

    def write(self, chat: Chat, sender: User, content: Json, **more: Any) -> Message:
        """Put a message into a chat."""
        message = super().write(chat, sender, content, **more)
        if sender is self.me:
            self.sent.append(Sent(self.life, chat.id, message.text, message))
        return message
