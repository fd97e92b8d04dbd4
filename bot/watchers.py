"""Whom the dispatcher asks, and no more of them than it calls."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Protocol, TypeAlias

from bot.access import Access
from bot.call import Call
from bot.content import Reply
from bot.ids import AccountRef, ChatRef, CommunityId, MessageRef, SpaceRef
from bot.ports import Tx
from bot.updates import ActedNatively, Actor, MemberJoined, MemberLeft, MessagePosted, ReactionChanged, RightsLost


class Guard(Protocol):
    """Look at messages before anything else does."""

    def inspect(
        self, community: CommunityId, message: MessagePosted, access: Access, *, edited: bool = False
    ) -> Sequence[object]:
        """Judge a message, in memory and at once; nothing found is empty. The same update again is judged as before."""

    async def act(self, call: Call, message: MessagePosted, verdicts: Sequence[object]) -> bool:
        """Carry verdicts out and tell whether the message is stopped."""

    def overhear(self, community: CommunityId, message: MessagePosted) -> None:
        """Be told of a message of a bot's, a channel's or an anonymous admin's, which is not judged."""

    async def rescue(self, community: CommunityId, message: MessagePosted, *, edited: bool = False) -> None:
        """Remove a message where the database fails, so that no call can be made."""

    async def on_reaction(self, call: Call, update: ReactionChanged) -> None:
        """Look at a reaction."""

    def wants(self, community: CommunityId, update: ReactionChanged) -> bool:
        """Tell at once, in memory, whether a reaction is of interest."""

    async def on_native(self, call: Call, update: ActedNatively) -> None:
        """Somebody was muted, removed or banned, or let go, in the platform's own menu. The call is the target's."""


class Registry(Protocol):
    """What the door itself asks of the directory."""

    def quick(self, space: SpaceRef, actor: Actor) -> CommunityId | None:
        """Give the community of somebody who is known as they are, from memory; None when it has to be looked up."""

    def community_of(self, space: SpaceRef) -> CommunityId | None:
        """Give a space's community, from memory."""

    def wrote(self, community: CommunityId, account: AccountRef, at: datetime) -> None:
        """Note in memory that somebody wrote."""

    async def meet(
        self, ref: SpaceRef, chat: ChatRef, title: str = "", locale: str | None = None, zone: str | None = None
    ) -> object:
        """Take a space up; on first contact it becomes a community."""

    async def migrate(self, old: SpaceRef, new: SpaceRef) -> None:
        """Follow a space to its new id."""


# Told in the transaction in which a community's space goes on under another id: from which one, to which.
Moved: TypeAlias = Callable[[Tx, CommunityId, SpaceRef, SpaceRef], Awaitable[None]]


class Arrivals(Protocol):
    """Greet and see off."""

    async def on_joined(self, call: Call, update: MemberJoined) -> None:
        """Somebody came."""


class Observer(Protocol):
    """Look at ordinary messages after everything else."""

    def wants(self, message: MessagePosted) -> bool:
        """Tell at once, without I/O, whether a message is of interest."""

    async def on_message(self, call: Call, message: MessagePosted) -> Reply | None:
        """Look at a message of interest."""


Deleted: TypeAlias = Callable[[CommunityId, MessageRef], Awaitable[None]]

Left: TypeAlias = Callable[[CommunityId, MemberLeft], Awaitable[None]]

Rights: TypeAlias = Callable[[RightsLost], Awaitable[None]]
