"""Put together what moderators do by hand besides sanctions, and what they do natively."""

from collections.abc import Mapping

from bot.audience import People
from bot.deliveries import Outbox
from bot.ids import Platform
from bot.jobs import Runner, Scheduler
from bot.moderation.approvals import ApprovalService, Doors, Trust
from bot.moderation.casebook import Casebook
from bot.moderation.doorkeeper import Doorkeeper, Remover
from bot.moderation.lock_judge import LockJudge
from bot.moderation.locking import LockService
from bot.moderation.logbook import Logbook
from bot.moderation.native import Identities, NativeActs
from bot.moderation.notes import NoteService
from bot.moderation.offences import Hands
from bot.moderation.purge import Chronicle, History, PurgeService, Ranks
from bot.moderation.sanctions import Sanctions
from bot.moderation.settings import Book
from bot.moderation.store import ModerationStore
from bot.ports import Clock, Ports, Transactions


class ByHand:
    """Notes, approvals, purges, locks, native acts."""

    def __init__(
        self,
        store: ModerationStore,
        once: Transactions,
        clock: Clock,
        scheduler: Scheduler,
        outbox: Outbox,
        people: People,
        settings: Book,
        ports: Mapping[Platform, Ports],
        sanctions: Sanctions,
        identities: Identities,
        trust: Trust,
        doors: Doors,
        ranks: Ranks,
        history: History,
        chronicle: Chronicle,
        hands: Hands,
        remover: Remover,
    ) -> None:
        casebook = Casebook(store, scheduler, outbox, people, settings)
        logbook = Logbook(outbox, settings)
        self.notes = NoteService(casebook, once, outbox)
        self.approvals = ApprovalService(casebook, once, trust, doors)
        self.native = NativeActs(store, once, casebook, sanctions, identities)
        self.locks = LockJudge(settings)
        self.locking = LockService(once, clock, scheduler, outbox, settings, logbook, ports)
        self.purge = PurgeService(history, chronicle, once, scheduler, outbox, casebook, logbook, ranks, ports)
        self.doorkeeper = Doorkeeper(hands, remover, once, outbox)

    def runners(self) -> Mapping[str, Runner]:
        """List the kinds of jobs planned here, each with who runs it."""
        return {**self.purge.runners(), **self.locking.runners()}
