"""What rules cost, all of them on: with long blocklists against short ones, on hostile texts against ordinary ones."""

import itertools
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from benchmarks.community import settle_in
from benchmarks.measure import Line, in_turns
from bot.app import App
from bot.config import Settings, StorageSettings
from bot.ids import AccountRef, ChatRef, CommunityId, MessageRef, Platform, SpaceRef
from bot.moderation.blocklist.entries import Blocked
from bot.ports import SystemClock
from bot.updates import Actor, MessagePosted

ANNA = Actor(AccountRef(Platform.TELEGRAM, "1"), "Anna")
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
APART = timedelta(seconds=100)  # between two messages: they are no flood, and no repeats

ORDINARY = (
    "Всем привет! Подскажите, пожалуйста, где сегодня собираемся и во сколько начинаем?",
    "Кажется, в 19:00 у старого моста, но я уточню. Кто-нибудь возьмёт гитару и плед?",
    "Hi all, could somebody tell me where we meet today and at what time we begin?",
    "Собрал фотографии с прошлой встречи: https://photos.example.org/album/42 — берите, кому надо",
    "Спасибо большое за помощь с отчётом, без тебя я бы точно не успела до вечера :)",
    "На iPhone обновление ставится через настройки, а на Android надо скачать файл с сайта",
)
LONGEST = 4096  # characters of a Telegram message
KINDS = 7


def hostile(number: int) -> str:
    """Make one of any number of hostile texts."""
    rnd = random.Random(number)  # the same ones each time
    made = (
        lambda: "".join(rnd.choices("aаоoeеpрcсxхyуkкBВHНTТ ", k=LONGEST)),  # a storm of look-alikes
        lambda: "и" + "".join(rnd.choices("\u0301\u0323\u0334\u20e3", k=4000)),  # marks on one letter
        lambda: "«" * 64 + "казино" + "»" * 64 + "(" * 64 + '"' * 64,  # nested quotes
        lambda: "a" * (LONGEST - 1) + "!",  # what backtracking would never end on
        lambda: "\u200b".join("казино" * 340),
        lambda: "".join(rnd.choices(("к@з1н0 ", "х**ня ", "п.и.д ", "с у к а ", "3.14 "), k=700)),
        lambda: "".join(rnd.choices("()[]{}*+?.\\|^$ab", k=LONGEST)),
    )
    return made[number % KINDS]()


def entries(count: int) -> list[Blocked]:
    """Make a list in which every form of entry is."""
    forms = ("слово{}бла", "casino{}*", "*порно{}*", "купить {} сейчас", "/заработ(ок|ать)\\d{{1,3}}х{}/")
    return [Blocked(forms[n % len(forms)].format(_letters(n))) for n in range(count)]


def domains(count: int) -> list[Blocked]:
    """Make a list of domains."""
    return [Blocked(f"domain:{_letters(n)}-login{n}.example") for n in range(count)]


def _letters(number: int) -> str:
    return "".join(chr(ord("а") + int(digit)) for digit in str(number))


class Judge:
    """Judge texts of a newcomer by every rule there is, in a community with a blocklist."""

    def __init__(self, app: App, community: CommunityId, chat: ChatRef) -> None:
        self._rules = app.moderation.ruleset
        self._community = community
        self._chat = chat
        self._numbers = itertools.count()

    def __call__(self, text: str) -> None:
        number = next(self._numbers)
        at = NOON + number * APART
        message = MessagePosted(str(number), at, None, self._chat, ANNA, MessageRef(self._chat, str(number)), text)
        self._rules.judge(self._community, message)


@asynccontextmanager
async def judges(*lists: list[Blocked]) -> AsyncIterator[list[Judge]]:
    """Give one for each list, each in a community of its own."""
    app = App(Settings(storage=StorageSettings(url="sqlite://")), SystemClock())
    await app.open()
    try:
        made = []
        for number, held in enumerate(lists, 1):
            space = SpaceRef(Platform.TELEGRAM, f"-{number}")
            chat = ChatRef(space.platform, space.id)
            made.append(Judge(app, await settle_in(app, space, chat, [ANNA], new=True, entries=held), chat))
        yield made
    finally:
        await app.database.close()


async def long_lists() -> Line:
    """Measure 10,000 entries and 20,000 domains against 10 entries, on ordinary messages."""

    async def judge_by(judge: Judge, times: int) -> None:
        for n in range(times):
            judge(ORDINARY[n % len(ORDINARY)])

    async with judges(entries(10_000) + domains(20_000), entries(10)) as (long, short):
        return await in_turns(
            "10,000 blocklist entries and 20,000 domains, to 10 entries",
            lambda times: judge_by(long, times),
            lambda times: judge_by(short, times),
            times=6 * 100,
            aim="≤ 1.2",
        )


async def hostile_texts() -> Line:
    """Measure a character of hostile texts of every kind against one of ordinary messages."""
    cruel = [hostile(n) for n in range(KINDS * 4)]
    portion = sum(map(len, cruel))
    kind = [ORDINARY[n % len(ORDINARY)] for n in range(portion * len(ORDINARY) // sum(map(len, ORDINARY)))]

    async with judges(entries(1_000)) as (judge,):

        async def read_all(texts: list[str], times: int) -> None:
            for _ in range(times // portion):
                for text in texts:
                    judge(text)

        return await in_turns(
            "a character of hostile texts, to one of ordinary messages",
            lambda times: read_all(cruel, times),
            lambda times: read_all(kind, times),
            times=portion,
            aim="≤ 1",
        )


async def measure() -> list[Line]:
    """Measure both."""
    return [await long_lists(), await hostile_texts()]
