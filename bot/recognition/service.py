"""What can be done with thanks: give, take back, add up, explain, rank."""

from bot.audience import People
from bot.call import Community, Person
from bot.errors import Refused
from bot.ids import CommunityId, MemberId, MessageRef
from bot.ports import Clock, Transactions, Tx
from bot.recognition.ledger import Explained, Given, Line, Names, Score
from bot.recognition.model import (
    DAY,
    PAIR_MEMORY,
    Act,
    Category,
    Cause,
    Entry,
    Past,
    Wish,
    check_people,
    decide_counting,
    decide_thanks,
    taken_back,
)
from bot.recognition.ranking import Period, Place, contenders, decide_ranking
from bot.recognition.settings import RecognitionSettings
from bot.recognition.store import Activity, Membership, RecognitionStore, Settings

PAGE_LENGTH = 10  # entries on a page of /why, and entries that do not count yet
LAST_PAGE = 100_000  # a button can be forged; a page further on is taken for this one
TOP_LENGTH = 10


class RecognitionService:
    """The use cases of thanks. Every method that writes is one transaction."""

    def __init__(
        self,
        store: RecognitionStore,
        transactions: Transactions,
        clock: Clock,
        people: People,
        activity: Activity,
        joined: Membership,
        settings: Settings,
    ) -> None:
        self._store = store
        self._transactions = transactions
        self._clock = clock
        self._people = people
        self._activity = activity
        self._joined = joined
        self._settings = settings

    async def thank(self, community: Community, giver: Person, wish: Wish) -> Given:
        """Write a thank-you down, for all receivers or for none. The same message again gives what it gave before.

        Raises Refused, with the moment from which on it is possible.
        """
        check_people(giver, wish)
        settings = self._settings.of(community.id, RecognitionSettings)
        members = [r.member for r in wish.receivers]
        async with self._transactions.begin() as tx:
            await self._store.lock(tx, community.id)
            now = self._clock.now()
            if (before := await self._given_before(tx, community.id, giver, wish.message)) is not None:
                return before
            past = Past(
                await self._store.given(tx, community.id, giver.member, now - DAY),
                await self._store.between(tx, community.id, giver.member, members, now - PAIR_MEMORY),
                {m: self._activity.last_wrote(community.id, m) for m in members},
            )
            shares = decide_thanks(giver, wish, past, settings, now)
            joined = await self._joined.joined_at(tx, community.id, giver.member)
            counts = decide_counting(now, joined, settings)
            act = await self._store.add_act(
                tx, Act(0, community.id, giver.member, now, wish.reason, wish.category, wish.message)
            )
            new = [Entry(0, act.id, share.receiver, share.amount, now, counts) for share in shares]
            return Given(act, tuple(await self._store.append(tx, community.id, new)))

    async def _given_before(
        self, tx: Tx, community: CommunityId, giver: Person, message: MessageRef | None
    ) -> Given | None:
        act = await self._store.act_of(tx, community, message) if message is not None else None
        if act is None or act.giver != giver.member:
            return None
        return Given(act, tuple(e for e in await self._store.entries_of(tx, act.id) if e.corrects is None))

    def takes_plain(self, community: CommunityId) -> bool:
        """Tell whether a reply that only says thanks is a thank-you here."""
        return self._settings.of(community, RecognitionSettings).plain_thanks

    async def on_message_deleted(self, community: CommunityId, message: MessageRef) -> None:
        """Take back what a message gave; one that gave nothing, or was deleted before, changes nothing."""
        async with self._transactions.read() as tx:
            if await self._store.act_of(tx, community, message) is None:
                return
        async with self._transactions.begin() as tx:
            await self._store.lock(tx, community)
            act = await self._store.act_of(tx, community, message)
            if act is None:
                return
            entries = await self._store.entries_of(tx, act.id)
            undone = {e.corrects for e in entries}
            standing = [e for e in entries if e.corrects is None and e.number not in undone]
            now = self._clock.now()
            await self._store.append(tx, community, [taken_back(e, Cause.DELETED, now) for e in standing])

    async def score(self, community: CommunityId, member: MemberId) -> tuple[Score, bool]:
        """Add a member's entries up, and tell whether they opted out of the ranking."""
        async with self._transactions.read() as tx:
            score = await self._store.score(tx, community, member, self._clock.now())
            return score, await self._store.is_hidden(tx, community, member)

    async def explain(self, community: CommunityId, member: MemberId, page: int = 0) -> Explained:
        """Read the entries behind a score, a page at a time; past the last page it is the first again."""
        now = self._clock.now()
        async with self._transactions.read() as tx:
            read = await self._store.page(tx, community, member, now, min(page, LAST_PAGE), PAGE_LENGTH)
            if page and not read.lines:
                read = await self._store.page(tx, community, member, now, 0, PAGE_LENGTH)
            pending: list[Line] = []
            pending_sum = (await self._store.score(tx, community, member, now)).pending
            if not read.number:
                pending = await self._store.pending(tx, community, member, now, PAGE_LENGTH)
            named = {member} | {line.act.giver for line in (*read.lines, *pending)}
            names = await self._people.load(tx, community, named)
        if member not in names:
            raise Refused("recognition-gone")
        return Explained(names[member], read, tuple(pending), pending_sum, names)

    async def top(self, community: CommunityId, period: Period, category: Category | None) -> tuple[list[Place], Names]:
        """Rank those who were thanked, by distinct givers and then by points that fade; with their names."""
        now = self._clock.now()
        since = period.since(now)
        half_life = self._settings.of(community, RecognitionSettings).half_life
        async with self._transactions.read() as tx:
            counted = await self._store.count_givers(tx, community, since, now, category)
            givers = contenders(counted, TOP_LENGTH)
            received = await self._store.received(tx, community, list(givers), since, now, category)
            places = decide_ranking(givers, received, half_life, now, TOP_LENGTH)
            return places, await self._people.load(tx, community, [p.member for p in places])

    async def set_hidden(self, community: CommunityId, member: MemberId, *, hidden: bool) -> None:
        """Leave somebody out of the ranking, or let them in again."""
        async with self._transactions.begin() as tx:
            await self._store.set_hidden(tx, community, member, hidden)

    async def merge_members(self, tx: Tx, community: CommunityId, kept: MemberId, gone: MemberId) -> None:
        """Give one member everything of another; what they gave each other was given to oneself and is taken back."""
        await self._store.lock(tx, community)
        await self._store.move_member(tx, community, kept, gone)
        now = self._clock.now()
        own = await self._store.self_thanks(tx, community, kept)
        await self._store.append(tx, community, [taken_back(e, Cause.JOINED, now) for e in own])

    async def absorb(self, tx: Tx, into: CommunityId, gone: CommunityId) -> None:
        """Move everything of one community into another."""
        await self._store.absorb(tx, into, gone)
