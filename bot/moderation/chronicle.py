"""Remember what was written for a while: for trying rules on it, and for deleting it. Written behind, in batches: the
path of an ordinary message asks no database."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.ids import CommunityId, MemberId, MessageRef
from bot.jobs import Job, Runner, Scheduler
from bot.moderation.acquaintances import Known, Members
from bot.moderation.model import Verdict
from bot.moderation.record import Record, RecordStore, facts_of, write_said
from bot.moderation.rules.base import Author
from bot.moderation.settings import ModerationSettings, RuleSettings, Settings
from bot.ports import Clock, Transactions, Tx
from bot.updates import MessagePosted

FORGET = "chronicle-forget"
HELD = 20_000  # messages waiting to be written; a burst beyond that loses its oldest
REFERENCES = timedelta(hours=50)  # Telegram deletes what is up to 48 h old
SWEEP = timedelta(minutes=10)  # the least time between two rounds of forgetting in one community
REPLAN = timedelta(hours=1)  # another process may have ended what this one planned
AT_ONCE = 2_000  # messages forgotten in one transaction


class _Heard(NamedTuple):
    community: CommunityId
    message: MessagePosted
    said: Sequence[tuple[Verdict, RuleSettings | None]]  # what rules said, and the settings they had
    edited: bool
    author: Known | None  # as they were known when they wrote


class Chronicle:
    """A witness of every message. `models` are the settings of each rule, by its name.

    `flush` has to be called now and then, and before anything is read back.
    """

    def __init__(
        self,
        store: RecordStore,
        transactions: Transactions,
        clock: Clock,
        scheduler: Scheduler,
        settings: Settings,
        members: Members,
        models: Mapping[str, type[RuleSettings]],
    ) -> None:
        self._store = store
        self._transactions = transactions
        self._clock = clock
        self._scheduler = scheduler
        self._settings = settings
        self._members = members
        self._models = models
        self._heard: deque[_Heard] = deque(maxlen=HELD)
        self._gone: dict[MessageRef, None] = {}
        self._planned: dict[CommunityId, tuple[timedelta, datetime]] = {}

    def on_seen(
        self, community: CommunityId, message: MessagePosted, verdicts: Sequence[Verdict], *, edited: bool
    ) -> None:
        """Note a message, in memory."""
        author = self._members.held(community, message.actor.account)
        said = [(v, self._settings_of(community, v.rule)) for v in verdicts] if verdicts else ()
        self._heard.append(_Heard(community, message, said, edited, author))

    def on_removed(self, messages: Iterable[MessageRef]) -> None:
        """Note, in memory, that messages are gone."""
        self._gone.update(dict.fromkeys(messages))

    async def on_deleted(self, community: CommunityId, message: MessageRef) -> None:
        """Note, in memory, that somebody deleted a message."""
        self.on_removed((message,))

    def runners(self) -> Mapping[str, Runner]:
        """List the kinds of jobs planned here, each with who runs it."""
        return {FORGET: self._forget}

    async def flush(self) -> None:
        """Write down what was heard; what cannot be written is kept for the next time."""
        if not self._heard and not self._gone:
            return
        heard, gone = list(self._heard), self._gone
        self._heard.clear()
        self._gone = {}
        try:
            async with self._transactions.begin() as tx:
                await self._store.write(tx, list({h.message.message: self._record(h) for h in heard}.values()))
                await self._store.mark_gone(tx, list(gone))
                for community in {h.community for h in heard}:
                    await self._plan(tx, community)
        except BaseException:
            self._heard = deque((*heard, *self._heard), maxlen=HELD)
            self._gone = gone | self._gone
            raise

    def _record(self, heard: _Heard) -> Record:
        message, community = heard.message, heard.community
        known = heard.author or self._members.held(community, message.actor.account)
        member = known.id if known else None
        base = (community, message.message, message.actor.account, member, message.at, message.album)
        if not self._window(community):
            return Record(*base)
        # Somebody who was not known when they wrote had written nothing yet.
        author = Author(member, known.joined if known else None, heard.author.substance if heard.author else 0)
        said = [write_said(v, s.model_dump(mode="json") if s else {}) for v, s in heard.said]
        facts = facts_of(message, author, edited=heard.edited)
        return Record(*base, text=message.text, facts=facts, verdicts=said or None)

    def _settings_of(self, community: CommunityId, rule: str) -> RuleSettings | None:
        model = self._models.get(rule)
        return self._settings.of(community, model) if model else None

    def _window(self, community: CommunityId) -> timedelta:
        return self._settings.of(community, ModerationSettings).evidence

    async def _plan(self, tx: Tx, community: CommunityId) -> None:
        """See to it that the community's messages are forgotten in time, also after the time was changed."""
        window, now = self._window(community), self._clock.now()
        planned, at = self._planned.get(community, (None, now))
        if planned != window or now - at > REPLAN:
            await self._sweep_later(tx, community, window, now)
            tx.after_commit(lambda: self._planned.__setitem__(community, (window, now)))

    async def _sweep_later(self, tx: Tx, community: CommunityId, window: timedelta, soonest: datetime) -> None:
        kept = await self._store.oldest(tx, community, kept=True)
        held = await self._store.oldest(tx, community, kept=False)
        due = [at + life for at, life in ((kept, window), (held, max(window, REFERENCES))) if at is not None]
        if due:
            later = max(min(due), soonest)
            await self._scheduler.schedule(tx, FORGET, f"{FORGET}:{community}", community, later, {})

    async def _forget(self, tx: Tx, job: Job) -> None:
        community, now, window = job.community, self._clock.now(), self._window(job.community)
        words = await self._store.forget_words(tx, community, now - window, AT_ONCE)
        records = await self._store.forget_records(tx, community, now - max(window, REFERENCES), AT_ONCE)
        full = AT_ONCE in (words, records)
        await self._sweep_later(tx, community, window, now if full else now + SWEEP)

    # For whoever reads back

    async def album(self, message: MessageRef) -> Sequence[Record]:
        """List all parts of the album that a message is part of; nothing where it is part of none."""
        await self.flush()
        async with self._transactions.read() as tx:
            return await self._store.album(tx, message)

    async def erase(self, tx: Tx, community: CommunityId, member: MemberId) -> None:
        """Forget everything a member wrote, also what is not written down yet."""
        self._heard = deque((h for h in self._heard if not self._is(h, community, member)), maxlen=HELD)
        await self._store.forget(tx, community, member)

    def _is(self, heard: _Heard, community: CommunityId, member: MemberId) -> bool:
        known = heard.author or self._members.held(community, heard.message.actor.account)
        return heard.community == community and known is not None and known.id == member

    async def merge_members(self, tx: Tx, community: CommunityId, kept: MemberId, gone: MemberId) -> None:
        """Give one member what the other wrote."""
        await self._store.merge_members(tx, community, kept, gone)

    async def absorb(self, tx: Tx, into: CommunityId, gone: CommunityId) -> None:
        """Give one community what was written in the other."""
        await self._store.absorb(tx, into, gone)
        await self._plan(tx, into)
