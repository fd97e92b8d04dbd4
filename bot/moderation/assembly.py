"""Put moderation together: its rules, services and jobs, from what the composition root gives."""

from collections.abc import Mapping

from bot.audience import Audience, People
from bot.deliveries import Outbox
from bot.ids import CommunityId, MemberId, Platform
from bot.jobs import Runner, Scheduler
from bot.moderation.acquaintances import Acquainted, Members
from bot.moderation.enforcement import Enforcement
from bot.moderation.guard import ModerationGuard
from bot.moderation.lists import Book, RuleService
from bot.moderation.queue.service import Queue, QueueStore
from bot.moderation.queue.store import Staff
from bot.moderation.reconcile import Acts, Reconciler
from bot.moderation.returns import Returns
from bot.moderation.rules.blocklist import BlocklistRule
from bot.moderation.ruleset import RuleSet
from bot.moderation.service import ModerationService
from bot.moderation.store import ModerationStore
from bot.ports import Clock, Ports, Transactions, Tx
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
        tickets: QueueStore,
        staff: Staff,
    ) -> None:
        self._store = store
        self._transactions = transactions
        blocklist = BlocklistRule()
        acquainted = Acquainted(members)
        self.ruleset = RuleSet((blocklist,), settings, acquainted)
        self.rules = RuleService(store, transactions, settings, self.ruleset, blocklist)
        self.service = ModerationService(
            store, once, clock, scheduler, outbox, audience, people, settings, ports, self.rules, staff
        )
        self.queue = Queue(
            tickets,
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
        )
        enforcement = Enforcement(store, once, outbox, settings, self.service, self.queue.reports)
        self.guard = ModerationGuard((self.ruleset,), (acquainted,), enforcement, transactions, outbox, ports)
        self.reconciler = Reconciler(store, acts, transactions, clock, self.service.sanctions, ports)

    def runners(self) -> Mapping[str, Runner]:
        """List the kinds of jobs planned here, each with who runs it."""
        return {**self.service.runners(), **self.queue.runners()}

    async def forget(self, tx: Tx, community: CommunityId, member: MemberId) -> None:
        """Take from cases and tickets everything that tells who somebody was."""
        await self.service.forget(tx, community, member)
        await self.queue.forget(tx, community, member)

    def receive(self, arrivals: Arrivals) -> Arrivals:
        """Give who looks at everybody who comes before `arrivals` greets them."""
        return Returns(self._store, self._transactions, self.service.sanctions, arrivals)

    async def load(self) -> None:
        """Read what is held in memory: at the start, and when another process has changed something."""
        await self.rules.load()
