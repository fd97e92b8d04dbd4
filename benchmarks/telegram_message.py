"""An ordinary message, from Telegram's JSON through the whole bot, beside python-telegram-bot alone."""

import itertools
import json
import time
from typing import Any

import telegram
from telegram.ext import Application, ContextTypes, TypeHandler

from adapters.telegram.inbound import Inbound
from adapters.telegram.people import Names
from adapters.telegram.run import TelegramPlatform
from benchmarks.community import settle_in
from benchmarks.measure import Line, in_turns
from bot.app import App
from bot.config import Settings, StorageSettings, TelegramSettings
from bot.ids import AccountRef, ChatRef, Platform, SpaceRef
from bot.ports import SystemClock
from bot.updates import Actor

TOKEN = "1:benchmark"
GROUP = -1001
NUMBER, AUTHOR, TIME = 123456789012, 11, 1234567890  # stand for the message's id, author and time
NEWCOMERS = 3_000  # who take turns, so that none of them earns trust
APART = 100  # seconds between two messages: they are no flood, and no repeats


def _written() -> str:
    said: dict[str, Any] = {
        "update_id": NUMBER,
        "message": {
            "message_id": NUMBER,
            "date": TIME,
            "chat": {"id": GROUP, "type": "supergroup", "title": "Python people"},
            "from": {"id": AUTHOR, "is_bot": False, "first_name": "Anna", "username": "anna", "language_code": "en"},
            "text": "Has anybody tried the new release? It fixed the import problem for me, tests are green now.",
        },
    }
    return json.dumps(said)


MESSAGE = _written()
BEGIN = int(time.time())


def _message(number: int, *, authors: int) -> str:
    said = MESSAGE.replace(str(NUMBER), str(number)).replace(str(TIME), str(BEGIN + number * APART))
    return said.replace(f'"id": {AUTHOR}', f'"id": {AUTHOR + number % authors}')


def _added(number: int) -> dict[str, Any]:
    bot = {"id": 1, "is_bot": True, "first_name": "Hearth", "username": "hearth_bot"}
    return {
        "update_id": number,
        "my_chat_member": {
            "date": TIME,
            "chat": {"id": GROUP, "type": "supergroup", "title": "Python people"},
            "from": {"id": AUTHOR, "is_bot": False, "first_name": "Anna"},
            "old_chat_member": {"status": "left", "user": bot},
            "new_chat_member": {"status": "member", "user": bot},
        },
    }


async def ordinary_message(times: int = 2000, *, new: bool = False) -> Line:
    """Measure it: of somebody who has long been there, or of a `new` member."""
    app = App(
        Settings(storage=StorageSettings(url="sqlite://"), telegram=TelegramSettings.model_validate({"token": TOKEN})),
        SystemClock(),
    )
    platform = TelegramPlatform(app.settings.telegram, app.table, app.submit, app.clock)
    app.add(platform)
    await app.open()
    me = telegram.User(1, "Hearth", True, username="hearth_bot")
    platform.inbound = Inbound(me, app.clock, Names())
    space, chat = SpaceRef(Platform.TELEGRAM, str(GROUP)), ChatRef(Platform.TELEGRAM, str(GROUP))
    authors = NEWCOMERS if new else 1
    people = (Actor(AccountRef(Platform.TELEGRAM, str(AUTHOR + n)), "Anna", "anna") for n in range(authors))
    await settle_in(app, space, chat, people, new=new)
    numbers = itertools.count(1)
    await platform.receive(_added(next(numbers)))
    await app.dispatcher.settle()

    async def empty(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        return

    alone = Application.builder().token(TOKEN).build()
    alone.add_handler(TypeHandler(telegram.Update, empty))
    alone._initialized = True  # initialize() would ask Telegram who the bot is

    async def theirs(many: int) -> None:
        for _ in range(many):
            await alone.process_update(
                telegram.Update.de_json(json.loads(_message(next(numbers), authors=authors)), alone.bot)
            )

    async def ours(many: int) -> None:
        for _ in range(many):
            await platform.receive(json.loads(_message(next(numbers), authors=authors)))

    try:
        name = "Telegram: a newcomer's message" if new else "Telegram: an ordinary message"
        aim = "≤ 3 ×" if new else "≤ 1.5 ×"
        return await in_turns(f"{name}, all rules on", ours, theirs, times=times, aim=aim)
    finally:
        await app.dispatcher.settle()
        await app.database.close()
