"""Find the same text written again and again, a little changed perhaps, by one person or by many."""

from collections import OrderedDict, deque
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar, Self

from pydantic import Field

from bot.content import msg
from bot.ids import CommunityId, MessageRef
from bot.moderation.likeness import ENOUGH_LETTERS, is_telling, likeness, marks_of, shape_of
from bot.moderation.model import Verdict
from bot.moderation.rules.base import Seen
from bot.moderation.settings import RuleSettings
from bot.moderation.text import normalise
from bot.moderation.windows import Who, who_is
from bot.updates import MessagePosted

MARKED = 10_000  # words remembered of one community, and as many of an elder generation
SHORT = 2_000  # short texts that are remembered, each with who wrote it
SHARED = 2  # of the words that a text is found again by, in copies of one: no more than one or two are changed


class RepeatsSettings(RuleSettings):
    """The rule is on from the start: so many copies in so many seconds; `similarity` is in percent."""

    on: bool = True
    times: int = Field(default=3, ge=2, le=50)
    seconds: int = Field(default=60, ge=1, le=3600)
    similarity: int = Field(default=80, ge=50, le=100)


@dataclass(slots=True)
class Copy:
    """One copy. `parts` are its messages, several for an album."""

    at: float
    who: Who
    first: MessagePosted
    parts: list[MessageRef]


class Text:
    """A text with its latest copies. A command is compared with those of the same person only: many may give it.

    `at` is when it was last written, in seconds. `marks` are the words by which it is found again.
    """

    __slots__ = ("_copies", "_first", "_letters", "_shape", "at", "marks")

    def __init__(self, first: Seen, letters: str, at: float) -> None:
        self.at = at
        self._first = first
        self._letters = letters
        self._shape: frozenset[str] | None = None
        self._copies: deque[Copy] | None = None
        self.marks = marks_of(letters) or sorted(self.shape)[:1]

    @property
    def shape(self) -> frozenset[str]:
        """Give what it is compared by; made when it is first needed."""
        if self._shape is None:
            self._shape = shape_of(self._letters, tuple(link.url for link in self._first.links))
        return self._shape

    def is_like(self, other: "Text", similarity: int) -> bool:
        """Tell whether another text says the same."""
        shared = sum(mark in self.marks for mark in other.marks)
        if shared < min(len(self.marks), len(other.marks), SHARED):
            return False
        if self._letters[0] == "/" and not _by_one(self._first, other._first):
            return False
        if not self.shape:  # many may say it; one person hardly three times
            same = self._letters == other._letters and _by_one(self._first, other._first)
            return same and is_telling(self._letters)
        return likeness(self.shape, other.shape) * 100 >= similarity

    def add(self, seen: Seen, at: float, settings: RepeatsSettings) -> list[Copy]:
        """Note one more copy, and list those within the time; none when it is part of one that was counted."""
        if self._copies is None:
            self._copies = deque([_copy(self._first, self.at)])
        message = seen.message
        for copy in self._copies:
            if copy.first.message == message.message:
                return []
            if message.album is not None and (copy.first.album, copy.first.chat) == (message.album, message.chat):
                copy.parts.append(message.message)
                return []
        self.at = max(at, self.at)
        self._copies.append(_copy(seen, self.at))
        while len(self._copies) > settings.times or self.at - self._copies[0].at >= settings.seconds:
            self._copies.popleft()
        return list(self._copies)


class Lately:
    """What was written lately in one community."""

    __slots__ = ("_before", "_now", "at")

    def __init__(self) -> None:
        self.at = 0.0  # the latest moment known
        # Two generations, of which the elder is dropped whole: cheaper than to take words out one by one.
        self._now: dict[str, Text] = {}
        self._before: dict[str, Text] = {}

    def __len__(self) -> int:
        return len(self._now) + len(self._before)

    def find_or_add(self, this: Text, settings: RepeatsSettings) -> Text | None:
        """Give what a text repeats; else remember it. One text is kept for a word: the last one with it."""
        now, before, marks = self._now, self._before, this.marks
        for mark in marks:
            known = now.get(mark) or before.get(mark)
            if (
                known is not None
                and abs(this.at - known.at) < settings.seconds
                and known.is_like(this, settings.similarity)
            ):
                this, marks = known, known.marks
                break
        else:
            known = None
        for mark in marks:
            now[mark] = this
        if len(now) > MARKED:
            self._before, self._now = now, {}
        return known


class RepeatsRule:
    """Look for copies among what was written lately, in all chats of a community and by everybody together."""

    name: ClassVar[str] = "repeats"
    settings_type: ClassVar[type[RuleSettings]] = RepeatsSettings

    def __init__(self) -> None:
        self._lately: dict[CommunityId, Lately] = {}
        self._short: OrderedDict[tuple[CommunityId, Who, str], list[Seen]] = OrderedDict()

    def fresh(self) -> Self:
        """Give the same rule with nothing remembered."""
        return type(self)()

    def __len__(self) -> int:
        return sum(map(len, self._lately.values()))

    def check(self, seen: Seen, settings: RuleSettings) -> Verdict | None:
        """Count a message among its copies; from the last one allowed on, each goes, with its author's earlier ones."""
        assert isinstance(settings, RepeatsSettings)
        message = seen.message
        # Words of somebody else that many may quote: what they say themselves is what counts.
        letters = seen.plain.text if not message.quote else normalise(message.text) or seen.plain.text
        if len(letters) < ENOUGH_LETTERS:
            return self._short_one(seen, letters, settings)
        lately = self._lately.get(seen.community)
        if lately is None:
            lately = self._lately[seen.community] = Lately()
        at = message.at.timestamp()
        if at > lately.at:
            lately.at = at
        elif seen.edited:
            at = lately.at  # an edit tells when the message was first written; it counts as of now
        this = Text(seen, letters, at)
        known = lately.find_or_add(this, settings)
        return self._repeated(known.add(seen, at, settings), seen, settings) if known is not None else None

    def _short_one(self, seen: Seen, letters: str, settings: RepeatsSettings) -> Verdict | None:
        """Count a short text among the copies that its author has written of it."""
        if seen.edited or seen.message.album is not None:
            return None
        key = (seen.community, _who(seen), letters)
        known = self._short.get(key) or self._short.pop((seen.community, seen.message.actor.account, letters), None)
        if known is None:
            self._short[key] = [seen]
            if len(self._short) > SHORT:
                self._short.popitem(last=False)
            return None
        self._short[key] = known
        self._short.move_to_end(key)
        since = seen.message.at - timedelta(seconds=settings.seconds)
        known[:] = [earlier for earlier in known if earlier.message.at > since][1 - settings.times :]
        known.append(seen)
        if letters[:1] == "/" or not is_telling(letters):
            return None
        return self._repeated([_copy(each, each.message.at.timestamp()) for each in known], seen, settings)

    def _repeated(self, copies: list[Copy], seen: Seen, settings: RepeatsSettings) -> Verdict | None:
        if len(copies) < settings.times:
            return None
        # A stranger's first message makes them a member: what they wrote before is theirs as well.
        owners = {copy.first.actor.account: copy.who for copy in copies}
        mine = [copy for copy in copies if owners[copy.first.actor.account] == copies[-1].who]
        also = tuple(ref for copy in mine for ref in copy.parts if ref != seen.message.message)
        people = len(set(owners.values()))
        return Verdict(
            self.name,
            settings.measure,
            msg("moderation-repeats-reason"),
            msg("moderation-repeats-detail", count=len(copies), seconds=settings.seconds, people=people),
            also=also,
        )


def _who(seen: Seen) -> Who:
    return who_is(seen.author, seen.message.actor.account)


def _by_one(one: Seen, other: Seen) -> bool:
    return _who(one) == _who(other) or one.message.actor.account == other.message.actor.account


def _copy(seen: Seen, at: float) -> Copy:
    return Copy(at, _who(seen), seen.message, [seen.message.message])
