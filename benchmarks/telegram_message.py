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
from benchmarks.community import PAUSE, TEXTS, settle_in
from benchmarks.measure import Line, in_turns
from bot.app import App
from bot.config import Settings, StorageSettings, TelegramSettings
from bot.ids import AccountRef, ChatRef, Platform, SpaceRef
from bot.ports import SystemClock
from bot.updates import Actor

TOKEN = "1:benchmark"
GROUP, ANNA = -1001, 11
NUMBER = 123456789012  # stands for the message's id
TEXT, MOMENT = "TEXT", 987654321  # stand for the words and the time


def _written() -> str:
    said: dict[str, Any] = {
        "update_id": NUMBER,
        "message": {
            "message_id": NUMBER,
            "date": MOMENT,
            "chat": {"id": GROUP, "type": "supergroup", "title": "Python people"},
            "from": {"id": ANNA, "is_bot": False, "first_name": "Anna", "username": "anna", "language_code": "en"},
            "text": TEXT,
        },
    }
    return json.dumps(said)


MESSAGE = _written()
START = int(time.time())


def _message(number: int) -> str:
    words = TEXTS[number % len(TEXTS)]
    moment = START + number * PAUSE
    return MESSAGE.replace(str(NUMBER), str(number)).replace(TEXT, words, 1).replace(str(MOMENT), str(moment))


def _added(number: int) -> dict[str, Any]:
    bot = {"id": 1, "is_bot": True, "first_name": "Hearth", "username": "hearth_bot"}
    return {
        "update_id": number,
        "my_chat_member": {
            "date": int(time.time()),
            "chat": {"id": GROUP, "type": "supergroup", "title": "Python people"},
            "from": {"id": ANNA, "is_bot": False, "first_name": "Anna"},
            "old_chat_member": {"status": "left", "user": bot},
            "new_chat_member": {"status": "member", "user": bot},
        },
    }


async def ordinary_message(times: int = 2000) -> Line:
    """Measure it."""
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
    await settle_in(app, space, chat, Actor(AccountRef(Platform.TELEGRAM, str(ANNA)), "Anna", "anna"))
    numbers = itertools.count(1)
    await platform.receive(telegram.Update.de_json(_added(next(numbers)), platform.bot))
    await app.dispatcher.settle()

    async def empty(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        return

    alone = Application.builder().token(TOKEN).build()
    alone.add_handler(TypeHandler(telegram.Update, empty))
    alone._initialized = True  # initialize() would ask Telegram who the bot is

    async def theirs(many: int) -> None:
        for _ in range(many):
            await alone.process_update(telegram.Update.de_json(json.loads(_message(next(numbers))), alone.bot))

    async def ours(many: int) -> None:
        for _ in range(many):
            await platform.receive(telegram.Update.de_json(json.loads(_message(next(numbers))), platform.bot))

    try:
        return await in_turns("Telegram: an ordinary message, all rules on", ours, theirs, times=times, aim="≤ 1.5 ×")
    finally:
        await app.dispatcher.settle()
        await app.database.close()
