"""Join what belongs together: a chat to a community, and one person's accounts."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot.audience import Addressees
from bot.call import Call, Community
from bot.communities.directory import Directory
from bot.content import doc, msg
from bot.deliveries import Outbox
from bot.errors import Refused
from bot.ids import AccountRef, ChatRef, CommunityId, MemberId
from bot.ports import Transactions, Tx
from bot.topics import Topic

CODE_LIFETIME = timedelta(minutes=10)
CODE_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without letters and digits that are mistaken for each other
CODE_LENGTH = 8
MAX_WRONG = 5  # wrong codes an account may enter within the lifetime of a code


class Purpose(StrEnum):
    """What a code joins."""

    CHAT = "chat"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class LinkCode:
    """A one-time code: whose it is, what it joins, and until when."""

    code: str
    purpose: Purpose
    community: CommunityId
    member: MemberId
    account: AccountRef
    chat: ChatRef
    expires: datetime


class LinkStore(Protocol):
    """Keep codes and move people."""

    async def save_code(self, tx: Tx, code: LinkCode) -> None:
        """Write a code over the account's earlier one of the same purpose."""

    async def take_code(self, tx: Tx, code: str, purpose: Purpose) -> LinkCode | None:
        """Read a code and use it up."""

    async def shared_accounts(
        self, tx: Tx, into: CommunityId, gone: CommunityId
    ) -> list[tuple[MemberId, MemberId, AccountRef]]:
        """List accounts known in both communities, with the member each belongs to in either."""

    async def fold_account(self, tx: Tx, into: CommunityId, gone: CommunityId, account: AccountRef) -> None:
        """Forget an account in `gone` that `into` knows too."""

    async def remove(self, tx: Tx, community: CommunityId) -> None:
        """Forget a community that has become part of another."""


class Joins(Protocol):
    """What every capability's store does when things are joined."""

    async def merge_members(self, tx: Tx, community: CommunityId, kept: MemberId, gone: MemberId) -> None:
        """Give one member what the other had."""

    async def absorb(self, tx: Tx, into: CommunityId, gone: CommunityId) -> None:
        """Give one community what the other had."""


class LinkService:
    """Make codes and redeem them. `joins` are the stores that hold anything by member or community; the directory's
    own comes last, so that the others still find what they move."""

    def __init__(
        self,
        store: LinkStore,
        transactions: Transactions,
        directory: Directory,
        people: Addressees,
        outbox: Outbox,
        joins: Sequence[Joins],
    ) -> None:
        self._store = store
        self._transactions = transactions
        self._directory = directory
        self._people = people
        self._outbox = outbox
        self._joins = joins
        self._wrong: dict[AccountRef, list[datetime]] = {}

    async def offer(self, call: Call, purpose: Purpose) -> LinkCode:
        """Make a code for the caller's chat or account."""
        code = LinkCode(
            "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH)),
            purpose,
            call.community.id,
            call.person.member,
            call.account,
            call.chat,
            call.now + CODE_LIFETIME,
        )
        async with self._transactions.begin() as tx:
            await self._store.save_code(tx, code)
        return code

    async def join_chat(self, call: Call, written: str) -> Community:
        """Make the caller's chat part of the community that a code is from. Both sides are told."""
        if call.space is None:
            raise Refused("link-in-chat-only")
        gone = call.community
        self._limit(call)
        async with self._transactions.begin() as tx:
            code = await self._take(tx, call, written, Purpose.CHAT)
            into = code.community
            if into == gone.id:
                raise Refused("link-same-community")
            shared = await self._store.shared_accounts(tx, into, gone.id)
            for _, _, account in shared:
                await self._store.fold_account(tx, into, gone.id, account)
            for joined in self._joins:
                await joined.absorb(tx, into, gone.id)
            for kept, other, _ in shared:
                await self._merge(tx, into, kept, other)
            await self._store.remove(tx, gone.id)
            for topic in Topic:
                tx.announce(topic)
            told = doc(msg("link-joined-there", chat=gone.name))
            key = f"link:{code.code}"
            await self._outbox.send(tx, code.chat, told, locale=self._directory.community(into).locale, key=key)
        await self._directory.refresh()
        await self._directory.speak_in(call.space, call.chat)
        return self._directory.community(into)

    async def join_account(self, call: Call, written: str) -> str:
        """Make the caller's account and the one that a code is from one person's. Both sides are told.

        Returns the name the person goes by from now on.
        """
        self._limit(call)
        async with self._transactions.begin() as tx:
            code = await self._take(tx, call, written, Purpose.ACCOUNT)
            if code.community != call.community.id:
                raise Refused("me-link-other-community")
            if code.member == call.person.member:
                raise Refused("me-link-same-person")
            kept, gone = code.member, call.person.member
            other = (await self._people.load(tx, code.community, [kept]))[kept]
            if {a.platform for a in other.accounts} & {a.platform for a in call.person.accounts}:
                raise Refused("me-link-same-platform")
            await self._merge(tx, code.community, kept, gone)
            person = (await self._people.load(tx, code.community, [kept]))[kept]
            told = doc(msg("me-link-done", name=person.named))
            reader = await self._people.reader(tx, code.community, kept, code.account)
            await self._outbox.send(tx, code.account, told, locale=reader.locale, key=f"link:{code.code}")
        self._directory.forget([kept, gone])
        return person.name

    async def _merge(self, tx: Tx, community: CommunityId, kept: MemberId, gone: MemberId) -> None:
        if kept != gone:
            for joined in self._joins:
                await joined.merge_members(tx, community, kept, gone)

    async def _take(self, tx: Tx, call: Call, written: str, purpose: Purpose) -> LinkCode:
        code = await self._store.take_code(tx, written.strip().upper(), purpose)
        if code is None or code.expires < call.now:
            self._wrong.setdefault(call.account, []).append(call.now)
            raise Refused("link-bad-code")
        if code.account == call.account and purpose is Purpose.ACCOUNT:
            raise Refused("me-link-other-side")
        return code

    def _limit(self, call: Call) -> None:
        """Refuse somebody who guesses. Codes have 39 bits; this keeps guessing hopeless."""
        recent = [at for at in self._wrong.get(call.account, []) if call.now - at < CODE_LIFETIME]
        self._wrong[call.account] = recent
        if not recent:
            del self._wrong[call.account]
        if len(recent) >= MAX_WRONG:
            raise Refused("link-too-many")
