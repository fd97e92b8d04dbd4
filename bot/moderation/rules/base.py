"""What a rule is: settings of its own and one pure check."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, NamedTuple, Protocol, Self

from bot.ids import CommunityId, MemberId
from bot.moderation.links import Link
from bot.moderation.model import Verdict
from bot.moderation.settings import RuleSettings
from bot.moderation.text import Plain
from bot.updates import Actor, MessagePosted, ReactionChanged

# Author and Seen are made for every message: tuples, which cost a third of what frozen dataclasses do.


class Author(NamedTuple):
    """Who wrote, as far as memory tells: since when they are here (None: before Hearth came), and how many messages of
    substance they have written."""

    member: MemberId | None = None
    joined: datetime | None = None
    substance: int = 0


class Seen(NamedTuple):
    """A message as rules see it. `plain` also holds what is quoted and the targets of hidden links."""

    community: CommunityId
    message: MessagePosted
    plain: Plain
    links: tuple[Link, ...] = ()
    author: Author = Author()
    edited: bool = False

    @property
    def text(self) -> str:
        """Give the normalised text."""
        return self.plain.text

    @property
    def bare(self) -> bool:
        """Tell whether these are words and nothing else, as most messages are: they call nobody, carry nothing and come
        from nowhere else."""
        message = self.message
        return not (
            self.links
            or message.media is not None
            or message.called
            or message.forwarded
            or message.origin is not None
            or "@" in message.text
        )


@dataclass(frozen=True, slots=True)
class Reacted:
    """A reaction as rules see it."""

    community: CommunityId
    update: ReactionChanged
    author: Author = field(default_factory=Author)


@dataclass(frozen=True, slots=True)
class Arrived:
    """Somebody who comes, as rules see them."""

    community: CommunityId
    actor: Actor
    at: datetime
    name: Plain


class Rule(Protocol):
    """Look at what happens. `name` is the word people call it by; `settings_type` holds its defaults.

    Besides this, a rule has one or more of `check`, `check_reaction` and `check_arrival` (MessageRule, ReactionRule,
    ArrivalRule). What it remembers between checks is in memory, bounded, and told by the times of what it sees.
    """

    name: ClassVar[str]
    settings_type: ClassVar[type[RuleSettings]]

    def fresh(self) -> Self:
        """Give the same rule with nothing remembered, for trying it on the past; lists and lessons are shared."""


class MessageRule(Rule, Protocol):
    """Look at messages. One that has `carried_only = True` says nothing to bare words, and is not asked about them."""

    def check(self, seen: Seen, settings: RuleSettings) -> Verdict | None:
        """Judge a message, in memory; None when there is nothing to say. Each message comes once, and once per edit."""


class ReactionRule(Rule, Protocol):
    """Look at reactions."""

    def check_reaction(self, seen: Reacted, settings: RuleSettings) -> Verdict | None:
        """Judge a reaction, in memory; None when there is nothing to say."""


class ArrivalRule(Rule, Protocol):
    """Look at who comes."""

    def check_arrival(self, seen: Arrived, settings: RuleSettings) -> Verdict | None:
        """Judge an arrival, in memory; None when there is nothing to say."""
