"""Carry out one line after another: change the group, tell the core, wait until it is done."""

from collections.abc import Callable
from typing import assert_never

from bot.access import Access
from bot.content import Choice
from bot.ids import ChatRef
from bot.updates import Update

from .clock import VirtualClock
from .inbound import Inbound
from .ports import ConsoleMessenger, ConsoleResponder
from .screen import Screen
from .script import (
    BadLine,
    Comment,
    Deletes,
    Edits,
    Help,
    IsRole,
    Joins,
    Lang,
    Leaves,
    Presses,
    Reacts,
    Replies,
    Says,
    Step,
    TimeMove,
    TimeNext,
    TimeSet,
    read_line,
)
from .timeline import Host, Timeline, instant_of
from .world import GROUP, HEARTH, Human, Message, World, buttons_of, private_chat


class Player:
    """Play lines to a host. `echo` hears of each message that a person wrote."""

    def __init__(
        self,
        world: World,
        screen: Screen,
        messenger: ConsoleMessenger,
        clock: VirtualClock,
        host: Host,
        echo: Callable[[Message], None] | None = None,
    ) -> None:
        self._world = world
        self._screen = screen
        self._messenger = messenger
        self._clock = clock
        self._host = host
        self._echo = echo
        self._inbound = Inbound(world, clock)
        self._timeline = Timeline(clock, host, self.settle)
        self._met = False

    @property
    def faults(self) -> int:
        """Count what went wrong on our side."""
        return self._host.faults() + self._timeline.faults

    async def play(self, line: str) -> None:
        """Carry out one line, to the end of everything it leads to; a line that cannot be is explained."""
        try:
            step = read_line(line)
            if isinstance(step, Comment):
                return
            await self._do(step)
        except BadLine as bad:
            self._screen.notice(bad.key, **bad.values)
        await self.settle()

    async def settle(self) -> None:
        """Wait until the core has nothing more to do; whoever it removed has left."""
        await self._host.settle()
        while self._world.removed:
            person = self._world.removed.pop(0)
            await self._submit(self._inbound.left(person), person, GROUP)
            await self._host.settle()

    async def _do(self, step: Step) -> None:
        match step:
            case Help():
                self._screen.notice("console-help", "")
            case TimeSet() | TimeMove() | TimeNext():
                await self._pass_time(step)
            case Lang(who, code):
                self._world.person(who).locale = code
            case IsRole(who, role):
                await self._take_role(self._world.person(who), role)
            case Comment():
                return
            case _:
                await self._meet()
                await self._act(step, self._world.person(step.who))

    async def _meet(self) -> None:
        """Bring the bot into the group before the first thing that happens there; a `time` line may come before it."""
        if self._met:
            return
        self._met = True
        zone = self._screen.chosen_zone
        await self._submit(
            self._inbound.added(zone.key if zone else None), Human(HEARTH.account.id, HEARTH.name), GROUP
        )
        await self.settle()

    async def _pass_time(self, step: TimeSet | TimeMove | TimeNext) -> None:
        match step:
            case TimeSet(wall, zone):
                target = instant_of(wall, zone or self._screen.zone)
                self._screen.chosen_zone = zone or self._screen.chosen_zone
                await self._timeline.go(target)
            case TimeMove(by):
                await self._timeline.move(by)
            case TimeNext():
                await self._timeline.next()
            case _:
                assert_never(step)

    async def _act(
        self, step: Joins | Leaves | Says | Presses | Replies | Edits | Deletes | Reacts, person: Human
    ) -> None:
        match step:
            case Joins():
                await self._join(person)
            case Leaves():
                await self._leave(person)
            case Says(_, text, private):
                await self._say(person, text, private=private)
            case Replies(_, number, text):
                quoted = self._seen(person, number)
                await self._say(person, text, private=quoted.only_for is not None, answers=number)
            case Presses(_, label, number):
                await self._press(person, label, number)
            case Edits(_, number, text):
                await self._edit(person, self._seen(person, number), text)
            case Deletes(_, number):
                await self._delete(person, self._seen(person, number))
            case Reacts(_, emoji, number):
                await self._react(person, self._seen(person, number), emoji)
            case _:
                assert_never(step)

    async def _submit(self, update: Update, person: Human, chat: ChatRef, pressed: Message | None = None) -> None:
        await self._host.submit(update, ConsoleResponder(self._messenger, chat, person, pressed))

    # People

    async def _take_role(self, person: Human, role: Access) -> None:
        changed = person.role is not role
        person.role, person.declared = role, True
        if changed and self._met:
            await self._submit(self._inbound.role_changed(person), person, GROUP)

    async def _join(self, person: Human) -> None:
        if person.banned is not None and person.banned.holds(self._clock.now()):
            self._screen.notice("console-cannot-join", "* ", name=person.name)
            return
        person.here = True
        await self._submit(self._inbound.joined(person), person, GROUP)

    async def _leave(self, person: Human) -> None:
        if not person.here:
            raise BadLine("console-not-here", name=person.name)
        person.here = False
        await self._submit(self._inbound.left(person), person, GROUP)

    # Messages

    async def _say(self, person: Human, text: str, *, private: bool, answers: int | None = None) -> None:
        if not private and self._barred(person):
            return
        self._world.speaks(person)
        chat = private_chat(person.id) if private else GROUP
        message = self._world.post(chat, person.id, text, only_for=person.id if private else None, answers=answers)
        if self._echo is not None:
            self._echo(message)
        await self._submit(self._inbound.said(person, message), person, chat)

    async def _edit(self, person: Human, message: Message, text: str) -> None:
        if message.author != person.id:
            raise BadLine("console-not-yours", number=str(message.number))
        if message.text == text or (message.only_for is None and self._barred(person)):
            return
        message.text = text
        await self._submit(self._inbound.edited(person, message), person, message.chat)

    async def _delete(self, person: Human, message: Message) -> None:
        moderates = message.only_for is None and self._world.access(person) >= Access.MODERATOR
        if message.author != person.id and not moderates:
            raise BadLine("console-not-yours", number=str(message.number))
        message.gone = True
        await self._submit(self._inbound.deleted(message), person, message.chat)

    async def _react(self, person: Human, message: Message, emoji: str) -> None:
        if message.only_for is not None:
            raise BadLine("console-react-private")
        if (person.id, emoji) not in message.reactions:
            message.reactions.add((person.id, emoji))
            await self._submit(self._inbound.reacted(person, message, emoji), person, GROUP)

    async def _press(self, person: Human, label: str, number: int | None) -> None:
        message = self._seen(person, number) if number is not None else None
        found = self._world.find_button(person, label, number)
        if found is None:
            if message is None:
                raise BadLine("console-no-button", label=label)
            there = " ".join(f"[{b.label}]" for b in buttons_of(message)) or "—"
            raise BadLine("console-no-button-there", label=label, number=str(number), there=there)
        message, button = found
        if button.url:
            raise BadLine("console-button-opens", label=str(button.label), url=button.url)
        await self._submit(self._inbound.pressed(person, message, button), person, message.chat, message)

    def _seen(self, person: Human, number: int) -> Message:
        message = self._world.seen(person, number)
        if message is None:
            raise BadLine("console-no-message", number=str(number), name=person.name)
        return message

    def _barred(self, person: Human) -> bool:
        """Tell, and say, that somebody cannot write in the group."""
        barred = self._world.barred(person, self._clock.now())
        if barred is None:
            return False
        why, stop = barred
        if stop.until is None:
            self._screen.notice("console-cannot-write", "* ", name=person.name, why=Choice(why))
        else:
            until = self._screen.moment(stop.until)
            self._screen.notice("console-cannot-write-until", "* ", name=person.name, why=Choice(why), until=until)
        return True
