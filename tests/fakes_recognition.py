"""A community whose people thank each other, on a database."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.access import Access
from bot.call import Call, Community, Person
from bot.content import Reply
from bot.errors import Refused
from bot.ids import AccountRef, ChatRef, CommunityId, MemberId, MessageRef, Platform, SpaceRef
from bot.ports import Tx
from bot.recognition.observer import PlainThanks
from bot.recognition.service import RecognitionService
from bot.recognition.settings import RecognitionSettings
from bot.settings import SettingsBook
from bot.updates import Actor, MessagePosted, Quoted
from handlers.recognition import RecognitionHandlers
from storage.database import Database
from storage.recognition import SqlRecognition
from tests.fakes import NOON, FakeClock
from tests.fakes_events import say

HOME = Community(CommunityId(1), "Pythonistas", "en", "Europe/Moscow")
GROUP = ChatRef(Platform.TELEGRAM, "-100")
SPACE = SpaceRef(Platform.TELEGRAM, "-100")
NAMES = {1: "Anna", 2: "Boris", 3: "Vera", 4: "Gleb"}


def person(member: int, *, human: bool = True) -> Person:
    """Make somebody up."""
    name = NAMES.get(member, f"P{member}")
    return Person(MemberId(member), name, (AccountRef(Platform.TELEGRAM, str(member)),), Access.MEMBER, human)


def message(number: int) -> MessageRef:
    """Name a message of the group."""
    return MessageRef(GROUP, str(number))


class Town:
    """Everybody there is, when they last wrote and when they came. Members from 900 on are forgotten."""

    def __init__(self) -> None:
        self.wrote: dict[int, datetime | None] = {}
        self.came: dict[int, datetime] = {}
        self.now = NOON

    async def load(self, tx: Tx, community: CommunityId, members: Collection[MemberId]) -> Mapping[MemberId, Person]:
        """Make people up."""
        return {m: person(m) for m in members if m < 900}

    def last_wrote(self, community: CommunityId, member: MemberId) -> datetime | None:
        """Say when somebody wrote; who was not spoken of wrote at noon of the first day."""
        return self.wrote.get(member, self.now)

    async def joined_at(self, tx: Tx, community: CommunityId, member: MemberId) -> datetime | None:
        """Say when somebody came; who was not spoken of was here before Hearth."""
        return self.came.get(member)


class KeptSettings:
    """Hold the settings of the one community from the start."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values

    async def load_all(self, tx: Tx) -> list[tuple[CommunityId, str, Mapping[str, Any]]]:
        """Read them."""
        return [(HOME.id, "recognition", self._values)]

    async def save(self, tx: Tx, community: CommunityId, section: str, values: Mapping[str, Any]) -> None:
        """Accept a section."""


class World:
    """Everything around the thanks of one community."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = FakeClock()
        self.town = Town()
        self.store = SqlRecognition()
        self.use(SettingsBook(KeptSettings({}), {"recognition": RecognitionSettings}))
        self._messages = 0

    def use(self, settings: SettingsBook) -> None:
        """Take settings over."""
        self.service = RecognitionService(
            self.store, self.database, self.clock, self.town, self.town, self.town, settings
        )
        self.handlers = RecognitionHandlers(self.service)
        self.observer = PlainThanks(self.service)

    async def set(self, **values: Any) -> None:
        """Change settings."""
        book = SettingsBook(KeptSettings(values), {"recognition": RecognitionSettings})
        await book.load(self.database)
        self.use(book)

    def call(self, member: int = 1, *, locale: str = "en", **facts: Any) -> Call:
        """Make a call by somebody, in the group, with a message of its own."""
        self._messages += 1
        call = Call(
            now=self.clock.now(),
            home=HOME,
            person=person(member),
            platform=Platform.TELEGRAM,
            account=AccountRef(Platform.TELEGRAM, str(member)),
            space=SPACE,
            chat=GROUP,
            locale=locale,
            zone=ZoneInfo("Europe/Moscow"),
            message=message(self._messages),
        )
        return replace(call, **facts)

    async def thank(self, giver: int, *receivers: int, reason: str = "the talk", **options: Any) -> str:
        """Thank by the command; give what everybody reads."""
        reply = await self.handlers.thanks(self.call(giver), tuple(map(person, receivers)), reason, **options)
        assert not reply.private
        return say(reply.doc)

    async def refused(self, giver: int, *receivers: int) -> Refused | None:
        """Try to thank; give the refusal, or None where it was possible."""
        try:
            await self.thank(giver, *receivers)
        except Refused as refused:
            return refused
        return None

    async def answer(self, giver: int, receiver: int, text: str) -> Reply | None:
        """Answer somebody's message in plain words, as the dispatcher would take it in."""
        call = self.call(giver, replied=person(receiver))
        assert call.message is not None
        author = Actor(AccountRef(Platform.TELEGRAM, str(receiver)), NAMES.get(receiver, ""))
        posted = MessagePosted(
            call.message.id,
            call.now,
            SPACE,
            GROUP,
            Actor(call.account, call.person.name),
            call.message,
            text,
            Quoted(message(10_000), author),
        )
        return await self.observer.on_message(call, posted) if self.observer.wants(posted) else None

    async def score(self, member: int) -> int:
        """Give a score in millipoints."""
        return (await self.service.score(HOME.id, MemberId(member)))[0].points

    async def why(self, member: int, page: int = 0) -> str:
        """Give what /why shows of somebody, to Gleb."""
        return say((await self.handlers.turn(self.call(4), member, page)).doc)

    async def top(self, *words: Any) -> str:
        """Give what /top shows."""
        return say((await self.handlers.top(self.call(4), *words)).doc)

    def wait(self, length: timedelta) -> None:
        """Let time pass, in which everybody goes on writing."""
        self.clock.advance(length)
        self.town.now += length
