"""The database fails in the middle of a day: people are told kindly, nothing is half done, and it goes on by itself."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, event

from bot.app import App
from bot.texts import say
from tests.backends import Postgres, Sqlite
from tests.chat import open_chat
from tests.journeys.hearth import open_hearth
from tests.wire.telegram.server import TelegramServer

# One of them fills a page of the file: the next one needs another page.
FIRST, SECOND = "Будьте добры. " * 130, "Будьте кратки. " * 130


class Disk:
    """The disk under an app's database file, which can be full."""

    def __init__(self, app: App) -> None:
        self.full = False
        event.listen(app.database.engine.sync_engine, "begin", self._limit)

    def _limit(self, connection: Connection) -> None:
        # A limit below what the file has means: no page more than that.
        connection.exec_driver_sql(f"PRAGMA max_page_count = {1 if self.full else 1_000_000}")


@pytest.mark.parametrize("language", ["en", "ru"])
async def test_on_a_full_disk_a_command_is_answered_kindly_and_works_when_there_is_room(
    tmp_path: Path, language: str
) -> None:
    async with open_chat(f"sqlite:///{tmp_path / 'hearth.db'}") as chat:
        disk = Disk(chat.app)
        await chat.play(f"olga: /language {language}", f"olga: /rules set {FIRST}")
        disk.full = True
        for _ in range(2):
            (answer,) = await chat.play(f"olga: /rules set {SECOND}")
            assert (answer["to"], answer["text"]) == ("olga", say("storage-failed", language))
        assert FIRST.strip() in await chat.said("olga: /rules")
        assert (chat.app.faults(), chat.app.outages.total) == (0, 2)
        disk.full = False
        await chat.play(f"olga: /rules set {SECOND}")
        assert SECOND.strip() in await chat.said("olga: /rules")


async def test_on_a_full_disk_telegram_is_answered_too(sqlite_template: Path, tmp_path: Path) -> None:
    database = await Sqlite(sqlite_template, tmp_path / "hearth.db").fresh()
    await database.close()
    async with TelegramServer() as telegram, open_hearth(database.url, telegram=telegram) as hearth:
        olga = telegram.user("Olga", started=True)
        chat = telegram.group("Python people", olga)
        telegram.owns(olga, chat)
        await hearth.settle()
        disk = Disk(hearth.app)

        async def answers(text: str) -> tuple[list[str], int]:
            written = len(chat.messages)
            telegram.says(olga, chat, text)
            await hearth.settle()
            return [m.text for m in telegram.private(olga).messages.values()], len(chat.messages) - written

        assert await answers(f"/rules set {FIRST}") == ([], 2)  # the command, and that it is done
        disk.full = True
        assert await answers(f"/rules set {SECOND}") == ([say("storage-failed", "en")], 1)
        disk.full = False
        assert await answers(f"/rules set {SECOND}") == ([say("storage-failed", "en")], 2)


async def test_a_restart_of_the_server_between_two_commands_is_not_noticed(postgres: Postgres) -> None:
    database = await postgres.fresh()
    name = database.address.url.database
    await database.close()
    async with open_chat(database.url) as chat:
        await chat.play("olga: /rules set Be brief.")
        await postgres.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        assert "Be brief." in await chat.said("olga: /rules")
        assert (chat.app.faults(), chat.app.outages.total) == (0, 0)
