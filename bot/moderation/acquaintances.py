"""Know who writes, from memory, and count what they say that is of substance."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.ids import AccountRef, CommunityId, MemberId
from bot.moderation.model import Verdict
from bot.moderation.rules.base import Author
from bot.updates import MessagePosted

STRANGER = Author()
ENOUGH_WORDS, ENOUGH_LETTERS = 4, 20  # of different words and of letters, for a message to say something


class Known(Protocol):
    """What is asked about a member."""

    @property
    def id(self) -> MemberId:
        """Their id."""

    @property
    def joined(self) -> datetime | None:
        """Since when they are here; None is since before Hearth came."""

    @property
    def substance(self) -> int:
        """How many messages of substance they have written."""

    @property
    def settled(self) -> bool:
        """Whether they are well known: their messages are counted no further."""


class Members(Protocol):
    """Know members, from memory."""

    def held(self, community: CommunityId, account: AccountRef) -> Known | None:
        """Give the member behind an account as far as it is in memory."""

    def said_something(self, community: CommunityId, account: AccountRef) -> None:
        """Count a message of substance."""


class Acquainted:
    """Tell rules who somebody is; a witness of what they write."""

    def __init__(self, members: Members) -> None:
        self._members = members

    def author(self, community: CommunityId, account: AccountRef) -> Author:
        """Give who somebody is; a stranger is somebody of whom nothing is known."""
        known = self._members.held(community, account)
        return STRANGER if known is None else Author(known.id, known.joined, known.substance)

    def on_seen(
        self, community: CommunityId, message: MessagePosted, verdicts: Sequence[Verdict], *, edited: bool
    ) -> None:
        """Count a message that says something and that no rule minds."""
        if verdicts or edited:
            return
        known = self._members.held(community, message.actor.account)
        if known is not None and not known.settled and is_substantial(message.text):
            self._members.said_something(community, message.actor.account)


def is_substantial(text: str) -> bool:
    """Tell whether a message says something: a greeting, a single word, a row of emoji earn nobody trust."""
    words = {w for w in text[:500].casefold().split() if any(map(str.isalpha, w))}
    return len(words) >= ENOUGH_WORDS and sum(map(len, words)) >= ENOUGH_LETTERS
