"""Put moderation together: its rules, services and jobs, from what the composition root gives."""

from collections.abc import Mapping

from bot.audience import Audience, People
from bot.deliveries import Outbox
from bot.ids import Platform
from bot.jobs import Runner, Scheduler
from bot.moderation.acquaintances import Acquainted, Members
from bot.moderation.enforcement import Enforcement
from bot.moderation.guard import ModerationGuard
from bot.moderation.lists import Book, RuleService
from bot.moderation.raid.course import Course, Greeter
from bot.moderation.raid.doors import RaidAlarm, RaidArrivals
from bot.moderation.raid.holding import Holding
from bot.moderation.raid.report import RaidReport
from bot.moderation.raid.service import RaidService
from bot.moderation.raid.store import RaidStore
from bot.moderation.raid.watch import RaidWatch, Regulars
from bot.moderation.reconcile import Acts, Reconciler
from bot.moderation.returns import Returns
from bot.moderation.rules.blocklist import BlocklistRule
from bot.moderation.rules.raid import RaidRule
from bot.moderation.ruleset import RuleSet
from bot.moderation.service import ModerationService
from bot.moderation.store import ModerationStore
from bot.ports import Clock, Ports, Transactions
from bot.watchers import Arrivals


class Moderation:
    """Everything moderation consists of. `once` opens transactions for what must not happen twice."""

    def __init__(
        self,
        store: ModerationStore,
        acts: Acts,
        transactions: Transactions,
        once: Transactions,
        clock: Clock,
        scheduler: Scheduler,
        outbox: Outbox,
        audience: Audience,
        people: People,
        members: Members,
        settings: Book,
        ports: Mapping[Platform, Ports],
        raids: RaidStore,
        regulars: Regulars,
        greeter: Greeter,
    ) -> None:
        self._store = store
        self._transactions = transactions
        blocklist = BlocklistRule()
        acquainted = Acquainted(members)
        self.ruleset = RuleSet((blocklist, RaidRule()), settings, acquainted)
        self.rules = RuleService(store, transactions, settings, self.ruleset, blocklist)
        self.service = ModerationService(
            store, once, clock, scheduler, outbox, audience, people, settings, ports, self.rules
        )
        enforcement = Enforcement(store, once, outbox, settings, self.service)
        self._holding = Holding(raids, store, self.service.sanctions)
        report = RaidReport(raids, outbox, audience, people, settings)
        self._course = Course(
            raids, self._holding, report, clock, scheduler, outbox, audience, people, regulars, settings, greeter, ports
        )
        self.service.sanctions.watch(self._course.changed)
        parts = (raids, transactions, self._course, self._holding, report, regulars, settings)
        self.raids, self.watch = RaidService(*parts), RaidWatch(*parts)
        punisher = RaidAlarm(self.watch, enforcement)
        self.guard = ModerationGuard(
            (self.ruleset,), (acquainted,), punisher, transactions, outbox, ports, self._holding
        )
        self.reconciler = Reconciler(store, acts, transactions, clock, self.service.sanctions, ports)

    def runners(self) -> Mapping[str, Runner]:
        """List the kinds of jobs planned here, each with who runs it."""
        return {**self.service.runners(), **self._course.runners()}

    def receive(self, arrivals: Arrivals) -> Arrivals:
        """Give who looks at everybody who comes before `arrivals` greets them."""
        return Returns(
            self._store, self._transactions, self.service.sanctions, self.watch, RaidArrivals(self.watch, arrivals)
        )

    async def load(self) -> None:
        """Read what is held in memory: at the start, and when another process has changed something."""
        await self.rules.load()
        await self.raids.load()
