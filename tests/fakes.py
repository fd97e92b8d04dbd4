"""Stand-ins that tests of several rooms share: a clock that is told the time, and a platform that remembers."""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.access import Access
from bot.content import Doc, Para, Quote, Title
from bot.ids import AccountRef, ChatRef, MessageRef, Platform, SpaceRef
from bot.pace import Pace
from bot.ports import Features, Outgoing, Ports, Removal, Standing
from bot.texts import plain
from bot.topics import Topic
from bot.updates import Actor, MemberJoined

NOON = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)


class FakeClock:
    """Tell the time it was set to."""

    def __init__(self, now: datetime = NOON) -> None:
        self._now = now

    def now(self) -> datetime:
        """Return the time it was set to."""
        return self._now

    def set(self, now: datetime) -> None:
        """Make it another time."""
        self._now = now

    def advance(self, by: timedelta) -> None:
        """Let time pass."""
        self._now += by


class FakeTx:
    """A transaction of nothing, committed when the test says so."""

    def __init__(self) -> None:
        self.actions: list[object] = []
        self.topics: list[Topic] = []

    def after_commit(self, action: object) -> None:
        """Remember what is to happen after the commit."""
        self.actions.append(action)

    def announce(self, topic: Topic) -> None:
        """Remember what others are told."""
        self.topics.append(topic)


async def nobody_hears(*_told: object) -> None:
    """Be told of something that a test has no use for."""


def text_of(document: Doc) -> str:
    """Say a resolved document as bare text; only texts are looked at."""
    return "\n".join(plain(b.content, "en") for b in document.blocks if isinstance(b, Para | Title | Quote))


@dataclass
class FakePlatform:
    """A platform that writes down what it is asked, in order: `send a`, `edit 1 b`, `delete 1`, `ban bob`.

    `answers` are raised or given, one per request; None and an empty line mean yes. While `open` is not set, requests
    hang, as they do while a server does not answer.
    """

    platform: Platform = Platform.TELEGRAM
    done: list[str] = field(default_factory=list)
    took: list[str] = field(default_factory=list)  # what of it was not refused
    asked: list[Outgoing] = field(default_factory=list)
    targets: list[ChatRef | AccountRef | SpaceRef] = field(default_factory=list)
    answers: deque[Exception | None] = field(default_factory=deque)
    open: asyncio.Event = field(default_factory=asyncio.Event)
    features: Features = field(default_factory=Features)
    ranks: dict[str, Access] = field(default_factory=dict)
    standings: dict[str, Standing | Exception] = field(default_factory=dict)
    came: list[MemberJoined] = field(default_factory=list)  # while nobody listened
    answered_in: ChatRef | None = None  # where messages go, when not where they were sent
    pace: Pace = field(default_factory=Pace)

    def __post_init__(self) -> None:
        self.open.set()

    @property
    def ports(self) -> Ports:
        """Give the ports, all of which are this object."""
        return Ports(self.platform, self.features, self, self, self, self.pace)

    async def _ask(self, what: str) -> None:
        await self.open.wait()
        self.done.append(what)
        if self.answers and (answer := self.answers.popleft()) is not None:
            raise answer
        self.took.append(what)

    async def send(self, to: ChatRef | AccountRef, message: Outgoing) -> MessageRef:
        """Send; the message's number is how many were asked for so far."""
        self.asked.append(message)
        self.targets.append(to)
        number = len(self.asked)
        await self._ask(f"send {text_of(message.doc)}")
        chat = to if isinstance(to, ChatRef) else ChatRef(to.platform, f"@{to.id}")
        return MessageRef(self.answered_in or chat, str(number))

    async def edit(self, ref: MessageRef, message: Outgoing) -> None:
        """Edit."""
        await self._ask(f"edit {ref.id} {text_of(message.doc)}")

    async def delete(self, refs: Sequence[MessageRef]) -> int:
        """Delete."""
        await self._ask(f"delete {' '.join(r.id for r in refs)}")
        return len(refs)

    async def remove(self, refs: Sequence[MessageRef]) -> Removal:
        """Delete."""
        return Removal(await self.delete(refs))

    async def unreact(self, ref: MessageRef, account: AccountRef, mark: str) -> None:
        """Take a reaction away."""
        await self._ask(f"unreact {ref.id} {account.id} {mark}")

    async def restrict(self, space: SpaceRef, account: AccountRef, until: datetime | None, reason: str) -> None:
        """Restrict."""
        await self._act("restrict", space, account)

    async def release(self, space: SpaceRef, account: AccountRef, reason: str) -> None:
        """Release."""
        await self._act("release", space, account)

    async def kick(self, space: SpaceRef, account: AccountRef, reason: str) -> None:
        """Kick."""
        await self._act("kick", space, account)

    async def ban(self, space: SpaceRef, account: AccountRef, until: datetime | None, reason: str) -> None:
        """Ban."""
        await self._act("ban", space, account)

    async def unban(self, space: SpaceRef, account: AccountRef, reason: str) -> None:
        """Unban."""
        await self._act("unban", space, account)

    async def _act(self, what: str, space: SpaceRef, account: AccountRef) -> None:
        self.targets.append(space)
        await self._ask(f"{what} {account.id}")

    async def access(self, space: SpaceRef, account: AccountRef) -> Access:
        """Everybody is a member unless `ranks` says more."""
        return self.ranks.get(account.id, Access.MEMBER)

    async def find(self, space: SpaceRef, name: str) -> Actor | None:
        """Nobody is found."""
        return None

    async def standing(self, space: SpaceRef, account: AccountRef) -> Standing:
        """Everybody is here and free unless `standings` says more."""
        answer = self.standings.get(account.id, Standing())
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def team(self, space: SpaceRef) -> Sequence[Actor]:
        """Those who moderate by their `ranks`."""
        found = [(name, rank) for name, rank in self.ranks.items() if rank >= Access.MODERATOR]
        return [Actor(AccountRef(self.platform, name), name, name, rank) for name, rank in found]

    async def missed(self, space: SpaceRef, since: datetime) -> Sequence[MemberJoined]:
        """List those of `came` who came after a moment."""
        return [update for update in self.came if update.space == space and update.at > since]
