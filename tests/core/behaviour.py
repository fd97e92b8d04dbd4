"""Messages and reactions as rules of behaviour see them, at seconds after noon."""

from datetime import timedelta

from bot.ids import AccountRef, ChatRef, CommunityId, MemberId, MessageRef, Platform, SpaceRef
from bot.moderation.links import find_links
from bot.moderation.rules.base import Author, Reacted, Seen
from bot.moderation.text import read
from bot.updates import Actor, MessagePosted, ReactionChanged
from tests.fakes import NOON

HOME = CommunityId(1)


def written(
    number: int,
    at: float,
    text: str = "hello",
    *,
    who: str = "anna",
    member: int | None = None,
    chat: str = "-100",
    album: str | None = None,
    edited: bool = False,
    community: CommunityId = HOME,
) -> Seen:
    """Make a message."""
    place = ChatRef(Platform.TELEGRAM, chat)
    actor = Actor(AccountRef(Platform.TELEGRAM, who), who)
    message = MessagePosted(
        str(number),
        NOON + timedelta(seconds=at),
        SpaceRef(Platform.TELEGRAM, chat),
        place,
        actor,
        MessageRef(place, str(number)),
        text,
        album=album,
    )
    author = Author(MemberId(member) if member is not None else None)
    return Seen(community, message, read(text), find_links(message), author, edited)


def reacted(number: int, at: float, *marks: str, who: str = "anna") -> Reacted:
    """Make a reaction to message `number`."""
    place = ChatRef(Platform.TELEGRAM, "-100")
    update = ReactionChanged(
        f"reaction-{number}-{at}",
        NOON + timedelta(seconds=at),
        SpaceRef(Platform.TELEGRAM, "-100"),
        place,
        Actor(AccountRef(Platform.TELEGRAM, who), who),
        MessageRef(place, str(number)),
        added=marks,
    )
    return Reacted(HOME, update)


def numbers(refs: tuple[MessageRef, ...]) -> list[int]:
    """List messages by their numbers."""
    return sorted(int(ref.id) for ref in refs)
