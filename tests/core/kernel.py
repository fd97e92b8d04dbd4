"""The kernel with stand-in handlers: updates in, answers out, on a database in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from bot.access import Access
from bot.afterwards import Afterwards
from bot.binding import Binder
from bot.commands import CommandTable
from bot.communities.directory import Directory
from bot.content import Button, Reply
from bot.dialogues import Dialogues
from bot.discretion import Discretion
from bot.dispatch import Dispatcher
from bot.ids import AccountRef, ChatRef, CommunityId, MessageRef, Platform, SpaceRef
from bot.invocation import Invocations
from bot.ports import Responder
from bot.reception import Reception
from bot.updates import Actor, ButtonPressed, CommandInvoked, MessagePosted, Quoted, Update
from bot.watchers import Arrivals, Observer
from storage.database import Database
from storage.kernel import SqlDialogues
from storage.linking import SqlLinks
from tests.core.stubs import SECRET, StubArrivals, StubGuard, StubHandlers, StubObserver
from tests.fakes import FakeClock, FakePlatform, nobody_hears
from tests.fakes_events import RememberingOutbox, say

SPACE = SpaceRef(Platform.TELEGRAM, "-100")
GROUP = ChatRef(Platform.TELEGRAM, "-100")
SERVER = SpaceRef(Platform.DISCORD, "1")
CHANNEL = ChatRef(Platform.DISCORD, "7")
_ids = count(1)


def actor(name: str, access: Access | None = Access.MEMBER, *, platform: Platform = Platform.TELEGRAM) -> Actor:
    """Make somebody whose account is called like them."""
    return Actor(AccountRef(platform, name), name, name, access)


ANNA, MAX, ADA = actor("anna"), actor("max", Access.MODERATOR), actor("ada", Access.ADMIN)
ANONYMOUS = Actor(AccountRef(Platform.TELEGRAM, "1087968824"), "Anonymous", person=False)
HEARTH = Actor(AccountRef(Platform.TELEGRAM, "999"), "Hearth", "hearth_bot", person=False)


def private(who: Actor) -> ChatRef:
    """Name somebody's private chat with the bot."""
    return ChatRef(who.account.platform, who.account.id)


@dataclass
class Answers:
    """Keep what one update was answered."""

    said: list[str] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    locales: list[str] = field(default_factory=list)
    closed: int = 0
    broken: bool = False

    async def answer(self, reply: Reply, locale: str) -> MessageRef | None:
        """Keep an answer, or fail to send it."""
        if self.broken:
            raise RuntimeError(SECRET)
        self.said.append(say(reply.doc, locale))
        self.replies.append(reply)
        self.locales.append(locale)
        return None

    async def done(self) -> None:
        """Count how often the update was closed."""
        self.closed += 1

    @property
    def text(self) -> str:
        """Give everything that was said."""
        return "\n".join(self.said)

    @property
    def buttons(self) -> list[Button]:
        """Give every button that was shown."""
        return [b for r in self.replies for row in r.buttons for b in row]


class Kernel:
    """Everything between an update and its answer."""

    def __init__(self, database: Database, clock: FakeClock) -> None:
        self.database, self.clock = database, clock
        self.handlers, self.guard, self.observer = StubHandlers(), StubGuard(), StubObserver()
        self.arrivals = StubArrivals()
        self._greeter: Arrivals = self.arrivals
        self.outbox = RememberingOutbox()
        self.deleted: list[tuple[CommunityId, str]] = []
        self.telegram, self.discord = FakePlatform(Platform.TELEGRAM), FakePlatform(Platform.DISCORD)
        ports = {p.platform: p.ports for p in (self.telegram, self.discord)}
        self.directory = Directory(SqlLinks(), database, clock, ports, locale="en", zone="Europe/Moscow")
        self.table = CommandTable()
        self.serve(self.handlers)
        self.dispatcher = self._wire((self.observer,))

    def serve(self, *handlers: object) -> None:
        """Take these handlers' commands and buttons, and no others."""
        self.table.commands.clear()
        self.table.presses.clear()
        self.table.register(handlers)

    def greet_with(self, greeter: Arrivals) -> None:
        """Let somebody else be told of newcomers."""
        self._greeter = greeter
        self.dispatcher = self._wire((self.observer,))

    def _wire(self, observers: Sequence[Observer]) -> Dispatcher:
        self.dialogues = Dialogues(SqlDialogues(), self.database, self.clock)
        reception = Reception(self.directory, self.clock, locale="en", zone="UTC")
        return Dispatcher(
            reception=reception,
            registry=self.directory,
            invocations=Invocations(
                self.table, Binder(reception), self.dialogues, Discretion(self.database, self.outbox)
            ),
            guard=self.guard,
            arrivals=self._greeter,
            afterwards=Afterwards(self.database, self.outbox),
            rights=nobody_hears,
            observers=observers,
            deleted=[self._on_deleted],
        )

    async def _on_deleted(self, community: CommunityId, message: MessageRef) -> None:
        self.deleted.append((community, message.id))

    async def restart(self) -> None:
        """Forget everything but the database."""
        self.dispatcher = self._wire((self.observer,))
        await self.dialogues.load()

    @property
    def ran(self) -> list[str]:
        """Give what the handlers were given, and forget it."""
        ran, self.handlers.ran = self.handlers.ran, []
        return ran

    async def submit(self, update: Update, responder: Responder) -> None:
        """Hand an update in without waiting for it."""
        await self.dispatcher.submit(update, responder)

    async def hand(self, update: Update) -> Answers:
        """Hand an update in and wait for its answer."""
        answers = Answers()
        await self.submit(update, answers)
        await self.dispatcher.settle()
        return answers

    async def write(
        self,
        who: Actor,
        text: str,
        *,
        chat: ChatRef = GROUP,
        reply_to: Quoted | None = None,
        at: datetime | None = None,
    ) -> Answers:
        """Write a message."""
        number = str(next(_ids))
        return await self.hand(posted(who, text, number, at or self.clock.now(), chat=chat, reply_to=reply_to))

    async def command(
        self,
        who: Actor,
        line: str,
        *,
        chat: ChatRef = GROUP,
        options: dict[str, str | Actor] | None = None,
        reply_to: Quoted | None = None,
    ) -> Answers:
        """Give a command; with options as on Discord."""
        number = str(next(_ids))
        message = None if options is not None else MessageRef(chat, number)
        return await self.hand(
            CommandInvoked(
                number, self.clock.now(), space_of(chat), chat, who, line, options, message, reply_to=reply_to
            )
        )

    async def press(self, who: Actor, action: str, *, chat: ChatRef = GROUP) -> Answers:
        """Press a button."""
        number = str(next(_ids))
        return await self.hand(
            ButtonPressed(number, self.clock.now(), space_of(chat), chat, who, MessageRef(chat, "1"), action)
        )


def space_of(chat: ChatRef) -> SpaceRef | None:
    """Give the space of one of the two chats; everything else is private."""
    return {GROUP.id: SPACE, CHANNEL.id: SERVER}.get(chat.id)


def posted(
    who: Actor, text: str, number: str, at: datetime, *, chat: ChatRef = GROUP, reply_to: Quoted | None = None
) -> MessagePosted:
    """Make a message."""
    return MessagePosted(number, at, space_of(chat), chat, who, MessageRef(chat, number), text, reply_to)
