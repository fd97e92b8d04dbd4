"""A few groups whose people do everything at once, and what each of them is owed for it."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import count

from tests.crash.telegram import FastTelegram
from tests.wire.telegram.model import Chat, Message, User
from tests.wire.telegram.people import Press

GROUPS, PEOPLE, TROUBLED = 3, 10, 3
SEATS = 3
PAUSE = 0.012  # seconds between two actions
BACKLOG = 80  # updates that wait for the bot, in Telegram or in its own keeping; more are not added
NAMES = ("Anna", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hana", "Ivo", "Jana")


@dataclass
class Group:
    """A group and its people. The troubled are warned and muted, and do nothing else."""

    chat: Chat
    moderators: list[User]
    people: list[User]
    troubled: list[User]


@dataclass
class Asked:
    """A command and who gave it; `token` is a word that nothing else has."""

    group: Group
    user: User
    message: Message
    token: str
    at: datetime


@dataclass
class Done:
    """What the people did."""

    joined: list[tuple[Group, User]] = field(default_factory=list)
    said: list[Message] = field(default_factory=list)
    thanked: list[Asked] = field(default_factory=list)
    warned: list[Asked] = field(default_factory=list)
    muted: list[Asked] = field(default_factory=list)
    planned: list[Asked] = field(default_factory=list)
    announced: list[Press] = field(default_factory=list)
    blocked: list[Asked] = field(default_factory=list)
    answered: list[Press] = field(default_factory=list)


class Load:
    """Do things, at random but from a seed."""

    def __init__(self, telegram: FastTelegram, seed: int) -> None:
        self.telegram = telegram
        self.groups = [self._group(n) for n in range(GROUPS)]
        self.done = Done()
        self._random = random.Random(seed)
        self._number = count(1)
        self._previews: set[tuple[int, int]] = set()

    def _group(self, number: int) -> Group:
        def users(*names: str) -> list[User]:
            return [self.telegram.user(f"{name}{number}", started=True) for name in names]

        owner, *moderators = users("Olga", "Max", "Mia")
        people, troubled = users(*NAMES[:PEOPLE]), users(*(f"Vova{n}x" for n in range(TROUBLED)))
        chat = self.telegram.group(f"Club {number}", owner, *moderators, *people, *troubled)
        self.telegram.owns(owner, chat)
        for moderator in moderators:
            self.telegram.promotes(moderator, chat, "can_restrict_members", "can_delete_messages")
        return Group(chat, [owner, *moderators], people, troubled)

    async def set_up(self) -> None:
        """Let everybody be seen, fill the blocklists, and announce an event that is still ahead when all is over."""
        for group in self.groups:
            for person in (*group.moderators, *group.people, *group.troubled):
                self.telegram.says(person, group.chat, f"I am {person.name}.")
            owner = group.moderators[0]
            self.telegram.says(owner, group.chat, "/raid off")  # so many come that it would be one
            self.telegram.says(owner, group.chat, "/blocklist add casino* | action: delete")
            self.telegram.says(owner, group.chat, "/blocklist add poker* | action: mute 1m")
            await self.telegram.until(partial(self._told, owner, "poker"), within=60)
            self._plan(group, "3 hours")
            await self.telegram.until(partial(self._announce, group), within=60)
            await self.telegram.until(partial(self._cards, group), within=60)
            self._thank(group)  # chance may have nobody do it in time where the machine is slow

    def _told(self, user: User, word: str) -> bool:
        return any(word in text for text in self.telegram.private(user).texts)

    async def run(self, kept: Callable[[], int]) -> None:
        """Go on until cancelled. `kept` counts the updates that the bot took and has not handled."""
        actions: list[tuple[int, Callable[[Group], object]]] = [
            (20, self._chat),
            (8, self._join),
            (30, self._answer),
            (8, self._thank),
            (3, self._warn),
            (3, self._mute),
            (3, self._block),
            (4, self._plan),
            (12, self._announce),
        ]
        weights, does = [w for w, _ in actions], [a for _, a in actions]
        while True:
            if len(self.telegram.feed.waiting) + kept() < BACKLOG:
                self._random.choices(does, weights)[0](self._random.choice(self.groups))
            await asyncio.sleep(PAUSE)

    # What people do

    def _word(self, kind: str) -> str:
        return f"{kind}{next(self._number):05}x"

    def _command(self, group: Group, user: User, text: str, token: str) -> Asked:
        at = self.telegram.now()
        return Asked(group, user, self.telegram.says(user, group.chat, text), token, at)

    def _chat(self, group: Group) -> None:
        user = self._random.choice(group.people)
        self.done.said.append(self.telegram.says(user, group.chat, f"Well, {self._word('word')}"))

    def _join(self, group: Group) -> None:
        user = self.telegram.user(self._word("Newcomer"), started=True)
        self.telegram.joins(user, group.chat)
        self.done.joined.append((group, user))

    def _thank(self, group: Group) -> None:
        giver, receiver = self._random.sample(group.people, 2)
        token = self._word("help")
        text = f"/thanks @{receiver.username} {token}"
        self.done.thanked.append(self._command(group, giver, text, token))

    def _warn(self, group: Group) -> None:
        whom, token = self._random.choice(group.troubled), self._word("loud")
        moderator = self._random.choice(group.moderators)
        self.done.warned.append(self._command(group, moderator, f"/warn @{whom.username} {token}", token))

    def _mute(self, group: Group) -> None:
        whom, token = self._random.choice(group.troubled), self._word("rude")
        moderator = self._random.choice(group.moderators)
        self.done.muted.append(self._command(group, moderator, f"/mute @{whom.username} 1m {token}", token))

    def _block(self, group: Group) -> None:
        whom, token = self._random.choice(group.troubled), self._word("offer")
        word = self._random.choice(("casino", "poker"))
        if group.chat.may_write(whom):
            self.done.blocked.append(self._command(group, whom, f"{word} {token}", token))

    def _plan(self, group: Group, ahead: str = "2 minutes") -> None:
        moderator, token = self._random.choice(group.moderators), self._word("Meeting")
        text = f"/event new {token} | in {ahead} | limit: {SEATS} | remind: 1m, 0m"
        self.done.planned.append(self._command(group, moderator, text, token))

    def _announce(self, group: Group) -> bool:
        """Confirm a preview, once; False when there is none."""
        for moderator in group.moderators:
            for message in self.telegram.private(moderator).messages.values():
                key = (message.chat.id, message.id)
                if "Announce" in message.buttons and key not in self._previews:
                    self._previews.add(key)
                    self.done.announced.append(self.telegram.presses_button(moderator, message, "Announce"))
                    return True
        return False

    def _cards(self, group: Group) -> list[Message]:
        return [m for m in group.chat.messages.values() if "Going" in m.buttons and "Meeting" in m.text]

    def _answer(self, group: Group) -> None:
        """Say that one comes or does not, mostly that one does: more than there are seats."""
        if cards := self._cards(group):
            card, person = self._random.choice(cards), self._random.choice(group.people)
            label = self._random.choice(("Going", "Going", "Going", "Can't"))
            self.done.answered.append(self.telegram.presses_button(person, card, label))
