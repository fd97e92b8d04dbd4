"""A community that knows its member and has something on its blocklist."""

from bot.app import App
from bot.ids import ChatRef, MemberId, SpaceRef
from bot.moderation.rules.blocklist import Blocked
from bot.updates import Actor
from storage.moderation import SqlModeration

ENTRIES = 1_000

# As people talk: each says something else, with a moment in between.
TEXTS = (
    "Has anybody tried the new release? It fixed the import problem for me, tests are green now.",
    "I would rather wait for the second patch, the first one usually breaks something in our build.",
    "Yesterday evening it took me two hours to find out why the cache was never invalidated.",
    "Could somebody look at my pull request? It is short, mostly documentation and one function.",
    "The meetup on Thursday starts at seven, please bring your questions about asynchronous code.",
    "We moved everything to containers last spring and have not looked back since, it simply works.",
    "My colleague recommends that book about distributed systems, the chapter on clocks is great.",
)
PAUSE = 20  # seconds


async def settle_in(app: App, space: SpaceRef, chat: ChatRef, anna: Actor) -> None:
    """Make it."""
    community = await app.directory.meet(space, chat, "Python people")
    async with app.database.begin() as tx:
        for number in range(ENTRIES):
            entry = Blocked(f"spam{number}*" if number % 10 == 0 else f"casino {number}")
            await SqlModeration().block(tx, community.id, entry, MemberId(1), app.clock.now())
    await app.open()  # compiles the list
    await app.directory.member(community.id, anna)
