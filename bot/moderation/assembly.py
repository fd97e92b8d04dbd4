"""Put moderation together: its rules, services and jobs, from what the composition root gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.audience import Addressees, Audience
from bot.deliveries import Outbox
from bot.ids import CommunityId, MemberId, Platform
from bot.jobs import Runner, Scheduler
from bot.moderation.acquaintances import Acquainted, Members
from bot.moderation.acted import Acts
from bot.moderation.approvals import Trust
from bot.moderation.arrivals import ArrivalGuard
from bot.moderation.blocklist.service import BlocklistService
from bot.moderation.bulletin import Bulletin, TrialHands
from bot.moderation.by_hand import ByHand
from bot.moderation.chronicle import Chronicle
from bot.moderation.content import content_rules
from bot.moderation.enforcement import Enforcement, Once
from bot.moderation.guard import ModerationGuard
from bot.moderation.moving import Moving
from bot.moderation.native import Identities
from bot.moderation.queue.pupil import SpamPupil
from bot.moderation.queue.service import Queue, QueueStore
from bot.moderation.queue.store import Staff
from bot.moderation.raid.course import Course, Greeter
from bot.moderation.raid.doors import RaidAlarm, RaidArrivals
from bot.moderation.raid.holding import Holding
from bot.moderation.raid.report import RaidReport
from bot.moderation.raid.service import RaidService
from bot.moderation.raid.store import RaidStore
from bot.moderation.raid.watch import RaidWatch, Visitors
from bot.moderation.reconcile import Reconciler
from bot.moderation.record import RecordStore
from bot.moderation.removal import Remover
from bot.moderation.reruns import Reruns
from bot.moderation.returns import Returns
from bot.moderation.rule_service import RuleService
from bot.moderation.rules import RULES, rule_sections
from bot.moderation.rules.blocklist import BlocklistRule
from bot.moderation.rules.flood import FloodRule
from bot.moderation.rules.raid import RaidRule
from bot.moderation.rules.reactions import ReactionsRule
from bot.moderation.rules.repeats import RepeatsRule
from bot.moderation.rules.scripts import ScriptsRule
from bot.moderation.rules.spam import SpamRule
from bot.moderation.ruleset import RuleSet, Settings
from bot.moderation.service import ModerationService
from bot.moderation.settings import Book
from bot.moderation.spam.classifier import Classifier
from bot.moderation.spam.service import LessonStore, SpamService
from bot.moderation.store import ModerationStore
from bot.moderation.tally import Counted, CountStore, Tally
from bot.moderation.trials import Ranks, Trials
from bot.moderation.tuning import Tuning
from bot.ports import Clock, Ports, Transactions, Tx
from bot.topics import Topic
from bot.watchers import Arrivals


class Company(Members, Ranks, Visitors, Identities, Protocol):
    """Know members, and what they may do."""


class Kept(Book, Settings, Protocol):
    """Give and change communities' settings, and tell of every change."""


class Records(RecordStore, CountStore, Protocol):
    """Keep what was written, and how often rules spoke."""


@dataclass(frozen=True, slots=True)
class Stores:
    """Where moderation keeps what it knows."""

    cases: ModerationStore
    records: Records
    lessons: LessonStore
    acts: Acts
    tickets: QueueStore
    raids: RaidStore


class Moderation:
    """Everything moderation consists of. `once` opens transactions for what must not happen twice."""

    def __init__(
        self,
        stores: Stores,
        transactions: Transactions,
        once: Once,
        clock: Clock,
        scheduler: Scheduler,
        outbox: Outbox,
        audience: Audience,
        people: Addressees,
        members: Company,
        settings: Kept,
        ports: Mapping[Platform, Ports],
        staff: Staff,
        greeter: Greeter,
        trust: Trust,
    ) -> None:
        store = self._store = stores.cases
        self._transactions, self._once = transactions, once
        blocklist = BlocklistRule()
        acquainted = Acquainted(members)
        classifier = Classifier()
        self.spam = SpamService(stores.lessons, transactions, classifier)
        made = (
            blocklist,
            *content_rules(blocklist),
            FloodRule(),
            RepeatsRule(),
            ReactionsRule(),
            ScriptsRule(),
            SpamRule(classifier),
            RaidRule(),
        )
        rules = tuple(sorted(made, key=lambda rule: RULES.index(type(rule))))
        self.ruleset = RuleSet(rules, settings, acquainted)
        self.rules = RuleService(transactions, settings, self.ruleset)
        self.blocklist = BlocklistService(store, transactions, blocklist)
        self.service = ModerationService(
            store, once, clock, scheduler, outbox, audience, people, settings, ports, self.blocklist, staff, stores.acts
        )
        models = {rule.name: rule.settings_type for rule in RULES}
        self.chronicle = Chronicle(stores.records, transactions, clock, scheduler, settings, members, models)
        self.queue = Queue(
            stores.tickets,
            store,
            transactions,
            once,
            clock,
            scheduler,
            outbox,
            audience,
            people,
            staff,
            settings,
            self.service,
            self.chronicle,
        )
        self.queue.pupils.append(SpamPupil(self.spam, settings, clock))
        self.service.watchers.append(self.queue.classroom)
        self.service.waiting.append(self.queue.appeals)
        self.rules.followers.append(self.queue)
        remover = Remover(ports, transactions, outbox, self.chronicle)
        bulletin = Bulletin(transactions, outbox, settings)
        self._tally = Tally(stores.records, transactions)
        self._holding = Holding(stores.raids, store, self.service.sanctions)
        report = RaidReport(stores.raids, outbox, audience, people, settings)
        self._course = Course(
            stores.raids,
            self._holding,
            report,
            clock,
            scheduler,
            outbox,
            audience,
            people,
            members,
            settings,
            greeter,
            ports,
        )
        self.service.sanctions.watch(self._course.changed)
        parts = (stores.raids, transactions, self._course, self._holding, report, members, settings)
        self.raids, self.watch = RaidService(*parts), RaidWatch(*parts)
        enforcement = Enforcement(store, once, outbox, self.service, remover, self.queue.reports, bulletin)
        self._live = Counted(enforcement, self._tally.acted)
        self._trial = Counted(TrialHands(bulletin), self._tally.tried)
        self.hands = ByHand(
            store,
            once,
            clock,
            scheduler,
            outbox,
            people,
            settings,
            ports,
            self.service.sanctions,
            members,
            trust,
            self.raids,
            members,
            stores.records,
            self.chronicle,
            RaidAlarm(self.watch, self._live),
            remover,
        )
        self.guard = ModerationGuard(
            (self.ruleset, self.hands.locks),
            (self.chronicle, acquainted),
            self.hands.doorkeeper,
            self._trial,
            remover,
            ports,
            self._holding,
            self.hands.native,
        )
        self.tuning = Tuning(self.ruleset.rules, settings, stores.records, self._tally, transactions)
        self.trials = Trials(
            self.ruleset,
            self.tuning,
            settings,
            store,
            self.queue,
            stores.records,
            self.chronicle,
            transactions,
            people,
            members,
        )
        self.moving = Moving(settings, self.hands.locking, rule_sections())
        self.joins = self.service, self.queue, self.chronicle, self.spam, self.raids, self.hands.locking
        self.reruns = Reruns(self.trials, transactions, outbox, scheduler, clock)
        self.reconciler = Reconciler(store, stores.acts, transactions, clock, self.service.sanctions, ports)

    def runners(self) -> Mapping[str, Runner]:
        """List the kinds of jobs planned here, each with who runs it."""
        return {
            **self.service.runners(),
            **self.queue.runners(),
            **self.chronicle.runners(),
            **self.reruns.runners(),
            **self._course.runners(),
            **self.hands.runners(),
        }

    async def forget(self, tx: Tx, community: CommunityId, member: MemberId) -> None:
        """Forget what somebody wrote, and take from cases and tickets everything that tells who they were."""
        await self.chronicle.erase(tx, community, member)
        await self.service.forget(tx, community, member)
        await self.queue.forget(tx, community, member)

    def receive(self, arrivals: Arrivals) -> Arrivals:
        """Give who looks at everybody who comes before `arrivals` greets them."""
        judged = ArrivalGuard(self.ruleset, self._live, self._trial, self._once, arrivals)
        raids = RaidArrivals(self.watch, judged)
        return Returns(self._store, self._transactions, self.service.sanctions, self.watch, raids)

    async def load(self, changed: Topic | None = None) -> None:
        """Read what is held in memory: all of it at the start, and what another process has changed."""
        if changed in (None, Topic.BLOCKLISTS):
            await self.blocklist.load()
        if changed in (None, Topic.SPAM):
            await self.spam.load()
        if changed in (None, Topic.RAIDS):
            await self.raids.load()

    async def flush(self) -> None:
        """Write down what is held back so that an ordinary message asks no database."""
        await self.chronicle.flush()
        await self._tally.flush()
