"""An ordinary message, from Telegram's JSON through the whole bot, beside python-telegram-bot alone."""

import itertools
import time
from typing import Any

import telegram
from telegram.ext import Application, ContextTypes, TypeHandler

from adapters.telegram.inbound import Inbound
from adapters.telegram.people import Names
from adapters.telegram.run import TelegramPlatform
from benchmarks.measure import Line, in_turns
from bot.app import App
from bot.config import Settings, StorageSettings, TelegramSettings
from bot.ports import SystemClock

TOKEN = "1:benchmark"
GROUP, ANNA = -1001, 11


def _message(number: int) -> dict[str, Any]:
    return {
        "update_id": number,
        "message": {
            "message_id": number,
            "date": int(time.time()),
            "chat": {"id": GROUP, "type": "supergroup", "title": "Python people"},
            "from": {"id": ANNA, "is_bot": False, "first_name": "Anna", "username": "anna", "language_code": "en"},
            "text": "Has anybody tried the new release? It fixed the import problem for me, tests are green now.",
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
    numbers = itertools.count(1)
    await platform.receive(telegram.Update.de_json(_message(next(numbers)), platform.bot))
    await app.dispatcher.settle()

    async def empty(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        return

    alone = Application.builder().token(TOKEN).build()
    alone.add_handler(TypeHandler(telegram.Update, empty))
    alone._initialized = True  # initialize() would ask Telegram who the bot is

    async def theirs(many: int) -> None:
        for _ in range(many):
            await alone.process_update(telegram.Update.de_json(_message(next(numbers)), alone.bot))

    async def ours(many: int) -> None:
        for _ in range(many):
            await platform.receive(telegram.Update.de_json(_message(next(numbers)), platform.bot))

    try:
        return await in_turns("Telegram: an ordinary message, all rules on", ours, theirs, times=times, aim="≤ 1.5 ×")
    finally:
        await app.dispatcher.settle()
        await app.database.close()
