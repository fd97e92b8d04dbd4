"""A community with a Telegram group and a Discord channel, its people, and an outbox that remembers."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.access import Access
from bot.acts import Act
from bot.audience import Destination, Reader
from bot.call import Call, Community, Person
from bot.content import Attachment, Buttons, Doc, Mention, Time
from bot.deliveries import NO_TIME, Fallback
from bot.events.service import EventService
from bot.events.settings import EventSettings
from bot.ids import AccountRef, ChatRef, CommunityId, MemberId, MessageRef, Platform, SpaceRef
from bot.jobs import Jobs
from bot.meters import Meters
from bot.outgoing import Priority
from bot.ports import Tx
from bot.render import render
from bot.settings import SettingsBook
from bot.texts import resolve, resolve_buttons
from handlers.events import EventsHandlers
from storage.database import Database
from storage.events import SqlEvents
from storage.jobs import SqlJobs
from tests.fakes import nobody_hears

NOON = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)  # 12:00 in Moscow
HOME = Community(CommunityId(1), "Pythonistas", "en", "Europe/Moscow")
GROUP = ChatRef(Platform.TELEGRAM, "-100")
CHANNEL = ChatRef(Platform.DISCORD, "7")


class SetClock:
    """Tell the time it was set to."""

    def __init__(self, now: datetime = NOON) -> None:
        self.time = now

    def now(self) -> datetime:
        """Return the time it was set to."""
        return self.time


@dataclass(frozen=True, slots=True)
class Sent:
    """One message that was enqueued."""

    to: ChatRef | AccountRef
    text: str
    buttons: Buttons
    key: str
    locale: str


@dataclass(slots=True)
class RememberingOutbox:
    """Remember what was to be said, one message a key, and what each subject was last shown as."""

    sent: dict[str, Sent] = field(default_factory=dict)
    shown: dict[str, Sent] = field(default_factory=dict)

    async def send(
        self,
        tx: Tx,
        to: ChatRef | AccountRef,
        document: Doc,
        *,
        locale: str,
        key: str,
        buttons: Buttons = (),
        files: tuple[Attachment, ...] = (),
        subject: str | None = None,
        reply_to: MessageRef | None = None,
        priority: Priority = Priority.NOTICE,
        until: datetime | None = None,
        fallback: Fallback | None = None,
        before: Collection[str] = (),
        fades: timedelta | None = None,
    ) -> None:
        """Remember a message; one of the same key stands."""
        self.sent.setdefault(key, Sent(to, say(document, locale), resolve_buttons(buttons, locale), key, locale))

    async def show(self, tx: Tx, subject: str, document: Doc, buttons: Buttons = ()) -> None:
        """Remember what a subject is shown as."""
        self.shown[subject] = Sent(GROUP, say(document, "en"), resolve_buttons(buttons, "en"), subject, "en")

    async def withdraw(self, tx: Tx, subject: str) -> bool:
        """Forget a subject."""
        return self.shown.pop(subject, None) is not None

    async def perform(self, tx: Tx, act: Act, key: str, *, hold: timedelta = NO_TIME) -> None:
        """Accept an act; events have none."""

    def to(self, target: ChatRef | AccountRef) -> list[str]:
        """List what was said to somebody or somewhere, in order."""
        return [s.text for s in self.sent.values() if s.to == target]

    def take(self) -> list[Sent]:
        """List what was said since the last time, in order; keys are kept."""
        fresh = [s for s in self.sent.values() if s.text]
        self.sent = {key: Sent(s.to, "", (), key, s.locale) for key, s in self.sent.items()}
        return fresh


class Linked:
    """One Telegram group that speaks Russian and one Discord channel that speaks English."""

    async def chats(self, tx: Tx, community: CommunityId) -> tuple[Destination, ...]:
        """List both."""
        return (
            Destination(GROUP, SpaceRef(Platform.TELEGRAM, "-100"), "ru"),
            Destination(CHANNEL, SpaceRef(Platform.DISCORD, "1"), "en"),
        )


class Everyone:
    """Anybody with a number is a member, with a Telegram account; even numbers have a Discord account too."""

    async def load(self, tx: Tx, community: CommunityId, members: Collection[MemberId]) -> Mapping[MemberId, Person]:
        """Make them up."""
        return {m: person(m) for m in members}

    async def reader(
        self, tx: Tx, community: CommunityId, member: MemberId, account: AccountRef, *, otherwise: str | None = None
    ) -> Reader:
        """Know nobody's own language."""
        return Reader(otherwise or "en", "UTC")


class NoSettings:
    """Keep no settings: everything is at its default."""

    async def load_all(self, tx: Tx) -> list[tuple[CommunityId, str, Mapping[str, Any]]]:
        """Read nothing."""
        return []

    async def save(self, tx: Tx, community: CommunityId, section: str, values: Mapping[str, Any]) -> None:
        """Accept a section."""


def account(member: int, platform: Platform = Platform.TELEGRAM) -> AccountRef:
    """Name a member's account."""
    return AccountRef(platform, str(member))


def person(member: int, access: Access = Access.MEMBER) -> Person:
    """Make somebody up."""
    platforms = (Platform.TELEGRAM, Platform.DISCORD) if member % 2 == 0 else (Platform.TELEGRAM,)
    return Person(MemberId(member), f"P{member}", tuple(account(member, p) for p in platforms), access)


class _Bare:
    """Write everything as bare text."""

    def text(self, text: str) -> str:
        return text

    def bold(self, content: str) -> str:
        return content

    def code(self, text: str) -> str:
        return text

    def link(self, url: str, content: str) -> str:
        return url

    def mention(self, mention: Mention) -> str:
        return f"@{mention.name}" if mention.notify else mention.name

    def time(self, time: Time) -> str:
        return f"{time.at.astimezone(ZoneInfo(time.zone)):%a %d %b %H:%M} {time.zone}"

    def title(self, content: str) -> str:
        return content

    def quote(self, content: str) -> str:
        return f"> {content}"


def say(document: Doc, locale: str = "en") -> str:
    """Write a document as bare text."""
    return "\n".join(render(resolve(document, locale), _Bare(), limit=100_000))


class World:
    """Everything around the events of one community, on a database."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = SetClock()
        self.zone = HOME.zone
        self.outbox = RememberingOutbox()
        self.settings = SettingsBook(NoSettings(), {"events": EventSettings})
        self.jobs = Jobs(SqlJobs(), database, self.clock, lambda: None, nobody_hears, Meters())
        self.store = SqlEvents()
        self.service = EventService(
            self.store, database, self.clock, self.jobs, self.outbox, Linked(), Everyone(), self.settings
        )
        for kind, runner in self.service.runners().items():
            self.jobs.on(kind, runner)
        self.handlers = EventsHandlers(self.service)

    def call(
        self,
        member: int = 1,
        access: Access = Access.MEMBER,
        *,
        platform: Platform = Platform.TELEGRAM,
        locale: str = "en",
        zone: str = "Europe/Moscow",
    ) -> Call:
        """Make a call by somebody, in the group or the channel."""
        chat = GROUP if platform is Platform.TELEGRAM else CHANNEL
        return Call(
            now=self.clock.now(),
            home=replace(HOME, zone=self.zone),
            person=person(member, access),
            platform=platform,
            account=account(member, platform),
            space=SpaceRef(platform, chat.id),
            chat=chat,
            locale=locale,
            zone=ZoneInfo(zone),
        )

    async def announce(
        self, title: str = "Python meetup", *, after: timedelta = timedelta(days=3), **options: Any
    ) -> int:
        """Plan an event by moderator 99 and confirm it; give its id."""
        call = self.call(99, Access.MODERATOR)
        preview = await self.handlers.new(call, title, self.clock.now() + after, **options)
        event = int(preview.buttons[0][0].action.split(":")[1])
        await self.handlers.confirm(call, event)
        self.outbox.take()
        return event

    async def press(self, event: int, member: int, answer: str = "going", **facts: Any) -> str:
        """Press a button of an announcement; give the private answer."""
        reply = await self.handlers.answer(self.call(member, **facts), event, answer)
        assert reply.private
        return say(reply.doc)

    async def wait(self, length: timedelta) -> list[Sent]:
        """Let time pass all at once, run what fell due, and list what was said."""
        self.clock.time += length
        while await self.jobs.run_due():
            pass
        assert self.jobs.faults == 0
        return self.outbox.take()

    def card(self, event: int) -> str:
        """Give what the announcements of an event show now."""
        return self.outbox.shown[f"event:{event}"].text
