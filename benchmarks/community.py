"""A community that knows its member and has something on its blocklist."""

from bot.app import App
from bot.ids import ChatRef, MemberId, SpaceRef
from bot.moderation.blocklist.entries import Blocked
from bot.updates import Actor
from storage.moderation import SqlModeration

ENTRIES = 1_000


async def settle_in(app: App, space: SpaceRef, chat: ChatRef, anna: Actor) -> None:
    """Make it."""
    community = await app.directory.meet(space, chat, "Python people")
    async with app.database.begin() as tx:
        entries = [Blocked(f"spam{n}*" if n % 10 == 0 else f"casino {n}") for n in range(ENTRIES)]
        await SqlModeration().block(tx, community.id, entries, MemberId(1), app.clock.now())
    await app.open()  # compiles the list
    await app.directory.member(community.id, anna)
