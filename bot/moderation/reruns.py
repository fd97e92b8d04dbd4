"""Run rules over many messages beside everything else: one message says how far it is, and then what came of it."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from uuid import uuid4

import structlog

from bot.call import Call
from bot.content import Doc
from bot.deliveries import Fallback, Outbox
from bot.errors import Refused
from bot.ids import CommunityId
from bot.jobs import Job, Runner, Scheduler
from bot.moderation.trial_views import list_hits, show_interrupted, show_progress, show_replay
from bot.moderation.trials import Trials, Wanted
from bot.ports import Clock, Transactions, Tx

INTERRUPTED = "replay-interrupted"
PATIENCE = timedelta(minutes=10)  # after so long without a word a run is taken to have died with its process
TOLD = timedelta(seconds=3)  # between two words on how far it is

log = structlog.get_logger()


class Reruns:
    """Runs that take too long for an answer. They are questions, so a crash loses them; but it is said."""

    def __init__(
        self, trials: Trials, transactions: Transactions, outbox: Outbox, scheduler: Scheduler, clock: Clock
    ) -> None:
        self._trials = trials
        self._transactions = transactions
        self._outbox = outbox
        self._scheduler = scheduler
        self._clock = clock
        self._running: dict[CommunityId, asyncio.Task[None]] = {}

    def runners(self) -> Mapping[str, Runner]:
        """List the kinds of jobs planned here, each with who runs it."""
        return {INTERRUPTED: self._interrupted}

    async def start(self, call: Call, wanted: Wanted) -> None:
        """Begin a run; its message goes to whoever asked. Raises Refused while another of the community's is going."""
        community = call.community.id
        if community in self._running:
            raise Refused("rule-replay-busy")
        subject = f"replay:{uuid4().hex}"
        task = asyncio.create_task(self._run(call, wanted, subject), name=subject)
        self._running[community] = task
        task.add_done_callback(lambda _: self._running.pop(community, None))

    async def settle(self) -> None:
        """Wait for what is running."""
        await asyncio.gather(*self._running.values(), return_exceptions=True)

    async def stop(self) -> None:
        """End what is running; those who wait are told."""
        for task in self._running.values():
            task.cancel()
        await self.settle()

    async def _run(self, call: Call, wanted: Wanted, subject: str) -> None:
        rule, told = wanted.rule.name, self._clock.now()
        fallback = None if call.private else Fallback(call.chat, call.person.name)

        async def progress(done: int, total: int) -> None:
            nonlocal told
            if self._clock.now() - told >= TOLD:
                told = self._clock.now()
                await self._show(call.community.id, subject, rule, show_progress(rule, done, total), ends=False)

        try:
            async with self._transactions.begin() as tx:
                first = show_progress(rule, 0, wanted.count)
                await self._outbox.send(
                    tx, call.account, first, locale=call.locale, key=subject, subject=subject, fallback=fallback
                )
                await self._watch(tx, call.community.id, subject, rule)
            replayed = await self._trials.replay(call, wanted, progress)
            document = show_replay(replayed, call.space, call.zone.key)
            await self._show(call.community.id, subject, rule, document, ends=True)
            files = list_hits(replayed, call.space, call.zone, call.locale)
            if files:
                title, key = Doc(document.blocks[:1]), f"{subject}:file"
                async with self._transactions.begin() as tx:
                    await self._outbox.send(
                        tx, call.account, title, locale=call.locale, key=key, files=files, fallback=fallback
                    )
        except asyncio.CancelledError:
            await self._show(call.community.id, subject, rule, show_interrupted(rule), ends=True)
            raise
        except Exception:
            log.exception("a replay failed", rule=rule)
            await self._show(call.community.id, subject, rule, show_interrupted(rule), ends=True)

    async def _show(self, community: CommunityId, subject: str, rule: str, document: Doc, *, ends: bool) -> None:
        async with self._transactions.begin() as tx:
            await self._outbox.show(tx, subject, document)
            if ends:
                await self._scheduler.cancel(tx, subject)
            else:
                await self._watch(tx, community, subject, rule)

    async def _watch(self, tx: Tx, community: CommunityId, subject: str, rule: str) -> None:
        due = self._clock.now() + PATIENCE
        await self._scheduler.schedule(tx, INTERRUPTED, subject, community, due, {"subject": subject, "rule": rule})

    async def _interrupted(self, tx: Tx, job: Job) -> None:
        await self._outbox.show(tx, job.payload["subject"], show_interrupted(job.payload["rule"]))
