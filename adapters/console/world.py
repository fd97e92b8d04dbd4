"""The group in the terminal: who is there, what was written, and who may not write."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.access import Access
from bot.content import Button, Buttons
from bot.ids import AccountRef, ChatRef, MessageRef, Platform, SpaceRef
from bot.updates import Actor, Quoted

from .script import BOT

SPACE = SpaceRef(Platform.CONSOLE, "group")
GROUP = ChatRef(Platform.CONSOLE, "group")
TITLE = "Hearth"

HEARTH = Actor(AccountRef(Platform.CONSOLE, BOT), TITLE, BOT, Access.ADMIN, person=False)

_MENTION = re.compile(r"@([^\W_](?:[\w.-]*\w)?)")


def account_of(person: str) -> AccountRef:
    """Name a person's account."""
    return AccountRef(Platform.CONSOLE, person)


def private_chat(person: str) -> ChatRef:
    """Name a person's conversation with the bot."""
    return ChatRef(Platform.CONSOLE, f"@{person}")


@dataclass(frozen=True, slots=True)
class Stop:
    """Somebody may not do something until then; None is for good."""

    until: datetime | None

    def holds(self, now: datetime) -> bool:
        """Tell whether it has not run out."""
        return self.until is None or now < self.until


@dataclass(slots=True)
class Human:
    """Somebody in the terminal. `id` is their name in lower case; `declared`: their role was given in a line."""

    id: str
    name: str
    role: Access = Access.MEMBER
    declared: bool = False
    here: bool = True
    locale: str | None = None
    muted: Stop | None = None
    banned: Stop | None = None


@dataclass(slots=True)
class Message:
    """One message. `only_for` is the one person who sees it with the bot; None where the group does.
    `answers` is the number of the message it replies to."""

    number: int
    chat: ChatRef
    author: str
    text: str
    buttons: Buttons = ()
    only_for: str | None = None
    answers: int | None = None
    gone: bool = False
    reactions: set[tuple[str, str]] = field(default_factory=set)

    @property
    def ref(self) -> MessageRef:
        """Name it for the core."""
        return MessageRef(self.chat, str(self.number))


class World:
    """The group's state. People appear when they are first named."""

    def __init__(self) -> None:
        self.people: dict[str, Human] = {}
        self.messages: dict[int, Message] = {}
        self.removed: list[Human] = []  # taken out by the bot, and nobody was told so far
        self._spoken = False
        self._updates = 0

    def next_update(self) -> str:
        """Give the id of one more update."""
        self._updates += 1
        return str(self._updates)

    # People

    def person(self, name: str) -> Human:
        """Give somebody; whoever is named first appears in the group."""
        return self.people.setdefault(name.lower(), Human(name.lower(), name))

    def known(self, username: str) -> Human | None:
        """Find somebody who has appeared."""
        return self.people.get(unicodedata.normalize("NFC", username).lower())

    def access(self, person: Human) -> Access:
        """Say what their role makes of somebody; of somebody who is not here, nothing."""
        return person.role if person.here else Access.EVERYONE

    def actor(self, person: Human) -> Actor:
        """Show somebody to the core."""
        return Actor(account_of(person.id), person.name, person.id, self.access(person), person.locale)

    def mentioned(self, text: str) -> tuple[Actor, ...]:
        """List the people a text names by `@name`, each once, in order."""
        found = dict.fromkeys(match[1] for match in _MENTION.finditer(unicodedata.normalize("NFC", text)))
        people = {p.id: p for name in found if (p := self.known(name))}
        return tuple(self.actor(p) for p in people.values())

    def speaks(self, person: Human) -> None:
        """Note that somebody speaks: the first one is the owner, unless lines said otherwise."""
        if self._spoken:
            return
        self._spoken = True
        if not person.declared and not any(p.role is Access.OWNER for p in self.people.values()):
            person.role = Access.OWNER

    def barred(self, person: Human, now: datetime) -> tuple[Literal["banned", "absent", "muted"], Stop] | None:
        """Say why somebody cannot write in the group, and until when."""
        if person.banned is not None and person.banned.holds(now):
            return "banned", person.banned
        if not person.here:
            return "absent", Stop(None)
        if person.muted is not None and person.muted.holds(now):
            return "muted", person.muted
        return None

    def remove(self, person: Human) -> None:
        """Take somebody out of the group."""
        if person.here:
            person.here = False
            self.removed.append(person)

    # Messages

    def post(
        self,
        chat: ChatRef,
        author: str,
        text: str,
        buttons: Buttons = (),
        *,
        only_for: str | None = None,
        answers: int | None = None,
    ) -> Message:
        """Write a message; the group and all private chats share one row of numbers."""
        message = Message(len(self.messages) + 1, chat, author, text, buttons, only_for, answers)
        self.messages[message.number] = message
        return message

    def find(self, ref: MessageRef) -> Message | None:
        """Find a message that is still there."""
        number = int(ref.id) if ref.id.isdecimal() else 0
        message = self.messages.get(number)
        return message if message and not message.gone and message.chat == ref.chat else None

    def seen(self, person: Human, number: int) -> Message | None:
        """Find a message that is still there and that somebody may see."""
        message = self.messages.get(number)
        if message is None or message.gone:
            return None
        visible = person.here if message.only_for is None else message.only_for == person.id
        return message if visible else None

    def quoted(self, number: int) -> Quoted:
        """Show a message that is replied to."""
        message = self.messages[number]
        author = HEARTH if message.author == BOT else self.actor(self.people[message.author])
        return Quoted(message.ref, author, message.text)

    # Buttons

    def find_button(self, person: Human, label: str, number: int | None) -> tuple[Message, Button] | None:
        """Find the button that begins with these words: on one message, or on the latest that has it.

        Whole words win over parts of words, whatever message they are on.
        """
        numbers = reversed(self.messages) if number is None else [number]
        messages = [m for n in numbers if (m := self.seen(person, n)) and m.author == BOT]
        for whole in (True, False):
            for message in messages:
                for button in buttons_of(message):
                    if _begins(str(button.label), label, whole=whole):
                        return message, button
        return None


def buttons_of(message: Message) -> Iterator[Button]:
    """Go through a message's buttons."""
    for row in message.buttons:
        yield from row


def _begins(label: str, words: str, *, whole: bool) -> bool:
    wanted = _plain(words)
    for shown in (_plain(label), _plain(_without_signs(label))):
        if shown.startswith(wanted) and not (whole and shown[len(wanted) :][:1].isalnum()):
            return True
    return False


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").lower().split())


def _without_signs(label: str) -> str:
    """Take the emoji off a label's beginning: they are no words."""
    start = next((n for n, character in enumerate(label) if character.isalnum()), 0)
    return label[start:]
