"""Hearths without a platform's wire, on one database: a crowd talks to all of them at once."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

from bot.access import Access
from bot.app import App
from bot.config import Settings, StorageSettings
from bot.content import Reply
from bot.ids import AccountRef, ChatRef, MessageRef, Platform, SpaceRef
from bot.updates import Actor, ButtonPressed, CommandInvoked, Update
from tests.fakes import FakeClock, FakePlatform
from tests.fakes_events import say

SPACE = SpaceRef(Platform.TELEGRAM, "-100")
GROUP = ChatRef(Platform.TELEGRAM, "-100")
MAX = Actor(AccountRef(Platform.TELEGRAM, "max"), "Max", "max", Access.MODERATOR)
TOPICS = 10  # updates of one topic are handled in order, those of several side by side
_ids = count(1)


@dataclass
class Heard:
    """Keep what one update was answered."""

    replies: list[Reply] = field(default_factory=list)
    closed: int = 0

    async def answer(self, reply: Reply, locale: str) -> MessageRef | None:
        """Keep an answer."""
        self.replies.append(reply)
        return None

    async def done(self) -> None:
        """Note that the update is closed."""
        self.closed += 1

    @property
    def text(self) -> str:
        """Read the one answer."""
        [reply] = self.replies
        return say(reply.doc)


class Crowd:
    """Several Hearths that know nothing of each other but the database, and the platform they share."""

    def __init__(self, apps: Sequence[App], platform: FakePlatform, clock: FakeClock) -> None:
        self.apps = apps
        self.platform = platform
        self.clock = clock

    async def tell(self, app: App, update: Update) -> Heard:
        """Hand an update to one of them; it is handled when the answer is closed."""
        heard = Heard()
        await app.submit(update, heard)
        return heard

    async def say(self, app: App, who: Actor, line: str) -> Heard:
        """Give a command in the group, and wait for its answer."""
        number = str(next(_ids))
        message = MessageRef(GROUP, number)
        heard = await self.tell(app, CommandInvoked(number, self.clock.now(), SPACE, GROUP, who, line, None, message))
        await app.dispatcher.settle()
        return heard

    async def press(self, app: App, who: Actor, action: str) -> Heard:
        """Press a button in one of the group's topics."""
        number = next(_ids)
        chat = ChatRef(Platform.TELEGRAM, GROUP.id, str(number % TOPICS))
        return await self.tell(app, ButtonPressed(str(number), self.clock.now(), SPACE, chat, who, None, action))

    async def announce(self, wish: str) -> int:
        """Plan an event and confirm it; give its id."""
        app = self.apps[0]
        preview = await self.say(app, MAX, f"event new {wish}")
        [reply] = preview.replies
        confirm = reply.buttons[0][0].action
        await self.press(app, MAX, confirm)
        await app.settle()
        return int(confirm.split(":")[1])

    def faults(self) -> int:
        """Count what went wrong in any of them."""
        return sum(app.faults() for app in self.apps)


@asynccontextmanager
async def open_crowd(url: str, hearths: int) -> AsyncIterator[Crowd]:
    """Open so many Hearths on one database. The group is known to all of them."""
    clock, platform, apps = FakeClock(), FakePlatform(), []
    async with AsyncExitStack() as stack:
        for _ in range(hearths):
            app = App(Settings(storage=StorageSettings(url=url)), clock)
            stack.push_async_callback(app.close)
            app.add_ports(platform.ports)
            await app.open()
            await app.directory.meet(SPACE, GROUP, "Python people")
            apps.append(app)
        clock.advance(timedelta(seconds=1))
        yield Crowd(apps, platform, clock)
