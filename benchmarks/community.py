"""A community that knows its member, has every rule on and something on its blocklist."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from bot.app import App
from bot.ids import ChatRef, CommunityId, MemberId, SpaceRef
from bot.moderation.blocklist.entries import Blocked
from bot.moderation.rules import rule_sections
from bot.updates import Actor
from storage.moderation import SqlModeration

ENTRIES = tuple(Blocked(f"spam{n}*" if n % 10 == 0 else f"casino {n}") for n in range(1_000))
LONG = timedelta(days=1000)


async def settle_in(
    app: App,
    space: SpaceRef,
    chat: ChatRef,
    people: Iterable[Actor],
    *,
    new: bool = False,
    entries: Sequence[Blocked] = ENTRIES,
) -> CommunityId:
    """Make it; its members have only just come where they are `new`, and stay newcomers however long this takes."""
    community = await app.directory.meet(space, chat, "Python people")
    async with app.database.begin() as tx:
        await SqlModeration().block(tx, community.id, entries, MemberId(1), app.clock.now())
        for section in rule_sections():
            await app.book.change(tx, community.id, section, {"on": True, "dry_run": False})
    await app.open()  # compiles the list
    for actor in people:
        member = await app.directory.member(community.id, actor)
        if new:
            async with app.database.begin() as tx:
                await app.directory.note_joined(tx, community.id, member.id, app.clock.now() + LONG)
    return community.id
