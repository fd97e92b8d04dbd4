"""The composition root: settings in, a running App out. The only file that sees every room."""

import asyncio
import sys
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, assert_never

import structlog

from bot.afterwards import Afterwards
from bot.binding import Binder
from bot.catchup import CatchUp
from bot.commands import CommandTable
from bot.communities.complaints import Complaints
from bot.communities.directory import Directory
from bot.communities.linking import LinkService
from bot.communities.rights import RightsWatch
from bot.communities.service import CommunityService
from bot.communities.staff import Staff
from bot.communities.trust import Trusted
from bot.config import Settings
from bot.courier import Courier
from bot.deliveries import Deliveries
from bot.dialogues import Dialogues
from bot.discretion import Discretion
from bot.dispatch import Dispatcher
from bot.events.service import EventService
from bot.health import Health
from bot.ids import Platform
from bot.inbox import Inbox
from bot.invocation import Invocations
from bot.jobs import Jobs
from bot.meters import Meters
from bot.moderation.assembly import Moderation, Stores
from bot.moderation.casebook import log_chat
from bot.onboarding.service import OnboardingService
from bot.once import OnceOnly
from bot.outages import Outages
from bot.outcomes import Outcomes
from bot.ports import Clock, Ports, Responder
from bot.pulse import Pulse
from bot.reception import Reception
from bot.recognition.observer import PlainThanks
from bot.recognition.service import RecognitionService
from bot.sections import SECTIONS
from bot.settings import SettingsBook
from bot.supervisor import Adapter, Supervisor
from bot.topics import Topic
from bot.updates import Update
from handlers.community import CommunityHandlers
from handlers.events import EventsHandlers
from handlers.linking import LinkHandlers
from handlers.moderators import moderators_handlers
from handlers.onboarding import OnboardingHandlers
from handlers.recognition import RecognitionHandlers
from storage.catchup import SqlActs, SqlContacts
from storage.chronicle import SqlChronicle
from storage.database import Database
from storage.deliveries import SqlDeliveries
from storage.depths import SqlDepths
from storage.events import SqlEvents
from storage.jobs import SqlJobs
from storage.kernel import SqlDialogues, SqlSettings
from storage.linking import SqlLinks
from storage.migrate import migrate
from storage.moderation import SqlModeration
from storage.onboarding import SqlOnboarding
from storage.queue import SqlQueue
from storage.raids import SqlRaids
from storage.recognition import SqlRecognition
from storage.signals import Signals
from storage.spam import SqlSpamLessons
from storage.updates import SqlDone, SqlInbox
from storage.upkeep import back_up_to, bring_up_to_date, move_history

if TYPE_CHECKING:
    from adapters.console.run import ConsolePlatform
    from adapters.http.server import HttpServer

log = structlog.get_logger()

IN_HAND_SECONDS = 6.0  # what is in hand gets this long at the end; writing down and disconnecting come after it

__all__ = ["App", "back_up_to", "bring_up_to_date", "http_server", "local_chat", "move_history"]


class App:
    """A whole Hearth. Add adapters, `open` it, `start` it; `close` it in any case.

    Where somebody else moves the time (the local chat), `start` is left out and `settle` does the work.
    """

    def __init__(self, settings: Settings, clock: Clock, *, read_only: bool = False) -> None:
        self.settings = settings
        self.clock = clock
        self.table = CommandTable()
        self.database = Database(settings.storage.url, read_only=read_only)
        self.signals = Signals(self.database, self._heard)
        self.adapters: list[Adapter] = []
        self._ports: dict[Platform, Ports] = {}
        self.meters = Meters()
        self.outages = Outages(self.meters)
        self.pulse = Pulse(clock, self.outages)
        self.supervisor = Supervisor(self.adapters, self.meters, lambda platform: self.courier.hurry(platform))
        self._wire()

    def add(self, adapter: Adapter) -> None:
        """Take a platform in, before `open`."""
        self.adapters.append(adapter)
        adapter.connection.back = self.catchup.connected
        self.add_ports(adapter.ports)

    def add_ports(self, ports: Ports) -> None:
        """Take in a platform that is run by somebody else, before `open`."""
        self._ports[ports.platform] = ports

    def inbox(self, platform: Platform) -> Inbox:
        """Give a platform's adapter where to keep updates that it confirmed and that are not handled yet."""
        return Inbox(SqlInbox(), self.database, platform)

    async def submit(self, update: Update, responder: Responder) -> None:
        """Take an update in."""
        await self.dispatcher.submit(update, responder)

    def _wire(self) -> None:
        database, clock, ports = self.database, self.clock, self._ports
        deliveries, links, settings, onboarding = SqlDeliveries(), SqlLinks(), SqlSettings(), SqlOnboarding()
        # For services of which the same call again has another effect; the others' effects are the same again.
        once = OnceOnly(database, SqlDone(), clock)

        book = self.book = SettingsBook(settings, SECTIONS)
        home = {"locale": self.settings.defaults.locale, "zone": self.settings.defaults.timezone}
        people = self.directory = Directory(links, database, clock, ports, **home, everywhere=not database.sqlite)
        outbox = Deliveries(deliveries, ports, clock, self.pulse.wake)
        complaints = Complaints(outbox, people, partial(log_chat, book))
        self.jobs = self.pulse.jobs = Jobs(SqlJobs(), database, clock, self.pulse.wake, complaints.parked, self.meters)
        outcomes = Outcomes(deliveries, clock, complaints)
        self.courier = self.pulse.courier = Courier(
            deliveries, database, ports, clock, self.pulse.wake, outcomes, self.outages, self.meters, people.migrate
        )

        community = CommunityService(database, people, book)
        onboarding_service = OnboardingService(onboarding, once, outbox, book, people)
        events = EventService(SqlEvents(), once, clock, self.jobs, outbox, people, people, book)
        recognition = RecognitionService(SqlRecognition(), database, clock, people, people, people, book)
        staff = Staff(people, links, database, clock, ports)
        stores = Stores(SqlModeration(), SqlChronicle(), SqlSpamLessons(), SqlActs(), SqlQueue(), SqlRaids())
        kernel = database, once, clock, self.jobs, outbox, people, people, people, book, ports
        self.moderation = Moderation(stores, *kernel, staff, onboarding_service, Trusted(people))
        outcomes.deleted.append(self.moderation.chronicle.on_removed)
        people.moved.append(self.moderation.moving.on_moved)
        compare = self.moderation.reconciler.run
        self.catchup = CatchUp(SqlContacts(), database, clock, ports, people.spaces, self.submit, compare)
        # The directory's own store comes last: the others still look members up while they move what is theirs.
        joins = (events, recognition, *self.moderation.joins, onboarding, settings, links)
        linking = LinkService(links, once, people, people, outbox, joins)

        for kind, runner in {**events.runners(), **self.moderation.runners()}.items():
            self.jobs.on(kind, runner)

        self.table.register(
            (
                CommunityHandlers(community, self.table),
                OnboardingHandlers(onboarding_service),
                EventsHandlers(events),
                RecognitionHandlers(recognition),
                *moderators_handlers(self.moderation),
                LinkHandlers(linking),
            )
        )
        self._dialogues = Dialogues(SqlDialogues(), database, clock)
        discretion = Discretion(database, outbox)
        reception = Reception(people, clock, **home)
        self.dispatcher = Dispatcher(
            reception=reception,
            registry=people,
            invocations=Invocations(self.table, Binder(reception, ports), self._dialogues, discretion),
            guard=self.moderation.guard,
            arrivals=self.moderation.receive(onboarding_service),
            afterwards=Afterwards(database, outbox),
            rights=RightsWatch(complaints, people, database).on_lost,
            observers=(PlainThanks(recognition),),
            deleted=(recognition.on_message_deleted, self.moderation.chronicle.on_deleted),
            left=(self.moderation.watch.on_left,),
            outages=self.outages,
            meters=self.meters,
        )

    def add_configured(self) -> bool:
        """Take in every platform whose token is set; False when there is none."""
        telegram, discord = self.settings.telegram, self.settings.discord
        if telegram.token:
            from adapters.telegram.run import TelegramPlatform

            self.add(
                TelegramPlatform(telegram, self.table, self.submit, self.clock, inbox=self.inbox(Platform.TELEGRAM))
            )
        if discord.token:
            from adapters.discord.run import DiscordPlatform

            self.add(DiscordPlatform(discord, self.table, self.submit, self.clock))
        return bool(self.adapters)

    def health(self) -> Health:
        """Give what health checks and metrics read; make it once all platforms are added."""
        connections = [adapter.connection for adapter in self.adapters]
        return Health(SqlDepths(self.database), self.clock, self.meters, connections)

    async def open(self) -> None:
        """Bring the database up to date and read what is held in memory. Raises CannotStart."""
        await self.database.open()
        await migrate(self.database)
        await self.directory.refresh()
        await self.book.load(self.database)
        await self.moderation.load()
        await self._dialogues.load()
        await self.catchup.load()
        if self.database.sqlite:
            await self.courier.recover()
        await self.jobs.revive()

    async def start(self) -> None:
        """Begin to work: what fell due meanwhile first, then the platforms, each as soon as it can be reached."""
        await self.signals.start()
        await self.pulse.start(self._flush)
        self.supervisor.start()

    async def _flush(self) -> None:
        await self.directory.flush()
        await self.moderation.flush()
        await self.catchup.flush(a.connection for a in self.adapters)

    async def _heard(self, topic: Topic) -> None:
        """Look anew at what another process on the same database has changed."""
        match topic:
            case Topic.WORK:
                self.pulse.wake()
            case Topic.SETTINGS:
                await self.book.load(self.database)
            case Topic.COMMUNITIES:
                await self.directory.refresh()
            case Topic.MEMBERS:
                self.directory.forget()
            case Topic.BLOCKLISTS | Topic.SPAM | Topic.RAIDS:
                await self.moderation.load(topic)
            case _:
                assert_never(topic)

    async def close(self) -> None:
        """Finish what is in hand and stop; what takes too long is left to the next start."""
        try:
            async with asyncio.timeout(IN_HAND_SECONDS):
                await self.supervisor.stop_receiving()
                await self.catchup.stop()
                await self.dispatcher.settle()
                await self.moderation.reruns.stop()
                await self.pulse.stop()
        except TimeoutError:
            log.warning("stopped before everything in hand was finished", after_seconds=IN_HAND_SECONDS)
        await self.signals.stop()
        try:
            await self._flush()
        finally:
            await self.supervisor.stop()
            await self.database.close()

    async def settle(self) -> None:
        """Wait until everything handed in is handled, everything due has run, and every delivery is out."""
        while True:
            await self.dispatcher.settle()
            await self.moderation.reruns.settle()
            if not await self.pulse.settle() and self.pulse.quiet:
                return

    async def next_due(self) -> datetime | None:
        """Say when the earliest waiting work is due."""
        return await self.pulse.next_due()

    def faults(self) -> int:
        """Count what went wrong on our side (refusals are not faults)."""
        return self.dispatcher.faults + self.jobs.faults + self.courier.faults


def http_server(listen: str, health: Health) -> "HttpServer":
    """Make the server of health and metrics."""
    from adapters.http.server import HttpServer

    return HttpServer(listen, health)


def local_chat(settings: Settings, *, as_json: bool, color: bool) -> "tuple[App, ConsolePlatform]":
    """Make a Hearth whose one platform is the terminal; whoever plays the chat moves its time and calls `settle`."""
    from adapters.console.clock import VirtualClock
    from adapters.console.run import ConsolePlatform

    app = App(settings, clock := VirtualClock())
    console = ConsolePlatform(app.table, clock, sys.stdout, as_json=as_json, color=color)
    app.add_ports(console.ports)
    return app, console
