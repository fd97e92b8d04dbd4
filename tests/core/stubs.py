"""Stand-ins behind the kernel: handlers, a guard, an observer and a doorkeeper that note what they were given."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.access import Access
from bot.call import Call, Person
from bot.commands import Duration, Number, PositiveInt, Text, When, Who, button, command
from bot.content import Para, Reply, reply
from bot.content import Text as Literally
from bot.errors import Forbidden, Refused
from bot.ids import CommunityId
from bot.updates import ActedNatively, MemberJoined, MessagePosted, ReactionChanged

SECRET = "what no user may see"


class StubHandlers:
    """Commands named like real ones, whose texts exist, that note what they were given."""

    def __init__(self) -> None:
        self.ran: list[str] = []

    def _note(self, call: Call, name: str, *given: object) -> Reply:
        shown = [g.name if isinstance(g, Person) else str(g) for g in given]
        self.ran.append(" ".join([f"{call.person.name}:", name, *shown]))
        return reply(Literally(f"{name} done"), private=False)

    @command("help", access=Access.EVERYONE)
    async def help(self, call: Call) -> Reply:
        """Take nothing."""
        return self._note(call, "help")

    @command("me", access=Access.EVERYONE, private_only=True)
    async def me(self, call: Call) -> Reply:
        """Be for private chats."""
        return self._note(call, "me")

    @command("event new", access=Access.MODERATOR)
    async def new(self, call: Call, title: Text, when: When, *, limit: PositiveInt | None = None) -> Reply:
        """Need two texts."""
        return self._note(call, "event new", title, f"{when:%d.%m %H:%M}", limit)

    @command("event show", access=Access.EVERYONE)
    async def show(self, call: Call, id: Number) -> Reply:
        """Need a number."""
        return self._note(call, "event show", id)

    @command("mute", access=Access.MODERATOR)
    async def mute(self, call: Call, who: Who, duration: Duration | None, reason: Text) -> Reply:
        """Need somebody and a text."""
        return self._note(call, "mute", who, duration, reason)

    @command("warn", access=Access.ADMIN)
    async def warn(self, call: Call, reason: Text) -> Reply:
        """Be for admins."""
        return self._note(call, "warn", reason)

    @command("check", access=Access.EVERYONE)
    async def check(self, call: Call, text: Text) -> Reply | None:
        """End in every way a handler can."""
        self.ran.append(text)
        match text:
            case "refuse":
                raise Refused("argument-too-much", hints=(Para("a hint"),), extra="this")
            case "platform":
                raise Forbidden(SECRET)
            case "fault":
                raise ZeroDivisionError(SECRET)
            case "nothing":
                return None
            case _:
                return reply(Literally(text))

    @button("accept", access=Access.MODERATOR)
    async def accept(self, call: Call, version: int, answer: str) -> Reply:
        """Take a number and a word."""
        return self._note(call, "accept", version, answer)


@dataclass
class StubGuard:
    """Stop messages that hold the word `spam`, and remember who wrote what it looked at."""

    looked: list[str] = field(default_factory=list)
    stops: bool = True

    def inspect(
        self, community: CommunityId, message: MessagePosted, access: Access, *, edited: bool = False
    ) -> Sequence[object]:
        """Look at a message."""
        self.looked.append(message.text)
        return ["spam"] if "spam" in message.text else []

    async def act(self, call: Call, message: MessagePosted, verdicts: Sequence[object]) -> bool:
        """Stop it, or let it be."""
        return self.stops

    def wants(self, community: CommunityId, update: ReactionChanged) -> bool:
        """Look at no reactions."""
        return False

    async def rescue(self, community: CommunityId, message: MessagePosted, *, edited: bool = False) -> None:
        """Rescue nothing."""

    async def on_reaction(self, call: Call, update: ReactionChanged) -> None:
        """Look at no reactions."""

    def overhear(self, community: CommunityId, message: MessagePosted) -> None:
        """Hear of what is not judged."""

    async def on_native(self, call: Call, update: ActedNatively) -> None:
        """Note who it was done to."""
        self.looked.append(f"{update.act} {call.person.name}")


@dataclass
class StubObserver:
    """Answer messages that hold the word `thanks`."""

    seen: list[str] = field(default_factory=list)

    def wants(self, message: MessagePosted) -> bool:
        """Look for the word."""
        return "thanks" in message.text

    async def on_message(self, call: Call, message: MessagePosted) -> Reply | None:
        """Answer."""
        self.seen.append(message.text)
        return reply(Literally("noted"))


class StubArrivals:
    """Remember who came."""

    def __init__(self) -> None:
        self.came: list[str] = []

    async def on_joined(self, call: Call, update: MemberJoined) -> None:
        """Somebody came."""
        self.came.append(call.person.name)
