"""What is kept of a message for a while: where it stands and whose it is, and, for shorter, what rules need to judge it
again and what they said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from bot.codec import decode, encode
from bot.content import Inline
from bot.ids import AccountRef, ChatRef, CommunityId, MemberId, MessageRef
from bot.moderation.measures import parse_measure, write_measure
from bot.moderation.model import Verdict
from bot.moderation.rules.base import Author
from bot.ports import Tx
from bot.updates import MessagePosted

# What has a column of its own, or is the same for every message.
_ELSEWHERE = frozenset({"id", "at", "chat", "message", "text", "album"})
_USUAL = {name: MessagePosted._field_defaults.get(name) for name in MessagePosted._fields if name not in _ELSEWHERE}


@dataclass(frozen=True, slots=True)
class Record:
    """One message. `text`, `facts` and `verdicts` are None once they are forgotten, or where they are never kept.

    `gone` means that it cannot be deleted any more: it was.
    """

    community: CommunityId
    message: MessageRef
    account: AccountRef
    member: MemberId | None
    at: datetime
    album: str | None = None
    gone: bool = False
    text: str | None = None
    facts: Mapping[str, Any] | None = None
    verdicts: Sequence[Mapping[str, Any]] | None = None

    @property
    def posted(self) -> MessagePosted | None:
        """Give the message as it was told; None once it is forgotten."""
        if self.text is None or self.facts is None:
            return None
        told = {"space": None} | {name: decode(value) for name, value in self.facts.items() if name in _USUAL}
        ref = self.message
        return MessagePosted(
            id=f"record:{ref.id}", at=self.at, chat=ref.chat, message=ref, text=self.text, album=self.album, **told
        )

    @property
    def author(self) -> Author:
        """Give its author as they were known when they wrote it."""
        facts = self.facts or {}
        return Author(self.member, decode(facts.get("joined")), int(facts.get("substance", 0)))


@dataclass(frozen=True, slots=True)
class Said:
    """What one rule said to a message, and the settings it had then."""

    rule: str
    action: str
    score: float
    dry: bool
    reason: Inline
    detail: Inline
    settings: Mapping[str, Any]


def facts_of(message: MessagePosted, author: Author, *, edited: bool) -> dict[str, Any]:
    """Write down what rules look at besides the text."""
    # Access is asked for when it matters; what it was then says nothing about now.
    told = message._replace(actor=replace(message.actor, access=None))
    facts = {name: encode(getattr(told, name)) for name, usual in _USUAL.items() if getattr(told, name) != usual}
    facts |= {"joined": encode(author.joined)} if author.joined else {}
    facts |= {"substance": author.substance} if author.substance else {}
    return facts | ({"edited": True} if edited else {})


def write_said(verdict: Verdict, settings: Mapping[str, Any]) -> dict[str, Any]:
    """Write a verdict down, with the settings of its rule."""
    return {
        "rule": verdict.rule,
        "action": write_measure(verdict.measure),
        "score": round(verdict.score, 4),
        "dry": verdict.dry,
        "reason": encode(verdict.reason),
        "detail": encode(verdict.detail),
        "settings": dict(settings),
    }


def read_said(record: Record) -> list[Said]:
    """Read what the rules said to a message, the strictest first; nothing once it is forgotten."""
    found = [
        Said(v["rule"], v["action"], v["score"], v["dry"], decode(v["reason"]), decode(v["detail"]), v["settings"])
        for v in record.verdicts or ()
    ]
    return sorted(found, key=lambda s: (*parse_measure(s.action).strictness, s.rule), reverse=True)


class RecordStore(Protocol):
    """Keep records. Lists leave out what is gone, but `kept`."""

    async def write(self, tx: Tx, records: Sequence[Record]) -> None:
        """Write records; one of the same message is written over, and what is gone stays gone."""

    async def mark_gone(self, tx: Tx, messages: Sequence[MessageRef]) -> None:
        """Note that messages were deleted."""

    async def find_record(self, tx: Tx, message: MessageRef) -> Record | None:
        """Read the record of one message."""

    async def album(self, tx: Tx, message: MessageRef) -> list[Record]:
        """List all parts of the album that a message is part of, newest first; nothing where it is part of none."""

    async def recent(self, tx: Tx, chat: ChatRef, most: int) -> list[Record]:
        """List the latest messages of a chat (of a topic, where one is named), newest first."""

    async def since(self, tx: Tx, chat: ChatRef, message: MessageRef, most: int) -> list[Record]:
        """List a message of a chat and those after it, newest first; nothing where it is not known."""

    async def of_member(
        self, tx: Tx, community: CommunityId, member: MemberId, since: datetime, most: int
    ) -> list[Record]:
        """List what a member wrote in any chat since then, newest first."""

    async def count_kept(self, tx: Tx, community: CommunityId, since: datetime) -> int:
        """Count the messages since then whose words are kept."""

    async def kept(
        self, tx: Tx, community: CommunityId, since: datetime, after: tuple[datetime, int], most: int
    ) -> list[tuple[int, Record]]:
        """List the messages since then whose words are kept, oldest first, from beyond a place (time and number)."""

    async def oldest(self, tx: Tx, community: CommunityId, *, kept: bool) -> datetime | None:
        """Say when the oldest message is from, or the oldest of those whose words are kept."""

    async def forget_words(self, tx: Tx, community: CommunityId, before: datetime, most: int) -> int:
        """Forget the words of at most so many messages from before then, and say of how many."""

    async def forget_records(self, tx: Tx, community: CommunityId, before: datetime, most: int) -> int:
        """Forget at most so many messages from before then altogether, and say how many."""

    async def forget(self, tx: Tx, community: CommunityId, member: MemberId) -> None:
        """Forget everything a member wrote."""

    async def merge_members(self, tx: Tx, community: CommunityId, kept: MemberId, gone: MemberId) -> None:
        """Give one member what the other wrote."""

    async def absorb(self, tx: Tx, into: CommunityId, gone: CommunityId) -> None:
        """Give one community what was written in the other."""
