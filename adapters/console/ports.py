"""What the core asks of the local chat: done to the group, and printed."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.access import Access
from bot.content import Reply
from bot.errors import Forbidden, Gone
from bot.ids import AccountRef, ChatRef, MessageRef, Platform, SpaceRef
from bot.ports import Features, Outgoing, Ports, Removal, Standing
from bot.updates import Actor, MemberJoined

from .render import render_text
from .screen import Screen
from .script import BOT
from .world import GROUP, Human, Message, Stop, World, private_chat

EDIT_INTERVAL = timedelta(0)  # nobody limits edits here, and while the time stands still none would ever fall due


class ConsoleMessenger:
    """The Messenger port."""

    def __init__(self, world: World, screen: Screen) -> None:
        self._world = world
        self._screen = screen

    async def send(self, to: ChatRef | AccountRef, message: Outgoing) -> MessageRef:
        """Print a message in the group, or privately to one person. Raises Gone for a chat there is not."""
        if isinstance(to, AccountRef):
            person = self._world.person(to.id)
            return self.post(private_chat(person.id), message, person.id).ref
        if to == GROUP:
            return self.post(GROUP, message).ref
        person_id = to.id.removeprefix("@")
        if to != private_chat(person_id):
            raise Gone(f"there is no chat {to.id}")
        return self.post(to, message, self._world.person(person_id).id).ref

    def post(self, chat: ChatRef, message: Outgoing, only_for: str | None = None) -> Message:
        """Print a message that the group sees, or one person only."""
        text = render_text(message.doc, message.locale)
        posted = self._world.post(chat, BOT, text, message.buttons, only_for=only_for)
        self._screen.said(posted, self._shown(message), message.files)
        return posted

    async def edit(self, ref: MessageRef, message: Outgoing) -> None:
        """Change a message of ours; one that already says so is left alone. Raises Gone where there is none."""
        found = self._world.find(ref)
        if found is None or found.author != BOT:
            raise Gone(f"there is no message {ref.id} of ours")
        text = render_text(message.doc, message.locale)
        if (found.text, found.buttons) == (text, message.buttons):
            return
        found.text, found.buttons = text, message.buttons
        self._screen.edited(found, self._shown(message))

    async def delete(self, refs: Sequence[MessageRef]) -> int:
        """Delete messages; those already gone count."""
        await self.remove(refs)
        return len(refs)

    async def remove(self, refs: Sequence[MessageRef]) -> Removal:
        """Delete messages, and say how many were there."""
        gone = 0
        for ref in refs:
            if found := self._world.find(ref):
                found.gone = True
                gone += 1
                self._screen.deleted(found)
        return Removal(gone, len(refs) - gone)

    async def unreact(self, ref: MessageRef, account: AccountRef, mark: str) -> None:
        """Take somebody's reaction away from a message; one that is gone already is no error."""
        found = self._world.find(ref)
        if found is not None and (account.id, mark) in found.reactions:
            found.reactions.remove((account.id, mark))
            self._screen.unreacted(found, account.id, mark)

    def _shown(self, message: Outgoing) -> str:
        return render_text(message.doc, message.locale, color=self._screen.color)


class ConsoleModerator:
    """The Moderator port. Like every platform, this one protects its owner."""

    def __init__(self, world: World, screen: Screen) -> None:
        self._world = world
        self._screen = screen

    async def restrict(self, space: SpaceRef, account: AccountRef, until: datetime | None, reason: str) -> None:
        """Stop somebody from writing until then, or for good."""
        person = self._target(account)
        person.muted = Stop(until)
        self._screen.acted("mute", person.id, reason, until)

    async def release(self, space: SpaceRef, account: AccountRef, reason: str) -> None:
        """Let somebody write again."""
        person = self._target(account)
        person.muted = None
        self._screen.acted("unmute", person.id, reason)

    async def kick(self, space: SpaceRef, account: AccountRef, reason: str) -> None:
        """Remove somebody who may come back. Raises Gone for somebody who is not here."""
        person = self._target(account)
        if not person.here:
            raise Gone(f"{person.id} is not in the group")
        self._world.remove(person)
        self._screen.acted("kick", person.id, reason)

    async def ban(self, space: SpaceRef, account: AccountRef, until: datetime | None, reason: str) -> None:
        """Remove somebody and keep them out until then, or for good."""
        person = self._target(account)
        person.banned = Stop(until)
        self._world.remove(person)
        self._screen.acted("ban", person.id, reason, until)

    async def unban(self, space: SpaceRef, account: AccountRef, reason: str) -> None:
        """Let somebody come back."""
        person = self._target(account)
        person.banned = None
        self._screen.acted("unban", person.id, reason)

    def _target(self, account: AccountRef) -> Human:
        if account.id == BOT:
            raise Forbidden("the bot does not act on itself")
        person = self._world.person(account.id)
        if self._world.access(person) is Access.OWNER:
            raise Forbidden("nobody can act on the owner of the group")
        return person


class ConsoleRoster:
    """The Roster port."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def access(self, space: SpaceRef, account: AccountRef) -> Access:
        """Say what somebody's role makes of them."""
        person = self._world.known(account.id)
        return self._world.access(person) if person else Access.EVERYONE

    async def find(self, space: SpaceRef, name: str) -> Actor | None:
        """Find somebody by their name, also when they have left."""
        person = self._world.known(name)
        return self._world.actor(person) if person else None

    async def standing(self, space: SpaceRef, account: AccountRef) -> Standing:
        """Say how somebody stands in the group."""
        person = self._world.known(account.id)
        if person is None:
            return Standing(present=False)
        return Standing(person.here, person.muted is not None, person.banned is not None)

    async def team(self, space: SpaceRef) -> Sequence[Actor]:
        """List who has a role in the group."""
        people = self._world.people.values()
        return [self._world.actor(p) for p in people if self._world.access(p) >= Access.MODERATOR]

    async def missed(self, space: SpaceRef, since: datetime) -> Sequence[MemberJoined]:
        """List nobody: the group stands still while the bot is away."""
        return ()


class ConsoleResponder:
    """Answer one update of one person."""

    def __init__(
        self, messenger: ConsoleMessenger, chat: ChatRef, person: Human, pressed: Message | None = None
    ) -> None:
        self._messenger = messenger
        self._chat = chat
        self._person = person
        self._pressed = pressed

    async def answer(self, reply: Reply, locale: str) -> MessageRef | None:
        """Print the reply: to the person only where it is private, over the pressed message where it replaces that."""
        outgoing = Outgoing(reply.doc, locale, reply.buttons, reply.files)
        if reply.replace and not reply.files and self._pressed is not None and not self._pressed.gone:
            await self._messenger.edit(self._pressed.ref, outgoing)
            return self._pressed.ref
        private = reply.private or self._chat == private_chat(self._person.id)
        return self._messenger.post(self._chat, outgoing, self._person.id if private else None).ref

    async def done(self) -> None:
        """Nothing is left spinning here."""


def make_ports(world: World, messenger: ConsoleMessenger, screen: Screen) -> Ports:
    """Put the ports together."""
    return Ports(
        Platform.CONSOLE,
        Features(ephemeral=True, edit_interval=EDIT_INTERVAL),
        messenger,
        ConsoleModerator(world, screen),
        ConsoleRoster(world),
    )
